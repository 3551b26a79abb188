"""Runs after the first: what waits, what is tried again, what is redone, and what the folder says of itself."""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Iterator
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any

import pytest
import zstandard

from pipeline.engine import retry, status
from pipeline.errors import BadUsage
from pipeline.sources import Passing
from pipeline.sources.opening import classified, open_regular
from schemas import Article, IngestJob, RunReport, Settings
from tests.engine.doubles import NAME
from tests.engine.inputs import mixed, outputs, reasons, rows, run

TEXT = "some good words here"


def write(folder: Path, **files: str) -> Path:
    """Write text files into a folder."""
    folder.mkdir(exist_ok=True)
    for name, text in files.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder


def again(out: Path, **job: Any) -> RunReport:
    """Run the rejects of a folder again."""
    return retry(IngestJob(inputs=["-"], out=str(out), workers=0, batch_records=2, **job), cleaner=NAME)


def failing_reads(monkeypatch: pytest.MonkeyPatch, name: str, number: int) -> None:
    """Make reading of one file fail with an error of the operating system."""

    def open_or_fail(path: str, *identity: Any) -> Any:
        if path.endswith(name):
            raise classified(OSError(number, os.strerror(number)))
        return open_regular(path, *identity)

    monkeypatch.setattr("pipeline.sources.content.open_regular", open_or_fail)


def _ended(asked: Iterator[int]) -> bool:
    return next(asked, None) is None


class TestTrouble:
    """Trouble that may pass is pending, not a reject; trouble that stays is a reject."""

    def test_an_input_error_is_pending_and_done_later(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        folder = write(tmp_path / "in", a=TEXT, b=TEXT, c=TEXT)
        with monkeypatch.context() as patch:
            failing_reads(patch, "b.txt", errno.EIO)
            report = run(folder, tmp_path / "out")
            assert (report.articles, report.pending) == (2, 1)
            found = status(str(tmp_path / "out"))
            assert [(Path(uri).name, why) for uri, why in found.pending.items()] == [
                ("b.txt", "reading failed for now (EIO)")
            ]
        report = run(folder, tmp_path / "out")
        assert (report.articles, report.unchanged, report.pending) == (1, 2, 0)

    def test_after_the_last_attempt_it_is_a_reject_and_retry_reads_it(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        folder = write(tmp_path / "in", a=TEXT, b=TEXT)
        with monkeypatch.context() as patch:
            failing_reads(patch, "b.txt", errno.EIO)
            found = [run(folder, tmp_path / "out", max_attempts=3) for _ in range(4)]
        assert [report.pending for report in found] == [1, 1, 0, 0]
        assert reasons(tmp_path / "out") == {"unreadable": 1}
        report = again(tmp_path / "out")
        assert (report.articles, report.rejects) == (1, 0)

    def test_a_file_without_rights_is_a_reject_at_once(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        failing_reads(monkeypatch, "a.txt", errno.EACCES)
        run(write(tmp_path / "in", a=TEXT), tmp_path / "out")
        assert reasons(tmp_path / "out") == {"unreadable": 1}

    def test_a_container_goes_on_where_reading_failed(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        path = tmp_path / "a.jsonl"
        path.write_text("".join(json.dumps({"text": f"{TEXT} {n}"}) + "\n" for n in range(20)), encoding="utf-8")
        calls = count()

        def fails_at_seven(self: Any, start: int, end: int) -> bytes:
            if next(calls) > 7:
                raise Passing("reading failed for now (EIO)")
            return real(self, start, end)

        from pipeline.sources.window import Window

        real = Window.get
        with monkeypatch.context() as patch:
            patch.setattr(Window, "get", fails_at_seven)
            report = run(path, tmp_path / "out")
        assert 0 < report.articles < 20
        assert report.pending == 1
        second = run(path, tmp_path / "out")
        assert second.unchanged == report.articles
        assert len(rows(tmp_path / "out")) == 20

    def test_too_young_or_unfinished_waits(self, tmp_path: Path) -> None:
        folder = write(tmp_path / "in", a=TEXT, b=TEXT)
        (folder / "c.txt.part").write_text(TEXT, encoding="utf-8")
        os.utime(folder / "a.txt", (1000, 1000))
        os.utime(folder / "b.txt", (1090, 1090))
        os.utime(folder / "c.txt.part", (1000, 1000))
        report = run(folder, tmp_path / "out", now=1100.0, settle_seconds=60)
        assert (report.articles, report.pending, report.seen) == (1, 2, 3)
        assert run(folder, tmp_path / "out", now=1200.0, settle_seconds=60).articles == 1


class TestRetry:
    """`copydesk retry`: rejects that the new version or new settings can read become articles."""

    def test_what_comes_out_otherwise_is_a_row_of_the_next_revision(self, tmp_path: Path) -> None:
        folder = mixed(tmp_path / "in", 9)
        write(folder, short="one two three", shorter="one")
        strict = Settings(min_words=17)
        run(folder, tmp_path / "out", settings=strict)
        before = outputs(tmp_path / "out")
        assert again(tmp_path / "out", settings=strict).unchanged > 0
        assert outputs(tmp_path / "out") == before
        report = again(tmp_path / "out")
        assert report.articles > 0
        assert outputs(tmp_path / "out")[1] == before[1]
        rescued = [json.loads(line) for line in outputs(tmp_path / "out")[0][len(before[0]) :].splitlines()]
        assert {row["provenance"]["revision"] for row in rescued} == {2}
        assert len(rescued) == report.articles
        assert again(tmp_path / "out").articles == 0

    def test_retry_cut_short_and_repeated_gives_the_same(self, tmp_path: Path) -> None:
        folder = mixed(tmp_path / "in", 9)
        for name in ("whole", "cut"):
            run(folder, tmp_path / name, settings=Settings(min_words=17))
        again(tmp_path / "whole")
        for stop_after in (3, 9, 14):
            job = IngestJob(inputs=["-"], out=str(tmp_path / "cut"), workers=0, batch_records=2)
            asked = iter(range(stop_after + 1))
            retry(job, cleaner=NAME, stop=partial(_ended, asked))
        again(tmp_path / "cut")
        assert outputs(tmp_path / "cut") == outputs(tmp_path / "whole")

    def test_a_folder_that_is_none_is_bad_usage(self, tmp_path: Path) -> None:
        with pytest.raises(BadUsage, match="no output folder"):
            again(tmp_path)
        with pytest.raises(BadUsage, match="no output folder"):
            status(str(tmp_path))


class TestReprocess:
    """Records done by other settings are redone when that is asked for, and only then."""

    def test_articles_come_again_with_a_higher_revision(self, tmp_path: Path) -> None:
        folder = mixed(tmp_path / "in", 6)
        first = run(folder, tmp_path / "out")
        other = Settings(max_lines=1000)
        assert run(folder, tmp_path / "out", settings=other).unchanged == first.seen
        second = run(folder, tmp_path / "out", settings=other, reprocess=True)
        assert second.articles == first.articles
        assert second.rejects == 0  # rejected for the same reason: there is nothing new to say
        assert run(folder, tmp_path / "out", settings=other, reprocess=True).unchanged == first.seen
        found = [Article.model_validate(row) for row in rows(tmp_path / "out") if "reason" not in row]
        assert len({(row.id, row.provenance.revision) for row in found}) == 2 * first.articles


class TestOutput:
    """What stands in the folder besides the rows."""

    def test_compressed_output_holds_the_same_rows(self, tmp_path: Path) -> None:
        folder = mixed(tmp_path / "in", 9)
        run(folder, tmp_path / "plain")
        run(folder, tmp_path / "packed", compress=True)
        run(folder, tmp_path / "packed")  # the folder remembers
        for name in ("articles.jsonl", "rejects.jsonl"):
            with (tmp_path / "packed" / f"{name}.zst").open("rb") as file:
                unpacked = zstandard.ZstdDecompressor().stream_reader(file, read_across_frames=True).read()
            assert unpacked == (tmp_path / "plain" / name).read_bytes()
        with pytest.raises(BadUsage, match=r"holds \.jsonl already"):
            run(folder, tmp_path / "plain", compress=True)

    def test_the_account_of_a_run(self, tmp_path: Path) -> None:
        report = run(mixed(tmp_path / "in", 6), tmp_path / "out")
        (path,) = (tmp_path / "out" / "runs").iterdir()
        assert RunReport.model_validate_json(path.read_bytes()) == report
        found = status(str(tmp_path / "out"))
        assert (found.articles, found.rejects, found.runs) == (report.articles, report.rejects, [report.run])
        assert found.reasons == report.reasons
        assert found.unfinished == []

    def test_a_run_that_was_ended_early_says_so(self, tmp_path: Path) -> None:
        calls = count()
        report = run(mixed(tmp_path / "in", 6), tmp_path / "out", stop=lambda: next(calls) > 30)
        assert report.stopped_by == "request"
        assert len(rows(tmp_path / "out")) == report.articles + report.rejects

    def test_an_input_that_holds_nothing_is_a_reject(self, tmp_path: Path) -> None:
        (tmp_path / "a.jsonl").write_text("\n\n", encoding="utf-8")
        run(tmp_path / "a.jsonl", tmp_path / "out")
        assert reasons(tmp_path / "out") == {"empty": 1}

    def test_the_card_names_every_key(self, tmp_path: Path) -> None:
        run(write(tmp_path / "in", a=TEXT), tmp_path / "out")
        card = (tmp_path / "out" / "README.md").read_text(encoding="utf-8")
        assert [line.split(": ")[1] for line in card.splitlines() if line.startswith("  - name: ")] == list(
            Article.model_fields
        )
        assert json.loads((tmp_path / "out" / "article.schema.json").read_bytes())["title"] == "Article"
