"""What the parts of a run share: the job, its store, its workers, its one time, and when to end."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from pipeline.engine.store.folder import Store
from pipeline.engine.visits import version_key
from pipeline.engine.workers.crew import Crew
from pipeline.sources.permits import ANYTHING, Permits
from schemas.job import IngestJob


@dataclass(frozen=True, slots=True)
class Scene:
    """What a run works with; `started` is the one time the run knows, `stop` tells when to end early."""

    job: IngestJob
    store: Store
    crew: Crew
    started: float
    stop: Callable[[], bool]
    permits: Permits = ANYTHING

    @property
    def version(self) -> bytes:
        """The key of what reads the records: this version of copydesk with the job's settings."""
        return version_key(self.job.settings)
