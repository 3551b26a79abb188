"""The door: a job is run to its end, here or on a cluster."""

from __future__ import annotations

from collections.abc import Callable

from pipeline.engine.opening import opened
from pipeline.engine.outcomes import CLEANER
from pipeline.engine.run import Progress
from pipeline.engine.signals import listening
from schemas.job import IngestJob
from schemas.report import RunReport


def ingest(
    job: IngestJob,
    *,
    progress: Progress | None = None,
    stop: Callable[[], bool] | None = None,
    now: float | None = None,
    cleaner: str = CLEANER,
) -> RunReport:
    """Run a job to its end and return its account; every record met is then a row, unchanged, or pending.

    `stop` is asked now and then whether to end early; without it, the first SIGINT or SIGTERM does. `now` is the time
    by which files count as settled. Raises BadUsage, OutputFailed, FolderBusy or WorkersFailed.
    """
    if job.cluster is not None:
        # asyncio and roots take 30 ms, and few have a cluster
        from pipeline.engine.cluster.dispatch import ingest_on_cluster

        return ingest_on_cluster(job, progress=progress, stop=stop, now=now, cleaner=cleaner)
    with listening() as request, opened(job, stop=stop or request, now=now, cleaner=cleaner) as run:
        run.work(progress)
        return run.finish(request.signal_name)
