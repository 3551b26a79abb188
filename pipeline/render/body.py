"""The body of an article as blocks: each paragraph as what the record says it is, media in their places."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from pipeline.printable import one_line, pictured
from pipeline.render.listing import Row, listings
from pipeline.render.marks import Marks, marks_of, trimmed, words_at
from pipeline.render.media import media_of
from pipeline.render.tree import Block, Code, Figure, Heading, Moment, Paragraph, Player, Quotation, Span, Table, Words
from schemas.article import Article, Structure

_GAP = "\n\n"
_NAME = re.compile(r"\s{0,8}[^\n:：]{1,80}[:：]")
"""Of what a speaker says, the name; a paragraph without one is the speaker's words alone."""
_LEVELS = (2, 6)


class _Place(NamedTuple):
    """A paragraph: its number from 0, where it stands in the text, and what it is if it is no plain prose."""

    number: int
    start: int
    end: int
    shape: Structure | None

    @property
    def kind(self) -> str:
        return "prose" if self.shape is None else self.shape.kind


@dataclass(frozen=True, slots=True)
class _Reader:
    """A text whose controls are shown by pictures, one for one, so that offsets hold; and its marks."""

    text: str
    marks: Marks

    def words(self, start: int, end: int) -> Words:
        """Return the words of a stretch of the text, line by line, without blank lines."""
        return words_at(self.text, list(self._lines(start, end)), self.marks)

    def in_bold(self, start: int, end: int, bold_end: int) -> Words:
        """Return the same with everything before `bold_end` in bold."""
        return words_at(self.text, list(self._lines(start, end)), self.marks, (start, bold_end))

    def on_one_line(self, start: int, end: int) -> Words:
        """Return the same with spaces for line breaks."""
        words = self.words(start, end)
        return replace(words, text=words.text.replace("\n", " "))

    def rows(self, start: int, end: int) -> Iterator[tuple[Words, ...]]:
        """Yield the rows of a table that hold anything."""
        for row_start, row_end in _split(self.text, start, end, "\n"):
            if self.text[row_start:row_end].strip():
                cells = _split(self.text, row_start, row_end, "\t")
                yield tuple(self.words(*cell) for cell in cells)

    def _lines(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        for line in _split(self.text, start, end, "\n"):
            line_start, line_end = trimmed(self.text, *line)
            if line_start < line_end:
                yield line_start, line_end


def body_of(article: Article) -> tuple[Block, ...]:
    """Return the blocks of an article's body in order.

    What stands between two items of a list comes behind the list, which would else be two.
    """
    text = pictured(article.text)
    reader = _Reader(text, marks_of(article.links, article.emphasis, len(text)))
    shapes = {row.paragraph: row for row in reversed(article.structure)}
    places = [_Place(i, *ends, shapes.get(i)) for i, ends in enumerate(_split(text, 0, len(text), _GAP))]
    media = deque(media_of(article, len(places)))
    blocks: list[Block] = []
    written = [place for place in places if text[place.start : place.end].strip()]
    for run in _runs(written, {number for number, _ in media}):
        blocks += _due(media, run[0].number)
        blocks += _blocks(reader, run)
        blocks += _due(media, run[-1].number)
    blocks += _due(media, len(places))
    return tuple(_with_dateline(blocks, article, text))


def _split(text: str, start: int, end: int, by: str) -> Iterator[tuple[int, int]]:
    """Yield the stretches of text[start:end] between separators, as `split` has them."""
    while (found := text.find(by, start, end)) >= 0:
        yield start, found
        start = found + len(by)
    yield start, end


def _due(media: deque[tuple[int, Figure | Player]], number: int) -> Iterator[Figure | Player]:
    """Take what stands before a paragraph, and before those above it."""
    while media and media[0][0] <= number:
        yield media.popleft()[1]


def _runs(places: Sequence[_Place], parted: Container[int]) -> Iterator[list[_Place]]:
    """Yield paragraphs that make up one block together: the items of lists, the paragraphs of a quotation.

    A quotation ends before the paragraphs that media `parted` from it.
    """
    run: list[_Place] = []
    for place in places:
        goes_on = run and place.kind == run[-1].kind
        if not goes_on or not (place.kind == "list_item" or (place.kind == "quotation" and place.number not in parted)):
            if run:
                yield run
            run = []
        run.append(place)
    if run:
        yield run


def _blocks(reader: _Reader, run: Sequence[_Place]) -> Sequence[Block]:
    _, start, end, shape = run[0]
    if shape is None:
        return [Paragraph(reader.words(start, end))]
    if shape.kind == "list_item":
        rows = [_row(reader.text, place) for place in run]
        return listings(reader.text, rows, reader.words)
    if shape.kind in ("quotation", "pull_quote"):
        paragraphs = tuple(reader.words(place.start, place.end) for place in run)
        return [Quotation(paragraphs, pulled=shape.kind == "pull_quote")]
    return _single(reader, start, end, shape)


def _single(reader: _Reader, start: int, end: int, shape: Structure) -> Sequence[Block]:
    if shape.kind == "subheading":
        level = min(max(shape.level or _LEVELS[0], _LEVELS[0]), _LEVELS[1])
        return [Heading(level, reader.on_one_line(start, end))]
    if shape.kind == "table":
        rows = tuple(reader.rows(start, end))
        return [Table(rows, min(max(shape.header_rows or 0, 0), len(rows)))]
    if shape.kind == "code":
        return [Code(reader.text[start:end].strip("\n"))]
    if shape.kind == "question":
        return [Paragraph(reader.in_bold(start, end, end), "question")]
    if shape.kind == "speaker":
        name = _NAME.match(reader.text, start, end)
        return [Paragraph(reader.in_bold(start, end, name.end() if name else start), "speaker")]
    time = one_line(shape.time or "")
    words = reader.words(start, end)
    said = [Moment(time)] if time and not words.text.startswith(time) else []
    return [*said, Paragraph(words)]


def _row(text: str, place: _Place) -> Row:
    start, end = trimmed(text, place.start, place.end)
    assert place.shape is not None
    return Row(start, end, place.shape.level or 1, bool(place.shape.ordered))


def _with_dateline(blocks: list[Block], article: Article, text: str) -> list[Block]:
    """Return the blocks with the dateline, which the record holds apart, before the first sentence."""
    dateline = one_line(article.dateline or "")
    if not dateline or text.lstrip().startswith(dateline):
        return blocks
    for i, block in enumerate(blocks):
        if isinstance(block, Paragraph) and block.kind == "prose":
            return [*blocks[:i], Paragraph(_behind(f"{dateline} – ", block.words)), *blocks[i + 1 :]]
        if not isinstance(block, Figure | Player):
            break
    return [Paragraph(Words(dateline)), *blocks]


def _behind(prefix: str, words: Words) -> Words:
    return Words(prefix + words.text, tuple(_moved(span, len(prefix)) for span in words.spans))


def _moved(span: Span, by: int) -> Span:
    inner = tuple(_moved(one, by) for one in span.inner)
    return replace(span, start=span.start + by, end=span.end + by, inner=inner)
