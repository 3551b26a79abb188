"""`copydesk retry`: run the rejects of an output folder again."""

from __future__ import annotations

import typer

from pipeline.cli import options
from pipeline.cli.asked import asked_job

# The inputs are those the folder knows; nothing is looked for, fetched, or told apart by its share.
_USES = ("out", "workers", "deadline_seconds", "worker_memory_bytes", "worker_records", "batch_records", "markdown")
# Only what comes out otherwise is a row here: a share of rejects among those says nothing.
_FIXED = {"inputs": "-", "fail_on_rejects": "none"}


def command(
    context: typer.Context,
    folder: options.Folder,
    workers: options.Workers = None,
    deadline: options.Deadline = None,
    thorough: options.Thorough = None,
    batch_records: options.BatchRecords = None,
    assignments: options.Assignments = None,
    config: options.Configuration = None,
    show_job: options.ShowJob = False,
) -> None:
    """Clean the rejects and the pending inputs of DIR again, with this version and these settings.

    A record that comes out otherwise than before is a new row with a higher revision; the rest writes nothing.
    """
    from pipeline.cli.ingest import progress_bar, tell
    from pipeline.engine import exit_code, retry

    job = asked_job(context, fixed=_FIXED, uses=_USES)
    with progress_bar("retry") as progress:
        report = retry(job, progress=progress)
    tell(report, job)
    raise typer.Exit(exit_code(report, job))
