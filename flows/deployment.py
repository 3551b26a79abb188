"""The flow's deployment: one run at a time, on a schedule, and none left over from a process that was killed."""

from __future__ import annotations

import asyncio
import datetime
import signal
from pathlib import Path
from typing import cast
from uuid import UUID

import httpx
from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import DeploymentFilter, DeploymentFilterId, FlowRunFilter, FlowRunFilterState
from prefect.client.schemas.filters import FlowRunFilterStateType as StateTypes
from prefect.client.schemas.objects import ConcurrencyLimitConfig, ConcurrencyLimitStrategy, StateType
from prefect.exceptions import PrefectException
from prefect.logging import get_logger
from prefect.runner import Runner
from prefect.settings import PREFECT_API_URL
from prefect.states import Crashed
from prefect.types.entrypoint import EntrypointType

from flows.ingest import ingest
from flows.names import deployment_name
from flows.rights import parameters_of
from flows.server import NoServer
from pipeline.engine.lock import FolderLock
from pipeline.errors import BadUsage, FolderBusy
from pipeline.sources.discovery import LEDGER_FOLDER
from schemas.job import IngestJob

# A run is taken up when it is due, not 10 seconds before, which is Prefect's habit: the one before it often still ran
# then, and the new one was cancelled for it.
_AHEAD_SECONDS = 0
_LOOK_SECONDS = 5
_IN_FLIGHT = [StateType.PENDING, StateType.RUNNING, StateType.CANCELLING]

LOG = get_logger("copydesk.serve")


def serve(job: IngestJob, *, name: str | None, every: int | None, cron: str | None) -> None:
    """Deploy the flow with this job and run it as it falls due, until a signal; the schedule then stays as it is."""
    if not PREFECT_API_URL.value():
        raise BadUsage(
            "no Prefect server is named: start one with `prefect server start` and set "
            "PREFECT_API_URL=http://127.0.0.1:4200/api, or give --with-server"
        )
    runner = _Runner(
        name="copydesk",
        query_seconds=_LOOK_SECONDS,
        prefetch_seconds=_AHEAD_SECONDS,
        limit=None,  # the deployment's limit cancels; the runner's own would let runs pile up
        pause_on_shutdown=False,
    )
    try:
        deployment = _deployed(runner, job, name or deployment_name(job.out), every, cron)
        settle_left_over(deployment, job.out)
        signal.signal(signal.SIGINT, runner.handle_sigterm)
        asyncio.run(runner.start())
    except (httpx.TransportError, PrefectException) as error:
        raise NoServer(f"the Prefect server at {PREFECT_API_URL.value()} does not answer: {error}") from error


class _Runner(Runner):
    """Prefect's runner, which on a signal ends the run in flight and then itself.

    Prefect 3.8.8 on SIGTERM leaves without stopping ("coroutine 'Runner.astop' was never awaited"), and on SIGINT to it
    alone waits for the run to end by itself.
    """

    def handle_sigterm(self, *_: object, **__: object) -> None:
        """Stop in good order; another signal ends the process at once."""
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, signal.SIG_DFL)
        loop = asyncio.get_running_loop()
        loop.call_soon_threadsafe(lambda: loop.create_task(self.astop()))


def _deployed(runner: Runner, job: IngestJob, name: str, every: int | None, cron: str | None) -> UUID:
    """Put the deployment on the server and into the runner's care."""
    try:
        found = runner.add_flow(
            ingest,
            name=name,
            interval=datetime.timedelta(seconds=every) if every else None,
            cron=cron,
            concurrency_limit=ConcurrencyLimitConfig(limit=1, collision_strategy=ConcurrencyLimitStrategy.CANCEL_NEW),
            parameters={"job": parameters_of(job).model_dump(mode="json")},
            description=f"Ingests what is new in {', '.join(job.shown_inputs)} into {job.out}, one run at a time.",
            tags=["copydesk"],
            entrypoint_type=EntrypointType.MODULE_PATH,
        )
    except ValueError as error:
        raise BadUsage(f"the schedule will not do: {error}") from None
    return cast("UUID", found)


def settle_left_over(deployment: UUID, out: str) -> None:
    """Mark runs as crashed that a killed process left running: else they hold the only slot for five minutes.

    Nobody else serves this folder, so a run in flight is left over, unless its process outlived the one that started
    it and is at work: then it holds the folder, and comes to its own end.
    """
    try:
        FolderLock(str(Path(out, LEDGER_FOLDER, "lock")), out).close()
    except FolderBusy:
        LOG.info("a run of an earlier process is still at work; it is left alone")
        return
    with get_client(sync_client=True) as client:
        left = client.read_flow_runs(
            deployment_filter=DeploymentFilter(id=DeploymentFilterId(any_=[deployment])),
            flow_run_filter=FlowRunFilter(state=FlowRunFilterState(type=StateTypes(any_=_IN_FLIGHT))),
        )
        for run in left:
            client.set_flow_run_state(run.id, Crashed(message="its process is gone; the next run does its work"))
            LOG.info("run %r was left over by a process that is gone; marked as crashed", run.name)
