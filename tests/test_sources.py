"""What is found under the names given, and the records of a JSONL file."""

from __future__ import annotations

import io
import os
from pathlib import Path

import pytest

from pipeline.errors import BadUsage, Reject
from pipeline.sources import SourceReject, discover, read_records
from pipeline.sources.jsonl import read_jsonl
from schemas import RawDocument, Settings
from tests.conftest import cases


def found(*inputs: str) -> list[str]:
    return [file.uri for file in discover(inputs)]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in ("in/b.txt", "in/a.html", "in/sub/c.jsonl", "in/skip.csv"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x", encoding="utf-8")
    return tmp_path


def test_a_folder_is_walked_in_the_order_of_names(folder: Path) -> None:
    assert found("in") == ["in/a.html", "in/b.txt", "in/sub/c.jsonl"]


def test_a_file_named_twice_is_taken_once(folder: Path) -> None:
    assert found("in/b.txt", "in", "in/*.txt") == ["in/b.txt", "in/a.html", "in/sub/c.jsonl"]


def test_links_to_folders_are_not_followed(folder: Path) -> None:
    os.symlink(folder / "in", folder / "in" / "loop")
    assert found("in") == ["in/a.html", "in/b.txt", "in/sub/c.jsonl"]


def test_an_unknown_kind_named_outright_is_a_record(folder: Path) -> None:
    (file,) = discover(["in/skip.csv"])
    (record,) = read_records(file, Settings())
    assert isinstance(record, SourceReject)
    assert record.verdict.reason == "unsupported_type"


def test_what_is_not_there_is_bad_usage(folder: Path) -> None:
    for nothing in ("none.txt", "in/*.xml"):
        with pytest.raises(BadUsage):
            found(nothing)


def test_names_that_are_not_utf8_are_percent_encoded(folder: Path) -> None:
    (folder / os.fsdecode(b"in/bad\xff\n.txt")).write_text("x", encoding="utf-8")
    assert "in/bad%FF%0A.txt" in found("in")


def test_a_pipe_is_unreadable_and_does_not_block(folder: Path) -> None:
    os.mkfifo(folder / "in" / "pipe.txt")
    (file,) = discover(["in/pipe.txt"])
    (record,) = read_records(file, Settings())
    assert isinstance(record, SourceReject)
    assert record.verdict.reason == "unreadable"


@pytest.mark.parametrize("case", cases("jsonl"))
def test_jsonl(case: dict) -> None:
    content = case["input"].encode("utf-8", "surrogatepass") if "input" in case else bytes.fromhex(case["bytes"])
    settings = Settings(max_jsonl_line_bytes=200)
    rows = []
    for record in read_jsonl(io.BytesIO(content), "f.jsonl", settings):
        if isinstance(record, RawDocument):
            rows.append([record.record_id, record.content])
        else:
            raw, verdict = record
            assert isinstance(verdict, Reject)
            rows.append([raw.record_id, {"reject": verdict.reason.value}])
    assert rows == case["expect"]


def test_offsets_are_those_of_the_lines() -> None:
    content = b'{"text":"a"}\n\n{"text":"b"}\n'
    offsets = [record.offset for record in read_jsonl(io.BytesIO(content), "f", Settings())]
    assert [content[offset : offset + 12] for offset in offsets] == [b'{"text":"a"}', b'{"text":"b"}']
