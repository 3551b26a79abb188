"""The account of a run: what its counts come to, for `runs/` and for whoever started it."""

from __future__ import annotations

import datetime
import secrets
from collections import Counter

from pipeline.engine.folder import Remembering
from pipeline.engine.ledger import IDLE_RUNS
from pipeline.engine.scribe import Tally
from schemas.job import IngestJob
from schemas.report import RunReport
from schemas.version import TOOL, VERSION

_PUBLISHERS = 100


def idle_runs(job: IngestJob, tally: Tally, memory: Remembering) -> int:
    """Return how many runs in a row brought nothing new, this one included; kept only where the job asks for it."""
    if job.fail_after_idle_runs is None:
        return 0
    before = int(memory.setting(IDLE_RUNS) or 0)
    now = 0 if tally.articles or tally.rejects else before + 1
    if now != before:
        memory.decide(IDLE_RUNS, str(now))
    return now


def account_of(
    job: IngestJob,
    tally: Tally,
    *,
    started: float,
    seconds: float,
    warnings: list[str],
    idle_runs: int,
    workers: int,
    workers_replaced: int,
    stopped_by: str | None,
) -> RunReport:
    """Return the account of a run by its counts."""
    return RunReport(
        run=_run_name(started),
        tool=f"{TOOL} {VERSION}",
        started=_instant(started),
        seconds=round(seconds, 3),
        inputs=job.inputs,
        out=job.out,
        settings_sha256=job.settings.digest(),
        seen=tally.seen,
        articles=tally.articles,
        rejects=tally.rejects,
        unchanged=tally.unchanged,
        pending=tally.pending,
        reasons=dict(sorted(tally.reasons.items())),
        publishers=_most_frequent(tally.publishers),
        idle_runs=idle_runs,
        warnings=warnings,
        workers=workers,
        workers_replaced=workers_replaced,
        stopped_by=stopped_by,
    )


def _most_frequent(publishers: Counter[str]) -> dict[str, int]:
    """Return the most frequent publishers, by falling number and then by name; the rest is under the empty name."""
    ranked = sorted(publishers.items(), key=lambda row: (-row[1], row[0]))
    kept, rest = ranked[:_PUBLISHERS], ranked[_PUBLISHERS:]
    table = dict(kept)
    if rest:
        table[""] = table.get("", 0) + sum(count for _, count in rest)
    return table


def counted(told: Counter[str]) -> list[str]:
    """Return one sentence for each thing that was counted."""
    return [f"{count} {what}" for what, count in sorted(told.items())]


def _run_name(started: float) -> str:
    when = datetime.datetime.fromtimestamp(started, datetime.UTC)
    return f"{when:%Y%m%dT%H%M%SZ}-{secrets.token_hex(3)}"


def _instant(started: float) -> str:
    return datetime.datetime.fromtimestamp(started, datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
