"""The scheduled run: one flow over the engine; a task is a batch of records, never an article.

`python -m flows.ingest INPUT... --out DIR` runs it once against PREFECT_API_URL.
"""

# No `from __future__ import annotations`: in the process that Prefect 3.8.8 starts for a scheduled run, the flow's
# parameter then fails with "`IngestModel` is not fully defined".
import argparse
import os
import sys
import time
from itertools import count
from uuid import UUID

from prefect import flow, task
from prefect.cache_policies import NO_CACHE
from prefect.client.orchestration import get_client
from prefect.client.schemas.objects import State
from prefect.runtime import flow_run
from prefect.settings import PREFECT_API_URL
from prefect.states import Cancelled, Failed

from flows.alerts import alert
from flows.figures import publish_figures
from flows.logs import engine_log
from flows.names import outcome_name
from flows.outage import if_it_answers
from flows.progress import Progress
from flows.rights import job_of, own_environment, parameters_of, permits_of
from flows.server import NoServer
from flows.stories import publish_stories
from pipeline.cli.terminal import say
from pipeline.configuration import load_job
from pipeline.engine import Run, Survey, Tally, complaint, opened
from pipeline.engine.cluster.dispatch import ClusterRun, opened_root
from pipeline.engine.journal import LOG
from pipeline.engine.store.root import Plan
from pipeline.errors import BadUsage, FolderBusy, Stop
from pipeline.relate import relate_after
from pipeline.sources.permits import Permits
from schemas.job import IngestJob, RunParameters
from schemas.report import RunReport

_SHOW_SECONDS = 5.0

# NO_CACHE throughout: Prefect would hash whole batches to look for an earlier result, and knows nothing of a file
# that changed; the output folder is the truth about what is done.


@flow(
    name="ingest",
    flow_run_name="{job.title}",
    validate_parameters=True,
    on_failure=[alert],
    on_crashed=[alert],
)
def ingest(job: RunParameters) -> RunReport | State[RunReport]:
    """Ingest what the job names, publish the run's figures, and fail with a sentence where a person should look.

    A run that meets another one on its output folder is cancelled: that one, or the next, does its work.
    """
    try:
        whole, permits = job_of(job, os.environ), permits_of(os.environ)
        with engine_log():
            report = _by_batches(whole, permits) if whole.cluster is None else _by_shards(whole, permits)
    except FolderBusy as busy:
        return Cancelled(message=busy.message)
    except Stop as stop:
        return Failed(message=stop.message)
    publish(whole, report)
    reason = complaint(report, whole)
    try:
        report = relate(whole, report) if whole.relate else report
    except FolderBusy as busy:
        return Cancelled(message=busy.message) if reason is None else Failed(message=reason)
    except Stop as stop:
        return Failed(message=stop.message)
    return report if reason is None else Failed(message=reason)


def _by_batches(job: IngestJob, permits: Permits) -> RunReport:
    """Run the job on this machine, a task for each batch."""
    with opened(job, permits=permits) as run:
        found = discover(run)
        progress = Progress(job, "new bytes")
        for number in count(1):
            if not run.more():
                break
            if number > 1 and found.fresh_bytes:
                progress.show(run.done_bytes / found.fresh_bytes)
            clean(run, number)
            commit(run, number)
        report = run.finish()
    progress.finish()
    return report


def _by_shards(job: IngestJob, permits: Permits) -> RunReport:
    """Run the job on its cluster. Shards are no tasks: Prefect's runner for Dask does some twice when a worker dies."""
    with opened_root(job, permits=permits) as run:
        plan = plan_shards(run)
        if plan.shards:
            clean_shards(run, plan.shards, Progress(job, "shards"))
        return run.finish()


@task(name="discover", task_run_name="discover shards", cache_policy=NO_CACHE, persist_result=False)
def plan_shards(run: ClusterRun) -> Plan:
    """Give every new input a shard, and tell how many have something to do."""
    return run.plan()


@task(name="clean shards", task_run_name="clean {shards} shards", cache_policy=NO_CACHE, persist_result=False)
def clean_shards(run: ClusterRun, shards: int, progress: Progress) -> None:
    """Have the cluster clean the shards, and commit each as it is done."""
    progress.show(0.0)
    shown = time.monotonic()

    def show(_: Tally) -> None:
        nonlocal shown
        if run.done == shards or time.monotonic() - shown > _SHOW_SECONDS:
            shown = time.monotonic()
            progress.show(run.done / shards)

    run.work(show)


@task(name="discover", cache_policy=NO_CACHE, persist_result=False)
def discover(run: Run) -> Survey:
    """Tell how much there is to do, by names and sizes alone."""
    found = run.survey()
    LOG.info("%d inputs new or changed (%d bytes), %d unchanged", found.fresh, found.fresh_bytes, found.unchanged)
    return found


@task(name="clean", task_run_name="clean batch {number}", cache_policy=NO_CACHE, persist_result=False)
def clean(run: Run, number: int) -> None:  # noqa: ARG001 - names the task run
    """Clean one batch of records in the run's workers."""
    run.clean_batch()


@task(name="commit", task_run_name="commit batch {number}", cache_policy=NO_CACHE, persist_result=False)
def commit(run: Run, number: int) -> None:  # noqa: ARG001 - names the task run
    """Append the rows to the output and make them durable."""
    run.commit()


@task(name="publish", cache_policy=NO_CACHE, persist_result=False)
def publish(job: IngestJob, report: RunReport) -> None:
    """Publish the run's figures as artifacts, and name the run by them; without a server they are in its account."""
    with if_it_answers("the run's figures are not published"), get_client(sync_client=True) as client:
        publish_figures(job, report)
        client.update_flow_run(UUID(str(flow_run.get_id())), name=outcome_name(job, report))


@task(name="relate", cache_policy=NO_CACHE, persist_result=False)
def relate(job: IngestJob, report: RunReport) -> RunReport:
    """Relate the folder, put what came of it into the run's account, and publish the largest stories of its day."""
    report = relate_after(job, report)
    with if_it_answers("the largest stories are not published"):
        publish_stories(job, report)
    return report


def require_server() -> None:
    """Raise a reason to stop where there is no Prefect server to run against; Prefect would say it in 70 lines."""
    api = PREFECT_API_URL.value()
    if not api:
        raise BadUsage(
            "no Prefect server is named: start one with `prefect server start` and set "
            "PREFECT_API_URL=http://127.0.0.1:4200/api; `copydesk ingest` does the same without one"
        )
    with get_client(sync_client=True) as client:
        trouble = client.api_healthcheck()
    if trouble is not None:
        raise NoServer(f"the Prefect server at {api} does not answer: {trouble}; start it, or mend PREFECT_API_URL")


def main() -> None:
    """Run the flow once, with the inputs and the output of the command line, or with a job file."""

    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("inputs", nargs="*")
    arguments.add_argument("--out")
    arguments.add_argument("--config", metavar="FILE", help="job file, as for `copydesk ingest --config`")
    given = arguments.parse_args()
    try:
        job = load_job({"inputs": given.inputs or None, "out": given.out}, os.environ, given.config)
        require_server()
    except Stop as stop:
        say(f"copydesk: {stop.message}", err=True)
        sys.exit(stop.exit_code)
    os.environ.update(own_environment(job))
    state = ingest(parameters_of(job), return_state=True)
    sys.exit(None if state.is_completed() else state.message)


if __name__ == "__main__":
    main()
