"""One shard of a run on a cluster, as a worker of the cluster runs it. It imports neither the cluster nor Prefect."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.engine.opening import opened
from pipeline.engine.outcomes import CLEANER
from pipeline.errors import Stop
from pipeline.sources import Source
from schemas.job import IngestJob
from schemas.version import VERSION


class WrongVersion(Stop):
    """The worker runs another version of copydesk than the one that asks it: its rows would differ."""

    exit_code = 70


@dataclass(frozen=True, slots=True)
class ShardTask:
    """What a worker is asked to do: a job whose output is the shard's folder, and the inputs that are due."""

    job: str
    sources: tuple[Source, ...]
    version: str = VERSION
    cleaner: str = CLEANER


def ingest_shard(task: ShardTask) -> str:
    """Ingest the inputs of a shard into its folder; return the account of it as JSON.

    Doing it again, after its worker died in the middle of it or on another worker, gives the same folder.
    """
    if task.version != VERSION:
        raise WrongVersion(f"a worker has copydesk {VERSION}, {task.version} is wanted; install that on every worker")
    job = IngestJob.model_validate_json(task.job)
    with opened(job, cleaner=task.cleaner, sources=task.sources) as run:
        run.work(None)
        return run.finish().model_dump_json()
