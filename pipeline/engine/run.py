"""One ingest run: find the sources, clean what is new, commit it batch by batch, and account for every record."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from pipeline.engine.account import (
    account_of,
    counted,
    idle_runs,
    notes_on_members,
    notes_on_reading,
    nothing_found,
    remember_passed_over,
)
from pipeline.engine.crew import Crew, crew_for, worker_count
from pipeline.engine.folder import Store, store_for, writing
from pipeline.engine.journal import LOG
from pipeline.engine.outcomes import CLEANER, Outcome, refused
from pipeline.engine.preflight import require_sense
from pipeline.engine.scribe import Scribe, Tally
from pipeline.engine.signals import listening
from pipeline.engine.survey import Survey
from pipeline.engine.vanished import gone, told
from pipeline.engine.visits import Planner, Step, Visit, version_key
from pipeline.fetch.inputs import parted
from pipeline.sources import Discovery, Item, Passing, Refusal, Source
from pipeline.sources.patience import NoAnswer, store_of
from pipeline.sources.permits import ANYTHING, Permits
from schemas.job import IngestJob
from schemas.rejection import Reason
from schemas.report import RunReport

if TYPE_CHECKING:
    from pipeline.engine.web import Web

Progress = Callable[[Tally], None]
"""Called with the counts so far after every batch."""

# Of a batch that is longer, so much is committed at a time: that is what a kill costs, and what memory holds. In a flow
# a batch is two task runs, so it is a thousand records there; a commit costs 0.1 ms a record at this size.
_COMMIT_ROWS = 32
_COMMIT_BYTES = 64 * 1024 * 1024
# Records that are as they were make no row, but are noted; an archive may hold a million of them.
_COMMIT_HELD = 1000


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
    for given in files:
        permits.require_input(given)
    if sources is None:
        require_sense(job)  # what may not be looked at is judged first, or the answer would say what is there
    discovery = None
    if sources is None:
        discovery = discovery_of(job, files, started, permits)
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


def discovery_of(job: IngestJob, files: list[str], now: float, permits: Permits) -> Discovery:
    """Return what finds the inputs of a job that are files."""
    return Discovery(
        files,
        out=job.out,
        now=now,
        settle_seconds=job.settle_seconds,
        name=job.input_name,
        input_type=job.settings.input_type,
        permits=permits,
    )


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
        self._waiting: Counter[str] = Counter()
        self._replaced_before = scene.crew.replaced
        self._version = version_key(scene.job.settings)
        self._scribe = Scribe(scene.store, scene.job.settings, tally, self._version)
        self._stream = scene.crew.run(self._steps(visits), scene.stop)
        self._ahead: tuple[Step, Outcome | None] | None = None
        self._batch_rows = 0

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
                if self._scribe.held >= _COMMIT_HELD:
                    self._flush()
            else:
                self._ahead = taken
        return True

    def clean_batch(self) -> None:
        """Take records until a batch of rows is full or there are no more; of a long one, commit on the way."""
        while self.more() and self._ahead is not None:
            step, outcome = self._ahead
            self._ahead = None
            self._scribe.take(step, outcome if step.refusal is None else refused(step.refusal, self._job.settings))
            if self._is_due:
                # A batch ends where a commit is due, so that the frames of a compressed output do not depend on where
                # a run that was killed began its batches.
                if self._batch_rows + self._scribe.rows >= self._job.batch_records:
                    return
                self._flush()

    def commit(self) -> None:
        """Make what was taken count."""
        # Frames of a compressed output must not depend on when a signal came: what is left of it is done again.
        if self._is_due or not (self._scene.stop() and self._scene.store.is_compressed):
            self._flush()
        if self._batch_rows:
            LOG.info("%d rows committed; so far %d articles, %d rejects", self._batch_rows, *self._rows_so_far)
        self._batch_rows = 0

    def _flush(self) -> None:
        self._batch_rows += self._scribe.rows
        self._scribe.flush()

    def finish(self, signal_name: str | None = None) -> RunReport:
        """Commit what is left, and return the account of the run; it is published where the run changed anything."""
        self.commit()
        tally = self.tally
        passed_over = self._skipped.copy()
        ledger = self._scene.store.ledger
        if self._discovery is not None:
            tally.pending += self._discovery.waiting + self._discovery.silent
            if self._web is None:
                self._discovery.require_answer()
            passed_over += self._discovery.passed_over
            if not self._scene.stop():
                remember_passed_over(self._discovery.passed_over, ledger)
            self.notes += self._discovery.warnings()
            self._note_gone()
            expected = self._job.allow_empty or ledger.source_counts()
            if self._web is not None:
                self.notes += self._web.warnings()
            elif not (tally.seen or self._scene.stop() or expected):
                # In a folder that was filled before, an empty inbox is an ordinary day.
                raise nothing_found(self._job, self._discovery)
            if not tally.seen:
                self.notes.append("the inputs hold no record")
        self.notes += notes_on_members(self._skipped)
        self.notes += [
            f"{n} inputs wait for a later run: {store} does not answer" for store, n in self._waiting.items()
        ]
        self.notes += notes_on_reading(self._job, tally, has_others=ledger.has_others(self._version))
        report = account_of(
            self._job,
            tally,
            started=self._scene.started,
            seconds=time.monotonic() - self._clock,
            warnings=[*self.notes, *counted(self._scene.crew.told)],
            passed_over=passed_over,
            idle_runs=0 if self._discovery is None else idle_runs(self._job, tally, ledger),
            workers=worker_count(self._job),
            workers_replaced=self._scene.crew.replaced - self._replaced_before,
            stopped_by=signal_name or ("request" if self._scene.stop() else None),
        )
        self._scene.crew.told.clear()
        if self.has_committed:
            self._scene.store.publish(report)
        for warning in report.warnings:
            LOG.warning("%s", warning)
        return report

    def _note_gone(self) -> None:
        """Name the inputs that are gone before they were read to their end; they are pending, or else forgotten."""
        ledger, forget = self._scene.store.ledger, self._job.forget
        rows = gone(ledger.unfinished())
        if forget:
            with writing(self._job.out):
                ledger.forget(rows)
        else:
            self.tally.pending += sum(row.id not in self._scribe.troubled for row in rows)
        self.notes += told(rows, forgotten=forget)

    @property
    def has_committed(self) -> bool:
        """Tell whether anything was committed, so that the folder is not as it was."""
        return self._scribe.commits > 0

    @property
    def _is_due(self) -> bool:
        scribe = self._scribe
        rows = min(_COMMIT_ROWS, self._job.batch_records)
        return scribe.rows >= rows or scribe.bytes >= _COMMIT_BYTES or scribe.held >= _COMMIT_HELD

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
            if self._scene.stop():
                return  # perhaps not all was read
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
            yield from self._scene.crew.units(source, self._skipped, self._scene.stop)
        except NoAnswer as verdict:
            if store is not None:
                self._silent[store] = verdict.detail
                self._waiting[store] += 1
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
