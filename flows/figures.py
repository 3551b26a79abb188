"""A run's figures as Prefect artifacts: tables a person reads on the run's page."""

from __future__ import annotations

from pathlib import Path

from prefect.artifacts import create_markdown_artifact, create_table_artifact
from prefect.runtime import deployment

from flows.names import artifact_key, deployment_name
from pipeline.cli.ingest import summary
from pipeline.printable import shown
from schemas.job import IngestJob
from schemas.report import RunReport

_OUTCOMES = ("articles", "rejects", "unchanged", "pending")


def publish_figures(job: IngestJob, report: RunReport) -> None:
    """Publish what became of the records, the articles by publisher, and where the run's account lies."""
    name = this_deployment(job)
    create_table_artifact(counts(report), key=artifact_key("counts", name), description="What became of the records")
    if report.publishers:
        create_table_artifact(by_publisher(report), key=artifact_key("publishers", name), description="New articles")
    create_markdown_artifact(account(job, report), key=artifact_key("run", name), description=summary(report))


def this_deployment(job: IngestJob) -> str:
    """Return the name of the run's deployment, or of the one that its job would have."""
    return deployment.name or deployment_name(job.out)


def counts(report: RunReport) -> list[dict[str, str | int]]:
    """Return a row for each outcome, and one for each reason of a reject."""
    rows: list[dict[str, str | int]] = [
        {"outcome": name, "reason": "", "records": getattr(report, name)} for name in _OUTCOMES
    ]
    at = _OUTCOMES.index("rejects") + 1
    rows[at:at] = [
        {"outcome": "rejects", "reason": reason, "records": count} for reason, count in report.reasons.items()
    ]
    return rows


def by_publisher(report: RunReport) -> list[dict[str, str | int]]:
    """Return a row for each publisher of the run's articles."""
    return [{"publisher": name or "(none, or another)", "articles": count} for name, count in report.publishers.items()]


def account(job: IngestJob, report: RunReport) -> str:
    """Return the run in a few lines of Markdown, with the link to its account where it wrote one."""
    out = Path(job.out).absolute()
    lines = [f"**{summary(report)}**", "", f"- Output: `{out}`"]
    manifest = out / "runs" / f"{report.run}.json"
    if manifest.is_file():
        lines.append(f"- Account: [{manifest.name}]({manifest.as_uri()})")
    else:
        lines.append("- Nothing was written")
    lines += [f"- Note: {shown(warning).replace('`', '')}" for warning in report.warnings]
    return "\n".join(lines)
