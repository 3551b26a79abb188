"""What a finder says of a block: its shape, and what of its words is mark and not content."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from schemas.stages import TEXT_ROLES, Block, Role, Shape

FURTHEST = 2
"""Lines from one paragraph to the next of the same run: it may have one blank line above it."""


class Shaped(NamedTuple):
    """A shape with the role that goes with it and the rule that found it.

    `start` and `end` are the code points of the block's content that are its words, without marks at its edges.
    """

    shape: Shape
    rule: str
    role: Role = Role.BODY
    start: int = 0
    end: int | None = None


Finder = Callable[[Sequence[Block]], dict[int, Shaped]]
"""Blocks of a page -> index of a block -> what it is; blocks that are plain prose are left out."""
Indents = Mapping[int, int]
"""Number of a line -> how many columns it is indented, where it is."""


def text_blocks(blocks: Sequence[Block]) -> list[int]:
    """Return the indices of the blocks that are paragraphs of the text."""
    return [i for i, block in enumerate(blocks) if block.role in TEXT_ROLES]


def is_next(blocks: Sequence[Block], earlier: int, later: int) -> bool:
    """Tell whether a block stands right below another one: no third one between, one blank line at the most."""
    return later - earlier == 1 and blocks[later].line - blocks[earlier].line <= FURTHEST
