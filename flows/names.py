"""What things are called in Prefect: a run that is done by what came of it, a deployment by its output folder."""

from __future__ import annotations

import hashlib
import re
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
    >>> deployment_name("/srv/news-out")
    'srv-news-out-830616'
    """
    folder = str(Path(out).absolute()).strip("/")
    name = folder.replace("/", "-").replace("%", "-") or "root"
    return name if name.count("-") == folder.count("/") else f"{name}-{_mark(folder)}"


def artifact_key(figure: str, deployment: str) -> str:
    """Return the key of a deployment's figure, which no other deployment has; Prefect takes a-z, 0-9 and dashes.

    >>> artifact_key("counts", "srv-news-out")
    'ingest-counts-srv-news-out'
    >>> artifact_key("counts", "Zeitung")
    'ingest-counts-zeitung-ff5be2'
    """
    slug = re.sub("[^a-z0-9]+", "-", deployment.lower()).strip("-")
    return "-".join(["ingest", figure, slug] if slug == deployment else ["ingest", figure, slug, _mark(deployment)])


def _mark(name: str) -> str:
    """Return six characters that tell a name from others which look alike once they are made to fit."""
    return hashlib.sha256(name.encode()).hexdigest()[:6]
