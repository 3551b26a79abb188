"""What things are called in Prefect: a run that is done by what came of it, a deployment by its output folder."""

from __future__ import annotations

from pathlib import Path

from schemas.job import IngestJob
from schemas.report import RunReport


def outcome_name(job: IngestJob, report: RunReport) -> str:
    """Return "inbox → news: 12 articles, 3 rejects", or "... nothing new"."""
    counts = ((report.articles, "articles"), (report.rejects, "rejects"), (report.pending, "pending"))
    said = ", ".join(f"{count} {what}" for count, what in counts if count) or "nothing new"
    return f"{job.title}: {said}"


def deployment_name(out: str) -> str:
    """Return the name of the deployment that writes a folder; Prefect takes no `/` and no `%` in it.

    >>> deployment_name("/srv/news/out")
    'srv-news-out'
    """
    return str(Path(out).absolute()).strip("/").replace("/", "-").replace("%", "-") or "root"
