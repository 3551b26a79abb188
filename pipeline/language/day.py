"""Which day a row of words and numbers names: in figures, in words, in either order; never a guess."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.language.known import LANGUAGES
from pipeline.language.phrases import MONTHS, key

# One to one, so that places in the line stay what they are.
WIDTH = str.maketrans("０１２３４５６７８９：／．，（）－〜", "0123456789:/.,()-~")
_TOKEN = re.compile(r"\d+|[\u3040-\u30ff\u3400-\u9fff]|[^\W\d_\u3040-\u30ff\u3400-\u9fff]+|[^\w\s]")
_ORDINALS = frozenset(word for language in LANGUAGES for word in language.day_suffixes)
_OF = frozenset(word for language in LANGUAGES for word in language.date_joiners)
_EARLIEST_YEAR, _LATEST_YEAR = 1900, 2100


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a number or a mark, and where it stands in the line."""

    text: str
    start: int
    end: int

    @property
    def number(self) -> int:
        """The number it is, -1 if it is none."""
        return int(self.text) if self.text.isdecimal() else -1


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """Day, month and year, and the tokens they stand in; `swappable`: day and month could be the other way round."""

    year: int
    month: int
    day: int
    first: int
    last: int
    swappable: bool = False
    month_word: str = ""


def tokens_of(line: str) -> list[Token]:
    """Return the words, numbers and marks of a line, full-width ones as ordinary ones."""
    return [Token(match.group(), match.start(), match.end()) for match in _TOKEN.finditer(line.translate(WIDTH))]


def day_at(tokens: Sequence[Token], at: int) -> CalendarDay | None:
    """Return the day that begins with this token, or None."""
    token = tokens[at]
    if token.text.isdecimal() and (at == 0 or tokens[at - 1].end < token.start or tokens[at - 1].text not in "-/."):
        if len(token.text) == 4:
            return _year_first(tokens, at)
        if len(token.text) <= 2:
            return _numbers(tokens, at) or _day_and_word(tokens, at)
    elif token.text[0].isalpha():
        return _word_and_day(tokens, at)
    return None


def _year_first(tokens: Sequence[Token], at: int) -> CalendarDay | None:
    """Read 2023-09-25, 2023/9/25, 2023年9月25日."""
    if len(tokens) < at + 5:
        return None
    year, mark, month, mark_2, day = tokens[at : at + 5]
    if not (mark.text == mark_2.text and mark.text in "-/.") and (mark.text, mark_2.text) != ("年", "月"):
        return None
    ends = len(tokens) > at + 5 and tokens[at + 5].text in "日号號"
    if mark.text == "年" and not ends:
        return None
    return _checked(CalendarDay(year.number, month.number, day.number, at, at + 4 + ends))


def _numbers(tokens: Sequence[Token], at: int) -> CalendarDay | None:
    """Read 25.09.2023 and 25/9/2023; of two numbers under 13 nobody knows which is the month but the language."""
    if len(tokens) < at + 5:
        return None
    first, mark, second, mark_2, year = tokens[at : at + 5]
    if mark.text != mark_2.text or mark.text not in "./-" or len(year.text) != 4 or second.number < 1:
        return None
    if second.number > 12:
        return _checked(CalendarDay(year.number, first.number, second.number, at, at + 4))
    unsure = first.number <= 12 and first.number != second.number
    return _checked(CalendarDay(year.number, second.number, first.number, at, at + 4, swappable=unsure))


def _day_and_word(tokens: Sequence[Token], at: int) -> CalendarDay | None:
    """Read "25 September 2023", "25. September 2023", "25th of September, 2023", "25 de setembro de 2023"."""
    i = at + 1
    while i < len(tokens) and i < at + 4 and (tokens[i].text in ".,-/" or word_of(tokens[i]) in _ORDINALS | _OF):
        i += 1
    month, i = _month(tokens, i)
    if not month:
        return None
    word = word_of(tokens[i - 1])
    stop = i + 3
    while i < len(tokens) and i < stop and (tokens[i].text in ".,-/'" or word_of(tokens[i]) in _OF):
        i += 1
    if i >= len(tokens) or len(tokens[i].text) != 4:
        return None
    return _checked(CalendarDay(tokens[i].number, month, tokens[at].number, at, i, month_word=word))


def _word_and_day(tokens: Sequence[Token], at: int) -> CalendarDay | None:
    """Read "September 25, 2023", "Sept. 25th 2023"."""
    month, i = _month(tokens, at)
    if not month:
        return None
    i += i < len(tokens) and tokens[i].text == "."
    if i >= len(tokens) or not 0 < tokens[i].number < 32:
        return None
    day, i = tokens[i].number, i + 1
    stop = i + 2
    while i < len(tokens) and i < stop and (tokens[i].text == "," or word_of(tokens[i]) in _ORDINALS):
        i += 1
    if i >= len(tokens) or len(tokens[i].text) != 4:
        return None
    return _checked(CalendarDay(tokens[i].number, month, day, at, i, month_word=word_of(tokens[at])))


def _month(tokens: Sequence[Token], at: int) -> tuple[int, int]:
    """Return the month named at a place, 0 if none, and the place behind it; some Arabic names are two words."""
    if at >= len(tokens):
        return 0, at
    word = word_of(tokens[at])
    if at + 1 < len(tokens) and (month := MONTHS.get(f"{word} {word_of(tokens[at + 1])}")):
        return month, at + 2
    return MONTHS.get(word, 0), at + 1


def _checked(day: CalendarDay) -> CalendarDay | None:
    in_range = _EARLIEST_YEAR <= day.year <= _LATEST_YEAR and 1 <= day.month <= 12 and 1 <= day.day <= 31
    return day if in_range else None


def word_of(token: Token) -> str:
    """Return the key by which the token is looked up among words."""
    return token.text.lower() if token.text.isascii() else key(token.text)
