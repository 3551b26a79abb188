"""A run made ready: rights and sense of the job, the inputs to look for, the store, the workers, the web."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from itertools import chain

from pipeline.engine.outcomes import CLEANER
from pipeline.engine.preflight import require_sense
from pipeline.engine.run import Run
from pipeline.engine.scene import Scene
from pipeline.engine.scribe import Tally
from pipeline.engine.store.folder import store_for
from pipeline.engine.visits import Planner, Visit
from pipeline.engine.workers.crew import crew_for
from pipeline.fetch.inputs import WebInput, parted
from pipeline.sources import Discovery, Source
from pipeline.sources.permits import ANYTHING, Permits
from schemas.job import IngestJob


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
    files, addresses = permitted(job, permits)
    discovery = None
    if sources is None:
        require_sense(job)  # what may not be looked at is judged first, or the answer would say what is there
        discovery = discovery_of(job, files, started, permits)
    with closing(store_for(job)) as store, closing(crew_for(job, cleaner)) as crew:
        scene, tally = Scene(job, store, crew, started, stop, permits), Tally()
        found = sources if discovery is None else discovery
        if not addresses:
            yield Run(scene, tally, _visits(found or (), scene, tally), discovery)
            return
        from pipeline.engine.web.visit import Web  # the network's libraries are loaded only where they are needed

        with closing(Web(job, addresses, store, tally, started=started, stop=stop)) as web:
            fetched = chain(found or (), web.sources())
            yield Run(scene, tally, _visits(fetched, scene, tally), discovery, web)


def permitted(job: IngestJob, permits: Permits) -> tuple[list[str], list[WebInput]]:
    """Return the inputs that are files and those that are addresses; raise BadUsage where one may not be touched."""
    permits.require_output(job.out)
    files, addresses = parted(job.inputs)
    for given in (*(address.given for address in addresses), *files):
        permits.require_input(given)
    return files, addresses


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


def _visits(sources: Iterable[Source], scene: Scene, tally: Tally) -> Iterator[Visit]:
    planner = Planner(scene.store.ledger, scene.version, scene.job.reprocess, scene.job.max_attempts)
    for source in sources:
        visit = planner.visit(source)
        if isinstance(visit, Visit):
            yield visit
        else:
            tally.unchanged += visit
