"""Dates as people write them, in the thirteen languages: where one stands in a line, and which day it is.

A date is read only if every word of it is understood, day, month and year are there, and their order is sure.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache

from pipeline.language.clock import CLOCK_WORDS, UNSURE_ZONES, ZONES, instant_of
from pipeline.language.day import CalendarDay, Token, day_at, tokens_of, word_of
from pipeline.language.known import LANGUAGES
from pipeline.language.phrases import DATE_WORDS, WEEKDAYS

_TWO_NUMBERS = re.compile(r"\d\D+\d")  # every date has a day and a year of four digits
_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
_HAN = frozenset("年月日号號时時点點分秒星期周週曜上下午前后後晚早凌晨中北京间間台付一二三四五六天火水木金土現在")
_MARKS = frozenset(",.:;-–—|@·•/()[]'’~،،")
_LONGEST_LINE = 200

_CLOSING = frozenset(word for language in LANGUAGES for word in language.date_closers)
# Besides the languages that have a module.
_ALSO_DAY_FIRST = frozenset("uk be cs sk sl hr sr bs bg mk ro el da nb nn no fi is ca gl et lv id vi he".split())
DAY_FIRST = _ALSO_DAY_FIRST | {language.code for language in LANGUAGES if language.day_first}
"""Languages that write 03/04/2023 for the third of April and never for the fourth of March."""

_FALSE_FRIENDS = {month: codes for language in LANGUAGES for month, codes in language.misleading_months.items()}


@dataclass(frozen=True, slots=True)
class Written:
    """A date in a line: from where to where, and the parts of it."""

    start: int
    end: int
    text: str
    day: tuple[int, int, int]
    swappable: bool
    month_word: str

    def moment(self, language: str | None = None) -> tuple[str, str | None] | None:
        """Return the day and, with a time and a sure zone, the instant; None where day and month are unsure."""
        if self.swappable and language not in DAY_FIRST:
            return None
        if language in _FALSE_FRIENDS.get(self.month_word, ()):
            return None
        year, month, day = self.day
        try:
            noon = datetime(year, month, day, tzinfo=UTC)
        except ValueError:
            return None
        return noon.strftime("%Y-%m-%d"), instant_of(self.text, noon)


@lru_cache(maxsize=1 << 11)  # a line that may be a date's is asked for by each field that dates one
def written_dates(line: str) -> tuple[Written, ...]:
    """Return the dates that stand in a line, each with the time and the weekday that belong to it.

    >>> [date.text for date in written_dates("Published on Monday, 25 September 2023 at 10:15 by Ann Lee")]
    ['Monday, 25 September 2023 at 10:15']
    """
    if len(line) > _LONGEST_LINE or not (_TWO_NUMBERS.search(line) and _YEAR.search(line)):
        return ()
    tokens = tokens_of(line)
    found: list[Written] = []
    at = floor = 0
    while at < len(tokens):
        day = day_at(tokens, at)
        if day is None:
            at += 1
            continue
        first, last = _widen(tokens, day, floor)
        start, end = tokens[first].start, tokens[last].end
        found.append(
            Written(start, end, line[start:end], (day.year, day.month, day.day), day.swappable, day.month_word)
        )
        at = floor = last + 1
    return tuple(found)


def read_written(text: str, language: str | None = None) -> tuple[str, str | None] | None:
    """Return day and instant if the text is one date and nothing else.

    >>> read_written("Montag, 25. September 2023, 10:15 Uhr MESZ")
    ('2023-09-25', '2023-09-25T08:15:00Z')
    """
    dates = written_dates(text)
    if len(dates) != 1 or text[: dates[0].start].strip(" ,.:-|()") or text[dates[0].end :].strip(" ,.:-|()"):
        return None
    return dates[0].moment(language)


def _widen(tokens: Sequence[Token], day: CalendarDay, floor: int) -> tuple[int, int]:
    """Return the first and last token of the date with its weekday, time and zone; marks at its ends stay outside."""
    last = i = day.last
    while i + 1 < len(tokens) and _belongs(tokens, i + 1):
        i += 1
        last = i if tokens[i].text not in _MARKS else last
    first = i = day.first
    while i - 1 >= floor and _belongs(tokens, i - 1):
        if tokens[i - 1].text in _HAN:
            break  # "发布时间：2023年..." is a label
        i -= 1
        first = i if tokens[i].text not in _MARKS and word_of(tokens[i]) not in DATE_WORDS - WEEKDAYS else first
    while last > day.last and word_of(tokens[last]) in DATE_WORDS and not _closes(tokens[last]):
        last -= 1
    while last > day.last and tokens[last].text in _MARKS:
        last -= 1
    return first, last


def _belongs(tokens: Sequence[Token], at: int) -> bool:
    token = tokens[at]
    if token.text in _MARKS or token.text == "+":
        return True
    if token.text.isdecimal():
        return (len(token.text) <= 2 and _in_clock(tokens, at)) or (len(token.text) == 4 and tokens[at - 1].text == "+")
    if token.text in _HAN:
        return True
    word = word_of(token)
    return word in DATE_WORDS or word in WEEKDAYS or word in CLOCK_WORDS or word in ZONES or word in UNSURE_ZONES


def _in_clock(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether the number is an hour, a minute or a second, by what touches it."""
    near = [tokens[i] for i in (at - 1, at + 1) if 0 <= i < len(tokens)]
    return any(
        token.text in ":+時时点點分"
        or token.text.lower() in CLOCK_WORDS - {"m"}
        or (token.text == "." and (token.end == tokens[at].start or token.start == tokens[at].end))
        for token in near
    )


def _closes(token: Token) -> bool:
    """Tell words that end a date ("10:15 Uhr", "2023 г.") from those that only lead on ("2023 at")."""
    return word_of(token) in _CLOSING
