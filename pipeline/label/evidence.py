"""What markup, and what the page declares of itself, say of a line in the head of an article."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from schemas.stages import Line


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is known of a line beside its words.

    `uses` are what its element and those around it, up to what holds the text as well, are called: "standfirst".
    `is_signed`: it stands in an element called after authors, or in one right around that.
    `declared` are the fields whose declared value the line says: "description", "author", "section".
    `group` is the same for lines of one kind side by side, as paragraphs of a text are.
    """

    uses: frozenset[str] = frozenset()
    declared: frozenset[str] = frozenset()
    group: tuple[str, ...] = ()
    is_signed: bool = False
    is_headline: bool = False
    is_heading: bool = False
    is_bold: bool = False
    in_header: bool = False
    linked: float = 0.0


class Witness(Protocol):
    """Gives the evidence for a line; it is asked for few lines of a page."""

    authors: Sequence[str]
    """The people whom the page declares as authors."""

    def __call__(self, line: Line) -> Evidence: ...
