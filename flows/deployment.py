"""The flow's deployment: one run at a time, on a schedule, and none left over from a process that is gone."""

from __future__ import annotations

import asyncio
import datetime
from collections.abc import Callable
from pathlib import Path
from typing import cast
from uuid import UUID

import httpx
from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import DeploymentFilter, DeploymentFilterId, FlowRunFilter, FlowRunFilterState
from prefect.client.schemas.filters import FlowRunFilterStateType as StateTypes
from prefect.client.schemas.objects import ConcurrencyLimitConfig, ConcurrencyLimitStrategy, StateType
from prefect.exceptions import ObjectNotFound, PrefectException
from prefect.logging import get_logger
from prefect.settings import PREFECT_API_URL, PREFECT_CLIENT_MAX_RETRIES, temporary_settings
from prefect.states import Crashed
from prefect.types.entrypoint import EntrypointType

from flows.ingest import ingest
from flows.lost import is_lost
from flows.names import deployment_name
from flows.outage import until_back
from flows.rights import parameters_of
from flows.runner import ServedRunner, run_until_told
from flows.server import NoServer
from pipeline.engine.store.lock import FolderLock
from pipeline.errors import BadUsage, FolderBusy
from pipeline.sources.discovery import LEDGER_FOLDER
from schemas.job import IngestJob

_TRIES_AT_START = 2
_IN_FLIGHT = [StateType.PENDING, StateType.RUNNING, StateType.CANCELLING]

LOG = get_logger("copydesk.serve")


def serve(
    job: IngestJob, *, name: str | None, every: int | None, cron: str | None, revive: Callable[[float], None]
) -> None:
    """Deploy the flow with this job and run it as it falls due, until a signal; the schedule then stays as it is.

    A server that goes away is waited for; one that is not there to begin with raises NoServer.
    """
    if not PREFECT_API_URL.value():
        raise BadUsage(
            "no Prefect server is named: start one with `prefect server start` and set "
            "PREFECT_API_URL=http://127.0.0.1:4200/api, or give --with-server"
        )

    def deploy(runner: ServedRunner) -> UUID:
        return _deployed(runner, job, name or deployment_name(job.out), every, cron)

    runner = ServedRunner()
    try:
        with temporary_settings({PREFECT_CLIENT_MAX_RETRIES: _TRIES_AT_START}):
            deployment = deploy(runner)
            settle_left_over(deployment, job.out)
    except (httpx.HTTPError, PrefectException, RuntimeError) as error:
        if isinstance(error, RuntimeError) and not is_lost(error):
            raise
        raise NoServer(f"the Prefect server at {PREFECT_API_URL.value()} does not answer: {error}") from error
    while not asyncio.run(run_until_told(runner, deployment, revive)):
        runner, deployment = _taken_up_again(runner, deployment, deploy, job.out, revive)


def _taken_up_again(
    before: ServedRunner,
    deployment: UUID,
    deploy: Callable[[ServedRunner], UUID],
    out: str,
    revive: Callable[[float], None],
) -> tuple[ServedRunner, UUID]:
    """Return a runner for the deployment, which is made anew only where the server knows it no longer."""
    while True:
        try:
            known = _is_known(deployment)
            runner = ServedRunner(before if known else None)
            deployment = deployment if known else deploy(runner)
            settle_left_over(deployment, out)
        except (httpx.HTTPError, RuntimeError) as error:
            if not is_lost(error):
                raise
            asyncio.run(until_back(deployment, revive))
        else:
            return runner, deployment


def _is_known(deployment: UUID) -> bool:
    """Tell whether the server has the deployment: it has not where its database was lost."""
    with get_client(sync_client=True) as client:
        try:
            client.read_deployment(deployment)
        except ObjectNotFound:
            return False
    return True


def _deployed(runner: ServedRunner, job: IngestJob, name: str, every: int | None, cron: str | None) -> UUID:
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
