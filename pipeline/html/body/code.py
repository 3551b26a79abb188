"""The listings of code on a page: which preformatted texts are code, and their lines as they are set."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import groupby

from pipeline.html.markup.blocks import Blocks, PageBlock

_SIGNS = re.compile(r"[{}()\[\];=<>$#|&\\/_*`]")
_LEAST_SIGNS = 0.02
_MOST_BLOCKS = 2000


def listings(page: Blocks) -> list[tuple[int, ...]]:
    """Return the indices of the blocks of each listing, in order; preformatted prose is none."""
    verbatim = (i for i, block in enumerate(page.blocks) if block.raw is not None)
    groups = (tuple(group) for _, group in groupby(verbatim, key=lambda i: _pre(page, page.blocks[i])))
    return [group for group in groups if len(group) <= _MOST_BLOCKS and _is_code(page, group)]


def code(page: Blocks, blocks: tuple[int, ...], texts: Mapping[int, str]) -> str:
    """Return the lines of a listing with their indentation, blank ones left out; `texts` are the blocks' own.

    A block whose text was repaired stands on one line: where its white space was is not known any more.
    """
    lines: list[str] = []
    for i in blocks:
        block = page.blocks[i]
        raw = block.raw if block.raw is not None and texts[i] == block.text else texts[i]
        lines += [line.expandtabs(4).rstrip() for line in raw.split("\n")]
    return "\n".join(line for line in lines if line)


def _pre(page: Blocks, block: PageBlock) -> int:
    """Return the index of the outermost `pre` around a block."""
    at, found = block.box, 0
    while at > 0:
        if page.boxes[at].tag == "pre":
            found = at
        at = page.boxes[at].parent
    return found


def _is_code(page: Blocks, blocks: tuple[int, ...]) -> bool:
    text = "".join(page.blocks[i].text for i in blocks)
    return len(_SIGNS.findall(text)) >= _LEAST_SIGNS * len(text)
