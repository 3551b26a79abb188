"""The links and the emphasis of a text, made fit for any form: safe, inside the text, nested and never crossing."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from pipeline.render.addresses import link_address
from pipeline.render.tree import MarkKind, Span, Words
from schemas.article import Emphasis, Link

_ORDER: dict[MarkKind, int] = {"link": 0, "bold": 1, "italic": 2}


class Mark(NamedTuple):
    """A stretch of a text, and where it leads if it is a link."""

    start: int
    end: int
    url: str = ""


@dataclass(frozen=True, slots=True)
class Marks:
    """The marks of a text by kind: those of one kind are in order and do not overlap."""

    link: tuple[Mark, ...]
    bold: tuple[Mark, ...]
    italic: tuple[Mark, ...]


def marks_of(links: Iterable[Link], emphasis: Sequence[Emphasis], length: int) -> Marks:
    """Return what of a text's marks can be shown: inside the text, with an address that may be followed.

    Of links that overlap, the first counts; emphasis that overlaps is one.
    """
    found = (Mark(link.start, link.end, link_address(link.url) or "") for link in links)
    return Marks(
        tuple(_first_of_overlapping(mark for mark in found if mark.url and mark.start < mark.end <= length)),
        *(
            tuple(_joined(Mark(one.start, min(one.end, length)) for one in emphasis if one.kind == kind))
            for kind in ("bold", "italic")
        ),
    )


def words_at(text: str, lines: Sequence[tuple[int, int]], marks: Marks, bold: tuple[int, int] | None = None) -> Words:
    """Return the words of stretches of a text, one below the other, with their marks.

    A stretch has neither white space at its ends nor a newline. `bold` is one more stretch in bold.
    """
    pieces: list[str] = []
    spans: list[Span] = []
    shift = 0
    for start, end in lines:
        strong = _within(marks.bold, start, end)
        if bold is not None:
            strong = list(_joined([*strong, *_within([Mark(*bold)], start, end)]))
        links, slanted = _within(marks.link, start, end), _within(marks.italic, start, end)
        spans += _nested(text, links, _apart(strong, links), _apart(slanted, links), start - shift)
        pieces.append(text[start:end])
        shift += end - start + 1
    return Words("\n".join(pieces), tuple(spans))


def _first_of_overlapping(marks: Iterable[Mark]) -> Iterable[Mark]:
    reached = 0
    for mark in sorted(marks):
        if mark.start >= reached:
            yield mark
            reached = mark.end


def _joined(marks: Iterable[Mark]) -> Iterable[Mark]:
    """Yield stretches in order, those that overlap or touch as one."""
    held: Mark | None = None
    for mark in sorted(mark for mark in marks if mark.start < mark.end):
        if held is not None and mark.start <= held.end:
            held = Mark(held.start, max(held.end, mark.end))
            continue
        if held is not None:
            yield held
        held = mark
    if held is not None:
        yield held


def _within(marks: Sequence[Mark], start: int, end: int) -> list[Mark]:
    """Return the parts of marks that lie in a stretch of the text."""
    first = bisect_right(marks, start, key=lambda mark: mark.end)
    last = bisect_left(marks, end, key=lambda mark: mark.start)
    return [Mark(max(mark.start, start), min(mark.end, end), mark.url) for mark in marks[first:last]]


def _apart(marks: Sequence[Mark], others: Sequence[Mark]) -> list[Mark]:
    """Return marks cut where they cross the border of another, so that each lies inside it, around it or outside."""
    pieces: list[Mark] = []
    for mark in marks:
        start, end = mark.start, mark.end
        around_start = _containing(others, start)
        if around_start is not None and around_start.start < start < around_start.end < end:
            pieces.append(Mark(start, around_start.end))
            start = around_start.end
        around_end = _containing(others, end - 1)
        if around_end is not None and start < around_end.start < end < around_end.end:
            pieces.append(Mark(start, around_end.start))
            start = around_end.start
        pieces.append(Mark(start, end))
    return pieces


def _containing(marks: Sequence[Mark], position: int) -> Mark | None:
    index = bisect_right(marks, position, key=lambda mark: mark.start) - 1
    return marks[index] if index >= 0 and marks[index].end > position else None


def _nested(
    text: str, links: Sequence[Mark], bold: Sequence[Mark], italic: Sequence[Mark], base: int
) -> tuple[Span, ...]:
    """Return marks of a text as nested spans without white space at their ends, by offsets from `base`."""
    kinds: tuple[tuple[MarkKind, Sequence[Mark]], ...] = (
        ("link", links),
        ("bold", bold),
        ("italic", _apart(italic, bold)),
    )
    spans = [
        Span(kind, start - base, end - base, mark.url)
        for kind, marks in kinds
        for mark in marks
        for start, end in [trimmed(text, mark.start, mark.end)]
        if start < end
    ]
    return _in_one_another(sorted(spans, key=lambda span: (span.start, -span.end, _ORDER[span.kind])))


def _in_one_another(spans: Sequence[Span]) -> tuple[Span, ...]:
    """Return spans, outer before inner, as a tree."""
    nested: list[Span] = []
    index = 0
    while index < len(spans):
        outer = spans[index]
        following = index + 1
        while following < len(spans) and spans[following].start < outer.end:
            following += 1
        inner = _in_one_another(spans[index + 1 : following])
        nested.append(Span(outer.kind, outer.start, outer.end, outer.url, inner))
        index = following
    return tuple(nested)


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the ends of a stretch without white space at them; start and end are the same where it is blank."""
    while start < end and text[end - 1].isspace():
        end -= 1
    while start < end and text[start].isspace():
        start += 1
    return start, end
