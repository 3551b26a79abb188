"""JSONL by bytes: which lines are records, and what a line must be."""

from __future__ import annotations

import gzip
import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from pipeline.errors import Reject
from pipeline.sources import Compression, Extent, Format, Item, Kind, Refusal, Source, content_of, document, units
from pipeline.sources.found import Unit
from pipeline.sources.json_records import json_document
from schemas import Settings
from tests.conftest import cases

SMALL = Settings(max_jsonl_line_bytes=200)


def read(path: Path, settings: Settings = SMALL, compression: Compression = Compression.NONE) -> list[Item]:
    source = Source("f.jsonl", str(path), Format(Kind.JSONL, compression), None, None)
    return list(units(source, settings, Counter()))


def row(item: Item) -> list[Any]:
    if isinstance(item, Refusal):
        return [item.record_id, {"reject": item.reason.value}]
    try:
        found = document(item, content_of(item, SMALL), SMALL)
    except Reject as verdict:
        return [item.fallback_id, {"reject": verdict.reason.value}]
    return [found.record_id, found.content]


@pytest.mark.parametrize("case", cases("jsonl"))
@pytest.mark.parametrize("packed", [False, True], ids=["plain", "gzip"])
def test_cases(case: dict[str, Any], packed: bool, tmp_path: Path) -> None:
    content = case["input"].encode("utf-8", "surrogatepass") if "input" in case else bytes.fromhex(case["bytes"])
    path = tmp_path / "f.jsonl"
    path.write_bytes(gzip.compress(content) if packed else content)
    found = read(path, compression=Compression.GZIP if packed else Compression.NONE)
    assert [row(item) for item in found] == case["expect"]


def test_a_plain_file_is_handed_over_by_place(tmp_path: Path) -> None:
    content = b'\xef\xbb\xbf{"text":"a"}\n\n{"text":"b"}\n'
    (tmp_path / "f.jsonl").write_bytes(content)
    places = [item.content for item in read(tmp_path / "f.jsonl") if isinstance(item, Unit)]
    assert [place.offset for place in places if isinstance(place, Extent)] == [3, 17]
    assert [item.offset for item in read(tmp_path / "f.jsonl")] == [3, 17]


def test_lines_before_damage_are_read_and_none_is_made_up(tmp_path: Path) -> None:
    """The part of a line before the damage could be whole JSON by chance: it is not handed out."""
    lines = b"".join(b'{"text": "%d of many lines that do not compress %x"}\n' % (n, n**9) for n in range(5000))
    packed = gzip.compress(lines)
    (tmp_path / "f.jsonl.gz").write_bytes(packed[: len(packed) // 2])
    *before, last = read(tmp_path / "f.jsonl.gz", Settings(), Compression.GZIP)
    assert isinstance(last, Refusal)
    assert last.reason == "unreadable"
    assert len(before) > 100
    good = lines.splitlines()
    assert [item.content for item in before if isinstance(item, Unit)] == good[: len(before)]


def test_a_file_that_is_not_packed_whatever_its_name(tmp_path: Path) -> None:
    (tmp_path / "f.jsonl.gz").write_bytes(b'{"text": "x"}\n')
    assert len(read(tmp_path / "f.jsonl.gz", compression=Compression.GZIP)) == 1


@pytest.mark.parametrize(
    ("record", "reason"),
    [
        ({"text": "x", "url": 3}, "bad_field"),
        ({"text": "x", "date": 20230925}, "bad_field"),
        ({"text": "x", "authors": [1]}, "bad_field"),
        ({"text": "x", "authors": {"a": "b"}}, "bad_field"),
        ({"text": "x", "id": True}, "bad_field"),
        ({"text": "x", "id": 1.5}, "bad_field"),
        ({"text": "x", "id": "a" * 513}, "bad_field"),
        ({"text": None}, "no_content"),
        ({"text": ""}, "no_content"),
        ({"url": "https://news.example/"}, "no_content"),
        ({"title": "x"}, "missing_field"),
    ],
)
def test_fields_that_will_not_do(record: dict[str, Any], reason: str) -> None:
    unit = Unit("f.jsonl", Kind.JSONL, b"", "line:1")
    with pytest.raises(Reject) as caught:
        json_document(unit, json.dumps(record).encode(), Settings())
    assert caught.value.reason == reason


def test_what_came_beside_the_content_is_given_on() -> None:
    line = json.dumps(
        {
            "id": 7,
            "html": "<p>x",
            "text": "y",
            "title": "t",
            "authors": "A B",
            "date": "2024-01-02",
            "publisher": "",
            "extra": {},
        }
    )
    found = json_document(Unit("f.jsonl", Kind.JSONL, b"", "line:1", 5), line.encode(), Settings())
    assert (found.record_id, found.content, found.media_type, found.offset) == ("7", "<p>x", "text/html", 5)
    assert (found.given.title, found.given.authors, found.given.date) == ("t", ("A B",), "2024-01-02")
    assert found.given.publisher is None
