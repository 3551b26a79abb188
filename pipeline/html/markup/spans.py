"""The words of a block that elements inside it set apart: links, bold and italic, by characters of its folded text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.html.markup.tree import Element

_KINDS = {"a": "link", "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "cite": "italic"}
_MOST_SPANS = 400


@dataclass(frozen=True, slots=True)
class TextSpan:
    """Words from `start` to `end` that a link (with its `href`), bold or italic holds."""

    kind: str
    start: int
    end: int
    href: str | None = None


def spans_of(run: Sequence[str], parts: Sequence[tuple[int, Element | None]]) -> tuple[TextSpan, ...]:
    """Return the spans of a run of text, without the white space at their ends, in the order in which they begin.

    `parts` says before which piece of the run an element inside it begins, or the last open one ends (None).
    """
    text = " ".join("".join(run).split())
    found: list[TextSpan] = []
    opened: list[tuple[Element, int]] = []
    places = _places(run, [count for count, _ in parts])
    for (_, element), (end, start) in zip(parts, places, strict=True):
        if element is not None:
            opened.append((element, start))
        elif opened:
            _add(found, text, *opened.pop(), end)
        if len(found) >= _MOST_SPANS:
            break
    while opened:  # its end stands in a later block
        _add(found, text, *opened.pop(), len(text))
    return tuple(sorted(found, key=lambda span: (span.start, -span.end)))


def _add(found: list[TextSpan], text: str, element: Element, start: int, end: int) -> None:
    start += text.startswith(" ", start)
    kind = _KINDS.get(str(element.tag))
    href = element.get("href") if kind == "link" else None
    if start < end and kind is not None and (kind != "link" or href):
        found.append(TextSpan(kind, start, end, href))


def _places(run: Sequence[str], counts: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield for each count of pieces where the words before it end in the folded text, and where the next begin."""
    size, spaced, done = 0, False, 0
    for count in counts:
        for piece in run[done:count]:
            words = piece.split()
            if words:
                joined = size > 0 and (spaced or piece[0].isspace())
                size += joined + len(" ".join(words))
                spaced = piece[-1].isspace()
            elif piece:
                spaced = True
        done = max(done, count)
        yield size, size + (1 if spaced and size else 0)
