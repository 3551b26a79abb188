"""Tell somebody that a run failed: a command, a webhook, or both, as set where the flow runs.

They are taken from the environment or copydesk.toml of the process, never from the flow's parameters: whoever may
start a run by Prefect's API must not be able to run a command by it.
"""

from __future__ import annotations

import json
import os
import shlex
import subprocess
from typing import Any

import httpx
from prefect.client.schemas.objects import FlowRun, State
from prefect.flows import Flow
from prefect.logging import get_logger
from prefect.settings import PREFECT_UI_URL

from pipeline.configuration import load_alerts
from pipeline.errors import BadUsage
from pipeline.printable import shown
from schemas.alerts import Alerts

LOG = get_logger("copydesk.alerts")


def alert(flow: Flow[Any, Any], flow_run: FlowRun, state: State[Any]) -> None:
    """Send what failed and why to whoever is configured; trouble in doing so is logged and changes nothing."""
    try:
        alerts = load_alerts(os.environ)
    except BadUsage as error:
        LOG.warning("nobody was told of the failure: %s", shown(error.message))
        return
    news = {
        "flow": flow.name,
        "run": flow_run.name,
        "state": state.name,
        "message": state.message,
        "at": state.timestamp.isoformat(),
        "url": f"{PREFECT_UI_URL.value()}/runs/flow-run/{flow_run.id}" if PREFECT_UI_URL.value() else None,
        "out": _out(flow_run.parameters),
    }
    for trouble in send(alerts, news):
        LOG.warning("%s", shown(trouble))


def send(alerts: Alerts, news: dict[str, Any]) -> list[str]:
    """Hand the news on as one JSON object; return a sentence for each way that failed."""
    troubles = [_run(alerts.command, news, alerts.timeout_seconds) if alerts.command else None]
    troubles.append(_post(alerts.webhook, news, alerts.timeout_seconds) if alerts.webhook else None)
    return [trouble for trouble in troubles if trouble]


def _run(command: str, news: dict[str, Any], timeout_seconds: float) -> str | None:
    """Run the command without a shell, the news on its standard input."""

    try:
        done = subprocess.run(  # noqa: S603 - the operator's own command, from the operator's own configuration
            shlex.split(command),
            input=json.dumps(news).encode(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=timeout_seconds,
            check=False,
        )
    except (OSError, ValueError, subprocess.TimeoutExpired) as error:
        return f"the alert command failed: {error}"
    return f"the alert command ended with code {done.returncode}" if done.returncode else None


def _post(address: str, news: dict[str, Any], timeout_seconds: float) -> str | None:
    """Post the news to this address and no other: redirects are not followed."""
    try:
        with (
            httpx.Client(follow_redirects=False, timeout=timeout_seconds) as client,
            client.stream("POST", address, json=news) as answer,
        ):
            code = answer.status_code
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        return f"the alert webhook failed: {type(error).__name__}: {error}"
    return None if code < 300 else f"the alert webhook answered {code}"


def _out(parameters: dict[str, Any]) -> str | None:
    job = parameters.get("job")
    found = job.get("out") if isinstance(job, dict) else getattr(job, "out", None)
    return None if found is None else str(found)
