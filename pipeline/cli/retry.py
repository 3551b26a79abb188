"""`copydesk retry`: run the rejects of an output folder again."""

from __future__ import annotations

import os
from typing import Annotated

import typer

from pipeline.cli.options import Assignments, Configuration, Deadline, Workers


def command(
    folder: Annotated[str, typer.Argument(metavar="DIR", help="An output folder, or a root of shards.")],
    workers: Workers = None,
    deadline: Deadline = None,
    assignments: Assignments = None,
    config: Configuration = None,
) -> None:
    """Clean the rejects and the pending inputs of DIR again, with this version and these settings.

    A record that comes out otherwise than before is a new row with a higher revision; the rest writes nothing.
    """
    from pipeline.cli.ingest import progress_bar, tell
    from pipeline.configuration import load_job, parse_assignments
    from pipeline.engine import exit_code, retry

    flags = {
        **parse_assignments(assignments or []),
        "inputs": ["-"],
        "out": folder,
        "workers": workers,
        "deadline_seconds": deadline,
    }
    # Only what comes out otherwise is a row here: a share of rejects among those says nothing.
    job = load_job(flags, os.environ, config).model_copy(update={"fail_on_rejects": None})
    with progress_bar("retry") as progress:
        report = retry(job, progress=progress)
    tell(report, job)
    raise typer.Exit(exit_code(report, job))
