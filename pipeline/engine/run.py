"""One ingest run: find the sources, clean what is new, commit it batch by batch, and account for every record."""

from __future__ import annotations

import datetime
import secrets
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Protocol

from pipeline.engine.crew import Crew, crew_for, worker_count
from pipeline.engine.folder import Store, store_for
from pipeline.engine.journal import LOG
from pipeline.engine.ledger import IDLE_RUNS
from pipeline.engine.outcomes import CLEANER, Outcome, refused
from pipeline.engine.scribe import Scribe, Tally
from pipeline.engine.signals import listening
from pipeline.engine.survey import Survey
from pipeline.engine.visits import Planner, Step, Visit, version_key
from pipeline.errors import BadUsage
from pipeline.fetch.inputs import parted
from pipeline.sources import Discovery, Item, Passing, Refusal, Source, units
from pipeline.sources.patience import NoAnswer, store_of
from pipeline.sources.permits import ANYTHING, Permits
from schemas.job import IngestJob
from schemas.rejection import Reason
from schemas.report import RunReport
from schemas.version import TOOL, VERSION

if TYPE_CHECKING:
    from pipeline.engine.web import Web

Progress = Callable[[Tally], None]
"""Called with the counts so far after every batch."""

# A batch of a thousand records must not hold a thousand times the largest: the run's memory is bounded.
_BATCH_BYTES = 64 * 1024 * 1024
_PUBLISHERS = 100


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
    if job.cluster is not None:
        from pipeline.engine.cluster import ingest_on_cluster

        return ingest_on_cluster(job, progress=progress, stop=stop, now=now, cleaner=cleaner)
    with listening() as request, opened(job, stop=stop or request, now=now, cleaner=cleaner) as run:
        run.work(progress)
        return run.finish(request.signal_name)


@contextmanager
def opened(
    job: IngestJob,
    *,
    stop: Callable[[], bool] = lambda: False,
    now: float | None = None,
    cleaner: str = CLEANER,
    sources: Iterable[Source] | None = None,
    permits: Permits = ANYTHING,
) -> Iterator[Run]:
    """Yield the run of a job for a caller that takes the steps itself: `more`, `clean_batch`, `commit`, `finish`.

    `sources` are taken where they are given, instead of looking for them in the job's inputs. Raises BadUsage where
    the job asks for more than the `permits` give.
    """
    started = time.time() if now is None else now
    permits.require_output(job.out)
    files, addresses = parted(job.inputs)
    for address in addresses:
        permits.require_input(address.given)
    discovery = None
    if sources is None:
        discovery = Discovery(files, out=job.out, now=started, settle_seconds=job.settle_seconds, permits=permits)
    with closing(store_for(job)) as store:
        version = version_key(job.settings)
        planner = Planner(store.ledger, version, job.reprocess, job.max_attempts)
        tally = Tally()
        with closing(crew_for(job, cleaner)) as crew:
            scene = Scene(job, store, crew, started, stop, permits)
            found = sources if discovery is None else discovery
            if not addresses:
                yield Run(scene, tally, _visits(found or (), planner, tally), discovery)
                return
            from pipeline.engine.web import Web  # the network's libraries are loaded only where they are needed

            with closing(Web(job, addresses, store, tally, started=started, stop=stop)) as web:
                fetched = chain(found or (), web.sources())
                yield Run(scene, tally, _visits(fetched, planner, tally), discovery, web)


@dataclass(frozen=True, slots=True)
class Scene:
    """What a run works with; `started` is the one time the run knows, `stop` tells when to end early."""

    job: IngestJob
    store: Store
    crew: Crew
    started: float
    stop: Callable[[], bool]
    permits: Permits = ANYTHING


class Run:
    """A run under way: records are cleaned and committed batch by batch, and counted."""

    def __init__(
        self,
        scene: Scene,
        tally: Tally,
        visits: Iterable[Visit],
        discovery: Discovery | None = None,
        web: Web | None = None,
    ) -> None:
        self.tally = tally
        self.notes: list[str] = []
        self.done_bytes = 0
        self._scene = scene
        self._job = scene.job
        self._clock = time.monotonic()
        self._discovery = discovery
        self._web = web
        self._skipped: Counter[str] = Counter()
        self._silent: dict[str | None, str] = {}
        self._version = version_key(scene.job.settings)
        self._scribe = Scribe(scene.store, scene.job.settings, tally, self._version)
        self._stream = scene.crew.run(self._steps(visits), scene.stop)
        self._ahead: tuple[Step, Outcome | None] | None = None

    def work(self, progress: Progress | None) -> None:
        """Clean and commit all there is; end early when asked to."""
        while self.more():
            self.clean_batch()
            self.commit()
            if progress is not None:
                progress(self.tally)

    def survey(self) -> Survey:
        """Return what there is to do, by names and sizes alone."""
        job = self._job
        planner = Planner(self._scene.store.ledger, self._version, job.reprocess, job.max_attempts)
        return Survey.of(job, planner, self._scene.started, self._scene.permits)

    def more(self) -> bool:
        """Tell whether there is a record to take, waiting for it if need be."""
        while self._ahead is None:
            taken = next(self._stream, None)
            if taken is None:
                return False
            if taken[1] is None and taken[0].refusal is None:
                self._scribe.take(*taken)  # the end of a source
                self.done_bytes += taken[0].visit.source.size or 0
            else:
                self._ahead = taken
        return True

    def clean_batch(self) -> None:
        """Take records until a batch of rows is full or there are no more."""
        while not self._is_full and self.more() and self._ahead is not None:
            step, outcome = self._ahead
            self._ahead = None
            self._scribe.take(step, outcome if step.refusal is None else refused(step.refusal, self._job.settings))

    def commit(self) -> None:
        """Make what was taken count."""
        # Frames of a compressed output must not depend on when a signal came: an unfinished batch is done again.
        if self._is_full or not (self._scene.stop() and self._scene.store.is_compressed):
            rows = self._scribe.rows
            self._scribe.flush()
            if rows:
                LOG.info("%d rows committed; so far %d articles, %d rejects", rows, *self._rows_so_far)

    def finish(self, signal_name: str | None = None) -> RunReport:
        """Commit what is left, and return the account of the run; it is published where the run changed anything."""
        self.commit()
        tally = self.tally
        if self._discovery is not None:
            tally.pending += self._discovery.waiting + self._discovery.silent
            if self._web is None:
                self._discovery.require_answer()
            self.notes += self._discovery.warnings()
            expected = self._job.allow_empty or self._scene.store.ledger.source_counts()
            if self._web is not None:
                self.notes += self._web.warnings()
            elif not (tally.seen or self._scene.stop() or expected):
                # In a folder that was filled before, an empty inbox is an ordinary day.
                raise nothing_in(self._job)
        if not tally.seen:
            self.notes.append("the inputs hold no record")
        report = account_of(
            self._job,
            tally,
            started=self._scene.started,
            seconds=time.monotonic() - self._clock,
            warnings=[*self.notes, *(f"{count} {what}" for what, count in sorted(self._skipped.items()))],
            idle_runs=0 if self._discovery is None else idle_runs(self._job, tally, self._scene.store.ledger),
            workers=worker_count(self._job),
            workers_replaced=self._scene.crew.replaced,
            stopped_by=signal_name or ("request" if self._scene.stop() else None),
        )
        if self._scribe.commits:
            self._scene.store.publish(report)
        for warning in report.warnings:
            LOG.warning("%s", warning)
        return report

    @property
    def _is_full(self) -> bool:
        return self._scribe.rows >= self._job.batch_records or self._scribe.bytes >= _BATCH_BYTES

    @property
    def _rows_so_far(self) -> tuple[int, int]:
        return self.tally.articles, self.tally.rejects

    def _steps(self, visits: Iterable[Visit]) -> Iterator[Step]:
        for visit in visits:
            if self._scene.stop():
                return
            yield from self._of_visit(visit)

    def _of_visit(self, visit: Visit) -> Iterator[Step]:
        ordinal = -1
        trouble, tried = None, True
        try:
            for ordinal, item in enumerate(self._items(visit.source)):
                if visit.broken or self._scene.stop():
                    return
                if ordinal < visit.skip:
                    self.tally.unchanged += 1
                elif visit.wanted is None or ordinal in visit.wanted:
                    yield self._step(visit, ordinal, item)
            if ordinal < 0 and visit.wanted is None:
                ordinal = 0
                yield Step(visit, 0, refusal=Refusal(visit.source.uri, Reason.EMPTY, "the input holds no record"))
        except Passing as verdict:
            trouble, tried = verdict.detail, not isinstance(verdict, NoAnswer)
        if trouble is not None and tried and visit.last_attempt and visit.wanted is None:
            detail = f"{trouble}; tried in {visit.row.attempts + 1} runs"
            refusal = Refusal(visit.source.uri, Reason.UNREADABLE, detail)
            yield Step(visit, ordinal + 1, refusal=refusal)
            trouble = None
        yield Step(visit, trouble=trouble, tried=tried)

    def _items(self, source: Source) -> Iterator[Item]:
        """Yield the records of a source; a store that did not answer is left alone for the rest of the run."""
        store = store_of(source.path)
        try:
            if store in self._silent:
                raise NoAnswer(self._silent[store])
            yield from units(source, self._job.settings, self._skipped)
        except NoAnswer as verdict:
            if store is not None:
                self._silent[store] = verdict.detail
                self._skipped[f"inputs wait for a later run: {store} does not answer"] += 1
            raise

    def _step(self, visit: Visit, ordinal: int, item: Item) -> Step:
        if isinstance(item, Refusal):
            return Step(visit, ordinal, refusal=item)
        before = self._scene.store.ledger.record_at(visit.row.id, ordinal) if visit.compare else None
        if before is not None and visit.redo and before.version != self._version:
            before = None
        return Step(visit, ordinal, unit=item, before=before)


def _visits(discovery: Iterable[Source], planner: Planner, tally: Tally) -> Iterator[Visit]:
    for source in discovery:
        visit = planner.visit(source)
        if isinstance(visit, Visit):
            yield visit
        else:
            tally.unchanged += visit


class Remembering(Protocol):
    """Keeps a few words from one run to the next."""

    def setting(self, key: str) -> str | None: ...

    def decide(self, key: str, value: str) -> None: ...


def idle_runs(job: IngestJob, tally: Tally, memory: Remembering) -> int:
    """Return how many runs in a row brought nothing new, this one included; kept only where the job asks for it."""
    if job.fail_after_idle_runs is None:
        return 0
    before = int(memory.setting(IDLE_RUNS) or 0)
    now = 0 if tally.articles or tally.rejects else before + 1
    if now != before:
        memory.decide(IDLE_RUNS, str(now))
    return now


def nothing_in(job: IngestJob) -> BadUsage:
    """Return the sentence for a job whose inputs hold nothing that is read."""
    return BadUsage(f"nothing to ingest in {', '.join(job.shown_inputs)}: no file of a known kind is there")


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
        inputs=job.shown_inputs,
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


def _run_name(started: float) -> str:
    when = datetime.datetime.fromtimestamp(started, datetime.UTC)
    return f"{when:%Y%m%dT%H%M%SZ}-{secrets.token_hex(3)}"


def _instant(started: float) -> str:
    return datetime.datetime.fromtimestamp(started, datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
