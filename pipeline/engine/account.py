"""The account of a run: its counts, what a person should know of it, and what the next run should know."""

from __future__ import annotations

import datetime
import json
import secrets
from collections import Counter
from collections.abc import Mapping

from pipeline.engine.scribe import Tally
from pipeline.engine.store.folder import Remembering
from pipeline.engine.store.ledger import IDLE_RUNS, PASSED_OVER
from pipeline.errors import BadUsage
from pipeline.printable import pictured
from pipeline.sources import Discovery
from pipeline.sources.endings import HINT, UNTOLD, in_words
from pipeline.sources.other_names import as_options
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


def nothing_found(job: IngestJob, discovery: Discovery) -> BadUsage:
    """Return the reason why a run whose inputs hold no file cannot go on."""
    why = "; ".join(discovery.warnings()) or "no file is there"
    return BadUsage(f"nothing to ingest in {', '.join(job.shown_inputs)}: {why}")


def notes_on_inputs(
    discovery: Discovery, tally: Tally, memory: Remembering, *, stopped: bool, must_answer: bool = True
) -> list[str]:
    """Count the inputs that wait for a later run, remember what was passed over, and return what to say of the inputs.

    Raises NoAnswer where no store that the inputs are in answers and one `must_answer`.
    """
    if must_answer:
        discovery.require_answer()
    tally.pending += discovery.waiting + discovery.silent
    if not stopped:
        _remember_passed_over(discovery.passed_over, memory)
    return discovery.warnings()


def _remember_passed_over(counts: Mapping[str, int], memory: Remembering) -> None:
    """Keep for `status` which files the last run passed over; nothing is written where the one before did the same.

    Members of archives are left out: they are met only when the archive is read, and it is read once.
    """
    said = json.dumps(counts, sort_keys=True)
    if said != (memory.setting(PASSED_OVER) or "{}"):
        memory.decide(PASSED_OVER, said)


def notes_on_members(skipped: Counter[str]) -> list[str]:
    """Return what to say of members of archives that were passed over."""
    if not skipped:
        return []
    return [f"{skipped.total()} members of archives skipped, {UNTOLD}: {in_words(skipped)}; {HINT}"]


def notes_on_reading(job: IngestJob, tally: Tally, *, has_others: bool) -> list[str]:
    """Return what to say of keys that were not taken, and of inputs that what the job says now did not reach.

    `has_others` tells whether inputs were read by another version or other settings.
    """
    notes = []
    if tally.untaken:
        told = as_options(tally.untaken)
        notes.append(
            f"rows of JSON Lines hold more by other names: {told} takes it (with --reprocess, where the rows are done)"
        )
    settings = job.settings
    if (settings.fields or settings.input_type) and tally.unchanged and has_others and not job.reprocess:
        notes.append("what was read by other settings is not read again: --reprocess does that")
    return notes


def account_of(
    job: IngestJob,
    tally: Tally,
    *,
    started: float,
    seconds: float,
    warnings: list[str],
    passed_over: Mapping[str, int],
    idle_runs: int,
    workers: int,
    workers_replaced: int,
    stopped_by: str | None,
) -> RunReport:
    """Return the account of a run by its counts; names that are no clean text are shown by pictures."""
    return RunReport(
        run=_run_name(started),
        tool=f"{TOOL} {VERSION}",
        started=_instant(started),
        seconds=round(seconds, 3),
        inputs=[pictured(given) for given in job.shown_inputs],
        out=pictured(job.out),
        settings_sha256=job.settings.digest(),
        seen=tally.seen,
        articles=tally.articles,
        rejects=tally.rejects,
        unchanged=tally.unchanged,
        pending=tally.pending,
        reasons=dict(sorted(tally.reasons.items())),
        publishers=_most_frequent(tally.publishers),
        idle_runs=idle_runs,
        passed_over=dict(sorted(passed_over.items())),
        warnings=[pictured(warning) for warning in warnings],
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
