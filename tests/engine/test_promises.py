"""The six promises of the engine, each with tests that try to break it."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from tests.engine.inputs import ROWS_OF_MIXED, mixed, outputs, reasons, rows, run
from tests.waiting import PATIENCE

ROOT = Path(__file__).resolve().parents[2]


def command(*arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run the engine as a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "tests.engine.command", *arguments],
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        timeout=PATIENCE,
        check=False,
    )


class TestOneRowForEachRecord:
    """P1: every input record becomes exactly one row, article or reject."""

    def test_every_kind_of_container(self, tmp_path: Path) -> None:
        report = run(mixed(tmp_path / "in", 12), tmp_path / "out")
        assert len(rows(tmp_path / "out")) == report.seen == 12 * ROWS_OF_MIXED
        assert report.articles + report.rejects == report.seen

    @pytest.mark.slow
    def test_workers_that_hang_die_or_run_out_of_memory_lose_no_other_record(self, tmp_path: Path) -> None:
        folder = mixed(tmp_path / "in", 10)
        for name, words in {
            "a00003x": "some words HANG IN A LOOP",
            "b00004x": "some words DIE BY SIGNAL",
            "b00005x": "some words LEAVE BY EXIT",
            "b00006x": "some words EAT ALL MEMORY",
            "b00007x": "some words BUG OF OURS",
        }.items():
            (folder / f"{name}.txt").write_text(words, encoding="utf-8")
        report = run(folder, tmp_path / "out", workers=2, deadline_seconds=3)
        found = reasons(tmp_path / "out")
        assert report.seen == len(rows(tmp_path / "out")) == 10 * ROWS_OF_MIXED + 5
        assert {name: found[name] for name in ("timeout", "worker_died", "memory", "internal_error")} == {
            "timeout": 1,
            "worker_died": 2,
            "memory": 1,
            "internal_error": 1,
        }
        named = {row["source"].rpartition("/")[2] for row in rows(tmp_path / "out") if row.get("stage") == "engine"}
        assert {"a00003x.txt", "b00004x.txt", "b00005x.txt", "b00006x.txt", "b00007x.txt"} <= named

    def test_a_worker_that_dies_of_what_came_before_costs_nothing(self, tmp_path: Path) -> None:
        """A death in a worker that has a past is tried once more in a fresh one."""
        (tmp_path / "in").mkdir()
        for number in range(4):
            (tmp_path / "in" / f"{number}.txt").write_text("some good words here", encoding="utf-8")
        report = run(tmp_path / "in", tmp_path / "out", workers=1, cleaner="tests.engine.doubles:dies_when_old")
        assert (report.articles, report.rejects) == (4, 0)
        assert report.workers_replaced == 3


@pytest.mark.slow
class TestSameBytes:
    """P3: same input and settings give the same bytes, whatever the workers or the hash seed."""

    def test_any_number_of_workers(self, tmp_path: Path) -> None:
        folder = mixed(tmp_path / "in", 15)
        (folder / "a00007.txt").write_text("some words DIE BY SIGNAL", encoding="utf-8")
        (folder / "a00008.txt").write_text("some words said SLOWLY", encoding="utf-8")
        for workers in (1, 2, 4):
            run(folder, tmp_path / f"out{workers}", workers=workers)
        assert outputs(tmp_path / "out1") == outputs(tmp_path / "out2") == outputs(tmp_path / "out4")

    def test_any_hash_seed(self, tmp_path: Path) -> None:
        folder = mixed(tmp_path / "in", 8)
        for seed in ("0", "1"):
            done = command(str(folder), "--out", str(tmp_path / seed), PYTHONHASHSEED=seed)
            assert done.returncode == 0, done.stderr
        assert outputs(tmp_path / "0") == outputs(tmp_path / "1")

    def test_any_size_of_batch(self, tmp_path: Path) -> None:
        folder = mixed(tmp_path / "in", 8)
        for size in (1, 7, 1000):
            run(folder, tmp_path / str(size), batch_records=size)
        assert outputs(tmp_path / "1") == outputs(tmp_path / "7") == outputs(tmp_path / "1000")


class TestNothingElse:
    """P5: nothing but the inputs is read, nothing outside the output is written, no network."""

    def test_no_way_out_of_a_folder(self, tmp_path: Path) -> None:
        secret = tmp_path / "secret.txt"
        secret.write_text("a secret that is not to be read", encoding="utf-8")
        (tmp_path / "dir").mkdir()
        (tmp_path / "dir" / "more.txt").write_text("another secret, not to be read", encoding="utf-8")
        folder = tmp_path / "in"
        folder.mkdir()
        (folder / "good.txt").write_text("a good text to be read", encoding="utf-8")
        (folder / "link.txt").symlink_to(secret)
        (folder / "inside").symlink_to(tmp_path / "dir")
        (folder / "loop").symlink_to(folder)
        os.mkfifo(folder / "pipe.txt")
        (folder / "device.txt").symlink_to("/dev/zero")
        report = run(folder, tmp_path / "out")
        assert report.seen == report.articles == 1
        assert b"secret" not in b"".join(outputs(tmp_path / "out"))
        assert any("links" in warning for warning in report.warnings)

    def test_ids_and_names_never_become_paths(self, tmp_path: Path) -> None:
        before = set(tmp_path.rglob("*"))
        (tmp_path / "a.jsonl").write_text('{"id": "../../escape", "text": "some words of text"}\n', encoding="utf-8")
        run(tmp_path / "a.jsonl", tmp_path / "out")
        made = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path not in before}
        made = {re.sub(r"runs/.*\.json", "runs/RUN.json", name) for name in made}
        assert made == {
            "a.jsonl",
            "out",
            "out/.copydesk",
            "out/.copydesk/ledger.sqlite3",
            "out/.copydesk/lock",
            "out/README.md",
            "out/article.schema.json",
            "out/articles.jsonl",
            "out/rejects.jsonl",
            "out/runs",
            "out/runs/RUN.json",
        }

    def test_no_network(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def refuse(*_: object) -> None:
            raise AssertionError("a connection was opened")

        monkeypatch.setattr(socket.socket, "connect", refuse)
        (tmp_path / "a.jsonl").write_text('{"url": "http://169.254.169.254/"}\n', encoding="utf-8")
        run(tmp_path / "a.jsonl", tmp_path / "out")
        assert reasons(tmp_path / "out") == {"no_content": 1}

    def test_the_output_is_never_an_input(self, tmp_path: Path) -> None:
        (tmp_path / "a.txt").write_text("some good words here", encoding="utf-8")
        run(tmp_path, tmp_path / "out")
        assert run(tmp_path, tmp_path / "out").seen == 1


class TestSecondRun:
    """P6: a second run over unchanged inputs reads no content and writes nothing."""

    def test_reads_nothing_and_writes_nothing(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        folder = mixed(tmp_path / "in", 10)
        first = run(folder, tmp_path / "out")
        before = _state(tmp_path / "out")
        time.sleep(0.02)  # longer than a file system's clock ticks: what is written now would show

        def refuse(*_: object) -> None:
            raise AssertionError("content was read")

        monkeypatch.setattr("pipeline.sources.reading.open_regular", refuse)
        monkeypatch.setattr("pipeline.sources.content.open_regular", refuse)
        second = run(folder, tmp_path / "out")
        assert (second.unchanged, second.articles, second.rejects) == (first.seen, 0, 0)
        assert _state(tmp_path / "out") == before

    def test_a_file_changed_in_place_is_a_new_revision(self, tmp_path: Path) -> None:
        path = tmp_path / "a.txt"
        path.write_text("the first words of it", encoding="utf-8")
        run(path, tmp_path / "out")
        path.write_text("the second words of it", encoding="utf-8")
        assert run(path, tmp_path / "out").articles == 1
        found = rows(tmp_path / "out")
        assert [row["provenance"]["revision"] for row in found] == [1, 2]
        assert found[0]["id"] == found[1]["id"]

    def test_a_file_that_was_only_touched_is_unchanged(self, tmp_path: Path) -> None:
        folder = mixed(tmp_path / "in", 6)
        first = run(folder, tmp_path / "out")
        before = outputs(tmp_path / "out")
        for path in folder.iterdir():
            os.utime(path, (1, 1))
        assert run(folder, tmp_path / "out").unchanged == first.seen
        assert outputs(tmp_path / "out") == before
        assert run(folder, tmp_path / "out").unchanged == first.seen

    def test_lines_added_changed_and_moved(self, tmp_path: Path) -> None:
        path = tmp_path / "a.jsonl"

        def write(*records: tuple[str, str]) -> None:
            path.write_text("".join(f'{{"id": "{name}", "text": "{text}"}}\n' for name, text in records), "utf-8")

        write(("a", "one two three"), ("b", "four five six"))
        run(path, tmp_path / "out")
        write(("a", "one two three"), ("c", "seven eight nine"), ("b", "four five six"), ("a", "one two three"))
        report = run(path, tmp_path / "out")
        assert (report.unchanged, report.articles, report.rejects) == (2, 1, 1)
        write(("b", "new text for b"), ("b", "four five six"), ("c", "seven eight nine"))
        report = run(path, tmp_path / "out")
        assert (report.unchanged, report.articles, report.reasons) == (1, 1, {"duplicate": 1})
        revisions = Counter((row["id"], row["provenance"]["revision"]) for row in rows(tmp_path / "out"))
        articles = [row for row in rows(tmp_path / "out") if "reason" not in row]
        assert len({(row["id"], row["provenance"]["revision"]) for row in articles}) == len(articles)
        assert revisions


def _state(out: Path) -> dict[str, tuple[int, int]]:
    return {str(path): (path.stat().st_size, path.stat().st_mtime_ns) for path in [out, *out.rglob("*")]}
