"""What lies at the edge of a run: remote objects, and a machine on which no worker can start."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.engine import ingest
from schemas import IngestJob
from tests.conftest import ROOT
from tests.waiting import PATIENCE

ARTICLE = "Rowers win by a length\n\nThe crew won by a length on Sunday in front of ten thousand people, who cheered.\n"


def test_a_remote_object_is_read_and_a_second_run_finds_it_unchanged(tmp_path: Path) -> None:
    pytest.importorskip("fsspec")
    folder = tmp_path / "inbox"
    folder.mkdir()
    for name in ("b.txt", "a.txt", "c.csv"):
        (folder / name).write_text(ARTICLE, encoding="utf-8")
    job = IngestJob(inputs=[f"file://{folder}"], out=str(tmp_path / "out"), workers=0)
    assert ingest(job).articles == 2
    rows = [json.loads(line) for line in (tmp_path / "out" / "articles.jsonl").read_text().splitlines()]
    assert [row["source"] for row in rows] == [f"file://{folder}/a.txt", f"file://{folder}/b.txt"]
    again = ingest(job)
    assert (again.articles, again.unchanged) == (0, 2)


def test_a_worker_that_cannot_start_stops_the_run(tmp_path: Path) -> None:
    """Seen in a peer: the parent waited its whole timeout for every document, and reported success."""
    (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
    command = [sys.executable, "-m", "tests.engine.command", str(tmp_path / "a.txt"), "--out", str(tmp_path / "out")]
    command += ["--deadline-seconds", "3600", "--cleaner", "pipeline.no_such_module:process"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, timeout=PATIENCE, check=False)
    assert done.returncode == 70, done.stderr
    job = IngestJob(inputs=[str(tmp_path / "a.txt")], out=str(tmp_path / "out"), workers=2)
    assert ingest(job).articles == 1, "nothing was lost"
