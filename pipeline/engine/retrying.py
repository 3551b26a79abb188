"""Run the rejects of an output folder again: this version, or these settings, may make articles of them."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import closing

from pipeline.engine.crew import crew_for
from pipeline.engine.folder import LEDGER_FILE, ROOT_FILE, Folder
from pipeline.engine.outcomes import CLEANER
from pipeline.engine.run import Progress, Run, Scene
from pipeline.engine.scribe import Tally
from pipeline.engine.signals import listening
from pipeline.engine.visits import Planner, Visit, version_key
from pipeline.errors import BadUsage
from pipeline.sources import Passing, Source, format_of
from pipeline.sources.discovery import LEDGER_FOLDER
from schemas.job import IngestJob
from schemas.rejection import Reason
from schemas.report import RunReport


def retry(
    job: IngestJob,
    *,
    progress: Progress | None = None,
    stop: Callable[[], bool] | None = None,
    cleaner: str = CLEANER,
) -> RunReport:
    """Clean the rejects and the pending inputs of the folder `job.out` again; `job.inputs` is not looked at.

    A record that comes out as before counts as unchanged and writes nothing; any other becomes a row of the next
    revision. Duplicates are left alone: no version makes their ids differ.
    """
    require_folder(job.out)
    with listening() as request, closing(Folder(job.out)) as store, closing(crew_for(job, cleaner)) as crew:
        planner = Planner(store.ledger, version_key(job.settings), reprocess=False, max_attempts=1)
        notes: list[str] = []
        scene = Scene(job, store, crew, time.time(), stop or request)
        run = Run(scene, Tally(), _visits(store, planner, notes))
        run.notes = notes
        run.work(progress)
        return run.finish(request.signal_name)


def require_folder(path: str) -> None:
    """Raise BadUsage unless there is an output folder of copydesk at `path`."""
    if os.path.isfile(os.path.join(path, LEDGER_FOLDER, ROOT_FILE)):
        raise BadUsage(f"{path!r} is the root of a run on a cluster; name one of the folders in its `shards`")
    if not os.path.isfile(os.path.join(path, LEDGER_FOLDER, LEDGER_FILE)):
        raise BadUsage(f"{path!r} is no output folder of copydesk; name one that `copydesk ingest --out` has made")


def _visits(store: Folder, planner: Planner, notes: list[str]) -> Iterator[Visit]:
    for row in store.ledger.unfinished():
        source = _source(row.uri, row.path)
        if source is None:
            notes.append(f"{row.uri} is gone, cannot be reached, or can be read once only")
            continue
        visit = planner.visit(source)
        if isinstance(visit, Visit):
            yield visit
    for row, places in list(store.ledger.rejected([Reason.DUPLICATE.value])):
        source = _source(row.uri, row.path)
        if source is None:
            notes.append(f"{row.uri} is gone, cannot be reached, or can be read once only")
        elif (source.size, source.mtime_ns) != (row.size, row.mtime_ns):
            notes.append(f"{row.uri} has changed; run `copydesk ingest` on it")
        elif Reason.UNREADABLE in places.values():
            # That one reject may stand for all the records behind it.
            yield planner.again(source, row)
        else:
            yield planner.retry(row, source, places)


def _source(uri: str, path: str) -> Source | None:
    """Return a source of an earlier run as it is now, None where it cannot be read again."""
    if path == "-":
        return None
    if "://" in path:
        from pipeline.sources.remote import found_at

        try:
            return next(found_at(path), None)
        except Passing:
            return None
    try:
        status = os.stat(path)
    except OSError:
        return None
    return Source(uri, path, format_of(path), status.st_size, status.st_mtime_ns)
