"""Inputs made for the engine's tests: every kind of container, articles and rejects mixed, always the same bytes."""

from __future__ import annotations

import gzip
import json
import random
from collections import Counter
from pathlib import Path
from typing import Any

import zstandard

from pipeline.engine import ingest
from schemas import IngestJob, RunReport
from tests.engine.doubles import NAME

ROWS_OF_MIXED = 6
"""Rows that `mixed` makes for each unit of its size."""


def mixed(folder: Path, size: int) -> Path:
    """Fill a folder with six records for each unit of size: text files, JSONL plain and packed, WARC."""
    chance = random.Random(size)
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(size):
        words = " and more" * chance.randint(0, 60)
        (folder / f"a{number:05}.txt").write_text(f"the article {number} says{words}\n", encoding="utf-8")
        (folder / f"b{number:05}.html").write_text(f"<p>page number {number}</p>" if number % 4 else "x", "utf-8")
    lines = [json.dumps({"id": f"r{number}", "text": f"line number {number} of a file"}) for number in range(size)]
    (folder / "c.jsonl").write_text("\n".join(lines), encoding="utf-8")
    twice = [json.dumps({"id": number // 2, "text": f"line number {number} again"}) for number in range(size)]
    (folder / "d.jsonl.gz").write_bytes(gzip.compress("\n".join(twice).encode(), mtime=0))
    (folder / "e.warc").write_bytes(b"".join(response(number) for number in range(size)))
    frames = [zstandard.compress(response(number, status=200 if number % 3 else 404)) for number in range(size)]
    (folder / "f.warc.zst").write_bytes(b"".join(frames))
    return folder


def response(number: int, *, body: bytes = b"", status: int = 200, length: int | None = None) -> bytes:
    """Return a WARC response record; `length` is what its header says, when that is to be a lie."""
    body = body or b"<html><p>page %d of the crawl, in five words</p></html>" % number
    block = b"HTTP/1.1 %d OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n%s" % (status, body)
    return record(number, block, "response", length=length)


def record(number: int, block: bytes, kind: str, *, length: int | None = None, more: str = "") -> bytes:
    """Return a WARC record around a block."""
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:test:{number}>\r\n"
        f"WARC-Target-URI: https://news.example/{number}\r\nContent-Type: application/http; msgtype=response\r\n{more}"
        f"Content-Length: {len(block) if length is None else length}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def run(inputs: Path | str | list[str], out: Path | str, **job: Any) -> RunReport:
    """Ingest with the stand-in for the cleaner, in this process unless workers are asked for."""
    given = [str(inputs)] if isinstance(inputs, Path | str) else inputs
    cleaner = job.pop("cleaner", NAME)
    now = job.pop("now", None)
    stop = job.pop("stop", None)
    job.setdefault("workers", 0)
    job.setdefault("batch_records", 8)
    return ingest(IngestJob(inputs=given, out=str(out), **job), cleaner=cleaner, now=now, stop=stop)


def rows(out: Path) -> list[dict[str, Any]]:
    """Return every row of an output folder, articles first."""
    found: list[dict[str, Any]] = []
    for name in ("articles.jsonl", "rejects.jsonl"):
        data = (out / name).read_bytes()
        assert data == b"" or data.endswith(b"\n")
        found += [json.loads(line) for line in data.splitlines()]
    return found


def outputs(out: Path) -> tuple[bytes, bytes]:
    """Return the bytes of the two outputs."""
    return (out / "articles.jsonl").read_bytes(), (out / "rejects.jsonl").read_bytes()


def reasons(out: Path) -> Counter[str]:
    """Return how often each reason was given."""
    return Counter(row["reason"] for row in rows(out) if "reason" in row)
