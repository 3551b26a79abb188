"""No process outlives its run: not one that hangs, not one that is just starting, however the run was ended."""

from __future__ import annotations

import contextlib
import os
import random
import signal
import threading
import time
from collections.abc import Callable, Iterator
from functools import partial
from itertools import count
from pathlib import Path

import pytest

from pipeline.engine.visits import Step
from pipeline.engine.workers.crew import Workers
from pipeline.sources import Kind, Unit
from schemas import IngestJob
from tests.engine.doubles import NAME, TRAPS
from tests.engine.processes import Engine, members, ticks
from tests.engine.test_unpacker import packed
from tests.waiting import until

pytestmark = pytest.mark.slow

HANGS = {f"{number}": "some words HANG IN C" for number in range(4)}


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Callable[..., Engine]]:
    """Start engines, and end what is left of them."""
    with contextlib.ExitStack() as started:
        yield lambda name="a", *more: started.enter_context(contextlib.closing(Engine(tmp_path / name, HANGS, *more)))


def is_gone(run: Engine) -> None:
    """Wait until none of a run's processes is there."""
    until(lambda: members(run.pid) == [], f"{members(run.pid)} outlived their run")


def _has_nursery(run: Engine) -> bool:
    return run.nursery is not None


def test_workers_that_hang_end_with_their_run(engine: Callable[..., Engine]) -> None:
    """The run is killed while its workers are in C code that never ends."""
    run = engine()
    until(run.hangs, "no worker hangs")
    run.kill()
    is_gone(run)


def test_workers_that_hang_end_with_the_process_that_started_them(engine: Callable[..., Engine]) -> None:
    """The system's memory killer takes the nursery and then the run: nobody is left to end the workers."""
    run = engine()
    until(run.hangs, "no worker hangs")
    assert run.nursery is not None
    os.kill(run.pid, signal.SIGSTOP)
    os.kill(run.nursery, signal.SIGKILL)
    run.kill()
    is_gone(run)


@pytest.mark.parametrize("nursery_first", [False, True])
def test_what_unpacks_ends_with_its_run(nursery_first: bool, engine: Callable[..., Engine], tmp_path: Path) -> None:
    """It is in C code that never ends when the run is killed, or the nursery and then the run."""
    (tmp_path / "a" / "in").mkdir(parents=True)
    packed(tmp_path / "a" / "in" / "0.tar", "one.txt", "stick.txt")
    run = engine("a", "--cleaner", TRAPS, "--workers", "1")
    until(lambda: any(ticks(pid) >= 10 for pid in run.workers), "nothing hangs")
    assert run.nursery is not None
    if nursery_first:
        os.kill(run.pid, signal.SIGSTOP)
        os.kill(run.nursery, signal.SIGKILL)
    run.kill()
    is_gone(run)


def test_a_nursery_that_warms_up_ends_with_its_run(engine: Callable[..., Engine], tmp_path: Path) -> None:
    """What unpacks is at work already when the first record has the nursery load what cleans it, and hang there."""
    (tmp_path / "a" / "in").mkdir(parents=True)
    packed(tmp_path / "a" / "in" / "0.tar", "one.txt")
    run = engine("a", "--cleaner", "tests.engine.doubles:hangs_at_warm_up", "--workers", "1")
    until(lambda: run.nursery is not None and len(run.workers) == 1, "nothing unpacks")
    until(lambda: run.nursery is not None and ticks(run.nursery) >= 50, "no nursery hangs")
    run.kill()
    is_gone(run)


def test_a_nursery_that_is_not_ready_ends_with_its_run(engine: Callable[..., Engine]) -> None:
    """It hangs in C code before it has forked anything, and so listens to nobody."""
    run = engine("a", "--cleaner", "tests.engine.doubles:hangs_at_warm_up")
    until(lambda: run.nursery is not None and ticks(run.nursery) >= 50, "no nursery hangs")
    run.kill()
    is_gone(run)


def test_a_run_that_did_not_read_what_the_nursery_said(engine: Callable[..., Engine]) -> None:
    """Words unread make the nursery's next call fail, instead of telling the end: its workers end all the same."""
    chance = random.Random(18)
    for number in range(6):
        run = engine(str(number))
        until(partial(_has_nursery, run), "no nursery")
        time.sleep(chance.uniform(0, 0.5))
        os.kill(run.pid, signal.SIGSTOP)
        time.sleep(chance.uniform(0, 0.5))
        run.kill()
        is_gone(run)


@pytest.mark.slow
def test_killed_at_any_moment_a_run_leaves_nobody(engine: Callable[..., Engine]) -> None:
    """Ten moments, from before its first child to after its workers hang."""
    chance = random.Random(30)
    for number in range(10):
        run = engine(str(number))
        time.sleep(chance.uniform(0, 2))
        run.kill()
        is_gone(run)


def test_workers_outlive_the_thread_that_started_them() -> None:
    """Prefect runs each task in a thread of its own; the workers belong to the run, not to the thread."""
    crew = Workers(IngestJob(inputs=["-"], out="-", workers=1), NAME)
    numbers = count()
    steps = (Step(None, n, unit=Unit("u", Kind.TEXT, b"some good words", f"{n}")) for n in numbers)  # type: ignore[arg-type]
    stream = crew.run(steps, lambda: False)
    found: list[object] = []

    def take() -> None:
        for _ in range(3):
            _, outcome = next(stream)
            found.append(outcome and outcome.reason)

    try:
        for _ in range(3):
            thread = threading.Thread(target=take)
            thread.start()
            thread.join()
        assert found == [None] * 9
        assert crew.replaced == 0
    finally:
        crew.close()
