"""Dates that say they are dates: ISO 8601, RFC 2822 and what people write; never a number, never a guess."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from pipeline.language.calendar import read_written

# pydantic reads "20230925" as a count of seconds in 1970, and htmldate an ISBN as a day: only text that can be
# nothing else is read here.
_ISO = re.compile(
    r"(?P<day>\d{4}-\d{2}-\d{2})"
    r"(?:[T ](?P<time>\d{2}:\d{2}(?::\d{2})?)(?:[.,]\d{1,12})?\s?(?P<zone>Z|[+-]\d{2}:?\d{2})?)?"
)
_EARLIEST_YEAR, _LATEST_YEAR = 1605, 2100  # the first newspaper; what no page of today can truly bear


@dataclass(frozen=True, slots=True)
class Moment:
    """A day, and the instant in UTC where a time with its zone was given.

    `day` is YYYY-MM-DD as the page's own clock had it, `instant` YYYY-MM-DDTHH:MM:SSZ or None.
    """

    day: str
    instant: str | None


def read_moment(text: str, language: str | None = None) -> Moment | None:
    """Return the moment a date stands for, or None; the language decides which number is the day in 03/04/2023.

    >>> read_moment("2023-09-25T23:30:00-04:00")
    Moment(day='2023-09-25', instant='2023-09-26T03:30:00Z')
    """
    text = text.strip()
    if match := _ISO.fullmatch(text):
        zone = (match["zone"] or "").replace("Z", "+00:00")
        try:
            return _moment(datetime.fromisoformat(f"{match['day']}T{match['time'] or '00:00'}{zone}"), match["time"])
        except ValueError:
            return None
    if len(text) < 40 and "," in text[:5]:
        try:
            return _moment(parsedate_to_datetime(text), text)
        except (ValueError, TypeError, OverflowError, IndexError):
            pass
    written = read_written(text, language)
    return Moment(*written) if written else None


def _moment(read: datetime, time: str | None) -> Moment | None:
    if not _EARLIEST_YEAR <= read.year <= _LATEST_YEAR:
        return None
    if time is None or read.tzinfo is None:
        return Moment(read.strftime("%Y-%m-%d"), None)
    try:
        return Moment(read.strftime("%Y-%m-%d"), read.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"))
    except (OverflowError, ValueError):
        return None
