"""The scheduled run: one flow over the engine; a task is a batch of records, never an article.

`python -m flows.ingest INPUT... --out DIR` runs it once against PREFECT_API_URL.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from datetime import UTC, datetime

from prefect import flow, task
from prefect.artifacts import create_markdown_artifact, create_table_artifact
from prefect.cache_policies import NO_CACHE

from pipeline.cli.ingest import failed, summary
from pipeline.engine.ingest import Tally, batches, clean_batch, commit, open_sink, report
from pipeline.engine.sink import Sink
from pipeline.errors import BadUsage
from pipeline.sources import SourceFile, SourceReject, discover
from schemas.article import Article
from schemas.job import IngestJob
from schemas.rejection import Rejection
from schemas.report import RunReport
from schemas.settings import Settings
from schemas.stages import RawDocument

# NO_CACHE throughout: Prefect would hash whole batches to look for an earlier result, and knows nothing of a file
# that changed; the output folder is the truth about what is done.


class TooManyRejectsError(RuntimeError):
    """The run is done, but too much of it was rejected."""


@flow(name="ingest", flow_run_name="ingest-{job.out}", validate_parameters=True)
def ingest(job: IngestJob) -> RunReport:
    """Ingest what the job names and publish the run's figures; fail if rejects meet the job's limit."""
    started, clock = datetime.now(UTC), time.monotonic()
    files = find_inputs(job.inputs)
    tally = Tally()
    sink = open_sink(job)
    try:
        for number, batch in enumerate(batches(files, job), 1):
            rows = clean(batch, job.settings, number)
            write_and_commit(sink, rows, number)
            for row in rows:
                tally.count(row)
    finally:
        sink.close()
    account = report(job, tally, started, time.monotonic() - clock)
    publish(account)
    if failed(account, job.fail_on_rejects):
        raise TooManyRejectsError(f"too many rejects: {summary(account)}")
    return account


@task(name="discover inputs", cache_policy=NO_CACHE, persist_result=False)
def find_inputs(inputs: Sequence[str]) -> list[SourceFile]:
    """Return the files the inputs name."""
    files = list(discover(inputs))
    if not files:
        raise BadUsage(f"nothing to ingest in {', '.join(inputs)}")
    return files


@task(name="clean a batch", task_run_name="clean batch {number}", cache_policy=NO_CACHE, persist_result=False)
def clean(
    batch: list[RawDocument | SourceReject],
    settings: Settings,
    number: int,  # noqa: ARG001 - names the task run
) -> list[Article | Rejection]:
    """Return an article or a rejection for every record of the batch."""
    return clean_batch(batch, settings)


@task(
    name="write and commit",
    task_run_name="write and commit batch {number}",
    cache_policy=NO_CACHE,
    persist_result=False,
)
def write_and_commit(sink: Sink, rows: list[Article | Rejection], number: int) -> None:  # noqa: ARG001 - a name
    """Append the rows to the output and make them durable."""
    commit(sink, rows)


@task(name="publish the figures", cache_policy=NO_CACHE, persist_result=False)
def publish(account: RunReport) -> None:
    """Publish the run's counts as artifacts."""
    counts = [
        {"outcome": name, "records": getattr(account, name)} for name in ("articles", "rejects", "unchanged", "pending")
    ]
    reasons = [{"outcome": f"reject: {reason}", "records": count} for reason, count in account.reasons.items()]
    create_table_artifact(key="ingest-counts", table=[*counts, *reasons], description="What became of the records")
    create_markdown_artifact(key="ingest-run", markdown=f"**{summary(account)}**\n\nOutput: `{account.out}`")


def main() -> None:
    """Run the flow once, with inputs and output from the command line."""
    import argparse

    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("inputs", nargs="+")
    arguments.add_argument("--out", required=True)
    given = arguments.parse_args()
    ingest(IngestJob(inputs=given.inputs, out=given.out))


if __name__ == "__main__":
    main()
