"""What the command says when something is amiss: what, where and what to do, in few words, and its exit code."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from pipeline.sources.opening import Unreadable, classified
from tests.conftest import cases
from tests.forked import run_forked
from tests.test_cli import ARTICLE, run

FILES = {"in/a.txt": ARTICLE}
LINES_AT_MOST = 6


def done_by(case: dict[str, Any], folder: Path, stdout: int | None) -> subprocess.CompletedProcess[bytes]:
    """Run the command of a case; what Python is to run is run by it."""
    given = case["command"]
    program, *arguments = shlex.split(given) if isinstance(given, str) else given
    environment = {**os.environ, **case.get("environment", {})}
    if program == "copydesk":
        return run_forked(*arguments, cwd=folder, stdout=stdout, environment=environment)
    assert program == "python"
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=folder,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        env=environment,
        check=False,
    )


def fill(folder: Path, files: dict[str, str]) -> None:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if name.endswith("/"):
            path.mkdir()
        else:
            path.write_text(content, encoding="utf-8")


@pytest.mark.parametrize("case", cases("messages"))
def test_a_message_says_what_where_and_what_to_do(case: dict[str, Any], tmp_path: Path) -> None:
    """Each row: a command line, its exit code, and words it says on standard error; never a traceback."""
    fill(tmp_path, case.get("files", FILES))
    output = None
    if case.get("closed_stdout"):
        reader, output = os.pipe()
        os.close(reader)
    done = done_by(case, tmp_path, output)
    if output is not None:
        os.close(output)
    said = done.stderr.decode()
    assert "Traceback" not in said
    assert done.returncode == case["code"], said
    assert [words for words in case["says"] if words not in said] == [], said
    assert bool(said) == bool(case["says"]), said
    assert len(said.splitlines()) <= LINES_AT_MOST, said


def test_a_job_that_makes_no_sense_leaves_nothing_behind(tmp_path: Path) -> None:
    fill(tmp_path, FILES)
    for options in (["--out", "o", "--rejects"], ["--out", "in"], ["--out", "news.jsonl"]):
        assert run("ingest", "in", *options, cwd=tmp_path).returncode == 2
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["a.txt", "in"]


def test_no_right_to_read_is_said_in_words() -> None:
    verdict = classified(PermissionError(13, "Permission denied"))
    assert isinstance(verdict, Unreadable)
    assert verdict.detail == "it cannot be read (EACCES): its rights do not allow it"


class TestExplain:
    """`copydesk explain` of a file with many records shows each, by name, and goes on after a reject."""

    LINES = (
        json.dumps({"id": "a", "text": ARTICLE}),
        '{"id": "b", "text": "cut',
        json.dumps({"id": "c", "body": ARTICLE}),
        json.dumps({"text": ARTICLE.replace("Rowers", "Runners")}),
    )

    def test_every_record_is_named_and_a_reject_ends_nothing(self, tmp_path: Path) -> None:
        (tmp_path / "rows.jsonl").write_text("\n".join(self.LINES), encoding="utf-8")
        done = run("explain", "rows.jsonl", cwd=tmp_path)
        shown = done.stdout.decode().splitlines()
        assert done.returncode == 1
        assert [line for line in shown if line.startswith("rows.jsonl: ")] == [
            "rows.jsonl: a",
            "rows.jsonl: line:2",
            "rows.jsonl: c",
            "rows.jsonl: line:4",
        ]
        assert [line.split(":")[1].strip() for line in shown if line.startswith("rejected: ")] == [
            "bad_json",
            "missing_field",
        ]
        assert any("Runners win" in line for line in shown)

    def test_the_same_for_programs(self, tmp_path: Path) -> None:
        (tmp_path / "rows.jsonl").write_text("\n".join(self.LINES), encoding="utf-8")
        done = run("explain", "--json", "rows.jsonl", "--field", "text=body", cwd=tmp_path)
        found = [json.loads(line) for line in done.stdout.splitlines()]
        assert [row["record_id"] for row in found] == ["a", "line:2", "c", "line:4"]
        assert {row["source"] for row in found} == {"rows.jsonl"}
        assert ["reason" in row for row in found] == [False, True, False, False]

    def test_a_file_of_one_record_is_shown_as_before(self, tmp_path: Path) -> None:
        (tmp_path / "page").write_text(ARTICLE, encoding="utf-8")
        done = run("explain", "page", cwd=tmp_path)
        assert (done.returncode, done.stdout.decode().splitlines()[0]) == (0, "read as utf-8 (utf-8)")
