"""Dates as people write them, in the thirteen languages: where one stands in a line, and which day it is.

A date is read only if every word of it is understood, day, month and year are there, and their order is sure.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone

from pipeline.language.known import LANGUAGES
from pipeline.language.phrases import DATE_WORDS, MONTHS, WEEKDAYS, key

# One to one, so that places in the line stay what they are.
_WIDTH = str.maketrans("０１２３４５６７８９：／．，（）－〜", "0123456789:/.,()-~")
_TWO_NUMBERS = re.compile(r"\d\D+\d")  # every date has a day and a year of four digits
_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
_TOKEN = re.compile(r"\d+|[\u3040-\u30ff\u3400-\u9fff]|[^\W\d_\u3040-\u30ff\u3400-\u9fff]+|[^\w\s]")
_HAN = frozenset("年月日号號时時点點分秒星期周週曜上下午前后後晚早凌晨中北京间間台付一二三四五六天火水木金土現在")
_AFTERNOON = re.compile(r"(?:下午|晚上|午後)\s?$")
_MARKS = frozenset(",.:;-–—|@·•/()[]'’~،،")
_ORDINALS = frozenset(word for language in LANGUAGES for word in language.day_suffixes)
_OF = frozenset(word for language in LANGUAGES for word in language.date_joiners)
_UNITS = sorted({unit for language in LANGUAGES for unit in language.clock_units}, key=len, reverse=True)
_BETWEEN_HOUR_AND_MINUTE = "".join(unit for unit in _UNITS if len(unit) == 1)
_CLOCK = re.compile(
    rf"(?P<hour>\d{{1,2}})\s?(?:[:.{_BETWEEN_HOUR_AND_MINUTE}]\s?(?P<minute>\d{{2}})|{'|'.join(_UNITS)})", re.IGNORECASE
)
_HALF_DAY = re.compile(r"\s?(?P<half>[ap])\.?\s?m\b", re.IGNORECASE)
_OFFSET = re.compile(r"(?P<sign>[+-])\s?(?P<hours>\d{1,2})(?::?(?P<minutes>\d{2}))?\b(?!\s?[-/.]\d)")
_EARLIEST_YEAR, _LATEST_YEAR = 1900, 2100
_LONGEST_LINE = 200

ZONES: dict[str, int] = {
    **dict.fromkeys(("utc", "gmt", "z"), 0),
    **dict.fromkeys(("cet", "mez", "wat"), 60),
    **dict.fromkeys(("cest", "mesz", "eet", "sast"), 120),
    **dict.fromkeys(("eest", "eat", "msk", "мск", "trt"), 180),
    **dict.fromkeys(("est", "cdt"), -300),
    **dict.fromkeys(("edt",), -240),
    **dict.fromkeys(("pdt",), -420),
    **dict.fromkeys(("pst",), -480),
    **dict.fromkeys(("brt",), -180),
    **dict.fromkeys(("hkt", "sgt"), 480),
    **dict.fromkeys(("jst", "kst"), 540),
    **dict.fromkeys(("aest",), 600),
    **dict.fromkeys(("aedt",), 660),
}
"""Names of time zones that stand for one offset only -> minutes east of Greenwich."""

_UNSURE_ZONES = frozenset("et pt ct mt bst ist cst mst pkt ast wib tsi".split())
_CLOSING = frozenset(word for language in LANGUAGES for word in language.date_closers)
_HALVES = frozenset({"am", "pm", "a", "p"})
_CLOCK_WORDS = _HALVES | {"m"} | {unit for unit in _UNITS if unit.isascii()}
# Besides the languages that have a module.
_ALSO_DAY_FIRST = frozenset("uk be cs sk sl hr sr bs bg mk ro el da nb nn no fi is ca gl et lv id vi he".split())
DAY_FIRST = _ALSO_DAY_FIRST | {language.code for language in LANGUAGES if language.day_first}
"""Languages that write 03/04/2023 for the third of April and never for the fourth of March."""

_FALSE_FRIENDS = {month: codes for language in LANGUAGES for month, codes in language.misleading_months.items()}


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    start: int
    end: int

    @property
    def number(self) -> int:
        return int(self.text) if self.text.isdecimal() else -1


@dataclass(frozen=True, slots=True)
class _Day:
    """Day, month and year, and the tokens they stand in; `swappable`: day and month could be the other way round."""

    year: int
    month: int
    day: int
    first: int
    last: int
    swappable: bool = False
    month_word: str = ""


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
        return noon.strftime("%Y-%m-%d"), _instant(self.text, noon)


def written_dates(line: str) -> list[Written]:
    """Return the dates that stand in a line, each with the time and the weekday that belong to it.

    >>> [date.text for date in written_dates("Published on Monday, 25 September 2023 at 10:15 by Ann Lee")]
    ['Monday, 25 September 2023 at 10:15']
    """
    if len(line) > _LONGEST_LINE or not (_TWO_NUMBERS.search(line) and _YEAR.search(line)):
        return []
    plain = line.translate(_WIDTH)
    tokens = [_Token(match.group(), match.start(), match.end()) for match in _TOKEN.finditer(plain)]
    found: list[Written] = []
    at = floor = 0
    while at < len(tokens):
        day = _day_at(tokens, at)
        if day is None:
            at += 1
            continue
        first, last = _widen(tokens, day, floor)
        start, end = tokens[first].start, tokens[last].end
        found.append(
            Written(start, end, line[start:end], (day.year, day.month, day.day), day.swappable, day.month_word)
        )
        at = floor = last + 1
    return found


def read_written(text: str, language: str | None = None) -> tuple[str, str | None] | None:
    """Return day and instant if the text is one date and nothing else.

    >>> read_written("Montag, 25. September 2023, 10:15 Uhr MESZ")
    ('2023-09-25', '2023-09-25T08:15:00Z')
    """
    dates = written_dates(text)
    if len(dates) != 1 or text[: dates[0].start].strip(" ,.:-|()") or text[dates[0].end :].strip(" ,.:-|()"):
        return None
    return dates[0].moment(language)


def _day_at(tokens: Sequence[_Token], at: int) -> _Day | None:
    token = tokens[at]
    if token.text.isdecimal() and (at == 0 or tokens[at - 1].end < token.start or tokens[at - 1].text not in "-/."):
        if len(token.text) == 4:
            return _year_first(tokens, at)
        if len(token.text) <= 2:
            return _numbers(tokens, at) or _day_and_word(tokens, at)
    elif token.text[0].isalpha():
        return _word_and_day(tokens, at)
    return None


def _year_first(tokens: Sequence[_Token], at: int) -> _Day | None:
    """Read 2023-09-25, 2023/9/25, 2023年9月25日."""
    if len(tokens) < at + 5:
        return None
    year, mark, month, mark_2, day = tokens[at : at + 5]
    if not (mark.text == mark_2.text and mark.text in "-/.") and (mark.text, mark_2.text) != ("年", "月"):
        return None
    ends = len(tokens) > at + 5 and tokens[at + 5].text in "日号號"
    if mark.text == "年" and not ends:
        return None
    return _checked(_Day(year.number, month.number, day.number, at, at + 4 + ends))


def _numbers(tokens: Sequence[_Token], at: int) -> _Day | None:
    """Read 25.09.2023 and 25/9/2023; of two numbers under 13 nobody knows which is the month but the language."""
    if len(tokens) < at + 5:
        return None
    first, mark, second, mark_2, year = tokens[at : at + 5]
    if mark.text != mark_2.text or mark.text not in "./-" or len(year.text) != 4 or second.number < 1:
        return None
    if second.number > 12:
        return _checked(_Day(year.number, first.number, second.number, at, at + 4))
    unsure = first.number <= 12 and first.number != second.number
    return _checked(_Day(year.number, second.number, first.number, at, at + 4, swappable=unsure))


def _day_and_word(tokens: Sequence[_Token], at: int) -> _Day | None:
    """Read "25 September 2023", "25. September 2023", "25th of September, 2023", "25 de setembro de 2023"."""
    i = at + 1
    while i < len(tokens) and i < at + 4 and (tokens[i].text in ".,-/" or _word(tokens[i]) in _ORDINALS | _OF):
        i += 1
    month, i = _month(tokens, i)
    if not month:
        return None
    word = _word(tokens[i - 1])
    stop = i + 3
    while i < len(tokens) and i < stop and (tokens[i].text in ".,-/'" or _word(tokens[i]) in _OF):
        i += 1
    if i >= len(tokens) or len(tokens[i].text) != 4:
        return None
    return _checked(_Day(tokens[i].number, month, tokens[at].number, at, i, month_word=word))


def _word_and_day(tokens: Sequence[_Token], at: int) -> _Day | None:
    """Read "September 25, 2023", "Sept. 25th 2023"."""
    month, i = _month(tokens, at)
    if not month:
        return None
    i += i < len(tokens) and tokens[i].text == "."
    if i >= len(tokens) or not 0 < tokens[i].number < 32:
        return None
    day, i = tokens[i].number, i + 1
    stop = i + 2
    while i < len(tokens) and i < stop and (tokens[i].text == "," or _word(tokens[i]) in _ORDINALS):
        i += 1
    if i >= len(tokens) or len(tokens[i].text) != 4:
        return None
    return _checked(_Day(tokens[i].number, month, day, at, i, month_word=_word(tokens[at])))


def _month(tokens: Sequence[_Token], at: int) -> tuple[int, int]:
    """Return the month named at a place, 0 if none, and the place behind it; some Arabic names are two words."""
    if at >= len(tokens):
        return 0, at
    word = _word(tokens[at])
    if at + 1 < len(tokens) and (month := MONTHS.get(f"{word} {_word(tokens[at + 1])}")):
        return month, at + 2
    return MONTHS.get(word, 0), at + 1


def _checked(day: _Day) -> _Day | None:
    in_range = _EARLIEST_YEAR <= day.year <= _LATEST_YEAR and 1 <= day.month <= 12 and 1 <= day.day <= 31
    return day if in_range else None


def _word(token: _Token) -> str:
    return token.text.lower() if token.text.isascii() else key(token.text)


def _widen(tokens: Sequence[_Token], day: _Day, floor: int) -> tuple[int, int]:
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
        first = i if tokens[i].text not in _MARKS and _word(tokens[i]) not in DATE_WORDS - WEEKDAYS else first
    while last > day.last and _word(tokens[last]) in DATE_WORDS and not _closes(tokens[last]):
        last -= 1
    while last > day.last and tokens[last].text in _MARKS:
        last -= 1
    return first, last


def _belongs(tokens: Sequence[_Token], at: int) -> bool:
    token = tokens[at]
    if token.text in _MARKS or token.text == "+":
        return True
    if token.text.isdecimal():
        return (len(token.text) <= 2 and _in_clock(tokens, at)) or (len(token.text) == 4 and tokens[at - 1].text == "+")
    if token.text in _HAN:
        return True
    word = _word(token)
    return word in DATE_WORDS or word in WEEKDAYS or word in _CLOCK_WORDS or word in ZONES or word in _UNSURE_ZONES


def _in_clock(tokens: Sequence[_Token], at: int) -> bool:
    """Tell whether the number is an hour, a minute or a second, by what touches it."""
    near = [tokens[i] for i in (at - 1, at + 1) if 0 <= i < len(tokens)]
    return any(
        token.text in ":+時时点點分"
        or token.text.lower() in _CLOCK_WORDS - {"m"}
        or (token.text == "." and (token.end == tokens[at].start or token.start == tokens[at].end))
        for token in near
    )


def _closes(token: _Token) -> bool:
    """Tell words that end a date ("10:15 Uhr", "2023 г.") from those that only lead on ("2023 at")."""
    return _word(token) in _CLOSING


def _instant(text: str, day: datetime) -> str | None:
    """Return the instant in UTC if the text gives a time and a zone that stands for one offset."""
    plain = text.translate(_WIDTH)
    clock = next((match for match in _CLOCK.finditer(plain) if not _is_date_number(plain, match)), None)
    if clock is None:
        return None
    hour, minute = int(clock["hour"]), int(clock["minute"] or 0)
    rest = plain[clock.end() :]
    half = _HALF_DAY.match(rest)
    if half:
        hour = hour % 12 + (12 if half["half"].lower() == "p" else 0)
    elif _AFTERNOON.search(plain[: clock.start()]) and hour < 12:
        hour += 12
    offset = _offset(rest)
    if hour > 23 or minute > 59 or offset is None:
        return None
    local = day.replace(hour=hour, minute=minute, tzinfo=timezone(timedelta(minutes=offset)))
    return local.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _is_date_number(text: str, match: re.Match[str]) -> bool:
    """Tell whether what looks like a time is day and month of "25.09.2023"."""
    return bool(re.match(r"[./-]?\d", text[match.end() :])) or text[: match.start()].endswith((".", "/", "-"))


def _offset(rest: str) -> int | None:
    if found := _OFFSET.search(rest):
        minutes = int(found["hours"]) * 60 + int(found["minutes"] or 0)
        return None if minutes > 14 * 60 else minutes * (-1 if found["sign"] == "-" else 1)
    words = re.findall(r"[^\W\d_]{1,5}", rest.lower())
    return next((ZONES[word] for word in words if word in ZONES), None)
