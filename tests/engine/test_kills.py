"""Workers and the process that starts them, killed from outside: it costs nothing, and is told."""

from __future__ import annotations

import contextlib
import json
import os
import random
import signal
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from tests.engine.doubles import AWAITED, TRAPS
from tests.engine.inputs import outputs, reasons, rows, run
from tests.engine.processes import Engine, children, members
from tests.engine.test_unpacker import packed
from tests.waiting import until

pytestmark = pytest.mark.slow


@pytest.fixture
def texts(tmp_path: Path) -> dict[str, str]:
    """Twelve records; the first two wait, in their workers' hands, until the file `go` is there."""
    waiting = {f"{number:02}": f"some words {number} WAIT FOR {tmp_path}/go" for number in range(2)}
    return waiting | {f"{number:02}": f"some good words {number}" for number in range(2, 12)}


@pytest.fixture
def start(tmp_path: Path, texts: dict[str, str]) -> Iterator[Callable[..., Engine]]:
    """Start runs, and end what is left of them."""
    with contextlib.ExitStack() as started:
        yield lambda *more: started.enter_context(contextlib.closing(Engine(tmp_path / "a", texts, *more)))


@pytest.fixture
def undisturbed(tmp_path: Path, texts: dict[str, str]) -> Callable[[], tuple[bytes, bytes]]:
    """What a run writes that nobody disturbs; the records stop waiting."""

    def finish() -> tuple[bytes, bytes]:
        (tmp_path / "go").touch()
        with contextlib.closing(Engine(tmp_path / "b", texts)) as other:
            assert other.code() == 0
            return outputs(other.out)

    return finish


def _has_two(engine: Engine) -> bool:
    return len(engine.workers) == 2


def in_hand(engine: Engine, *, but: set[int] = frozenset()) -> int:  # type: ignore[assignment]
    """Return a worker that has been at work on its first record for some time; the longest there first."""
    until(lambda: bool(set(engine.workers) - but), "no worker is there")
    time.sleep(0.2)
    return next(pid for pid in engine.workers if pid not in but)


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGABRT])
def test_a_worker_killed_from_outside_costs_nothing(
    number: signal.Signals, start: Callable[..., Engine], undisturbed: Callable[[], tuple[bytes, bytes]]
) -> None:
    """Both workers are killed with their first record in hand; the bytes are those of an undisturbed run."""
    engine = start()
    until(lambda: len(engine.workers) == 2, "no two workers")
    time.sleep(0.2)
    for pid in engine.workers:
        os.kill(pid, number)
    expected = undisturbed()
    assert engine.code() == 0, engine.said
    assert outputs(engine.out) == expected
    assert json.loads(engine.said)["warnings"] == [
        f"2 workers were ended by {number.name}; what they had in hand was read again"
    ]


def test_a_worker_killed_twice_costs_nothing(
    start: Callable[..., Engine], undisturbed: Callable[[], tuple[bytes, bytes]]
) -> None:
    """An operator kills what comes up in the place of what he killed; no record comes to SIGKILL by itself."""
    engine = start("--workers", "1")
    killed: set[int] = set()
    for _ in range(2):
        killed.add(pid := in_hand(engine, but=killed))
        os.kill(pid, signal.SIGKILL)
    expected = undisturbed()
    assert engine.code() == 0, engine.said
    assert outputs(engine.out) == expected


def _are_gone(processes: set[int], engine: Engine) -> bool:
    return processes.isdisjoint(members(engine.pid))


@pytest.mark.slow
def test_four_kills_at_random_moments_cost_nothing(
    tmp_path: Path, undisturbed: Callable[[], tuple[bytes, bytes]], texts: dict[str, str]
) -> None:
    """As measured by those who run it: 85 records and four kills."""
    texts |= {f"{number:02}": f"some words SLOWLY {number}" for number in range(85)}
    expected = undisturbed()
    chance = random.Random(16)
    for trial in range(3):
        with contextlib.closing(Engine(tmp_path / f"trial{trial}", texts)) as engine:
            until(partial(_has_two, engine), "no two workers")
            for _ in range(4):
                time.sleep(chance.uniform(0, 0.2))
                with contextlib.suppress(IndexError, ProcessLookupError):
                    os.kill(chance.choice(engine.workers), signal.SIGKILL)
            assert engine.code() == 0, engine.said
            assert outputs(engine.out) == expected


def test_a_nursery_killed_in_mid_run_costs_nothing(
    start: Callable[..., Engine], undisturbed: Callable[[], tuple[bytes, bytes]]
) -> None:
    """A new one is started, and the account says so."""
    engine = start()
    until(lambda: len(engine.workers) == 2, "no two workers")
    assert engine.nursery is not None
    os.kill(engine.nursery, signal.SIGKILL)
    expected = undisturbed()
    assert engine.code() == 0, engine.said
    assert outputs(engine.out) == expected
    assert json.loads(engine.said)["warnings"] == [
        "1 times the process that starts workers was ended by SIGKILL; a new one was started"
    ]


@pytest.mark.parametrize(
    ("victim", "told"),
    [
        ("nursery", "1 times the process that starts workers was ended by SIGKILL; a new one was started"),
        ("unpacker", "1 times the process that unpacks was ended by SIGKILL; its input was read on"),
    ],
)
def test_what_unpacks_killed_in_mid_archive_costs_nothing(
    victim: str, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed itself, or with the nursery: the archive is read on where it was left, and the account says so."""
    monkeypatch.setenv(AWAITED, str(tmp_path / "go"))
    found = []
    for name in ("a", "b"):
        (tmp_path / name / "in").mkdir(parents=True)
        packed(tmp_path / name / "in" / "0.tar", "one.txt", "wait.txt", "two.txt")
        with contextlib.closing(Engine(tmp_path / name, {}, "--cleaner", TRAPS, "--workers", "1")) as engine:
            if name == "a":
                until((tmp_path / "go.awaited").exists, "the member that waits is not reached")
                pid = (engine.nursery if victim == "nursery" else engine.workers[0]) or 0
                doomed = {pid, *children(pid)}
                os.kill(pid, signal.SIGKILL)
                # Its children die a moment later; one that may go on before would end its work, and nobody be missed.
                until(partial(_are_gone, doomed, engine), "they do not die")
                (tmp_path / "go").touch()
            assert engine.code() == 0, engine.said
            found.append((outputs(engine.out), json.loads(engine.said)["warnings"]))
    assert found == [(found[1][0], [told]), (found[1][0], [])]
    assert len(rows(tmp_path / "a" / "out")) == 3


def test_a_nursery_killed_while_it_starts_costs_nothing(
    start: Callable[..., Engine], undisturbed: Callable[[], tuple[bytes, bytes]]
) -> None:
    engine = start()
    until(lambda: engine.nursery is not None, "no nursery")
    os.kill(engine.nursery or 0, signal.SIGKILL)
    expected = undisturbed()
    assert engine.code() == 0, engine.said
    assert outputs(engine.out) == expected


def test_nurseries_that_are_always_killed_end_the_run(
    start: Callable[..., Engine], undisturbed: Callable[[], tuple[bytes, bytes]]
) -> None:
    """After three in a row it ends with 70, says what happened, and does not advise to install anything."""
    engine = start("--cleaner", "tests.engine.doubles:hangs_at_warm_up")
    seen: set[int] = set()
    for _ in range(3):
        until(lambda: engine.nursery not in (None, *seen), "no further nursery")
        seen.add(pid := engine.nursery or 0)
        os.kill(pid, signal.SIGKILL)
    assert engine.code() == 70
    assert "ended 3 times in a row, last by SIGKILL" in engine.said
    assert "reinstall" not in engine.said
    expected = undisturbed()
    again = start()
    assert again.code() == 0
    assert outputs(again.out) == expected


@pytest.mark.parametrize("workers", [1, 3])
def test_a_record_that_kills_its_worker_is_the_one_lost(workers: int, tmp_path: Path) -> None:
    """By segmentation fault, by SIGKILL (the system's memory killer) or for want of memory: it alone, every time."""
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(20):
        (folder / f"{number:02}.txt").write_text(f"some good words {number}", encoding="utf-8")
    for name, words in {"05x": "DIE BY SIGNAL", "09x": "DIE BY KILL", "13x": "EAT ALL MEMORY"}.items():
        (folder / f"{name}.txt").write_text(f"some words {words}", encoding="utf-8")
    run(folder, tmp_path / "first", workers=workers)
    assert reasons(tmp_path / "first") == {"worker_died": 2, "memory": 1}
    assert sum("reason" not in row for row in rows(tmp_path / "first")) == 20
    run(folder, tmp_path / "second", workers=2)
    assert outputs(tmp_path / "second") == outputs(tmp_path / "first")
