"""A worker as the run sees it: it takes one unit, answers within a deadline, or is ended and replaced."""

from __future__ import annotations

import contextlib
import json
import os
import select
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection

from pipeline.engine.nursery import FORK, READY, REAP, REPLY, REQUEST, UNPACK
from pipeline.engine.outcomes import Outcome
from pipeline.errors import Stop
from pipeline.sources.found import Unit
from pipeline.sources.kinds import Kind
from schemas.job import IngestJob

# -S and no garbage collection while it loads: a fifth of the time it takes to start. The collector is switched on
# again before the first worker is forked.
# The current directory and sys.path of the run, not those of a fresh interpreter: tests and notebooks change them.
_BOOT = (
    "import gc, json, sys; gc.disable(); sys.path[:] = json.loads(sys.argv.pop(1)); "
    "from pipeline.engine.nursery import serve; serve(int(sys.argv[1]), *sys.argv[2:])"
)
_START_SECONDS = 60.0
_CLOCK_OVER_CPU = 3.0
_TICKS_PER_SECOND = os.sysconf("SC_CLK_TCK")


class WorkersFailed(Stop):
    """No worker can be started; what was committed is kept."""

    exit_code = 70


@dataclass(slots=True)
class Worker:
    """One worker process. `task` is the number of the unit it has in hand, None while it is idle."""

    pid: int
    pipe: Connection
    done: int = 0
    task: int | None = None
    started: float = 0.0
    cpu_at_start: float = 0.0

    @property
    def is_fresh(self) -> bool:
        """Tell whether it has answered nothing yet, so that trouble cannot come from an earlier record."""
        return self.done == 0

    def give(self, task: int, unit: Unit, known: bytes | None) -> None:
        """Hand a unit over; the clock starts."""
        self.task = task
        self.cpu_at_start = cpu_seconds(self.pid)
        self.started = time.monotonic()
        # A worker that is dead already is found out when its answer is awaited.
        with contextlib.suppress(OSError):
            self.pipe.send((unit, known))

    def answer(self) -> Outcome | str | None:
        """Return the answer, the word for want of memory, or None when the worker died instead."""
        try:
            answer: Outcome | str = self.pipe.recv()
        except (EOFError, OSError):
            return None
        return answer

    def is_late(self, deadline_seconds: float) -> bool:
        """Tell whether the deadline has passed: in CPU time, or three times over by the clock.

        On a machine busy with other work the clock alone would reject good records at random.
        """
        elapsed = time.monotonic() - self.started
        if elapsed < deadline_seconds:
            return False
        used = cpu_seconds(self.pid) - self.cpu_at_start
        return used >= deadline_seconds or elapsed >= _CLOCK_OVER_CPU * deadline_seconds


class Nursery:
    """The process that forks workers, and the one that unpacks."""

    def __init__(self, job: IngestJob, cleaner: str) -> None:
        self._control, theirs = socket.socketpair()
        arguments = [
            json.dumps(sys.path),
            str(theirs.fileno()),
            cleaner,
            job.settings.model_dump_json(),
            str(job.worker_memory_bytes),
        ]
        with theirs, _signals_held_back():
            self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and our own words
                [sys.executable, "-S", "-c", _BOOT, *arguments],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
        self._await_ready()

    def worker(self, kind: Kind) -> Worker:
        """Return a fresh worker; raise WorkersFailed when there can be none.

        The first one makes the nursery ready for records of its kind before the others.
        """
        return self._forked(REQUEST.pack(FORK, kind in (Kind.HTML, Kind.WARC)))

    def unpacker(self, stdin: int | None) -> Worker:
        """Return a process that reads sources, standard input too where it is given; raise as `worker` does."""
        return self._forked(REQUEST.pack(UNPACK, 0), *(() if stdin is None else (stdin,)))

    def _forked(self, request: bytes, *descriptors: int) -> Worker:
        ours, theirs = socket.socketpair()
        with theirs:
            try:
                socket.send_fds(self._control, [request], [theirs.fileno(), *descriptors])
                pid = self._reply()
            except OSError as error:
                ours.close()
                raise WorkersFailed(f"no worker can be started: {error}; free memory or use fewer workers") from error
        return Worker(pid, Connection(ours.detach()))

    def end(self, worker: Worker, *, kill: bool) -> int:
        """End a worker and return its exit code, negative for the signal it died by."""
        if kill:
            with contextlib.suppress(ProcessLookupError):
                os.kill(worker.pid, signal.SIGKILL)
        worker.pipe.close()
        try:
            self._control.sendall(REQUEST.pack(REAP, worker.pid))
            return os.waitstatus_to_exitcode(self._reply())
        except OSError:
            return 0  # the nursery is gone, and with it its workers

    def close(self) -> None:
        """End the nursery and every worker it still has."""
        self._control.close()
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def _reply(self) -> int:
        data = b""
        while len(data) < REPLY.size:
            piece = self._control.recv(REPLY.size - len(data))
            if not piece:
                raise ConnectionResetError("the process that starts workers has ended")
            data += piece
        number: int = REPLY.unpack(data)[0]
        return number

    def _await_ready(self) -> None:
        ready, _, _ = select.select([self._control], [], [], _START_SECONDS)
        word = self._control.recv(4096) if ready else b"no answer within a minute"
        if word != READY:
            self._process.kill()
            self.close()
            reason = word.decode("utf-8", "replace") or f"exit code {self._process.returncode}"
            raise WorkersFailed(f"workers cannot start: {reason}; reinstall copydesk, or try --workers 0")


@contextlib.contextmanager
def _signals_held_back() -> Iterator[None]:
    """Start a process in which the run's signals do nothing from its first instruction on.

    A process inherits what is blocked: without this, Ctrl-C killed the nursery while Python was starting in it.
    """
    before = signal.pthread_sigmask(signal.SIG_BLOCK, (signal.SIGINT, signal.SIGTERM, signal.SIGHUP))
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def cpu_seconds(pid: int) -> float:
    """Return the CPU time a process has used; infinite where the system does not tell, so that the clock decides."""
    try:
        with open(f"/proc/{pid}/stat", "rb") as file:
            fields = file.read().rpartition(b")")[2].split()
    except OSError:
        return float("inf") if not os.path.isdir("/proc/self") else 0.0
    return (int(fields[11]) + int(fields[12])) / _TICKS_PER_SECOND
