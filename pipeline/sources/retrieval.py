"""How a record was fetched, as its container says: a WARC record by its header, a row of JSON Lines by its keys.

What cannot be believed is left out, never a reason to reject: it is beside the article, and older exports have keys of
these names with values of every kind.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from pipeline.urls import clean_url
from schemas.stages import Retrieval

STATUS_LINE = re.compile(rb"HTTP/[0-9](?:\.[0-9])? {1,4}([0-9]{3})(?: .{0,1000})?")
_FIRST_LINE = 1100
_LONGEST_INSTANT = 40


def of_response(headers: Mapping[str, str], block: bytes) -> Retrieval:
    """Return what a WARC record says, by its header (names in lower case) and the first line of its block."""
    line = block[:_FIRST_LINE].partition(b"\n")[0].rstrip(b"\r")
    status = STATUS_LINE.fullmatch(line) if headers.get("warc-type", "").lower() == "response" else None
    address = headers.get("warc-target-uri", "").strip("<>")
    return Retrieval(instant(headers.get("warc-date")), _status(int(status[1])) if status else None, clean_url(address))


def of_row(row: Mapping[str, Any]) -> Retrieval:
    """Return what a row of JSON Lines says by `fetched_at`, `http_status` and `final_url`."""
    address = row.get("final_url")
    return Retrieval(
        instant(row.get("fetched_at")),
        _status(row.get("http_status")),
        clean_url(address) if isinstance(address, str) else None,
    )


def instant(value: object) -> str | None:
    """Return an instant in UTC to the second; None for what is no ISO 8601 time with its zone.

    >>> instant("2026-05-03T10:20:30.5+02:00"), instant("2026-05-03T10:20:30"), instant(1777800000)
    ('2026-05-03T08:20:30Z', None, None)
    """
    if not isinstance(value, str) or len(value) > _LONGEST_INSTANT:
        return None
    try:
        moment = datetime.fromisoformat(value.strip())
        if moment.tzinfo is None:
            return None
        moment = moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return f"{moment.year:04d}-{moment:%m-%dT%H:%M:%SZ}"


def _status(value: object) -> int | None:
    """Return a status of HTTP, which a row may give as a number or in digits."""
    if isinstance(value, str) and len(value) == 3 and value.isascii() and value.isdecimal():
        value = int(value)
    return value if isinstance(value, int) and not isinstance(value, bool) and 100 <= value <= 599 else None
