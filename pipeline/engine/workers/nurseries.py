"""The nursery a run has, and the next one where something outside has ended it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from pipeline.engine.workers.worker import Nursery, NurseryEnded, Worker, WorkersFailed
from schemas.job import IngestJob
from schemas.kinds import Kind

# In a row, without one record done in between: then it is no accident.
_MOST_ENDED = 3


class Nurseries:
    """Gives out workers and what unpacks, starting a nursery when there is none; `told` counts what is to be known."""

    def __init__(self, job: IngestJob, cleaner: str) -> None:
        self._job = job
        self._cleaner = cleaner
        self._nursery: Nursery | None = None
        self._ended_in_a_row = 0
        self.was_needed = False
        self.told: Counter[str] = Counter()

    def worker(self, kind: Kind) -> Worker:
        """Return a fresh worker, the first one of a nursery with that ready for `kind`; raise as `_started` does."""
        return self._started(lambda nursery: nursery.worker(kind))

    def unpacker(self, stdin: int | None) -> Worker:
        """Return a process that reads sources, standard input too where it is given; raise as `_started` does."""
        return self._started(lambda nursery: nursery.unpacker(stdin))

    def _started(self, start: Callable[[Nursery], Worker]) -> Worker:
        """Return what a nursery starts; raise WorkersFailed when there can be none."""
        self.was_needed = True
        while True:
            try:
                if self._nursery is None:
                    self._nursery = Nursery(self._job, self._cleaner)
                return start(self._nursery)
            except NurseryEnded as ended:
                self._note(ended)

    def lost(self, worker: Worker) -> None:
        """Note that a worker is gone because its nursery is."""
        if worker.nursery is self._nursery:
            self._note(NurseryEnded(self._nursery.close()))

    def record_done(self) -> None:
        """Note that a worker has answered: what ends nurseries does not keep the run from getting on."""
        self._ended_in_a_row = 0

    def close(self) -> None:
        """End the nursery and every worker it still has."""
        if self._nursery is not None:
            self._nursery.close()

    def _note(self, ended: NurseryEnded) -> None:
        self._nursery = None
        self._ended_in_a_row += 1
        if self._ended_in_a_row >= _MOST_ENDED:
            raise WorkersFailed(
                f"the process that starts workers was ended {_MOST_ENDED} times in a row, last by {ended.how}; "
                "see what ends it (the system, when memory is short?), then repeat the run: what was committed is kept"
            )
        self.told[f"times the process that starts workers was ended by {ended.how}; a new one was started"] += 1
