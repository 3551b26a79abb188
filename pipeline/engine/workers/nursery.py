"""The nursery: one small process that imports the cleaner once and forks a worker whenever one is asked for.

Workers are not forked from the run's own process: it may have threads (Prefect, a progress bar) and holds the lock and
the ledger. They are not spawned one by one either: the import of the cleaner would be paid each time.
"""

from __future__ import annotations

import contextlib
import errno
import gc
import os
import resource
import signal
import socket
import struct
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from multiprocessing.connection import Connection

from pipeline.engine.outcomes import Cleaner, clean, load_cleaner
from pipeline.engine.workers.unpack import unpack
from pipeline.lifeline import end_with_parent, hold, let_go
from pipeline.sources.found import Unit
from schemas.kinds import Kind
from schemas.settings import Settings

WARM_UP = "warm-up"
"""Source of the document a nursery cleans before it forks."""

_WORDS = "The council said on Tuesday that the bridge over the river would be closed for repairs until the spring. " * 4
_WARM_UP_HTML = f"<html><head><title>Bridge closed</title></head><body><article><p>{_WORDS}</p></article></body></html>"

REQUEST = struct.Struct("<cq")
REPLY = struct.Struct("<q")
"""The number of a process, its status as `waitpid` tells it, or a negative errno where none can be forked."""
FORK, UNPACK, REAP, KILL, READY = b"F", b"U", b"R", b"K", b"+"
OUT_OF_MEMORY = "memory"


def serve(descriptor: int, cleaner_name: str, settings_json: str, memory_bytes: str) -> None:
    """Fork workers on request until the other side closes; then end them all."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        # A signal to the whole group is the run's to answer; workers end when their pipe closes.
        signal.signal(number, signal.SIG_IGN)
    control = socket.socket(fileno=descriptor)
    try:
        cleaner = load_cleaner(cleaner_name)
        settings = Settings.model_validate_json(settings_json)
    except (ImportError, AttributeError, ValueError) as error:
        control.sendall(f"{type(error).__name__}: {error}".encode())
        return
    let_go(descriptor)  # from here on the run speaks, and the end of what it says is its end
    nursery = _Nursery(control, cleaner, settings, int(memory_bytes))
    with contextlib.suppress(OSError):  # an error, and no end, is what a run leaves that had not read all it was told
        control.sendall(READY)
        while request := _request(control):
            control.sendall(REPLY.pack(nursery.done(request)))
    nursery.end()


@dataclass(frozen=True, slots=True)
class _Request:
    """What the run asks for: an operation and its number, and for a new process its end of a pipe and more."""

    operation: bytes
    number: int
    descriptors: Sequence[int]


def _request(control: socket.socket) -> _Request | None:
    """Return what the run asks for next, None when it asks for nothing more."""
    message, descriptors, _, _ = socket.recv_fds(control, REQUEST.size, 2)
    if not message:
        return None
    operation, number = REQUEST.unpack(message)
    return _Request(operation, number, descriptors)


@dataclass(slots=True)
class _Nursery:
    """What the nursery works with, and the processes it has forked and not reaped."""

    control: socket.socket
    cleaner: Cleaner
    settings: Settings
    memory_bytes: int
    children: set[int] = field(default_factory=set)
    is_warm: bool = False

    def done(self, request: _Request) -> int:
        """Do what is asked, and return the answer to it."""
        if request.operation == FORK:
            self._warm_up(is_html=bool(request.number))
            return self._forked(partial(_work, self.cleaner), request.descriptors)
        if request.operation == UNPACK:
            return self._forked(unpack, request.descriptors)
        # Only here, where it cannot have been reaped yet, is the number sure to be the process's own.
        if request.operation == KILL:
            os.kill(request.number, signal.SIGKILL)
        self.children.discard(request.number)
        return os.waitpid(request.number, 0)[1]

    def end(self) -> None:
        """End every process that is left."""
        for child in self.children:
            with contextlib.suppress(ProcessLookupError):
                os.kill(child, signal.SIGKILL)

    def _warm_up(self, *, is_html: bool) -> None:
        """Make ready for the first record's kind; the run, which waits for the answer, says nothing meanwhile."""
        if not self.is_warm:
            hold(self.control.fileno())
            _warm_up(self.cleaner, self.settings, is_html=is_html)
            let_go(self.control.fileno())
            self.is_warm = True

    def _forked(self, work: Callable[[Connection, Settings], None], descriptors: Sequence[int]) -> int:
        """Return the number of a new process, or why there is none."""
        parent = os.getpid()
        try:
            child = os.fork()
        except OSError as error:
            child = -(error.errno or errno.EAGAIN)
        if child == 0:
            _become(work, parent, self.control, descriptors, self.settings, self.memory_bytes)
        for descriptor in descriptors:
            os.close(descriptor)
        if child > 0:
            self.children.add(child)
        return child


def _warm_up(cleaner: Cleaner, settings: Settings, *, is_html: bool) -> None:
    """Have everything loaded that such a record needs: the cleaner loads much of it on first use only.

    Without this each worker loads it again: 0.5 CPU seconds and 60 MB a worker that could be shared.
    """
    content = (_WARM_UP_HTML if is_html else f"Bridge closed\n\n{_WORDS}\n").encode()
    clean(Unit(WARM_UP, Kind.HTML if is_html else Kind.TEXT, content), None, cleaner, settings)
    # What is loaded stays for good: left out of every collection, its pages stay shared between the workers.
    gc.freeze()


def _become(
    work: Callable[[Connection, Settings], None],
    parent: int,
    control: socket.socket,
    descriptors: Sequence[int],
    settings: Settings,
    memory_bytes: int,
) -> None:
    """Do the work asked for on the first of the descriptors until that closes; never return.

    A second one becomes standard input.
    """
    try:
        end_with_parent(parent)
        control.close()
        gc.enable()
        # What libraries print may hold text of the input, with terminal escapes in it.
        silence = os.open(os.devnull, os.O_RDWR)
        for stream, descriptor in enumerate((descriptors[1] if len(descriptors) > 1 else silence, silence, silence)):
            os.dup2(descriptor, stream)
        _limit(memory_bytes)
        work(Connection(descriptors[0]), settings)
    except (EOFError, OSError):
        pass  # the run is gone, and so are we
    finally:
        os._exit(0)


def _work(cleaner: Cleaner, pipe: Connection, settings: Settings) -> None:
    while True:
        unit, known = pipe.recv()
        try:
            answer = clean(unit, known, cleaner, settings)
        except MemoryError:
            pipe.send(OUT_OF_MEMORY)
        else:
            pipe.send(answer)


def _limit(memory_bytes: int) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # When the machine runs out of memory a worker is to go, not the run.
    with contextlib.suppress(OSError), open("/proc/self/oom_score_adj", "w", encoding="ascii") as score:
        score.write("1000")
