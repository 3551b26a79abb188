"""The nursery: one small process that imports the cleaner once and forks a worker whenever one is asked for.

Workers are not forked from the run's own process: it may have threads (Prefect, a progress bar) and holds the lock and
the ledger. They are not spawned one by one either: the import of the cleaner would be paid each time.
"""

from __future__ import annotations

import contextlib
import gc
import os
import resource
import signal
import socket
import struct
from multiprocessing.connection import Connection

from pipeline.engine.outcomes import Cleaner, clean, load_cleaner
from pipeline.sources.found import Unit
from pipeline.sources.kinds import Kind
from schemas.settings import Settings

WARM_UP = "warm-up"
"""Source of the document a nursery cleans before it forks."""

_WORDS = "The council said on Tuesday that the bridge over the river would be closed for repairs until the spring. " * 4
_WARM_UP_HTML = f"<html><head><title>Bridge closed</title></head><body><article><p>{_WORDS}</p></article></body></html>"

REQUEST = struct.Struct("<cq")
REPLY = struct.Struct("<q")
FORK, REAP, READY = b"F", b"R", b"+"
OUT_OF_MEMORY = "memory"


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
    control.sendall(READY)
    children: set[int] = set()
    while True:
        message, descriptors, _, _ = socket.recv_fds(control, REQUEST.size, 1)
        if not message:
            break
        operation, pid = REQUEST.unpack(message)
        if operation == FORK:
            child = os.fork()
            if child == 0:
                _become_worker(control, descriptors[0], cleaner, settings, int(memory_bytes))
            os.close(descriptors[0])
            children.add(child)
            control.sendall(REPLY.pack(child))
        else:
            children.discard(pid)
            control.sendall(REPLY.pack(os.waitpid(pid, 0)[1]))
    for child in children:
        with contextlib.suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)


def _warm_up(cleaner: Cleaner, settings: Settings, kind: str) -> None:
    """Have everything loaded that such a record needs: the cleaner loads much of it on first use only.

    Without this each worker loads it again: 0.5 CPU seconds and 60 MB a worker that could be shared.
    """
    html = kind in (Kind.HTML, Kind.WARC)
    content = (_WARM_UP_HTML if html else f"Bridge closed\n\n{_WORDS}\n").encode()
    clean(Unit(WARM_UP, Kind.HTML if html else Kind.TEXT, content), None, cleaner, settings)


def _become_worker(
    control: socket.socket, descriptor: int, cleaner: Cleaner, settings: Settings, memory_bytes: int
) -> None:
    """Clean units until the pipe closes; never return."""
    try:
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
