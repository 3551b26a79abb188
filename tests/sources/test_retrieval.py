"""How a page was fetched reaches its record, from a row and from a WARC record, through the real command."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.sources.retrieval import instant, of_response, of_row
from schemas.article import Provenance
from tests.conftest import COPYDESK, cases

STORY = (
    "The ferry to the island was cancelled on Monday because of the storm, the harbour master said in the evening. " * 3
)


@pytest.mark.parametrize("case", cases("retrieval"))
def test_a_row_says_how_it_was_fetched(case: dict[str, Any]) -> None:
    found = of_row(case["row"])
    assert [found.at, found.status, found.url] == case["expect"]


@given(st.dictionaries(st.sampled_from(["fetched_at", "http_status", "final_url"]), st.text() | st.integers()))
def test_whatever_a_row_says_makes_a_valid_provenance(row: dict[str, Any]) -> None:
    found = of_row(row)
    empty = dict.fromkeys(Provenance.model_fields) | {"sha256": "0" * 64, "bytes": 0, "revision": 1}
    empty |= {"media_type": "text/plain", "retrieved_at": found.at, "http_status": found.status}
    assert Provenance.model_validate(empty | {"final_url": found.url}).retrieved_at == found.at


@given(st.datetimes(timezones=st.timezones()))
def test_every_instant_with_a_zone_is_told_in_utc(moment: Any) -> None:
    told = instant(moment.isoformat())
    assert told is None or abs((moment - type(moment).fromisoformat(told)).total_seconds()) < 1


def test_the_header_and_the_first_line_of_a_response() -> None:
    headers = {"warc-type": "response", "warc-date": "2026-05-03T10:20:30Z", "warc-target-uri": "<https://e.org/a>"}
    found = of_response(headers, b"HTTP/1.1 203 Fine\r\nA: b\r\n\r\n")
    assert (found.at, found.status, found.url) == ("2026-05-03T10:20:30Z", 203, "https://e.org/a")
    assert of_response({**headers, "warc-type": "resource"}, b"HTTP/1.1 203 Fine\r\n").status is None
    assert of_response(headers, b"nothing of the kind").status is None


def warc(status: str) -> bytes:
    http = f"HTTP/1.1 {status}\r\nContent-Type: text/plain\r\n\r\n{STORY}".encode()
    head = (
        "WARC/1.1\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:1>\r\nWARC-Date: 2026-05-03T10:20:30Z\r\n"
        "WARC-Target-URI: https://example.org/ferry\r\nContent-Type: application/http;msgtype=response\r\n"
        f"Content-Length: {len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


@pytest.mark.parametrize(("status", "rows"), [("200 OK", "articles"), ("404 Not Found", "rejects")])
def test_the_command_writes_it_into_articles_and_rejects(status: str, rows: str, tmp_path: Path) -> None:
    (tmp_path / "pages.warc").write_bytes(warc(status))
    row = {"text": STORY, "fetched_at": "2026-01-02T03:04:05Z", "code": 200, "final_url": "https://example.org/z"}
    (tmp_path / "rows.jsonl").write_text(json.dumps(row) + "\n" + json.dumps({**row, "text": ""}) + "\n")
    command = [*COPYDESK, "ingest", "pages.warc", "rows.jsonl", "--out", "out"]
    done = subprocess.run([*command, "--field", "http_status=code"], cwd=tmp_path, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    written = [json.loads(line) for line in (tmp_path / "out" / f"{rows}.jsonl").read_text().splitlines()]
    told = [[line["provenance"][key] for key in ("retrieved_at", "http_status", "final_url")] for line in written]
    of_page = ["2026-05-03T10:20:30Z", int(status[:3]), "https://example.org/ferry"]
    of_row = ["2026-01-02T03:04:05Z", 200, "https://example.org/z"]
    assert sorted(told) == sorted([of_page, of_row])
