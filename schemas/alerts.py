"""Whom to tell when a scheduled run fails: set where the flow runs, not with the job."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field


class Alerts(BaseModel):
    """A command, a webhook, or both; neither by default."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    command: str | None = Field(None, min_length=1, description="command that gets the failure as JSON on its input")
    webhook: str | None = Field(
        None, pattern=r"^https?://\S{1,2000}$", description="address the failure is posted to as JSON"
    )
    timeout_seconds: float = Field(30.0, gt=0, le=600, description="time the command, or the webhook, may take")
