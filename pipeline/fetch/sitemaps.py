"""Sitemaps as sitemaps.org has them: pages, indexes, dates of news, plain lists of addresses."""

from __future__ import annotations

import datetime
import io
from collections.abc import Iterator

from lxml import etree

from pipeline.fetch.entries import MOST_ENTRIES, Entries, Entry, NoListing

_ENTRY_TAGS = frozenset({"url", "sitemap"})
_FEED_ROOTS = frozenset({"rss", "feed", "RDF"})


def sitemap_entries(body: bytes) -> Entries:
    """Return what a sitemap names; raise NoListing for anything that is none."""
    if not body.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        found = list_entries(body)
        if not any(entry.link.startswith(("http://", "https://")) for entry in found.pages):
            raise NoListing("it is no sitemap")
        return found
    pages: list[Entry] = []
    listings: list[Entry] = []
    without_link = 0
    for tag, fields in _elements(body):
        if len(pages) + len(listings) >= MOST_ENTRIES:
            return Entries(tuple(pages), tuple(listings), without_link, cut=True)
        link = fields.get("loc")
        if link is None:
            without_link += 1
            continue
        entry = Entry(link, _instant(fields.get("lastmod") or fields.get("publication_date")))
        (pages if tag == "url" else listings).append(entry)
    return Entries(tuple(pages), tuple(listings), without_link)


def list_entries(body: bytes) -> Entries:
    """Return the addresses of a text with one on each line; `#` begins a comment.

    >>> list_entries(b"# mine\\nhttps://example.org/a\\n").pages
    (Entry(link='https://example.org/a', stamp=None),)
    """
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise NoListing("it is not text in UTF-8") from error
    lines = [line.strip() for line in text.split("\n")]
    links = [line for line in lines if line and not line.startswith("#")]
    return Entries(tuple(Entry(link) for link in links[:MOST_ENTRIES]), cut=len(links) > MOST_ENTRIES)


def is_feed(body: bytes) -> bool:
    """Tell whether XML is a feed: feeds may stand where sitemaps do."""
    try:
        for _, element in etree.iterparse(io.BytesIO(body), events=("start",), **_SAFELY):
            return _name(element) in _FEED_ROOTS
    except etree.XMLSyntaxError:
        pass
    return False


def _elements(body: bytes) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield each entry's tag and the texts below it; damage ends it, and is an error only before the first entry."""
    root = None
    try:
        for event, element in etree.iterparse(io.BytesIO(body), events=("start", "end"), **_SAFELY):
            if root is None:
                root = element
                if _name(root) not in ("urlset", "sitemapindex"):
                    raise NoListing("it is no sitemap")
            if event == "end" and _name(element) in _ENTRY_TAGS and element.getparent() is root:
                texts: dict[str, str] = {}
                for below in element.iterdescendants(etree.Element):
                    texts.setdefault(_name(below), (below.text or "").strip())
                yield _name(element), {name: text for name, text in texts.items() if text}
                element.clear(keep_tail=False)
                while element.getprevious() is not None:
                    del root[0]
    except etree.XMLSyntaxError as error:
        if root is None:
            raise NoListing("it is not XML") from error


def _name(element: etree._Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _instant(text: str | None) -> int | None:
    """Return a W3C date as seconds since 1970."""
    try:
        when = datetime.datetime.fromisoformat(text or "")
        when = when.replace(tzinfo=datetime.UTC) if when.tzinfo is None else when
        return int(when.timestamp())
    except (ValueError, OverflowError):
        return None


# No entity is expanded, no DTD loaded, nothing fetched; libxml2's own limits stay.
_SAFELY = {"resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": False, "recover": False}
