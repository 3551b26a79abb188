"""`copydesk ingest`: inputs to articles.jsonl and rejects.jsonl."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli import options
from pipeline.cli.asked import asked_job
from pipeline.cli.terminal import say

if TYPE_CHECKING:
    from pipeline.engine import Tally
    from schemas.job import IngestJob
    from schemas.report import RunReport


@options.shared(*options.JOB)
def command(
    context: typer.Context,
    inputs: options.Inputs = None,
    out: Annotated[
        str | None, typer.Option("--out", "-o", metavar="DIR", help="Output folder, or - for standard output.")
    ] = None,
    rejects: Annotated[
        bool | None, typer.Option("--rejects/--no-rejects", help="With --out -: write rejects to standard error.")
    ] = None,
    **_shared: object,
) -> None:
    """Ingest articles: one record or one reject for every input record, nothing lost.

    What is not given here is taken from the environment and from the configuration file, inputs and output too.

    Exit codes: 0 done; 1 done, but a limit (--fail-...) was met or a fault of copydesk was rejected; 2 usage;
    70 no worker can be started; 74 the output could not be written (repeat it: nothing is lost); 75 another run holds
    the folder, or is relating it; 130, 143 ended by a signal, after what was done was committed.
    """
    from pipeline.engine import exit_code, ingest

    job = asked_job(context)
    with progress_bar("ingest") as progress:
        report = ingest(job, progress=progress)
    tell(report, job)
    if job.relate:
        report = _related(report, job)
    raise typer.Exit(exit_code(report, job))


def _related(report: RunReport, job: IngestJob) -> RunReport:
    """Relate the folder, whose rows are told by now, and say on standard error what that came to."""
    from pipeline.cli.relate import told
    from pipeline.relate import relate_after

    report = relate_after(job, report)
    for line in told(report.related) if report.related is not None else ():
        say(line, err=True)
    return report


def tell(report: RunReport, job: IngestJob) -> None:
    """Say on standard error what the run came to, and what a person should know of it."""
    from pipeline.engine import complaint

    say(summary(report), err=True)
    for warning in report.warnings:
        say(f"warning: {warning}", err=True)
    reason = complaint(report, job)
    if reason is not None:
        say(f"attention: {reason}", err=True)


def summary(report: RunReport) -> str:
    """Return the run in one line: "12 records: 9 articles, 3 rejects (2 empty, 1 not_text) in 0.4 s"."""
    reasons = ", ".join(f"{count} {reason}" for reason, count in report.reasons.items())
    rejects = f"{report.rejects} rejects" + (f" ({reasons})" if reasons else "")
    parts = [f"{report.articles} articles", rejects]
    parts += [f"{report.unchanged} unchanged"] if report.unchanged else []
    parts += [f"{report.pending} pending"] if report.pending else []
    ended = f", ended by {report.stopped_by}" if report.stopped_by else ""
    return f"{report.seen} records: {', '.join(parts)} in {report.seconds:.1f} s{ended}"


@contextmanager
def progress_bar(name: str) -> Iterator[Callable[[Tally], None] | None]:
    """Show what is done so far, on standard error and only on a terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.completed:.0f} records, {task.fields[rejects]} rejects"))
    with Progress(*columns, TimeElapsedColumn(), console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(name, total=None, rejects=0)
        yield lambda tally: bar.update(task, completed=tally.seen, rejects=tally.rejects)
