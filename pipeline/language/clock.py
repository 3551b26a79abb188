"""The time that stands with a day, and its zone: an instant only where both are sure."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone

from pipeline.language.day import WIDTH
from pipeline.language.known import LANGUAGES

_AFTERNOON = re.compile(r"(?:下午|晚上|午後)\s?$")
_UNITS = sorted({unit for language in LANGUAGES for unit in language.clock_units}, key=len, reverse=True)
_BETWEEN_HOUR_AND_MINUTE = "".join(unit for unit in _UNITS if len(unit) == 1)
_CLOCK = re.compile(
    rf"(?P<hour>\d{{1,2}})\s?(?:[:.{_BETWEEN_HOUR_AND_MINUTE}]\s?(?P<minute>\d{{2}})|{'|'.join(_UNITS)})", re.IGNORECASE
)
_HALF_DAY = re.compile(r"\s?(?P<half>[ap])\.?\s?m\b", re.IGNORECASE)
_OFFSET = re.compile(r"(?P<sign>[+-])\s?(?P<hours>\d{1,2})(?::?(?P<minutes>\d{2}))?\b(?!\s?[-/.]\d)")

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

UNSURE_ZONES = frozenset("et pt ct mt bst ist cst mst pkt ast wib tsi".split())
"""Names that stand for more than one."""
_HALVES = frozenset({"am", "pm", "a", "p"})
CLOCK_WORDS = _HALVES | {"m"} | {unit for unit in _UNITS if unit.isascii()}


def instant_of(text: str, day: datetime) -> str | None:
    """Return the instant in UTC if the text gives a time and a zone that stands for one offset."""
    plain = text.translate(WIDTH)
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
