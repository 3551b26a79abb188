"""What is unpacked is read by a process with limits: one that hangs or dies costs its archive, and nothing else."""

from __future__ import annotations

import io
import os
import tarfile
import time
from pathlib import Path

import pytest

from pipeline.engine import retry
from schemas import IngestJob, RunReport
from tests.engine.doubles import DIED_ONCE, NAME, TRAPS
from tests.engine.inputs import outputs, rows, run

pytestmark = pytest.mark.slow


def packed(path: Path, *names: str) -> None:
    """Write a tar of texts by these names."""
    with tarfile.open(path, "w") as tar:
        for name in names:
            data = f"some good words of {name}".encode()
            info = tarfile.TarInfo(name)
            info.size = len(data)
            tar.addfile(info, io.BytesIO(data))


def ingested(folder: Path, workers: int = 1, **job: object) -> tuple[RunReport, list[tuple[str, str]]]:
    """Run over a folder with the traps laid; return the report and each row's source with what it came to."""
    out = folder.parent / f"out{workers}"
    report = run(folder, out, workers=workers, cleaner=TRAPS, deadline_seconds=1, **job)
    return report, sorted((row["source"].rpartition("/")[2], row.get("reason", "article")) for row in rows(out))


@pytest.mark.parametrize(
    ("trap", "reason"), [("hang", "timeout"), ("die", "worker_died"), ("eat", "memory"), ("bug", "internal_error")]
)
def test_an_archive_that_goes_wrong_is_one_reject(trap: str, reason: str, tmp_path: Path) -> None:
    """What came before is kept, what comes in other archives is read, and any number of workers writes the same."""
    (tmp_path / "in").mkdir()
    packed(tmp_path / "in" / "a.tar", "one.txt", f"{trap}.txt", "lost.txt")
    packed(tmp_path / "in" / "b.tar", "two.txt", "three.txt")
    expected = [
        ("a.tar", reason),
        ("a.tar#one.txt", "article"),
        ("b.tar#three.txt", "article"),
        ("b.tar#two.txt", "article"),
    ]
    for workers in (1, 2):
        assert ingested(tmp_path / "in", workers)[1] == expected
    assert outputs(tmp_path / "out1") == outputs(tmp_path / "out2")


def test_a_process_killed_from_outside_costs_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The archive is read again from where it was left: the system may have been short of memory for a moment."""
    monkeypatch.setenv(DIED_ONCE, str(tmp_path / "died"))
    (tmp_path / "in").mkdir()
    packed(tmp_path / "in" / "a.tar", "one.txt", "picture.png", "once.txt", "two.txt")
    report, found = ingested(tmp_path / "in")
    assert (tmp_path / "died").exists()
    assert [what for _, what in found] == ["article"] * 3
    skipped, killed = report.warnings
    assert skipped.startswith("1 members of archives skipped, their names tell no kind that is read: 1 .png;")
    assert killed == "1 times the process that unpacks was ended by SIGKILL; its input was read on"


def test_a_retry_with_more_time_reads_what_lay_behind(tmp_path: Path) -> None:
    """A reject `timeout` or `worker_died` of an archive stands for all that was not reached."""
    (tmp_path / "in").mkdir()
    packed(tmp_path / "in" / "a.tar", "one.txt", "die.txt", "two.txt", "three.txt")
    assert ingested(tmp_path / "in")[1] == [("a.tar", "worker_died"), ("a.tar#one.txt", "article")]
    report = retry(IngestJob(inputs=["-"], out=str(tmp_path / "out1"), workers=1), cleaner=NAME)
    assert (report.articles, report.rejects) == (3, 0)


def test_a_stop_does_not_wait_for_an_archive_that_hangs(tmp_path: Path) -> None:
    """Asked to end, the run ends, leaves the archive unfinished, and the next run goes on with it."""
    (tmp_path / "in").mkdir()
    packed(tmp_path / "in" / "a.tar", "one.txt", "hang.txt", "two.txt")
    begun = time.monotonic()
    report = run(
        tmp_path / "in",
        tmp_path / "out",
        workers=1,
        cleaner=TRAPS,
        deadline_seconds=600,
        stop=lambda: time.monotonic() > begun + 3,
    )
    assert report.stopped_by == "request"
    assert report.rejects == 0
    again = run(tmp_path / "in", tmp_path / "out", workers=1)
    assert (report.articles + again.articles, again.rejects) == (3, 0)


def test_no_process_is_left(tmp_path: Path) -> None:
    """The run is over when its processes are."""
    (tmp_path / "in").mkdir()
    packed(tmp_path / "in" / "a.tar", "one.txt", "two.txt")
    before = children()
    ingested(tmp_path / "in")
    assert children() <= before


def children() -> set[str]:
    """Return the processes that this one has started and that are still there; none where the system does not tell."""
    listed = Path(f"/proc/{os.getpid()}/task/{os.getpid()}/children")
    return set(listed.read_text().split()) if listed.exists() else set()
