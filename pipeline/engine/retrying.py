"""Run the rejects of an output folder again: this version, or these settings, may make articles of them."""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass

from pipeline.engine.account import account_of
from pipeline.engine.outcomes import CLEANER
from pipeline.engine.run import Progress, Run
from pipeline.engine.scene import Scene
from pipeline.engine.scribe import Tally
from pipeline.engine.signals import StopRequest, listening
from pipeline.engine.store.folder import LEDGER_FILE, Folder
from pipeline.engine.store.root import Root, is_root
from pipeline.engine.visits import Planner, Visit, version_key
from pipeline.engine.workers.crew import Crew, crew_for, worker_count
from pipeline.errors import BadUsage
from pipeline.sources import Passing, Source
from pipeline.sources.discovery import LEDGER_FOLDER
from pipeline.sources.kinds import format_told
from pipeline.sources.opening import identity_of
from pipeline.sources.reading import is_unpacked
from pipeline.sources.remote import found_at
from pipeline.sources.uris import path_of
from schemas.job import IngestJob
from schemas.rejection import Reason
from schemas.report import RunReport

# As the last reject of an archive such a one may be the archive's, and stand for all that was not reached.
_ENDS = frozenset({Reason.TIMEOUT, Reason.MEMORY, Reason.WORKER_DIED, Reason.RECORD_TOO_LARGE, Reason.INTERNAL_ERROR})


def retry(
    job: IngestJob,
    *,
    progress: Progress | None = None,
    stop: Callable[[], bool] | None = None,
    cleaner: str = CLEANER,
) -> RunReport:
    """Clean the rejects and the pending inputs of the folder or root `job.out` again; `job.inputs` is not looked at.

    A record that comes out as before counts as unchanged and writes nothing; any other becomes a row of the next
    revision. Duplicates are left alone: no version makes their ids differ.
    """
    with listening() as request, closing(crew_for(job, cleaner)) as crew:
        again = _Again(crew, stop or request, request)
        if is_root(job.out):
            return again.root(job, progress)
        require_folder(job.out)
        return again.folder(job, progress)[0]


@dataclass(frozen=True, slots=True)
class _Again:
    """Runs rejects again, of one folder after the other where there are several, with the same workers."""

    crew: Crew
    stop: Callable[[], bool]
    request: StopRequest

    def folder(self, job: IngestJob, progress: Progress | None) -> tuple[RunReport, bool]:
        """Return the account of one output folder, and whether anything in it is not as it was."""
        with closing(Folder(job.out)) as store:
            planner = Planner(store.ledger, version_key(job.settings), reprocess=False, max_attempts=1)
            notes: list[str] = []
            scene = Scene(job, store, self.crew, time.time(), self.stop)
            run = Run(scene, Tally(), _visits(store, planner, notes, job.settings.input_type))
            run.notes = notes
            run.work(progress)
            return run.finish(self.request.signal_name), run.has_committed

    def root(self, job: IngestJob, progress: Progress | None) -> RunReport:
        """Return the account of all shards of a root that count; those that are not as they were count anew."""
        started, clock = time.time(), time.monotonic()
        tally, warnings, changed = Tally(), list[str](), False
        with closing(Root(job.out, compress=False)) as root:
            for number in root.committed():
                if self.stop():
                    break
                report, has_committed = self.folder(job.model_copy(update={"out": root.folder(number)}), None)
                tally.add(report)
                warnings += report.warnings
                changed |= has_committed
                if has_committed:
                    root.commit(number)
                if progress is not None:
                    progress(tally)
            account = self._account(job, tally, warnings, started=started, seconds=time.monotonic() - clock)
            if changed:
                root.publish(account)
            return account

    def _account(
        self, job: IngestJob, tally: Tally, warnings: list[str], *, started: float, seconds: float
    ) -> RunReport:
        return account_of(
            job,
            tally,
            started=started,
            seconds=seconds,
            warnings=warnings,
            passed_over={},
            idle_runs=0,
            workers=worker_count(job),
            workers_replaced=self.crew.replaced,
            stopped_by=self.request.signal_name or ("request" if self.stop() else None),
        )


def require_folder(path: str) -> None:
    """Raise BadUsage unless there is an output folder of copydesk at `path`."""
    require_place(path)
    if not os.path.isfile(os.path.join(path, LEDGER_FOLDER, LEDGER_FILE)):
        raise BadUsage(f"{path!r} is no output folder of copydesk; name one that `copydesk ingest --out` has made")


def require_place(path: str) -> None:
    """Raise BadUsage unless there is a folder at `path`."""
    if not os.path.lexists(path):
        raise BadUsage(f"there is no folder {path!r}; check the name")
    if not os.path.isdir(path):
        raise BadUsage(f"{path!r} is no folder; name one that `copydesk ingest --out` has made")


def _visits(store: Folder, planner: Planner, notes: list[str], input_type: str | None) -> Iterator[Visit]:
    for row in store.ledger.unfinished():
        source = _source(row.uri, row.path, input_type)
        if source is None:
            notes.append(f"{row.uri} is gone, cannot be reached, or can be read once only")
            continue
        visit = planner.visit(source)
        if isinstance(visit, Visit):
            yield visit
    for row, places in list(store.ledger.rejected([Reason.DUPLICATE.value])):
        source = _source(row.uri, row.path, input_type)
        if source is None:
            notes.append(f"{row.uri} is gone, cannot be reached, or can be read once only")
        elif (source.size, source.mtime_ns) != (row.size, row.mtime_ns):
            notes.append(f"{row.uri} has changed; run `copydesk ingest` on it")
        elif Reason.UNREADABLE in places.values():
            # That one reject may stand for all the records behind it.
            yield planner.again(source, row)
        else:
            yield planner.retry(row, source, places)
            if is_unpacked(source) and places.get(row.done - 1) in _ENDS:
                yield planner.again(source, row)


def _source(uri: str, path: str, input_type: str | None) -> Source | None:
    """Return a source of an earlier run as it is now, None where it cannot be read again."""
    if path == "-":
        return None
    if "://" in path:
        try:
            return next((source for source, _ in found_at(path, input_type)), None)
        except Passing:
            return None
    folder, name = os.path.split(path_of(uri))
    for place in (path, os.path.join(os.path.realpath(folder), name)):  # the second where all was moved together
        try:
            status = os.lstat(place)
        except OSError:
            continue
        if stat.S_ISLNK(status.st_mode):  # the path of an input is no link: this one came later
            return None
        form = format_told(place, input_type)
        return Source(uri, place, form, status.st_size, status.st_mtime_ns, identity_of(status))
    return None
