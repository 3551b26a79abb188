"""One ingest run: find the sources, clean what is new, commit it batch by batch, and account for every record."""

from __future__ import annotations

import datetime
import secrets
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field

from pipeline.engine.crew import Crew, crew_for, worker_count
from pipeline.engine.folder import Store, store_for
from pipeline.engine.outcomes import CLEANER, refused
from pipeline.engine.scribe import Scribe, Tally
from pipeline.engine.signals import StopRequest, listening
from pipeline.engine.visits import Planner, Step, Visit, version_key
from pipeline.sources import Discovery, Item, Passing, Refusal, Source, units
from schemas.job import IngestJob
from schemas.rejection import Reason
from schemas.report import RunReport
from schemas.version import TOOL, VERSION

Progress = Callable[[Tally], None]
"""Called with the counts so far after every batch."""


def ingest(
    job: IngestJob,
    *,
    progress: Progress | None = None,
    stop: Callable[[], bool] | None = None,
    now: float | None = None,
    cleaner: str = CLEANER,
) -> RunReport:
    """Run a job to its end and return its account; every record met is then a row, unchanged, or pending.

    `stop` is asked now and then whether to end early; without it, the first SIGINT or SIGTERM does. `now` is the time
    by which files count as settled. Raises BadUsage, OutputFailed, FolderBusy or WorkersFailed.
    """
    started = time.time() if now is None else now
    discovery = Discovery(job.inputs, out=job.out, now=started, settle_seconds=job.settle_seconds)
    with listening() as request, closing(store_for(job)) as store:
        run = Run(job, store, started, stop or request, progress)
        planner = Planner(store.ledger, run.version, job.reprocess, job.max_attempts)
        run.work(_visits(discovery, planner, run.scribe.tally), cleaner)
        run.scribe.tally.pending += discovery.waiting
        return run.finish(job.inputs, discovery.warnings(), request)


@dataclass
class Run:
    """A run under way: what ingest and retry have in common."""

    job: IngestJob
    store: Store
    started: float
    stop: Callable[[], bool]
    progress: Progress | None = None
    replaced: int = 0
    clock: float = field(default_factory=time.monotonic)
    skipped: Counter[str] = field(default_factory=Counter)
    notes: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.version = version_key(self.job.settings)
        self.scribe = Scribe(self.store, self.job.settings, version=self.version, batch_records=self.job.batch_records)

    def work(self, visits: Iterable[Visit], cleaner: str) -> None:
        """Clean what the visits hold and commit it; stop early when asked to."""
        with closing(crew_for(self.job, cleaner)) as crew:
            self._work(visits, crew)
            self.replaced = crew.replaced

    def finish(self, inputs: list[str], warnings: list[str], request: StopRequest) -> RunReport:
        """Return the account of the run, and publish it where the run changed anything."""
        tally = self.scribe.tally
        warnings = [*warnings, *self.notes, *(f"{count} {what}" for what, count in sorted(self.skipped.items()))]
        if not tally.seen:
            warnings.append("the inputs hold no record")
        report = RunReport(
            run=_run_name(self.started),
            tool=f"{TOOL} {VERSION}",
            started=_instant(self.started),
            seconds=round(time.monotonic() - self.clock, 3),
            inputs=inputs,
            out=self.job.out,
            settings_sha256=self.job.settings.digest(),
            seen=tally.seen,
            articles=tally.articles,
            rejects=tally.rejects,
            unchanged=tally.unchanged,
            pending=tally.pending,
            reasons=dict(sorted(tally.reasons.items())),
            warnings=warnings,
            workers=worker_count(self.job),
            workers_replaced=self.replaced,
            stopped_by=request.signal_name or ("request" if self.stop() else None),
        )
        if self.scribe.commits:
            self.store.publish(report)
        return report

    def _work(self, visits: Iterable[Visit], crew: Crew) -> None:
        commits = 0
        for step, outcome in crew.run(self._steps(visits), self.stop):
            settled = outcome if step.refusal is None else refused(step.refusal, self.job.settings)
            self.scribe.take(step, settled)
            if self.progress is not None and self.scribe.commits > commits:
                commits = self.scribe.commits
                self.progress(self.scribe.tally)
        # Frames of a compressed output must not depend on when a signal came: an unfinished batch is done again.
        if not (self.stop() and self.job.compress):
            self.scribe.flush()

    def _steps(self, visits: Iterable[Visit]) -> Iterator[Step]:
        for visit in visits:
            if self.stop():
                return
            yield from self._of_visit(visit)

    def _of_visit(self, visit: Visit) -> Iterator[Step]:
        ordinal = -1
        trouble = None
        try:
            for ordinal, item in enumerate(units(visit.source, self.job.settings, self.skipped)):
                if visit.broken or self.stop():
                    return
                if ordinal < visit.skip:
                    self.scribe.tally.unchanged += 1
                elif visit.wanted is None or ordinal in visit.wanted:
                    yield self._step(visit, ordinal, item)
        except Passing as verdict:
            trouble = verdict.detail
        if trouble is not None and visit.last_attempt and visit.wanted is None:
            detail = f"{trouble}; tried in {visit.row.attempts + 1} runs"
            refusal = Refusal(visit.source.uri, Reason.UNREADABLE, detail)
            yield Step(visit, ordinal + 1, refusal=refusal)
            trouble = None
        yield Step(visit, trouble=trouble)

    def _step(self, visit: Visit, ordinal: int, item: Item) -> Step:
        if isinstance(item, Refusal):
            return Step(visit, ordinal, refusal=item)
        before = self.store.ledger.record_at(visit.row.id, ordinal) if visit.compare else None
        if before is not None and visit.redo and before.version != self.version:
            before = None
        return Step(visit, ordinal, unit=item, before=before)


def _visits(discovery: Iterable[Source], planner: Planner, tally: Tally) -> Iterator[Visit]:
    for source in discovery:
        visit = planner.visit(source)
        if isinstance(visit, Visit):
            yield visit
        else:
            tally.unchanged += visit.done


def _run_name(started: float) -> str:
    when = datetime.datetime.fromtimestamp(started, datetime.UTC)
    return f"{when:%Y%m%dT%H%M%SZ}-{secrets.token_hex(3)}"


def _instant(started: float) -> str:
    return datetime.datetime.fromtimestamp(started, datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
