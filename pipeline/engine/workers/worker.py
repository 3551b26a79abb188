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

from pipeline.engine.outcomes import Outcome
from pipeline.engine.workers.nursery import FORK, KILL, READY, REAP, REPLY, REQUEST, UNPACK
from pipeline.errors import Stop
from pipeline.sources.found import Unit
from schemas.job import IngestJob
from schemas.kinds import Kind
from schemas.stages import MediaType

# -S and no garbage collection while it loads: a fifth of the time it takes to start. The collector is switched on
# again before the first worker is forked.
# The current directory and sys.path of the run, not those of a fresh interpreter: tests and notebooks change them.
_BOOT = (
    "import gc, json, sys; gc.disable(); sys.path[:] = json.loads(sys.argv.pop(1)); "
    "from pipeline.lifeline import hold; hold(int(sys.argv[1])); "
    "from pipeline.engine.workers.nursery import serve; serve(int(sys.argv[1]), *sys.argv[2:])"
)
_START_SECONDS = 60.0
_CLOCK_OVER_CPU = 3.0
_TICKS_PER_SECOND = os.sysconf("SC_CLK_TCK")


class WorkersFailed(Stop):
    """No worker can be started; what was committed is kept."""

    exit_code = 70


class NurseryEnded(Exception):  # noqa: N818 - a fact, which whoever holds the nursery can mend
    """The process that starts workers was ended from outside; `how` says by what."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.how = ended_by(code)


@dataclass(slots=True)
class Worker:
    """One worker process. `task` is the number of the unit it has in hand, None while it is idle."""

    nursery: Nursery
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

    def end(self, *, kill: bool) -> int | None:
        """End it and return its exit code, negative for the signal it died by; None where its nursery is gone too."""
        self.pipe.close()
        return self.nursery.reap(self.pid, kill=kill)

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
            json.dumps(list(dict.fromkeys(sys.path))),
            str(theirs.fileno()),
            cleaner,
            job.settings.model_dump_json(),
            str(job.worker_memory_bytes),
        ]
        with theirs, _signals_held_back():
            try:
                self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and our own words
                    [sys.executable, "-S", "-c", _BOOT, *arguments],
                    pass_fds=[theirs.fileno()],
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.DEVNULL,
                )
            except OSError as error:
                self._control.close()
                raise _none_can_be_started(error) from error
        self._await_ready()

    def worker(self, kind: Kind) -> Worker:
        """Return a fresh worker; raise NurseryEnded, or WorkersFailed when there can be none.

        The first one makes the nursery ready for records of its kind before the others.
        """
        return self._forked(REQUEST.pack(FORK, kind.traits.media_type is MediaType.HTML))

    def unpacker(self, stdin: int | None) -> Worker:
        """Return a process that reads sources, standard input too where it is given; raise as `worker` does."""
        return self._forked(REQUEST.pack(UNPACK, 0), *(() if stdin is None else (stdin,)))

    def _forked(self, request: bytes, *descriptors: int) -> Worker:
        try:
            ours, theirs = socket.socketpair()
        except OSError as error:
            raise _none_can_be_started(error) from error
        with ours, theirs:
            try:
                socket.send_fds(self._control, [request], [theirs.fileno(), *descriptors])
                pid = self._reply()
            except ConnectionError:
                raise NurseryEnded(self.close()) from None
            if pid < 0:
                raise _none_can_be_started(OSError(-pid, os.strerror(-pid)))
            return Worker(self, pid, Connection(ours.detach()))

    def reap(self, pid: int, *, kill: bool) -> int | None:
        """Return the exit code of a worker once it has ended; None where the nursery, and so all of them, are gone."""
        try:
            self._control.sendall(REQUEST.pack(KILL if kill else REAP, pid))
            return os.waitstatus_to_exitcode(self._reply())
        except OSError:
            return None

    def close(self) -> int:
        """End the nursery and every worker it still has; return its exit code, negative for a signal."""
        self._control.close()
        try:
            return self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            return self._process.wait()

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
        """Return once it can fork; raise NurseryEnded where it was ended first, WorkersFailed where it gave up."""
        ready, _, _ = select.select([self._control], [], [], _START_SECONDS)
        if not ready:
            self._process.kill()
            self.close()
            raise WorkersFailed(
                f"workers cannot start: nothing is ready after {_START_SECONDS:.0f} seconds; is the machine too busy? "
                "Repeat the run: what was committed is kept"
            )
        word = self._said()
        if word == READY:
            return
        code = self.close()
        if not word and code < 0:
            raise NurseryEnded(code)
        reason = word.decode("utf-8", "replace") or f"exit code {code}"
        raise WorkersFailed(f"workers cannot start: {reason}; reinstall copydesk, or try --workers 0")

    def _said(self) -> bytes:
        try:
            return self._control.recv(4096)
        except ConnectionError:
            return b""


def ended_by(code: int) -> str:
    """Return what an exit code stands for: the name of a signal, or the code itself."""
    if code >= 0:
        return f"exit code {code}"
    known = -code in signal.Signals.__members__.values()
    return signal.Signals(-code).name if known else f"signal {-code}"


def _none_can_be_started(error: OSError) -> WorkersFailed:
    return WorkersFailed(f"no worker can be started: {error.strerror}; free memory or use fewer workers")


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
