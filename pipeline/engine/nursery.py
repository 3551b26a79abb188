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
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from multiprocessing.connection import Connection

from pipeline.engine.outcomes import Cleaner, clean, load_cleaner
from pipeline.lifeline import end_with_parent, let_go
from pipeline.sources.found import Unit
from pipeline.sources.kinds import Kind
from schemas.settings import Settings

WARM_UP = "warm-up"
"""Source of the document a nursery cleans before it forks."""

_WORDS = "The council said on Tuesday that the bridge over the river would be closed for repairs until the spring. " * 4
_WARM_UP_HTML = f"<html><head><title>Bridge closed</title></head><body><article><p>{_WORDS}</p></article></body></html>"

REQUEST = struct.Struct("<cq")
REPLY = struct.Struct("<q")
"""The number of a worker, its status as `waitpid` tells it, or a negative errno where no worker can be forked."""
FORK, REAP, KILL, READY = b"F", b"R", b"K", b"+"
OUT_OF_MEMORY = "memory"


@dataclass(frozen=True, slots=True)
class _Request:
    """What the run asks for: an operation, of which worker, and the worker's end of a pipe for a new one."""

    operation: bytes
    pid: int
    descriptor: int


def serve(descriptor: int, cleaner_name: str, settings_json: str, kind: str, memory_bytes: str) -> None:
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
    _warm_up(cleaner, settings, kind)
    # What is loaded stays for good: left out of every collection, its pages stay shared between the workers.
    gc.freeze()
    gc.enable()
    let_go(descriptor)  # from here on the run speaks, and the end of what it says is its end
    children: set[int] = set()
    become = partial(_become_worker, control, cleaner, settings, int(memory_bytes))
    with contextlib.suppress(OSError):  # an error, and no end, is what a run leaves that had not read all it was told
        control.sendall(READY)
        while request := _request(control):
            control.sendall(REPLY.pack(_done(request, children, become)))
    for child in children:
        with contextlib.suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)


def _request(control: socket.socket) -> _Request | None:
    """Return what the run asks for next, None when it asks for nothing more."""
    message, descriptors, _, _ = socket.recv_fds(control, REQUEST.size, 1)
    if not message:
        return None
    operation, pid = REQUEST.unpack(message)
    return _Request(operation, pid, descriptors[0] if descriptors else -1)


def _done(request: _Request, children: set[int], become: Callable[[int, int], None]) -> int:
    """Do what is asked, and return the answer to it."""
    if request.operation == FORK:
        return _forked(request.descriptor, children, become)
    # Only here, where it cannot have been reaped yet, is the number sure to be the worker's own.
    if request.operation == KILL:
        os.kill(request.pid, signal.SIGKILL)
    children.discard(request.pid)
    return os.waitpid(request.pid, 0)[1]


def _forked(descriptor: int, children: set[int], become: Callable[[int, int], None]) -> int:
    """Return the number of a new worker, or why there is none."""
    nursery = os.getpid()
    try:
        child = os.fork()
    except OSError as error:
        os.close(descriptor)
        return -(error.errno or errno.EAGAIN)
    if child == 0:
        become(nursery, descriptor)
    os.close(descriptor)
    children.add(child)
    return child


def _warm_up(cleaner: Cleaner, settings: Settings, kind: str) -> None:
    """Have everything loaded that such a record needs: the cleaner loads much of it on first use only.

    Without this each worker loads it again: 0.5 CPU seconds and 60 MB a worker that could be shared.
    """
    html = kind in (Kind.HTML, Kind.WARC)
    content = (_WARM_UP_HTML if html else f"Bridge closed\n\n{_WORDS}\n").encode()
    clean(Unit(WARM_UP, Kind.HTML if html else Kind.TEXT, content), None, cleaner, settings)


def _become_worker(
    control: socket.socket, cleaner: Cleaner, settings: Settings, memory_bytes: int, nursery: int, descriptor: int
) -> None:
    """Clean units until the pipe closes; never return."""
    try:
        end_with_parent(nursery)
        control.close()
        # What libraries print may hold text of the input, with terminal escapes in it.
        silence = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):
            os.dup2(silence, stream)
        _limit(memory_bytes)
        _work(Connection(descriptor), cleaner, settings)
    except (EOFError, OSError):
        pass  # the run is gone, and so are we
    finally:
        os._exit(0)


def _work(pipe: Connection, cleaner: Cleaner, settings: Settings) -> None:
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
