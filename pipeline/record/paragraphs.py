"""The paragraphs of `Article.text`: where each begins, what it is, and which of its words are linked or emphasized."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from schemas.article import Emphasis, Link, Structure
from schemas.stages import TEXT_ROLES, Block, Inline, Role, Shape

_LEVEL = 2
_SHAPES = {
    Role.SUBHEADING: Shape("subheading", level=_LEVEL),
    Role.LIST_ITEM: Shape("list_item", level=1, ordered=False),
    Role.QUOTATION: Shape("quotation"),
    Role.TABLE: Shape("table", header_rows=0),
    Role.CODE: Shape("code"),
}
"""What a block of a role is where its reader says no more."""
_JOINT = 2  # "\n\n"


class Place(NamedTuple):
    """A paragraph: its block, its number from 0, and where it begins in the text, in code points."""

    block: Block
    paragraph: int
    start: int


def places_of(blocks: Sequence[Block]) -> list[Place]:
    """Return the paragraphs in order; their contents, joined by one blank line, are the text."""
    places: list[Place] = []
    start = 0
    for block in blocks:
        if block.role in TEXT_ROLES:
            places.append(Place(block, len(places), start))
            start += len(block.content) + _JOINT
    return places


def structure_of(places: Sequence[Place]) -> list[Structure]:
    """Return a row for each paragraph that is no plain prose."""
    rows = []
    for place in places:
        shape = place.block.shape or _SHAPES.get(place.block.role)
        if shape is not None:
            row = {"kind": shape.kind, "level": shape.level, "ordered": shape.ordered}
            row |= {"header_rows": shape.header_rows, "time": shape.time}
            rows.append(Structure.model_validate({"paragraph": place.paragraph, **row}))
    return rows


def links_of(places: Sequence[Place]) -> list[Link]:
    """Return the links of the text in order."""
    return [
        Link(
            url=inline.url,
            text=place.block.content[inline.start : inline.end],
            paragraph=place.paragraph,
            start=place.start + inline.start,
            end=place.start + inline.end,
        )
        for place, inline in _inlines(places)
        if inline.url is not None
    ]


def emphasis_of(places: Sequence[Place]) -> list[Emphasis]:
    """Return the words of the text in bold or italic, in order."""
    return [
        Emphasis.model_validate(
            {
                "paragraph": place.paragraph,
                "start": place.start + inline.start,
                "end": place.start + inline.end,
                "kind": inline.kind,
            }
        )
        for place, inline in _inlines(places)
        if inline.url is None
    ]


def _inlines(places: Sequence[Place]) -> Iterator[tuple[Place, Inline]]:
    for place in places:
        for inline in place.block.inlines:
            yield place, inline
