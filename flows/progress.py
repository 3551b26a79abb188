"""How far a run is, as an artifact on its page."""

from __future__ import annotations

import time
from typing import cast
from uuid import UUID

from prefect.artifacts import create_progress_artifact, update_progress_artifact

from flows.figures import this_deployment
from flows.names import artifact_key
from flows.outage import if_it_answers
from schemas.job import IngestJob

_REST_SECONDS = 60.0


class Progress:
    """The share of a job that is done; shown where the server answers, and else left out for a minute."""

    def __init__(self, job: IngestJob, of: str) -> None:
        self._job = job
        self._of = of
        self._artifact: UUID | None = None
        self._rests_until = 0.0

    def show(self, share: float) -> None:
        """Show a share between 0 and 1."""
        if time.monotonic() < self._rests_until:
            return
        self._rests_until = time.monotonic() + _REST_SECONDS
        with if_it_answers(tries=1):
            self._publish(100 * min(1.0, share))
            self._rests_until = 0.0

    def finish(self) -> None:
        """Show that all is done, where anything was shown."""
        if self._artifact is not None:
            self.show(1.0)

    def _publish(self, percent: float) -> None:
        if self._artifact is not None:
            update_progress_artifact(self._artifact, percent)
            return
        key = artifact_key("progress", this_deployment(self._job))
        self._artifact = cast("UUID", create_progress_artifact(percent, key, f"Share of the {self._of}"))
