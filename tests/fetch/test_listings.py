"""Feeds, sitemaps and lists: what they name, whatever else they hold."""

from __future__ import annotations

import datetime
import gzip
import io
import tarfile
from typing import Any

import brotli
import pytest

from pipeline.fetch import reading
from pipeline.fetch.entries import Entries, Entry
from pipeline.fetch.inputs import Lists
from pipeline.fetch.reading import entries_of
from pipeline.fetch.verdicts import Answer, Refused
from schemas import Reason
from tests.conftest import cases
from tests.fetch.site import rss, serving, xml

pytestmark = pytest.mark.slow

LIMIT = 4 * 1024 * 1024
RSS = rss("https://example.org", ("/a", None))
ADDRESS = "https://example.org/news/feed.xml"


def answer(body: bytes, **headers: str) -> Answer:
    named = tuple((name.replace("_", "-"), value) for name, value in headers.items())
    return Answer(ADDRESS, 200, "OK", named, body, datetime.datetime.now(datetime.UTC))


def read(lists: str, body: bytes, **headers: str) -> Entries:
    return entries_of(Lists(lists), answer(body, **headers), LIMIT)


@pytest.mark.parametrize("case", cases("fetch_listings"))
def test_a_listing_names_what_it_names(case: dict[str, Any]) -> None:
    body = case["input"].encode(case.get("charset", "utf-8"))
    if "refused" in case:
        with pytest.raises(Refused, match=case["refused"]):
            read(case["lists"], body)
        return
    found = read(case["lists"], body)
    assert [[entry.link, entry.stamp] for entry in found.pages] == case["pages"]
    assert [[entry.link, entry.stamp] for entry in found.listings] == case.get("listings", [])
    assert found.without_link == case.get("without_link", 0)


@pytest.mark.parametrize("pack", [gzip.compress, lambda body: gzip.compress(gzip.compress(body))])
def test_a_compressed_sitemap_is_unpacked(pack: Any) -> None:
    """As a file, and as a file that the server compresses once more."""
    body = pack(b"<urlset><url><loc>https://example.org/a</loc></url></urlset>")
    headers = {"content_encoding": "gzip"} if pack is not gzip.compress else {}
    assert read("sitemap", body, **headers).pages == (Entry("https://example.org/a"),)


@pytest.mark.parametrize(("coding", "pack"), [("gzip", gzip.compress), ("br", brotli.compress), ("", gzip.compress)])
def test_a_bomb_is_refused_by_what_it_unpacks_to(coding: str, pack: Any) -> None:
    bomb = pack(b"<urlset>" + b" " * (LIMIT + 1))
    assert len(bomb) < 10_000
    with pytest.raises(Refused) as refused:
        read("sitemap", bomb, **({"content_encoding": coding} if coding else {}))
    assert refused.value.reason is Reason.RECORD_TOO_LARGE


def test_a_body_that_names_a_file_is_only_a_body(tmp_path: Any) -> None:
    """feedparser opens a file whose name it is given."""
    secret = tmp_path / "feed.xml"
    secret.write_text(RSS, encoding="utf-8")
    with pytest.raises(Refused, match="neither RSS nor Atom"):
        read("feed", bytes(secret))


def test_a_body_that_is_an_address_is_only_a_body() -> None:
    with serving() as site:
        site.routes["/rss"] = xml(RSS)
        with pytest.raises(Refused, match="neither RSS nor Atom"):
            read("feed", f"{site.base}/rss".encode())
        assert site.asked == []


LAUGHS = b'<?xml version="1.0"?><!DOCTYPE urlset [<!ENTITY a "ha">' + b"".join(
    b'<!ENTITY %c "%s">' % (98 + step, b"&%c;" % (97 + step) * 10) for step in range(9)
)


@pytest.mark.parametrize("lists", ["feed", "sitemap"])
def test_entities_are_not_expanded(lists: str) -> None:
    """A billion laughs ends soon, in entries that name nothing or in a refusal."""
    body = LAUGHS + b"]><urlset><url><loc>&j;</loc></url></urlset>"
    try:
        found = read(lists, body)
    except Refused:
        return
    assert all(len(entry.link) < 10_000 for entry in found.pages)


def test_an_external_entity_is_not_read(tmp_path: Any) -> None:
    secret = tmp_path / "secret"
    secret.write_text("https://example.org/secret", encoding="utf-8")
    body = f'<!DOCTYPE urlset [<!ENTITY a SYSTEM "{secret.as_uri()}">]><urlset><url><loc>&a;</loc></url></urlset>'
    try:
        found = read("sitemap", body.encode())
    except Refused:
        return
    assert not [entry for entry in found.pages if "secret" in entry.link]


def test_no_more_entries_are_read_than_the_protocol_allows() -> None:
    body = b"<urlset>" + b"<url><loc>https://example.org/</loc></url>" * 50_010 + b"</urlset>"
    found = read("sitemap", body)
    assert (len(found.pages), found.cut) == (50_000, True)


def test_a_listing_that_takes_too_long_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "_BOOT", "import time; time.sleep(60)")
    monkeypatch.setattr(reading, "_SECONDS", 0.1)
    with pytest.raises(Refused, match="too much time or memory"):
        read("feed", b"<rss version='2.0'/>")


def test_other_files_are_no_listings() -> None:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w"):
        pass
    for body in (buffer.getvalue(), b"\x89PNG\r\n\x1a\n" + bytes(range(256)), b"<html><body>no</body></html>"):
        for lists in ("feed", "sitemap"):
            with pytest.raises(Refused):
                read(lists, body)
