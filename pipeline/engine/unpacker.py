"""The process that unpacks, as the run sees it: it hands on records one by one, or ends and costs its source only."""

from __future__ import annotations

import io
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from multiprocessing.connection import wait

from pipeline.engine.unpack import OUT_OF_TIME
from pipeline.engine.workers import Nursery, Worker
from pipeline.sources.found import Item, Refusal, Source
from pipeline.sources.reading import is_unpacked
from pipeline.sources.standard_input import STANDARD_INPUT
from schemas.job import IngestJob
from schemas.rejection import Reason

# How long a signal may wait to be noticed.
_POLL_SECONDS = 0.2

_Message = Item | Counter[str] | Exception


class Unpacker:
    """Reads sources in a process of its own, one at a time; records wait in its pipe until they are asked for."""

    def __init__(self, job: IngestJob, nursery: Callable[[], Nursery]) -> None:
        self._deadline_seconds = job.deadline_seconds
        self._reads_stdin = STANDARD_INPUT in job.inputs
        self._nursery = nursery
        self._idle: Worker | None = None
        self._code = 0

    def takes(self, source: Source) -> bool:
        """Tell whether reading the source is this process's work."""
        return is_unpacked(source) and (source.path != STANDARD_INPUT or self._stdin() is not None)

    def units(self, source: Source, skipped: Counter[str], stopped: Callable[[], bool]) -> Iterator[Item]:
        """Yield every record of a source once, until `stopped`; raise what reading it raised.

        A death that is not the deadline's may come from outside: the source is read again, in a fresh process, from
        where it was left. A second death at the same place is the source's own.
        """
        handed, died_at = 0, -1
        while True:
            for met, message in enumerate(self._messages(source, stopped), 1):
                if isinstance(message, Counter):
                    skipped.update(message)
                    return
                if isinstance(message, Exception):
                    raise message
                if met > handed:
                    handed = met
                    yield message
            if stopped():
                return
            if self._code == OUT_OF_TIME:
                detail = f"not unpacked any further within {self._deadline_seconds:g} seconds"
                yield Refusal(source.uri, Reason.TIMEOUT, detail)
                return
            if died_at == handed or source.path == STANDARD_INPUT:
                detail = f"the process that unpacks ended with code {self._code} in this input"
                yield Refusal(source.uri, Reason.WORKER_DIED, detail)
                return
            died_at = handed

    def close(self) -> None:
        """End the process; it is not in the middle of anything."""
        if self._idle is not None:
            self._nursery().end(self._idle, kill=False)
            self._idle = None

    def _messages(self, source: Source, stopped: Callable[[], bool]) -> Iterator[_Message]:
        """Yield what the process says about a source; after an early end the process is dead and its code known."""
        worker, self._idle = self._idle or self._nursery().unpacker(self._stdin()), None
        kill = True
        try:
            worker.pipe.send((source, self._deadline_seconds))
            while True:
                while not wait([worker.pipe], _POLL_SECONDS):
                    if stopped():
                        return
                message: _Message = worker.pipe.recv()
                if isinstance(message, Counter | Exception):
                    self._idle = worker
                yield message
        except (EOFError, OSError):
            kill = False
        finally:
            if self._idle is not worker:
                self._code = self._nursery().end(worker, kill=kill)

    def _stdin(self) -> int | None:
        if not self._reads_stdin:
            return None
        try:
            return sys.stdin.fileno()
        except (AttributeError, io.UnsupportedOperation):  # replaced by an object that is no file
            return None
