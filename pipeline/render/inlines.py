"""Words with marks in Markdown: every link as one, and emphasis wherever all parsers agree on what it spans.

Whether `*` opens or closes emphasis depends on the characters on its sides (CommonMark 0.31, section 6.2). Its versions
do not agree on symbols, so what depends on them is left plain; so is what would stand right behind other emphasis.
Where punctuation at the ends of the marked words is in the way, as often in Chinese and Japanese, it is left out.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import Enum, auto

from pipeline.render.escapes import destination, escaped
from pipeline.render.tree import Span, Words

_SIGNS = {"bold": "**", "italic": "*"}
_PLAIN_ADDRESS = re.compile(r"https?://[A-Za-z0-9/.?=&_~#:;,+-]+")


class _Side(Enum):
    """What a character is to the delimiter beside it."""

    SPACE = auto()
    PUNCTUATION = auto()
    SYMBOL = auto()  # punctuation to some versions
    WORD = auto()


class _End(Enum):
    """What was written last."""

    TEXT = auto()
    OPENING = auto()
    CLOSING = auto()


def inlined(words: Words, pieces: Sequence[str] | None = None) -> str:
    """Return words in Markdown; `pieces` are their characters as escaped for their place."""
    writer = _Writer(words.text, escaped(words.text) if pieces is None else pieces)
    writer.write(words.spans, 0, len(words.text), _Side.SPACE, nested=False)
    return "".join(writer.out)


@dataclass(slots=True)
class _Writer:
    text: str
    pieces: Sequence[str]
    out: list[str] = field(default_factory=list)
    before: _Side = _Side.SPACE
    """What stands before the place that is written at, delimiters that open there left aside."""
    end: _End = _End.TEXT

    def write(self, spans: Sequence[Span], start: int, end: int, after: _Side, *, nested: bool) -> None:
        """Write a stretch with its spans; `after` follows it, `nested` tells whether it lies in emphasis."""
        for i, span in enumerate(spans):
            self._emit(start, span.start)
            behind = self._first(spans[i + 1 : i + 2], span.end) if span.end < end else after
            if span.kind == "link":
                self._link(span)
            else:
                self._emphasis(span, behind, nested=nested)
            start = span.end
        self._emit(start, end)

    def _emit(self, start: int, end: int) -> None:
        if start < end:
            self.out += self.pieces[start:end]
            self.before, self.end = _side(self.text[end - 1]), _End.TEXT

    def _link(self, span: Span) -> None:
        if span.url == self.text[span.start : span.end] and _PLAIN_ADDRESS.fullmatch(span.url):
            self.out.append(f"<{span.url}>")
        else:
            if self.out and self.out[-1] == "!":  # "![" would be a picture
                self.out[-1] = "\\!"
            self.out.append("[")
            self.before, self.end = _Side.PUNCTUATION, _End.TEXT
            self.write(span.inner, span.start, span.end, _Side.PUNCTUATION, nested=False)
            self.out.append(f"]({destination(span.url)})")
        self.before, self.end = _Side.PUNCTUATION, _End.TEXT

    def _emphasis(self, span: Span, after: _Side, *, nested: bool) -> None:
        if self._holds(span, after, nested=nested):
            self._delimited(span, after)
            return
        core = self._core(span)
        if core is None:
            self.write(span.inner, span.start, span.end, after, nested=nested)
            return
        self._emit(span.start, core.start)
        behind = _side(self.text[core.end]) if core.end < span.end else after
        if self._holds(core, behind, nested=nested):
            self._delimited(core, behind)
        else:
            self._emit(core.start, core.end)
        self._emit(core.end, span.end)

    def _delimited(self, span: Span, after: _Side) -> None:
        self.out.append(_SIGNS[span.kind])
        self.end = _End.OPENING
        self.write(span.inner, span.start, span.end, after, nested=True)
        self.out.append(_SIGNS[span.kind])
        self.end = _End.CLOSING

    def _holds(self, span: Span, after: _Side, *, nested: bool) -> bool:
        """Tell whether delimiters here are read as the start and the end of this span, by every parser."""
        if self.end is _End.CLOSING:
            return False
        first, last = self._first([span], span.start), self._last(span)
        ends = (_Side.SPACE, _Side.PUNCTUATION)
        opens = first is _Side.WORD or self.before in ends
        closes = last is _Side.WORD or after in ends
        if nested and self.end is not _End.OPENING:
            # It must not be able to end what it lies in.
            opens &= self.before is _Side.SPACE or (self.before is _Side.PUNCTUATION and first is _Side.WORD)
        return opens and closes

    def _core(self, span: Span) -> Span | None:
        """Return a span without the punctuation at its ends, None where nothing is left or other marks are in it."""
        start, end = span.start, span.end
        if span.inner:
            return None
        while start < end and _side(self.text[start]) is not _Side.WORD:
            start += 1
        while start < end and _side(self.text[end - 1]) is not _Side.WORD:
            end -= 1
        return replace(span, start=start, end=end) if start < end else None

    def _first(self, spans: Sequence[Span], place: int) -> _Side:
        """Return what is written first at a place, delimiters of emphasis left aside."""
        while spans and spans[0].start == place:
            if spans[0].kind == "link":
                return _Side.PUNCTUATION
            spans = spans[0].inner
        return _side(self.text[place])

    def _last(self, span: Span) -> _Side:
        spans: Sequence[Span] = (span,)
        while spans and spans[-1].end == span.end:
            if spans[-1].kind == "link":
                return _Side.PUNCTUATION
            spans = spans[-1].inner
        return _side(self.text[span.end - 1])


def _side(character: str) -> _Side:
    if character.isspace():
        return _Side.SPACE
    kind = unicodedata.category(character)[0]
    if kind == "P" or (kind == "S" and character.isascii()):
        return _Side.PUNCTUATION
    return _Side.SYMBOL if kind == "S" else _Side.WORD
