"""The fields by which a WARC record says that copydesk itself fetched it: read again, it is the same record.

A page is known by the address it was fetched for, in whatever file it lies: fetched again and changed, it is the next
revision of the same record. What could not be fetched is a `metadata` record, which other readers pass over.
"""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.printable import shown
from pipeline.urls import clean_url
from schemas.rejection import Reason

PAGE = "Copydesk-Page"
REFUSED = "Copydesk-Refused"
DETAIL = "Copydesk-Detail"


def page_of(headers: Mapping[str, str]) -> str | None:
    """Return the address a record was fetched for; None for the records of others. Names are in lower case."""
    value = headers.get(PAGE.lower())
    return None if value is None else clean_url(value)


def refusal_of(headers: Mapping[str, str]) -> tuple[Reason, str] | None:
    """Return why a page could not be fetched, None for any other record."""
    value = headers.get(REFUSED.lower(), "")
    detail = headers.get(DETAIL.lower(), "")
    if headers.get("warc-type", "").lower() != "metadata" or value not in Reason.__members__.values():
        return None
    return Reason(value), shown(detail)[:300]
