"""The scheduled run: one flow over the engine; a task is a batch of records, never an article.

`python -m flows.ingest INPUT... --out DIR` runs it once against PREFECT_API_URL.
"""

from __future__ import annotations

from itertools import count

from prefect import flow, task
from prefect.artifacts import create_markdown_artifact, create_table_artifact
from prefect.cache_policies import NO_CACHE

from pipeline.cli.ingest import summary
from pipeline.engine import Run, exit_code, opened
from pipeline.engine.exit_codes import ATTENTION
from schemas.job import IngestJob
from schemas.report import RunReport

# NO_CACHE throughout: Prefect would hash whole batches to look for an earlier result, and knows nothing of a file
# that changed; the output folder is the truth about what is done.


class TooManyRejectsError(RuntimeError):
    """The run is done, but too much of it was rejected."""


@flow(name="ingest", flow_run_name="ingest-{job.out}", validate_parameters=True)
def ingest(job: IngestJob) -> RunReport:
    """Ingest what the job names and publish the run's figures; fail if rejects meet the job's limit."""
    with opened(job) as run:
        for number in count(1):
            if not find_inputs(run, number):
                break
            clean(run, number)
            write_and_commit(run, number)
        account = run.finish()
    publish(account)
    if exit_code(account, job.fail_on_rejects) == ATTENTION:
        raise TooManyRejectsError(f"too many rejects: {summary(account)}")
    return account


@task(name="discover inputs", cache_policy=NO_CACHE, persist_result=False)
def find_inputs(run: Run, number: int) -> bool:  # noqa: ARG001 - a name
    """Tell whether there is a record for another batch."""
    return run.more()


@task(name="clean a batch", task_run_name="clean batch {number}", cache_policy=NO_CACHE, persist_result=False)
def clean(run: Run, number: int) -> None:  # noqa: ARG001 - names the task run
    """Clean one batch of records in the run's workers."""
    run.clean_batch()


@task(
    name="write and commit",
    task_run_name="write and commit batch {number}",
    cache_policy=NO_CACHE,
    persist_result=False,
)
def write_and_commit(run: Run, number: int) -> None:  # noqa: ARG001 - names the task run
    """Append the rows to the output and make them durable."""
    run.commit()


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
