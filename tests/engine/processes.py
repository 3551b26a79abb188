"""A run as a process group of its own, and its processes as /proc shows them."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from tests.waiting import PATIENCE

ROOT = Path(__file__).resolve().parents[2]


def members(group: int) -> list[int]:
    """Return the processes of a group that are alive, oldest first."""
    found = []
    for name in os.listdir("/proc"):
        if name.isdigit():
            with contextlib.suppress(OSError, IndexError):
                fields = _fields(int(name))
                if int(fields[2]) == group and fields[0] != b"Z":
                    found.append((int(fields[19]), int(name)))
    return [pid for _, pid in sorted(found)]


def children(parent: int) -> list[int]:
    """Return the children of a process that are alive, oldest first."""
    found = []
    for name in os.listdir("/proc"):
        if name.isdigit():
            with contextlib.suppress(OSError, IndexError):
                fields = _fields(int(name))
                if int(fields[1]) == parent and fields[0] != b"Z":
                    found.append((int(fields[19]), int(name)))
    return [pid for _, pid in sorted(found)]


def ticks(pid: int) -> int:
    """Return the CPU time a process has used, in ticks of the system; 0 for one that is gone."""
    with contextlib.suppress(OSError, IndexError):
        return int(_fields(pid)[11])
    return 0


def _fields(pid: int) -> list[bytes]:
    return Path(f"/proc/{pid}/stat").read_bytes().rpartition(b")")[2].split()


class Engine:
    """A run over text files with two workers; what it says on standard error is kept in `said`."""

    def __init__(self, folder: Path, texts: Mapping[str, str], *more: str) -> None:
        (folder / "in").mkdir(parents=True, exist_ok=True)
        for name, text in texts.items():
            (folder / "in" / f"{name}.txt").write_text(text, encoding="utf-8")
        self.out = folder / "out"
        self._said = folder / "said"
        arguments = ["in", "--out", "out", "--deadline-seconds", "3600", *more]
        with self._said.open("wb") as said:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "tests.engine.command", *arguments],
                cwd=folder,
                env={**os.environ, "PYTHONPATH": str(ROOT)},
                stdout=subprocess.DEVNULL,
                stderr=said,
                start_new_session=True,
            )
        self.pid = self._process.pid

    @property
    def nursery(self) -> int | None:
        """The process that starts workers."""
        return next(iter(children(self.pid)), None)

    @property
    def workers(self) -> list[int]:
        """The workers."""
        return children(self.nursery) if self.nursery else []

    @property
    def said(self) -> str:
        """What it said so far."""
        return self._said.read_text(encoding="utf-8")

    def hangs(self) -> bool:
        """Tell whether both workers are in the middle of what never ends."""
        return len(self.workers) == 2 and all(ticks(pid) >= 10 for pid in self.workers)

    def kill(self) -> None:
        """Kill the run's own process alone."""
        self._process.kill()
        self._process.wait()

    def code(self) -> int:
        """Return the exit code, once there is one."""
        return self._process.wait(PATIENCE)

    def close(self) -> None:
        """Leave nothing behind, whatever a test has found."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.pid, signal.SIGKILL)
        self._process.wait()
