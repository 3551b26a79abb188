"""P4: memory is bounded by workers and caps, whatever the length of the input; P6 at scale."""

from __future__ import annotations

import gzip
import json
import resource
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import cast

import pytest

from pipeline.sources import Compression, Format, Kind, Source, units
from schemas import Settings
from tests.engine.inputs import response, run
from tests.work import growth

ROOT = Path(__file__).resolve().parents[2]
MEASURE = """
import resource, runpy, sys
from pathlib import Path
from typing import cast
sys.argv = sys.argv[1:]
try:
    runpy.run_module("tests.engine.command", run_name="__main__")
except SystemExit as end:
    code = end.code
# Not ru_maxrss: that begins with the size of the process that started this one.
own = next(int(line.split()[1]) for line in Path("/proc/self/status").read_text().splitlines() if "VmHWM" in line)
others = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
print(code, own, others)
"""


def peaks(*arguments: str) -> tuple[int, int]:
    """Return the peak memory of a run and of the largest of its workers, in kB."""
    done = subprocess.run(
        [sys.executable, "-c", MEASURE, "command", *arguments], cwd=ROOT, capture_output=True, check=True
    )
    code, own, others = map(int, done.stdout.split())
    assert code == 0, done.stderr
    return own, others


def container(path: Path, kind: str, records: int) -> Path:
    """Write a container of so many records of 3 kB."""
    words = "and so many more words " * 130
    if kind == "jsonl":
        path.write_text("".join(json.dumps({"id": n, "text": f"{n} {words}"}) + "\n" for n in range(records)), "utf-8")
    elif kind == "warc.gz":
        with path.open("wb") as file:
            for number in range(records):
                file.write(gzip.compress(response(number, body=f"<p>{number} {words}".encode()), 1))
    else:
        path.mkdir()
        for number in range(records):
            (path / f"{number}.txt").write_text(f"{number} {words}", encoding="utf-8")
    return path


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["jsonl", "warc.gz", "folder"])
def test_ten_times_the_input_takes_no_more_memory(kind: str, tmp_path: Path) -> None:
    """At most 1.1 times as much, in the run and in its workers."""
    found = {}
    for records in (400, 4000):
        path = container(tmp_path / f"{records}.{kind}", kind, records)
        found[records] = peaks(str(path), "--out", str(tmp_path / f"out{records}"))
    assert found[4000][0] <= 1.1 * found[400][0], found
    assert found[4000][1] <= 1.1 * found[400][1], found


@pytest.mark.slow
def test_a_slow_consumer_holds_the_reading_back(tmp_path: Path) -> None:
    """Nothing is read far ahead of what is committed: one record that takes long does not let the rest pile up."""
    from pipeline.engine.visits import Step, Visit
    from pipeline.engine.workers.crew import Workers
    from pipeline.sources import Unit
    from schemas import IngestJob
    from tests.engine.doubles import NAME

    taken = Counter[str]()
    nothing = cast("Visit", None)  # the crew hands it through

    def steps() -> Iterator[Step]:
        for number in range(5000):
            taken["steps"] += 1
            text = b"words SLEEP FOR EVER" if number == 0 else b"some good words here"
            yield Step(nothing, number, unit=Unit("u", Kind.TEXT, text, f"{number}"))

    crew = Workers(IngestJob(inputs=["-"], out="-", workers=2, deadline_seconds=1), NAME)
    try:
        stream = crew.run(steps(), lambda: False)
        _, outcome = next(stream)
        assert outcome is not None
        assert outcome.reason == "timeout"
        assert taken["steps"] <= 2 * 32 + 1
    finally:
        crew.close()


@pytest.mark.slow
def test_a_bomb_is_read_within_the_cap(tmp_path: Path) -> None:
    """A record of 1 GB in 1 MB, as gzip member, is a reject, and the one behind it is read."""
    bomb = tmp_path / "bomb.warc.gz"
    with bomb.open("wb") as file:
        head = response(1, body=b"", length=2**30).partition(b"\r\n\r\n")[0] + b"\r\n\r\n"
        with gzip.GzipFile(fileobj=file, mode="wb", compresslevel=1) as packed:
            packed.write(head)
            for _ in range(1024):
                packed.write(b"a" * 2**20)
            packed.write(b"\r\n\r\n")
        file.write(gzip.compress(response(2)))
    own, others = peaks(str(bomb), "--out", str(tmp_path / "out"))
    assert own < 150_000, own
    assert others < 250_000, others
    assert len((tmp_path / "out" / "articles.jsonl").read_bytes().splitlines()) == 1
    assert b"record_too_large" in (tmp_path / "out" / "rejects.jsonl").read_bytes()


def test_a_line_without_end_is_not_held(tmp_path: Path) -> None:
    """A line of 200 MB is skipped piece by piece."""
    with (tmp_path / "a.jsonl").open("wb") as file:
        for _ in range(200):
            file.write(b"x" * 2**20)
        file.write(b'\n{"text": "some good words"}\n')
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    source = Source("a", str(tmp_path / "a.jsonl"), Format(Kind.JSONL, Compression.NONE))
    found = list(units(source, Settings(max_jsonl_line_bytes=2**20), Counter()))
    assert len(found) == 2
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 40_000


_listeners: list[set[str]] = []


def _heard(event: str, given: tuple[object, ...]) -> None:
    if _listeners and event == "open" and isinstance(given[0], str):
        _listeners[-1].add(given[0])


sys.addaudithook(_heard)  # hears every way of opening a file; a hook is there for good


@contextmanager
def opened() -> Iterator[set[str]]:
    """Yield the names of the files that are opened meanwhile, by whatever way."""
    _listeners.append(set())
    yield _listeners[-1]
    _listeners.pop()


def fill(folder: Path, folders: int, files: int) -> Path:
    for number in range(folders):
        (folder / f"{number:02}").mkdir(parents=True)
        for inner in range(files):
            (folder / f"{number:02}" / f"{inner:03}.txt").write_bytes(b"some good words here")
    return folder


@pytest.mark.slow
def test_a_second_run_over_many_files_opens_none_of_them(tmp_path: Path) -> None:
    """P6 at scale; how its time compares with that of the first is in `benchmarks/start.py`."""
    folder = fill(tmp_path / "in", 20, 500)
    assert run(folder, tmp_path / "out", batch_records=10_000).articles == 10_000
    with opened() as names:
        assert run(folder, tmp_path / "out").unchanged == 10_000
    assert [name for name in names if name.endswith(".txt")] == []


def test_the_work_of_a_second_run_grows_with_the_files_and_no_faster(tmp_path: Path) -> None:
    """Counted, see tests/work.py: lines of ours that run, for 200 files and for 800."""
    for files in (200, 800):
        run(fill(tmp_path / f"in{files}", 2, files // 2), tmp_path / f"out{files}")
    found = growth(lambda files: run(tmp_path / f"in{files}", tmp_path / f"out{files}"), 200, 800)
    assert found <= 1.1


def test_what_opens_a_file_is_heard(tmp_path: Path) -> None:
    with opened() as names:
        run(fill(tmp_path / "in", 1, 3), tmp_path / "out")
    assert len([name for name in names if name.endswith(".txt")]) == 3
