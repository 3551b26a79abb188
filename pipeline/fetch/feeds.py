"""RSS and Atom: the entries of a feed, by feedparser."""

from __future__ import annotations

import calendar
import io
from typing import Any

import feedparser

from pipeline.fetch.entries import MOST_ENTRIES, Entries, Entry, NoListing


def feed_entries(body: bytes, address: str, content_type: str) -> Entries:
    """Return the entries of a feed; raise NoListing for anything that is none.

    Title, author and summary of an entry are left alone: they are often cut or the feed's own, and the page says more.
    """
    headers = {"content-type": content_type, "content-location": address}
    # A stream, never the body itself: feedparser opens the file that it names.
    feed = feedparser.parse(
        io.BytesIO(body), response_headers=headers, sanitize_html=False, resolve_relative_uris=False
    )
    if not feed.get("version") and not feed.entries:
        raise NoListing("it is neither RSS nor Atom")
    named = [_entry(entry) for entry in feed.entries[:MOST_ENTRIES]]
    found = tuple(entry for entry in named if entry is not None)
    return Entries(found, without_link=len(named) - len(found), cut=len(feed.entries) > MOST_ENTRIES)


def _entry(entry: Any) -> Entry | None:
    # Feedburner counts clicks: the page itself is named beside.
    link = entry.get("feedburner_origlink") or entry.get("link")
    if not isinstance(link, str) or not link:
        return None
    changed = entry.get("updated_parsed") if "updated" in entry else entry.get("published_parsed")
    try:
        return Entry(link, None if changed is None else calendar.timegm(changed))
    except (ValueError, OverflowError, TypeError):
        return Entry(link)
