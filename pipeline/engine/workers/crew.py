"""Clean units with several workers and hand the outcomes back in input order, holding a bounded number of them."""

from __future__ import annotations

import os
import signal
from collections import Counter, deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from multiprocessing.connection import wait
from typing import Any, Generic, Protocol, TypeVar

from pipeline.engine.outcomes import CLEANER, Outcome, clean, given_up, load_cleaner
from pipeline.engine.workers.nurseries import Nurseries
from pipeline.engine.workers.nursery import OUT_OF_MEMORY
from pipeline.engine.workers.unpack import items
from pipeline.engine.workers.unpacker import Unpacker
from pipeline.engine.workers.worker import Worker, ended_by
from pipeline.sources.content import is_brief_text
from pipeline.sources.found import Item, Source, Unit
from schemas.job import IngestJob
from schemas.rejection import Reason

_WINDOW_PER_WORKER = 32
_WINDOW_BYTES = 64 * 1024 * 1024
# How long a signal may wait to be noticed.
_POLL_SECONDS = 0.2
# Starting workers takes as much CPU time as cleaning some hundred kilobytes of text. A few short texts are therefore
# cleaned at once, by the run's own process: the time of text is bounded by its length, that of markup is not.
_BRIEF_BYTES = 64 * 1024
_MOST_BRIEF = 16
# A worker may be ended by what is no fault of its record: the system's memory killer, an operator, what it read before.
# The record is then read once more, alone. SIGKILL is nothing a process comes to by itself, and comes in swarms:
# on a busy machine three of four kills a moment apart fell on the one record that was being read again, alone.
_DEATHS_BLAMED = 2
_KILLS_BLAMED = 5


class Task(Protocol):
    """Anything that may carry a unit to be cleaned; without one it only keeps its place in the order."""

    @property
    def unit(self) -> Unit | None: ...

    @property
    def known(self) -> bytes | None: ...


T = TypeVar("T", bound=Task)


@dataclass(slots=True, eq=False)
class _Place(Generic[T]):
    """A task's place in the order, and its outcome once there is one."""

    task: T
    number: int
    settled: bool
    outcome: Outcome | None = None
    deaths: int = 0


class Crew(Protocol):
    """Reads sources, and cleans the units of tasks; a task without a unit comes back with None, in its place."""

    replaced: int
    told: Counter[str]
    """What a person should know, and how often."""

    def units(self, source: Source, skipped: Counter[str], stopped: Callable[[], bool]) -> Iterator[Item]: ...

    def run(self, tasks: Iterator[T], stopped: Callable[[], bool]) -> Iterator[tuple[T, Outcome | None]]: ...

    def close(self) -> None: ...


class Alone:
    """The run's own process does the cleaning: for trusted input, since nothing can end a record that hangs."""

    replaced = 0

    def __init__(self, job: IngestJob, cleaner: str) -> None:
        self._settings = job.settings
        self._cleaner = load_cleaner(cleaner)
        self.told: Counter[str] = Counter()

    def units(self, source: Source, skipped: Counter[str], stopped: Callable[[], bool]) -> Iterator[Item]:  # noqa: ARG002
        """Yield every record of a source once; see `pipeline.sources.units`."""
        return items(source, self._settings, skipped)

    def run(self, tasks: Iterator[T], stopped: Callable[[], bool]) -> Iterator[tuple[T, Outcome | None]]:
        """Yield every task with its outcome until `stopped`."""
        for task in tasks:
            if stopped():
                return
            yield task, None if task.unit is None else self._clean(task.unit, task.known)

    def close(self) -> None:
        """Do nothing: there is nothing to end."""

    def _clean(self, unit: Unit, known: bytes | None) -> Outcome:
        try:
            return clean(unit, known, self._cleaner, self._settings)
        except MemoryError:
            return given_up(unit, Reason.MEMORY, "memory ran out", self._settings)


class Workers:
    """Processes with one unit in hand each; one that hangs or dies is replaced, and only its unit is a reject."""

    def __init__(self, job: IngestJob, cleaner: str) -> None:
        self._job = job
        self._cleaner = cleaner
        self._count = worker_count(job)
        self._nurseries = Nurseries(job, cleaner)
        self._idle: list[Worker] = []
        self._busy: dict[object, Worker] = {}
        self._doubtful: deque[_Place[Any]] = deque()
        self._held_bytes = 0
        self._brief = 0
        self._unpacker = Unpacker(job, self._nurseries)
        self.replaced = 0
        self.told = self._nurseries.told

    def units(self, source: Source, skipped: Counter[str], stopped: Callable[[], bool]) -> Iterator[Item]:
        """Yield every record of a source once; what has to be unpacked is read by a process with limits."""
        if self._unpacker.takes(source):
            return self._unpacker.units(source, skipped, stopped)
        return items(source, self._job.settings, skipped)

    def run(self, tasks: Iterator[T], stopped: Callable[[], bool]) -> Iterator[tuple[T, Outcome | None]]:
        """Yield every task with its outcome, in order, until `stopped`; what is not done then is dropped."""
        window: deque[_Place[T]] = deque()
        number = 0
        more = True
        while more or window:
            while more and self._has_room(window):
                task = next(tasks, None)
                if task is None:
                    more = False
                    break
                place = _Place(task, number, settled=task.unit is None)
                number += 1
                window.append(place)
                if not place.settled and not self._settled_here(place):
                    self._give(place)
                if stopped():
                    break
            while window and window[0].settled:
                place = window.popleft()
                self._held_bytes -= len(place.outcome.line) if place.outcome else 0
                yield place.task, place.outcome
            if stopped():
                return
            if window:
                self._wait(window)

    def close(self) -> None:
        """End every worker, at once where it is in the middle of something."""
        self._unpacker.close()
        for worker in self._busy.values():
            worker.end(kill=True)
        for worker in self._idle:
            worker.end(kill=False)
        self._nurseries.close()

    def _has_room(self, window: deque[_Place[T]]) -> bool:
        full = len(window) >= _WINDOW_PER_WORKER * self._count or self._held_bytes > _WINDOW_BYTES
        # The next task is taken only when somebody can take it on: no content waits in this process.
        return not window or not (full or self._doubtful or len(self._busy) >= self._count)

    def _settled_here(self, place: _Place[T]) -> bool:
        """Clean one of the first units in this process if it is a short text and no worker was needed yet."""
        unit = place.task.unit
        assert unit is not None
        early = not self._nurseries.was_needed and self._brief < _MOST_BRIEF and self._cleaner == CLEANER
        if not early or not is_brief_text(unit, _BRIEF_BYTES):
            return False
        self._brief += 1
        try:
            self._settle(place, clean(unit, place.task.known, load_cleaner(self._cleaner), self._job.settings))
        except MemoryError:
            return False
        return True

    def _give(self, place: _Place[T]) -> None:
        assert place.task.unit is not None
        worker = self._idle.pop() if self._idle else self._nurseries.worker(place.task.unit.kind)
        self._hand(place, worker)

    def _give_alone(self, place: _Place[T]) -> None:
        """Hand a unit to a fresh worker, while no other one works."""
        assert place.task.unit is not None
        for worker in self._idle:
            worker.end(kill=False)
        self._idle.clear()
        self._hand(place, self._nurseries.worker(place.task.unit.kind))

    def _hand(self, place: _Place[T], worker: Worker) -> None:
        assert place.task.unit is not None
        worker.give(place.number, place.task.unit, place.task.known)
        self._busy[worker.pipe] = worker

    def _wait(self, window: deque[_Place[T]]) -> None:
        """Take in what the workers have to say, and end those whose time is up."""
        if self._doubtful and not self._busy:
            self._give_alone(self._doubtful[0])
        if not self._busy:
            return
        first = window[0].number
        for pipe in wait([worker.pipe for worker in self._busy.values()], _POLL_SECONDS):
            worker = self._busy.pop(pipe)
            assert worker.task is not None
            self._take(window[worker.task - first], worker)
        for worker in [worker for worker in self._busy.values() if worker.is_late(self._job.deadline_seconds)]:
            del self._busy[worker.pipe]
            assert worker.task is not None
            self.replaced += 1
            worker.end(kill=True)
            place = window[worker.task - first]
            self._give_up(place, Reason.TIMEOUT, f"not done within {self._job.deadline_seconds:g} seconds")

    def _take(self, place: _Place[T], worker: Worker) -> None:
        """Settle a place by its worker's answer, or put it by to be tried alone where the record may be innocent."""
        answer = worker.answer()
        if isinstance(answer, Outcome):
            self._nurseries.record_done()
            self._settle(place, answer)
            worker.task = None
            worker.done += 1
            if worker.done < self._job.worker_records:
                self._idle.append(worker)
            else:
                worker.end(kill=False)
            return
        self.replaced += 1
        out_of_memory = answer == OUT_OF_MEMORY
        code = worker.end(kill=True)
        own_doing = out_of_memory or (code is not None and code >= 0)
        if code is None:
            self._nurseries.lost(worker)
            self._doubt(place)
        elif self._is_innocent(place, worker, code, own_doing=own_doing):
            if not own_doing:
                self.told[f"workers were ended by {ended_by(code)}; what they had in hand was read again"] += 1
            self._doubt(place)
        elif out_of_memory:
            self._give_up(
                place, Reason.MEMORY, f"more than {self._job.worker_memory_bytes} bytes of memory were wanted"
            )
        else:
            self._give_up(place, Reason.WORKER_DIED, f"the worker ended with code {code} while it read this record")

    def _is_innocent(self, place: _Place[T], worker: Worker, code: int, *, own_doing: bool) -> bool:
        """Tell whether a worker's end may have come from elsewhere than from the record it had in hand."""
        if own_doing:
            return not worker.is_fresh  # then it may come from what it read before
        place.deaths += 1
        return place.deaths < (_KILLS_BLAMED if code == -signal.SIGKILL else _DEATHS_BLAMED)

    def _doubt(self, place: _Place[T]) -> None:
        if place not in self._doubtful:
            self._doubtful.append(place)

    def _give_up(self, place: _Place[T], reason: Reason, detail: str) -> None:
        assert place.task.unit is not None
        self._settle(place, given_up(place.task.unit, reason, detail, self._job.settings))

    def _settle(self, place: _Place[T], outcome: Outcome) -> None:
        place.outcome = outcome
        place.settled = True
        if self._doubtful and self._doubtful[0] is place:
            self._doubtful.popleft()
        self._held_bytes += len(outcome.line)


def worker_count(job: IngestJob) -> int:
    """Return how many workers a job runs: as asked, or one for each CPU this process may use."""
    if job.workers is not None:
        return job.workers
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def crew_for(job: IngestJob, cleaner: str) -> Crew:
    """Return who does the cleaning for this job."""
    return Alone(job, cleaner) if worker_count(job) == 0 else Workers(job, cleaner)
