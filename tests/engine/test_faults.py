"""Make the first, second, third ... call to the system fail, until a run gets through; then compare.

The idea is SQLite's anomaly testing: whatever call fails, the run stops with a message and the next run repairs it.
"""

from __future__ import annotations

import contextlib
import errno
import os
import sqlite3
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from pipeline.errors import OutputFailed
from tests.engine.inputs import mixed, outputs, run

CALLS_AT_MOST = 2000


class Trap:
    """Lets calls through until the `nth`, which fails; `sprung` tells whether it came to that."""

    def __init__(self, nth: int) -> None:
        self._left = nth
        self.sprung = False

    def is_due(self) -> bool:
        """Count a call; tell whether it is the one to fail."""
        self._left -= 1
        if self._left == 0:
            self.sprung = True
        return self._left == 0


def failing(monkeypatch: pytest.MonkeyPatch, name: str, trap: Trap, *, half: bool = False) -> None:
    """Make a function of `os` fail when the trap says so; `half` writes half of the data first."""
    real: Callable[..., Any] = getattr(os, name)

    def call(*arguments: Any, **named: Any) -> Any:
        # An input that cannot be opened is another matter: see test_incremental.
        if (name != "open" or arguments[1] & os.O_CREAT) and trap.is_due():
            if half:
                real(arguments[0], bytes(arguments[1])[: len(arguments[1]) // 2])
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return real(*arguments, **named)

    monkeypatch.setattr(os, name, call)


def failing_ledger(monkeypatch: pytest.MonkeyPatch, trap: Trap, *, after: bool) -> None:
    """Make a statement of the ledger fail, or, worse, succeed and be reported as failed."""

    class Connection(sqlite3.Connection):
        def execute(self, statement: str, *arguments: Any) -> sqlite3.Cursor:
            due = statement.startswith(("BEGIN", "COMMIT", "REPLACE")) and trap.is_due()
            if due and not after:
                raise sqlite3.OperationalError("disk I/O error")
            cursor = super().execute(statement, *arguments)
            if due:
                raise sqlite3.OperationalError("disk I/O error")
            return cursor

        def executemany(self, statement: str, *arguments: Any) -> sqlite3.Cursor:
            if trap.is_due():
                raise sqlite3.OperationalError("database or disk is full")
            return super().executemany(statement, *arguments)

    real = sqlite3.connect

    def connect(*arguments: Any, **named: Any) -> sqlite3.Connection:
        return real(*arguments, **named, factory=Connection)

    monkeypatch.setattr(sqlite3, "connect", connect)


FAULTS: dict[str, Callable[[pytest.MonkeyPatch, Trap], None]] = {
    "write fails": lambda patch, trap: failing(patch, "write", trap),
    "half is written": lambda patch, trap: failing(patch, "write", trap, half=True),
    "fsync fails": lambda patch, trap: failing(patch, "fsync", trap),
    "rename fails": lambda patch, trap: failing(patch, "replace", trap),
    "truncate fails": lambda patch, trap: failing(patch, "ftruncate", trap),
    "open fails": lambda patch, trap: failing(patch, "open", trap),
    "commit fails": lambda patch, trap: failing_ledger(patch, trap, after=False),
    "commit is done and reported failed": lambda patch, trap: failing_ledger(patch, trap, after=True),
}


@pytest.fixture(scope="module")
def inputs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small folder of everything."""
    return mixed(tmp_path_factory.mktemp("faults") / "in", 5)


@pytest.fixture(scope="module")
def undisturbed(inputs: Path) -> tuple[bytes, bytes]:
    """What a run writes that nothing fails in."""
    run(inputs, inputs.parent / "undisturbed")
    return outputs(inputs.parent / "undisturbed")


def outs(folder: Path) -> Iterator[tuple[int, Path]]:
    """Yield a fresh output folder for each call that is to fail."""
    for nth in count(1):
        assert nth < CALLS_AT_MOST
        yield nth, folder / f"out{nth}"


@pytest.mark.slow
@pytest.mark.parametrize("fault", FAULTS)
def test_whichever_call_fails(
    fault: str, inputs: Path, undisturbed: tuple[bytes, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A run in which one call fails says so, and the run after it makes good."""
    failed = 0
    for nth, out in outs(tmp_path):
        trap = Trap(nth)
        with monkeypatch.context() as patch:
            FAULTS[fault](patch, trap)
            if fault == "truncate fails":
                leave_a_torn_line(out, inputs)
            with contextlib.suppress(OutputFailed):
                run(inputs, out)
                failed -= 1
            failed += 1
        run(inputs, out)
        assert outputs(out) == undisturbed, f"call {nth}"
        if not trap.sprung:
            break
    assert failed


def leave_a_torn_line(out: Path, inputs: Path) -> None:
    """Leave an output folder as a kill between writing and committing leaves it."""
    calls = count()
    run(inputs, out, stop=lambda: next(calls) > 40)
    with (out / "articles.jsonl").open("ab") as file:
        file.write(b'{"schema_version": "1.0", "id": "cd-')


def test_an_output_that_was_cut_from_outside_is_refused(inputs: Path, tmp_path: Path) -> None:
    """Going on would leave a hole nobody knows of."""
    run(inputs, tmp_path / "out")
    with (tmp_path / "out" / "articles.jsonl").open("r+b") as file:
        file.truncate(100)
    with pytest.raises(OutputFailed, match="changed from outside"):
        run(inputs, tmp_path / "out")


def test_a_full_disk_under_standard_output(inputs: Path) -> None:
    """`--out -` into a full device ends with the code for an output that cannot be written."""
    import subprocess
    import sys

    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "tests.engine.command", str(inputs), "--out", "-"],
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
            cwd=Path(__file__).resolve().parents[2],
        )
    assert done.returncode == 74
    assert b"Traceback" not in done.stderr
