"""P2: a run killed at any moment and repeated gives the same bytes as one that was not."""

from __future__ import annotations

import contextlib
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.engine.inputs import mixed, outputs
from tests.engine.processes import members
from tests.waiting import PATIENCE, until

pytestmark = pytest.mark.xdist_group("crash")  # one process makes the inputs and the undisturbed run

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared" / "tools" / "crash.py"
SIZE = 60


class Group:
    """The engine as a process group of its own, so that a signal reaches its workers as well."""

    def __init__(self, inputs: Path, out: Path, *more: str) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.engine.command", str(inputs), "--out", str(out), *more],
            cwd=ROOT,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )

    def ends_within(self, seconds: float) -> bool:
        """Wait so long; tell whether it ended by itself."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(seconds)
        return self._process.poll() is not None

    def send(self, number: signal.Signals) -> None:
        """Signal the whole group."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, number)

    def code(self) -> int:
        """Return the exit code, once there is one."""
        return self._process.wait(PATIENCE)

    def members(self) -> list[int]:
        """Return the processes of the group that are alive."""
        return members(self._process.pid)

    def kill_leader(self) -> None:
        """Kill the run itself, and none of its workers."""
        os.kill(self._process.pid, signal.SIGKILL)
        self.code()


@pytest.fixture(scope="module")
def inputs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that takes a second or two."""
    folder = mixed(tmp_path_factory.mktemp("crash") / "in", SIZE)
    for number in range(0, SIZE, 2):
        (folder / f"a{number:05}.txt").write_text(f"words said SLOWLY {number}", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def undisturbed(inputs: Path) -> tuple[float, tuple[bytes, bytes]]:
    """How long a run takes that nobody disturbs, and what it writes."""
    out = inputs.parent / "undisturbed"
    begin = time.monotonic()
    assert Group(inputs, out).code() == 0
    return time.monotonic() - begin, outputs(out)


@pytest.mark.slow
@pytest.mark.parametrize(("name", "trials"), [("SIGKILL", 4), ("SIGTERM", 2), ("SIGINT", 2)])
def test_ended_at_any_moment(
    name: str, trials: int, inputs: Path, undisturbed: tuple[float, tuple[bytes, bytes]], tmp_path: Path
) -> None:
    """Killed three times at random moments and then left alone, a run writes what an undisturbed one writes."""
    seconds, expected = undisturbed
    chance = random.Random(name)
    number = signal.Signals[name]
    for trial in range(trials):
        out = tmp_path / str(trial)
        for _ in range(3):
            group = Group(inputs, out)
            if not group.ends_within(chance.uniform(0.05, seconds)):
                group.send(number)
            code = group.code()
            allowed = {-9} if number is signal.SIGKILL else {128 + number, -number}
            assert code in allowed | {0}
        assert Group(inputs, out).code() == 0
        assert outputs(out) == expected


@pytest.mark.slow
def test_compressed_output_has_the_same_frames(inputs: Path, tmp_path: Path) -> None:
    """A batch that a signal cut short is done again: frame by frame, the file is the same."""
    assert Group(inputs, tmp_path / "whole", "--compress").code() == 0
    for _ in range(3):
        group = Group(inputs, tmp_path / "cut", "--compress")
        if not group.ends_within(1.0):
            group.send(signal.SIGTERM)
        group.code()
    assert Group(inputs, tmp_path / "cut", "--compress").code() == 0
    for name in ("articles.jsonl.zst", "rejects.jsonl.zst"):
        assert (tmp_path / "cut" / name).read_bytes() == (tmp_path / "whole" / name).read_bytes()


@pytest.fixture
def hanging(tmp_path: Path) -> Iterator[Group]:
    """A run that holds its folder, with one record that no deadline ends before the test is over."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("some words SLEEP FOR EVER", encoding="utf-8")
    more = ("--deadline-seconds", "3600", "--workers", "1")
    group = Group(tmp_path / "in", tmp_path / "out", *more)
    until(lambda: len(group.members()) >= 3 and (tmp_path / "out" / "articles.jsonl").exists())
    yield group
    group.send(signal.SIGKILL)
    group.code()


def test_two_runs_at_once(hanging: Group, tmp_path: Path) -> None:
    """The second run on a folder ends with 75 and touches nothing."""
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "out").rglob("*")}
    assert Group(tmp_path / "in", tmp_path / "out").code() == 75
    assert {path: path.stat().st_mtime_ns for path in (tmp_path / "out").rglob("*")} == before
    assert hanging.members()


def test_a_killed_run_lets_go_of_the_folder_and_leaves_no_process(hanging: Group, tmp_path: Path) -> None:
    """Only the run itself is killed: its workers notice, end, and do not go on holding the lock."""
    hanging.kill_leader()
    until(lambda: not hanging.members())
    (tmp_path / "in" / "a.txt").write_text("some good words here", encoding="utf-8")
    assert Group(tmp_path / "in", tmp_path / "out").code() == 0


def test_a_signal_waits_for_nothing_that_hangs(hanging: Group) -> None:
    """Else the run would go on until the record's deadline, which lies behind our patience."""
    hanging.send(signal.SIGTERM)
    assert hanging.code() in (143, -15)


@pytest.mark.slow
@pytest.mark.skipif(not SHARED.exists(), reason="the shared crash harness is not here")
@pytest.mark.parametrize("options", [["--trials", "3", "--kills", "4"], ["--mode", "two", "--trials", "2"]])
def test_shared_harness(options: list[str], inputs: Path, tmp_path: Path) -> None:
    """The harness of the project, which has found planted bugs, finds none here."""
    mine = [sys.executable, "-m", "tests.engine.command", str(inputs), "--out", "{out}"]
    done = subprocess.run(
        [sys.executable, str(SHARED), *options, "--work", str(tmp_path), "--", *mine],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
