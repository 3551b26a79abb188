"""A root of shards made without a cluster: what the parent and its workers do, one after the other."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from pipeline.engine.cluster.shard import ShardTask, ingest_shard
from pipeline.engine.store.root import Root
from pipeline.sources import Discovery, Source
from schemas import IngestJob, Settings
from tests.engine.doubles import NAME


def make_root(
    inbox: Path, path: Path, *, shard_inputs: int = 2, settings: Settings | None = None, commit: bool = True
) -> None:
    """Ingest a folder into a root, or into shards that are not committed."""
    job = IngestJob(inputs=[str(inbox)], out=str(path), workers=0, allow_empty=True, settings=settings or Settings())
    with closing(Root(str(path), compress=False)) as root:
        root.plan(Discovery([str(inbox)], out=str(path), now=0), shard_inputs=shard_inputs, version=None)
        for number, sources in root.due():
            ingest_shard(_task(job, root.folder(number), sources))
            if commit:
                root.commit(number)
        root.publish(None)


def _task(job: IngestJob, folder: str, sources: list[Source]) -> ShardTask:
    return ShardTask(job.model_copy(update={"out": folder}).model_dump_json(), tuple(sources), cleaner=NAME)
