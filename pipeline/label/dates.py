"""Dates that the head of the page does not hold: below the first sentence, above the headline, glued to other words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain, islice

from pipeline.label.head import is_prose
from pipeline.label.metalines import Span, counted, labelled_date, read_spans
from pipeline.label.parts import Parts, parts_of_spans
from pipeline.language.calendar import written_dates
from pipeline.language.people import is_explained, without_byline_word
from pipeline.language.sentences import ends_sentence
from schemas.stages import Line, Role

_ABOVE, _BELOW_TITLE, _BELOW_LEAD, _FIRST = 3, 9, 5, 8
_LONGEST, _MOST_DATES, _MOST_GLUED = 160, 3, 6
_MOST_WORDS, _MOST_WORDS_OF_A_PIECE, _MOST_WORDS_BESIDE = 9, 4, 4
_SEPARATOR = re.compile(
    r"\s{0,3}[|•·●;｜/（）()]\s{0,3}|\s{1,3}[-–—:]\s{1,3}|\s{2,4}|\s?\b\d{1,2}[:.]\d{2}(?:\s?(?:h|hs|[ap]m|[A-Z]{3,4}))?\b"
)
_EDGES = " \t\u00a0,;.|•·:()[]/-–—‧●*｜（）、，\u200f\u200e،"
_NO_KINDS: frozenset[str] = frozenset()
_FAR = frozenset({"far_published_label", "far_modified_label"})
# A word that begins with a capital right behind a small letter or a number was glued to it: "Ann LeePublished".
_GLUED = re.compile(r"(?<=[a-zà-öø-ÿ0-9.])(?=[A-ZÀ-ÖØ-Þ][a-zà-öø-ÿ]{2})")
_NO_LINE_OF_ITS_OWN = re.compile(r"[@\"“”„«»?!]|^[-–—*•]\s|https?:")
_OTHERS = frozenset({Role.TITLE, Role.CAPTION, Role.CREDIT, Role.NOTE, Role.COMMENTS, Role.COPYRIGHT, Role.DATELINE})


def with_dates(lines: Sequence[Line], settled: Sequence[Parts | None]) -> list[Parts | None]:
    """Return the parts with the dates that are still missing, of publication and of the last change.

    A line near the headline gives one, or one elsewhere that says what it is, if the page names no other such day.
    """
    result = list(settled)
    known = {kind for parts in settled if parts for kind in _kinds(parts)}
    for i, parts in chain(_near_headline(lines, settled), _elsewhere(lines, settled)):
        kinds = _kinds(parts) - known
        if kinds and ("published" not in known or "published" not in _kinds(parts)):
            result[i] = parts
            known |= kinds
    return result


def read_dated(line: str) -> Parts | None:
    """Return the parts of a line that gives a date and little else, None for all other lines.

    >>> [part.text for part in read_dated("Ann LeePublished: 3 May 2024 | Harbour") or ()]
    ['Ann Lee', 'Published:', '3 May 2024 |', 'Harbour']
    """
    if len(line) > _LONGEST or _NO_LINE_OF_ITS_OWN.search(line):
        return None
    spans: Sequence[Span] | None = read_spans(line, in_head=True)
    for glued in islice(_GLUED.finditer(line), _MOST_GLUED) if spans is None else ():
        spans = spans or _read_glued(line, glued.start())
    spans = spans or _read_loosely(line)
    return parts_of_spans(line, spans) if spans else None


def _kinds(parts: Parts | None) -> frozenset[str]:
    """Return which dates the parts give: published, modified."""
    rules = [part.rule for part in parts or () if part.role is Role.DATE]
    if not rules:
        return _NO_KINDS  # nearly all lines
    return frozenset("modified" if rule.startswith("modified") else "published" for rule in rules)


def _near_headline(lines: Sequence[Line], settled: Sequence[Parts | None]) -> Iterator[tuple[int, Parts]]:
    """Yield the lines that give a date: below the headline, below the first sentence, then right above the headline."""
    title = next((i for i, parts in enumerate(settled) if parts and parts[-1].role is Role.TITLE), None)
    lead = next((i for i in range(title or 0, len(lines)) if settled[i] is None and is_prose(lines[i].text)), 0)
    below = range(_FIRST) if title is None else range(title + 1, min(title + _BELOW_TITLE, lead or len(lines)))
    above = () if title is None else range(title - 1, max(-1, title - 1 - _ABOVE), -1)
    for i in dict.fromkeys((*below, *range(lead + 1, lead + 1 + _BELOW_LEAD), *above)):
        if i < len(lines) and _is_open(lines[i].text, settled[i]) and (parts := read_dated(lines[i].text)):
            yield i, parts


def _is_open(text: str, parts: Parts | None) -> bool:
    """Tell whether the line may be a date's: it is no sentence of the article, and no other field has it."""
    if parts is None:
        return not is_prose(text)
    return not any(part.role in _OTHERS or part.role in (Role.DATE, Role.RELATED) for part in parts)


def _elsewhere(lines: Sequence[Line], settled: Sequence[Parts | None]) -> Iterator[tuple[int, Parts]]:
    """Yield the lines with a word for their date, where all those with this word name one day."""
    found: dict[str, list[tuple[int, Parts]]] = {}
    for i, line in enumerate(lines):
        parts = settled[i]
        if parts is None or not any(part.rule in _FAR for part in parts):
            continue
        spans = read_spans(line.text, in_head=False)
        if spans and all(span.rule.endswith("_label") for span in spans if span.role is Role.DATE):
            read = parts_of_spans(line.text, spans)
            for kind in _kinds(read):
                found.setdefault(kind, []).append((i, read))
    for rows in found.values():
        if len({tuple(date.day for date in written_dates(lines[i].text)) for i, _ in rows}) == 1:
            yield rows[0]


def _read_glued(line: str, at: int) -> list[Span] | None:
    """Return the spans of a line whose words at `at` lack the space between them: a name or place, and the date."""
    halves = [(line[:at], 0), (line[at:], at)]
    spans: list[Span] = []
    for text, start in halves:
        if written_dates(text):
            read = read_spans(text, in_head=True) or _read_loosely(text)
        else:
            read = [_beside(text, 0)] if len(text.split()) <= _MOST_WORDS_BESIDE else None
        if not read:
            return None
        spans += [replace(span, start=span.start + start, end=span.end + start) for span in read]
    # Only a date, or the word for one, shows that there is a seam: "McDonald" has none.
    seam = next(i for i, span in enumerate(spans) if span.start >= at)
    dated = spans[seam].role in (Role.DATE, Role.LABEL) or spans[seam - 1].role is Role.DATE
    return spans if dated else None


def _read_loosely(line: str) -> list[Span] | None:
    """Return the spans of a line with one date, or one more behind a word for a change, and few words beside."""
    dates = written_dates(line)
    if not 1 <= len(dates) <= _MOST_DATES or (ends_sentence(line) and dates[0].start > 0):
        return None
    spans: list[Span] = []
    at = 0
    for date in dates:
        own = labelled_date(line, at, date)
        spans += [*_words_beside(line, at, own[0].start), *own]
        at = date.end
    spans += _words_beside(line, at, len(line))
    unlabelled = sum(span.role is Role.DATE and not span.rule.endswith("_label") for span in spans)
    beside = [span for span in spans if span.rule == "beside_date"]
    longest = max((len(line[span.start : span.end].split()) for span in beside), default=0)
    words = sum(len(line[span.start : span.end].split()) for span in beside)
    at_edge = any(span.role is Role.DATE for span in (spans[0], spans[-1])) or spans[0].role is Role.LABEL
    if unlabelled > 1 or longest > _MOST_WORDS_OF_A_PIECE or words > _MOST_WORDS:
        return None
    return spans if at_edge or len(beside) > 1 else None


def _words_beside(line: str, start: int, end: int) -> Iterator[Span]:
    """Yield the pieces between two dates."""
    at = start
    for mark in (*_SEPARATOR.finditer(line, start, end), None):
        stop = mark.start() if mark else end
        text = line[at:stop].strip(_EDGES)
        if text:
            yield _beside(text, line.index(text, at))
        at = mark.end() if mark else end


def _beside(text: str, start: int) -> Span:
    if is_explained(text):
        rule = "byline" if without_byline_word(text) != text else "name_with_date"
        return Span(start, start + len(text), Role.BYLINE, rule)
    if found := counted(text):
        return Span(start, start + len(text), found[1], found[0])
    return Span(start, start + len(text), Role.OTHER, "beside_date")
