"""Lines that say when and by whom: "Published 25 September 2023 by Ann Lee | 5 min read"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.language.agencies import is_agency, is_outlet
from pipeline.language.calendar import Written, written_dates
from pipeline.language.known import LANGUAGES
from pipeline.language.people import is_explained, without_byline_word
from pipeline.language.phrases import COUNTED, LABELS, LONGEST_LABEL_WORDS, key, template
from schemas.stages import Role

_DIGIT = re.compile(r"\d")
_LONGEST_LINE = 200
_LONGEST_COUNT = 60
_SEPARATORS = " \t\u00a0,;.|•·:()[]/-–—‧●*｜（）、，\u200f\u200e،"
_BETWEEN = re.compile(r"\s{0,3}[|•·●;｜]\s{0,3}|\s{1,3}[-–—]\s{1,3}")
_LEADS = "|".join(re.escape(word) for language in LANGUAGES for word in language.date_leads)
_LEADS_ON = re.compile(rf"(?<![^\s|•·,])(?P<word>{_LEADS}),?\s{{0,3}}$", re.IGNORECASE)
_LONGEST_OUTLET_WORDS = 5
_LENGTH = re.compile(r"\d{1,3} ?min\.?|[\d.,]{1,8} words")  # beside a date only: recipes and tables have lines of these
# "Ann LeePublished: 2023-09-25", "王小明発表 2023-09-25"
_GLUED = re.compile(r"(?:(?<=[^\W\d_A-Z])[A-Z][a-z]{3,11}(?: [a-z]{2,4})?\s?:?\s{0,2}|[^\s\d|·\x00-\x7f]{2,12})$")


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a line, its role, the rule and the value."""

    start: int
    end: int
    role: Role
    rule: str
    value: str | None = None


def counted(line: str) -> tuple[str, Role] | None:
    """Return rule and role of a line that only counts: "5 min read", "Comments (12)", "3 hours ago"."""
    if len(line) > _LONGEST_COUNT or not _DIGIT.search(line):
        return None
    if found := COUNTED.get(template(line)):
        return found
    words = line.split(None, LONGEST_LABEL_WORDS)
    for count in range(min(3, len(words) - 1), 0, -1):
        if LABELS.get(key(" ".join(words[:count]))) in ("published", "modified", "note_update"):
            found = COUNTED.get(template(line.split(None, count)[count]))
            return ("relative_time", found[1]) if found and found[0] == "relative_time" else None
    return None


def read_spans(line: str, *, in_head: bool) -> tuple[Span, ...] | None:
    """Return the spans of a line that gives a date, if every part of it is understood; None for all other lines.

    Outside the head of the page a label or a byline must go with the date.
    """
    dates = written_dates(line) if len(line) <= _LONGEST_LINE else ()
    if not 1 <= len(dates) <= 3:
        return None
    spans: list[Span] = []
    at = 0
    for date in dates:
        before = labelled_date(line, at, date)
        pieces = list(_pieces(line, at, before[0].start))
        if any(piece is None for piece in pieces):
            return None
        spans += [piece for piece in pieces if piece] + before
        at = date.end
    rest = list(_pieces(line, at, len(line)))
    if any(piece is None for piece in rest):
        return None
    spans += [piece for piece in rest if piece]
    sure = any(span.rule in ("published_label", "modified_label", "byline", "name_with_date") for span in spans)
    by_word = any(span.rule in ("byline", "source_with_date") for span in spans)
    unlabelled = sum(span.rule == "date_line" for span in spans)
    if unlabelled > 1 or not (in_head or by_word or (sure and not unlabelled)):
        return None
    return tuple(spans)


def labelled_date(line: str, at: int, date: Written) -> list[Span]:
    """Return the span of the date and, before it, that of its label."""
    words = list(re.finditer(r"\S+", line[at : date.start]))
    for count in range(min(LONGEST_LABEL_WORDS, len(words)), 0, -1):
        start = at + words[-count].start()
        if words[-count].group().strip(_SEPARATORS) == "":
            continue
        kind = LABELS.get(key(line[start : date.start]))
        kind = "modified" if kind == "note_update" else kind
        if kind in ("published", "modified"):
            return [
                Span(start, date.start, Role.LABEL, f"{kind}_label"),
                Span(date.start, date.end, Role.DATE, f"{kind}_label", date.text),
            ]
    glued = _GLUED.search(line, at, date.start)
    if glued and (kind := LABELS.get(key(glued.group()))) in ("published", "modified"):
        return [
            Span(glued.start(), date.start, Role.LABEL, f"{kind}_label"),
            Span(date.start, date.end, Role.DATE, f"{kind}_label", date.text),
        ]
    own = Span(date.start, date.end, Role.DATE, "date_line", date.text)
    if leads_on := _LEADS_ON.search(line, at, date.start):
        return [Span(leads_on.start("word"), date.start, Role.LABEL, "date_word"), own]
    return [own]


def _pieces(line: str, start: int, end: int) -> Iterator[Span | None]:
    """Yield the spans between two dates, None for a piece that is not understood."""
    at = start
    marks = [*_BETWEEN.finditer(line, start, end), None]
    for mark in marks:
        stop = mark.start() if mark else end
        text = line[at:stop].strip(_SEPARATORS)
        if text:
            first = line.index(text, at)
            yield _piece(text, first)
        at = mark.end() if mark else end


def _piece(text: str, start: int) -> Span | None:
    end = start + len(text)
    if found := counted(text):
        return Span(start, end, found[1], found[0])
    if _LENGTH.fullmatch(text):
        return Span(start, end, Role.OTHER, "reading_time")
    if len(text.split()) > 12:
        return None
    if is_explained(text):
        labelled = without_byline_word(text) != text
        return Span(start, end, Role.BYLINE, "byline" if labelled else "name_with_date")
    label, mark, source = text.replace("：", ":").partition(":")
    if mark and LABELS.get(key(label)) == "credit" and source and len(source) <= _LONGEST_COUNT:
        return Span(start, end, Role.AGENCY, "source_with_date")
    if len(text.split()) <= _LONGEST_OUTLET_WORDS and is_outlet(text):
        if (named := without_byline_word(text)) != text and not is_agency(named):
            return Span(start, end, Role.BYLINE, "byline")
        return Span(start, end, Role.AGENCY, "outlet_with_date")
    return None
