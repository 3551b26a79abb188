"""`copydesk ingest`: inputs to articles.jsonl and rejects.jsonl."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from schemas.report import RunReport


def command(
    inputs: Annotated[
        list[str], typer.Argument(metavar="INPUT...", help="Files, folders, globs, or - for text on standard input.")
    ],
    out: Annotated[
        str | None, typer.Option("--out", "-o", metavar="DIR", help="Output folder, or - for standard output.")
    ] = None,
    rejects: Annotated[bool, typer.Option("--rejects", help="With --out -: write rejects to standard error.")] = False,
    batch_records: Annotated[int | None, typer.Option(help="Records made durable at a time.", min=1)] = None,
    fail_on_rejects: Annotated[
        float | None,
        typer.Option(metavar="SHARE", min=0, max=1, help="Exit with 1 when this share of the records is rejected."),
    ] = None,
    assignments: Annotated[
        list[str] | None, typer.Option("--set", metavar="KEY=VALUE", help="Set any setting; may be given again.")
    ] = None,
    config: Annotated[
        str | None, typer.Option(metavar="FILE", help="Configuration file instead of ./copydesk.toml.")
    ] = None,
) -> None:
    """Ingest articles: one record or one reject for every input record, nothing lost.

    Exit codes: 0 done; 1 done, but --fail-on-rejects met its limit or a fault of copydesk was rejected; 2 usage;
    74 the output could not be written (repeat it: nothing is lost).
    """
    from pipeline.configuration import load_job, parse_assignments
    from pipeline.engine import ingest

    flags = {
        "inputs": inputs,
        "out": out,
        "batch_records": batch_records,
        "fail_on_rejects": fail_on_rejects,
        **parse_assignments(assignments or []),
    }
    job = load_job(flags, os.environ, config)
    with _progress() as progress:
        report = ingest(job, progress, with_rejects=rejects)
    typer.echo(summary(report), err=True)
    if failed(report, job.fail_on_rejects):
        raise typer.Exit(1)


def summary(report: RunReport) -> str:
    """Return the run in one line: "12 records: 9 articles, 3 rejects (2 empty, 1 not_text) in 0.4 s"."""
    reasons = ", ".join(f"{count} {reason}" for reason, count in report.reasons.items())
    rejects = f"{report.rejects} rejects" + (f" ({reasons})" if reasons else "")
    return f"{report.seen} records: {report.articles} articles, {rejects} in {report.seconds:.1f} s"


def failed(report: RunReport, limit: float | None) -> bool:
    """Tell whether the run must end with exit code 1."""
    over = limit is not None and report.seen > 0 and report.rejects > 0 and report.rejects / report.seen >= limit
    return over or "internal_error" in report.reasons


@contextmanager
def _progress() -> Iterator[Callable[[int, int], None] | None]:
    """Show what is done so far, on standard error and only on a terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.completed:.0f} records, {task.fields[rejects]} rejects"))
    with Progress(*columns, TimeElapsedColumn(), console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("ingest", total=None, rejects=0)
        yield lambda done, rejects: bar.update(task, completed=done, rejects=rejects)
