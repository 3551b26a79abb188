"""The process that unpacks, as the run sees it: it hands on records one by one, or ends and costs its source only."""

from __future__ import annotations

import io
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from multiprocessing.connection import wait

from pipeline.engine.workers.nurseries import Nurseries
from pipeline.engine.workers.unpack import OUT_OF_TIME
from pipeline.engine.workers.worker import Worker, ended_by
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

    def __init__(self, job: IngestJob, nurseries: Nurseries) -> None:
        self._deadline_seconds = job.deadline_seconds
        self._reads_stdin = STANDARD_INPUT in job.inputs
        self._nurseries = nurseries
        self._idle: Worker | None = None
        self._code: int | None = None

    def takes(self, source: Source) -> bool:
        """Tell whether reading the source is this process's work."""
        return is_unpacked(source) and (source.path != STANDARD_INPUT or self._stdin() is not None)

    def units(self, source: Source, skipped: Counter[str], stopped: Callable[[], bool]) -> Iterator[Item]:
        """Yield every record of a source once, until `stopped`; raise what reading it raised.

        A death that is not the deadline's may come from outside: the source is read again, in a fresh process, from
        where it was left. A second death at the same place is the source's own, but not one with the whole nursery.
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
                    self._nurseries.record_done()
                    yield message
            if stopped():
                return
            if self._code == OUT_OF_TIME:
                detail = f"not unpacked any further within {self._deadline_seconds:g} seconds"
                yield Refusal(source.uri, Reason.TIMEOUT, detail)
                return
            if self._is_blamed(source, again=died_at == handed):
                yield Refusal(source.uri, Reason.WORKER_DIED, f"the process that unpacks {self._ended} in this input")
                return
            if self._code is not None:
                died_at = handed
                self._nurseries.told[f"times the process that unpacks {self._ended}; its input was read on"] += 1

    def _is_blamed(self, source: Source, *, again: bool) -> bool:
        """Tell whether the death of the process is the source's own, or leaves nothing of it to be read."""
        return source.path == STANDARD_INPUT or (again and self._code is not None)

    @property
    def _ended(self) -> str:
        if self._code is None:
            return "ended with the one that starts it"
        return f"was ended by {ended_by(self._code)}"

    def close(self) -> None:
        """End the process; it is not in the middle of anything."""
        if self._idle is not None:
            self._idle.end(kill=False)
            self._idle = None

    def _messages(self, source: Source, stopped: Callable[[], bool]) -> Iterator[_Message]:
        """Yield what the process says about a source; after an early end the process is dead and its code known."""
        worker, self._idle = self._idle or self._nurseries.unpacker(self._stdin()), None
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
                self._code = worker.end(kill=kill)
                if self._code is None:
                    self._nurseries.lost(worker)

    def _stdin(self) -> int | None:
        if not self._reads_stdin:
            return None
        try:
            return sys.stdin.fileno()
        except (AttributeError, io.UnsupportedOperation):  # replaced by an object that is no file
            return None
