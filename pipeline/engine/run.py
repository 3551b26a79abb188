"""One run: its records are cleaned and committed batch by batch, and every one is accounted for."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from pipeline.engine.account import account_of, counted, idle_runs, notes_on_inputs, notes_on_reading, nothing_found
from pipeline.engine.journal import LOG
from pipeline.engine.outcomes import Outcome, refused
from pipeline.engine.scene import Scene
from pipeline.engine.scribe import Scribe, Tally
from pipeline.engine.steps import Steps
from pipeline.engine.store.folder import writing
from pipeline.engine.survey import Survey
from pipeline.engine.vanished import gone, told
from pipeline.engine.visits import Planner, Step, Visit
from pipeline.engine.workers.crew import worker_count
from pipeline.sources import Discovery
from schemas.report import RunReport

if TYPE_CHECKING:
    from pipeline.engine.web.visit import Web

Progress = Callable[[Tally], None]
"""Called with the counts so far after every batch."""

# Of a batch that is longer, so much is committed at a time: that is what a kill costs, and what memory holds. In a flow
# a batch is two task runs, so it is a thousand records there; a commit costs 0.1 ms a record at this size.
_COMMIT_ROWS = 32
_COMMIT_BYTES = 64 * 1024 * 1024
# Records that are as they were make no row, but are noted; an archive may hold a million of them.
_COMMIT_HELD = 1000


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
        self._replaced_before = scene.crew.replaced
        self._scribe = Scribe(scene.store, scene.job.settings, tally, scene.version)
        self._steps = Steps(scene, tally)
        self._stream = scene.crew.run(self._steps.of(visits), scene.stop)
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
        job, scene = self._job, self._scene
        planner = Planner(scene.store.ledger, scene.version, job.reprocess, job.max_attempts)
        return Survey.of(job, planner, scene.started, scene.permits)

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
        self._bring_up_files()
        scene, tally, ledger = self._scene, self.tally, self._scene.store.ledger
        if self._discovery is not None:
            self._note_inputs(self._discovery)
        self.notes += self._steps.notes()
        self.notes += notes_on_reading(self._job, tally, has_others=ledger.has_others(scene.version))
        report = account_of(
            self._job,
            tally,
            started=scene.started,
            seconds=time.monotonic() - self._clock,
            warnings=[*self.notes, *counted(scene.crew.told)],
            passed_over=self._steps.skipped + (self._discovery.passed_over if self._discovery else Counter()),
            idle_runs=0 if self._discovery is None else idle_runs(self._job, tally, ledger),
            workers=worker_count(self._job),
            workers_replaced=scene.crew.replaced - self._replaced_before,
            stopped_by=signal_name or ("request" if scene.stop() else None),
        )
        scene.crew.told.clear()
        if self.has_committed:
            scene.store.publish(report)
        for warning in report.warnings:
            LOG.warning("%s", warning)
        return report

    def _note_inputs(self, discovery: Discovery) -> None:
        """Count and name the inputs that wait, are gone, or are none; raise BadUsage where there are none at all."""
        ledger, stopped, web = self._scene.store.ledger, self._scene.stop(), self._web
        self.notes += notes_on_inputs(discovery, self.tally, ledger, stopped=stopped, must_answer=web is None)
        self._note_gone()
        if web is not None:
            self.notes += web.warnings()
        elif not (self.tally.seen or stopped or self._job.allow_empty or ledger.source_counts()):
            # In a folder that was filled before, an empty inbox is an ordinary day.
            raise nothing_found(self._job, discovery)
        if not self.tally.seen:
            self.notes.append("the inputs hold no record")

    def _bring_up_files(self) -> None:
        """Have files of Markdown where they are asked for; a run that is to end leaves them to the next."""
        if self._job.markdown and not self._scene.stop():
            from pipeline.engine.store.files import bring_up_files  # the forms take 20 ms, and few runs have files

            with writing(self._job.out):
                bring_up_files(self._job.out)

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
