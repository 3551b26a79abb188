"""What a run will have to do, by names and sizes alone: for a person who wants to know how far it is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.engine.visits import Planner
from pipeline.fetch.inputs import parted
from pipeline.sources import Discovery
from pipeline.sources.permits import Permits
from schemas.job import IngestJob


@dataclass(frozen=True, slots=True)
class Survey:
    """Inputs found: new or changed ones with their size, and those nothing is to be done about."""

    fresh: int
    fresh_bytes: int
    unchanged: int

    @classmethod
    def of(cls, job: IngestJob, planner: Planner, now: float, permits: Permits) -> Survey:
        """Survey the files and folders of a job; standard input and addresses can be looked at once only."""
        local = [given for given in parted(job.inputs)[0] if given != "-" and "://" not in given]
        discovery = Discovery(
            local,
            out=job.out,
            now=now,
            settle_seconds=job.settle_seconds,
            input_type=job.settings.input_type,
            permits=permits,
        )
        return cls.count((source.size or 0, planner.is_unchanged(source)) for source in discovery)

    @classmethod
    def count(cls, sizes: Iterable[tuple[int, bool]]) -> Survey:
        """Count inputs by size and by whether they are unchanged."""
        fresh = fresh_bytes = unchanged = 0
        for size, is_unchanged in sizes:
            if is_unchanged:
                unchanged += 1
            else:
                fresh += 1
                fresh_bytes += size
        return cls(fresh, fresh_bytes, unchanged)
