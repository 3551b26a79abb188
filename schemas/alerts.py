"""Whom to tell when a scheduled run fails: set where the flow runs, not with the job."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from schemas.bounds import Because, Bounded


class Alerts(Bounded):
    """A command, a webhook, or both; neither by default."""

    command: Annotated[str | None, Because("it is run when a run fails", takes="a command with its arguments")] = Field(
        None, min_length=1, description="command that gets the failure as JSON on its input"
    )
    webhook: Annotated[
        str | None,
        Because("the failure is posted to it", takes="an address that begins with http:// or https://, without spaces"),
    ] = Field(None, pattern=r"^https?://\S{1,2000}$", description="address the failure is posted to as JSON")
    timeout_seconds: Annotated[float, Because("the run's slot is held meanwhile")] = Field(
        30.0, ge=0.1, le=600, description="time the command, or the webhook, may take"
    )
