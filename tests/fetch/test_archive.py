"""What is archived reads back as what was fetched, in our reader and in that of others."""

from __future__ import annotations

import datetime
import io
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator

from pipeline.errors import Reject
from pipeline.fetch.archive import archive
from pipeline.fetch.verdicts import Answer, Refused
from pipeline.sources import Refusal, Unit, content_of, document, format_of, units
from pipeline.sources.found import Source
from schemas import MediaType, RawDocument, Reason, Settings

PAGE = "https://example.org/a"
WHEN = datetime.datetime(2021, 9, 6, tzinfo=datetime.UTC)
CHUNKED = b"5\r\nhello\r\n0\r\n\r\n and what follows"


def answer(body: bytes, *headers: tuple[str, str], phrase: str = "OK") -> Answer:
    return Answer("https://example.org/b", 200, phrase, (("Content-Type", "text/plain"), *headers), body, WHEN)


def read(folder: Path, *taken: tuple[str, Answer | Refused]) -> list[Unit | Refusal]:
    path = folder / "a.warc.gz"
    path.write_bytes(archive(taken, "copydesk"))
    source = Source(str(path), str(path), format_of(path.name), path.stat().st_size, 0)
    return list(units(source, Settings(), Counter()))


def raw(unit: Unit | Refusal) -> RawDocument:
    assert isinstance(unit, Unit)
    return document(unit, content_of(unit, Settings()), Settings())


@given(body=st.binary(max_size=300) | st.just(CHUNKED), phrase=st.text(max_size=10))
def test_a_body_comes_back_as_it_was(tmp_path_factory: pytest.TempPathFactory, body: bytes, phrase: str) -> None:
    """Also one that looks chunked, from a server that sent it in chunks."""
    sent = answer(body, ("Transfer-Encoding", "chunked"), ("X-Name", "caf\xe9"), phrase=phrase)
    (unit,) = read(tmp_path_factory.getbasetemp(), (PAGE, sent))
    found = raw(unit)
    assert (found.content, found.source, found.record_id, found.given.url) == (body, PAGE, None, sent.url)
    assert found.media_type is MediaType.TEXT


@given(st.text(max_size=400))
def test_a_refusal_comes_back_as_it_was(tmp_path_factory: pytest.TempPathFactory, detail: str) -> None:
    clean = "".join(character for character in detail if character.isascii() and character.isprintable()).strip()
    (found,) = read(tmp_path_factory.getbasetemp(), (PAGE, Refused(Reason.RECORD_TOO_LARGE, clean)))
    assert isinstance(found, Refusal)
    assert (found.source, found.reason, found.detail) == (PAGE, Reason.RECORD_TOO_LARGE, clean[:300])


def test_others_read_the_archive() -> None:
    data = archive([(PAGE, answer(b"hello")), (PAGE, Refused(Reason.UNREADABLE, "no"))], "copydesk")
    records = list(ArchiveIterator(io.BytesIO(data), check_digests="raise"))
    assert [record.rec_type for record in records] == ["warcinfo", "response", "metadata"]


def test_an_error_page_is_archived_with_its_status(tmp_path: Path) -> None:
    gone = Answer(PAGE, 410, "Gone", (), b"gone", WHEN)
    (unit,) = read(tmp_path, (PAGE, gone))
    with pytest.raises(Reject, match="the server answered 410"):
        raw(unit)
