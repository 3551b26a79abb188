"""A long batch is made durable on the way: what is done when it is cut short counts, whatever its length."""

from __future__ import annotations

import contextlib
import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from pipeline.engine import opened, status
from pipeline.engine.store.folder import Folder
from pipeline.engine.visits import Step
from pipeline.engine.workers.crew import Workers
from schemas import IngestJob
from tests.engine.doubles import NAME
from tests.engine.inputs import run
from tests.engine.processes import Engine
from tests.waiting import until

DONE, ALL = 100, 130


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[..., Engine]]:
    """Start runs with one batch for everything; the record after a hundred waits until the file `go` is there."""
    texts = {f"{number:03}": f"some good words {number}" for number in range(ALL)}
    texts[f"{DONE:03}"] = f"some words WAIT FOR {tmp_path}/go"
    with contextlib.ExitStack() as started:
        yield lambda name, *more: started.enter_context(
            contextlib.closing(Engine(tmp_path / name, texts, "--workers", "1", "--batch-records", "600", *more))
        )


def rows_in(engine: Engine) -> int:
    """Return how many rows count, while the run goes on."""
    with contextlib.suppress(Exception):
        return status(str(engine.out)).articles
    return 0


def bytes_in(engine: Engine) -> list[bytes]:
    return [path.read_bytes() for path in sorted(engine.out.glob("*.jsonl*"))]


@pytest.mark.slow
@pytest.mark.parametrize("more", [(), ("--compress",)])
@pytest.mark.parametrize(("number", "counted"), [(signal.SIGKILL, 96), (signal.SIGTERM, 100)])
def test_a_batch_cut_short_counts(
    number: signal.Signals, counted: int, more: tuple[str, ...], start: Callable[..., Engine], tmp_path: Path
) -> None:
    """All that was done at a SIGTERM, all but the last 31 rows at a SIGKILL; repeated, the bytes are the same.

    Frames of a compressed file must not depend on when a signal came: there it is all but the last 31 both times.
    """
    engine = start("cut", *more)
    until((tmp_path / "go.awaited").exists, "the record that waits is not reached")
    until(lambda: rows_in(engine) >= 96, "nothing is committed within the batch")
    os.kill(engine.pid, number)
    assert engine.code() == (-9 if number is signal.SIGKILL else 143), engine.said
    assert rows_in(engine) == (96 if more else counted)
    (tmp_path / "go").touch()
    again, whole = start("cut", *more), start("whole", *more)
    assert (again.code(), whole.code()) == (0, 0)
    assert bytes_in(again) == bytes_in(whole)
    assert rows_in(again) == ALL


def test_a_long_batch_is_still_one(tmp_path: Path) -> None:
    """A flow has a task for each batch: commits on the way make no more of them."""
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(200):
        (folder / f"{number:03}.txt").write_text(f"some good words {number}", encoding="utf-8")
    job = IngestJob(inputs=[str(folder)], out=str(tmp_path / "out"), workers=0, batch_records=120)
    rows = []
    with opened(job, cleaner=NAME) as under_way:
        while under_way.more():
            under_way.clean_batch()
            under_way.commit()
            rows.append(status(job.out).articles)
        under_way.finish()
    assert rows == [128, 200]


@pytest.mark.slow
def test_records_that_are_as_they_were_are_committed_on_the_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file that was only touched writes no row: what is known of its records must not pile up to its end."""
    path = tmp_path / "a.jsonl"
    path.write_text("".join(f'{{"text": "some good words {n}"}}\n' for n in range(5000)), encoding="utf-8")
    run(path, tmp_path / "out", batch_records=32)
    os.utime(path, (1, 1))
    held = []
    real = Folder.commit

    def commit(self: Folder, articles: bytes, rejects: bytes, records: list, sources: list) -> None:  # type: ignore[type-arg]
        held.append(len(records))
        real(self, articles, rejects, records, sources)

    monkeypatch.setattr(Folder, "commit", commit)
    assert run(path, tmp_path / "out").unchanged == 5000
    assert sum(held) == 5000
    assert max(held) <= 1000


def test_what_is_done_when_a_stop_is_asked_for_counts() -> None:
    """What only waits to be handed on is handed on, not thrown away."""
    crew = Workers(IngestJob(inputs=["-"], out="-", workers=2), NAME)
    steps = (Step(None, n) for n in range(60))  # type: ignore[arg-type]
    try:
        assert [step.ordinal for step, _ in crew.run(steps, lambda: True)] == [0]
        assert next(steps).ordinal == 1
    finally:
        crew.close()
