"""The inputs of a run that are addresses: listings are read, due pages fetched, and handed on as archives.

What is fetched goes into WARC files of the output folder first, and the run then reads those as it reads any other
file. So a page is fetched once even where the run is killed before it is cleaned, and can be cleaned again for ever.
"""

from __future__ import annotations

import hashlib
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace

from pipeline.engine.scribe import Tally
from pipeline.engine.store.folder import Store, writing
from pipeline.engine.web.listings import Given, Listings
from pipeline.engine.web.register import Asked, Page, Register
from pipeline.engine.web.shelf import Shelf
from pipeline.engine.web.trip import Taken, Trip, rest_after, validators_of
from pipeline.errors import BadUsage, Reject
from pipeline.fetch.client import Client, user_agent
from pipeline.fetch.inputs import WebInput
from pipeline.fetch.polite import Validators, Visitor
from pipeline.fetch.verdicts import Answer, Halted, NotNow, Refused
from pipeline.sources.bodies import decoded
from pipeline.sources.found import Source
from schemas.job import IngestJob
from schemas.rejection import Reason

# What a kill costs at most: so many pages, or the pages of so many seconds, are fetched again.
_BATCH_PAGES = 32
_BATCH_SECONDS = 30.0
_BATCH_BYTES = 16 * 1024 * 1024
_ROUND_PAGES = 10_000
_DAY_SECONDS = 86_400.0

_Verdict = Answer | Refused | NotNow | Halted


class Web:
    """The addresses of a job. Iterate `sources` once; what could not be fetched is counted in the run's tally."""

    def __init__(
        self,
        job: IngestJob,
        inputs: list[WebInput],
        store: Store,
        tally: Tally,
        *,
        started: float,
        stop: Callable[[], bool],
    ) -> None:
        if job.out == "-":
            raise BadUsage("what is fetched is kept in the output folder: name one with --out")
        self._given = Given(inputs)
        halt = threading.Event()
        with writing(job.out):
            register = Register(store.ledger.base)
        shelf = Shelf(job.out, register, user_agent(job.fetch.contact))
        visitor = Visitor(Client(job.fetch, halt), job.fetch, halt)
        self._trip = Trip(job, started, register, shelf, visitor, tally, stop, halt)

    def close(self) -> None:
        """End every request at once."""
        self._trip.halt.set()

    def warnings(self) -> list[str]:
        """Return one sentence for each thing a person should know."""
        return [f"{count} {what}" for what, count in sorted(self._trip.told.items())]

    def sources(self) -> Iterator[Source]:
        """Yield the archives of earlier runs that are not read to their end, then new ones as they fill."""
        trip, fetch, roots = self._trip, self._trip.job.fetch, self._given.roots
        yield from trip.shelf.unread(all_of_them=trip.job.reprocess)
        yield from Listings(trip, self._given).refusals()
        asked_before = -1.0 if fetch.refetch_days is None else trip.now - _DAY_SECONDS * fetch.refetch_days
        with trip.noting() as register:
            register.make_due(roots, asked_before, trip.now - _DAY_SECONDS)
        count = trip.register.count(roots, trip.now)
        trip.tally.unchanged += count.settled
        trip.tally.pending += count.resting
        asked = 0
        wanted = min(count.due, fetch.max_pages or count.due)
        while asked < wanted and not trip.stop():
            pages = trip.register.due(roots, trip.now, min(_ROUND_PAGES, wanted - asked))
            asked += len(pages)
            yield from self._fetched(pages)
        if not trip.stop():
            trip.tally.pending += count.due - asked

    def _fetched(self, pages: list[Page]) -> Iterator[Source]:
        """Ask for pages; yield an archive for every batch of them that holds anything new."""
        batch: list[tuple[Page, _Verdict]] = []
        size = 0
        begun = time.monotonic()
        results = self._trip.crowd(pages, lambda page: page.address, self._asked)
        with closing(results):
            for page, result in results:
                batch.append((page, result))
                size += len(result.body) if isinstance(result, Answer) else 0
                late = time.monotonic() - begun > _BATCH_SECONDS
                if len(batch) >= _BATCH_PAGES or size >= _BATCH_BYTES or late:
                    yield from self._settled(batch)
                    batch, size, begun = [], 0, time.monotonic()
        yield from self._settled(batch)

    def _settled(self, batch: list[tuple[Page, _Verdict]]) -> Iterator[Source]:
        """Write down what became of a batch; yield the archive with what is new in it."""
        taken: list[Taken] = []
        asked: list[Asked] = []
        for page, result in sorted(batch, key=lambda pair: pair[0].id):
            if isinstance(result, Halted):
                continue
            if isinstance(result, NotNow):
                again = self._again(page, result)
                if again is not None:
                    self._trip.tally.pending += 1
                    asked.append(again)
                    continue
                trouble = result.detail
                result = Refused(Reason.UNREADABLE, f"{trouble}; tried in {page.attempts + 1} runs")
                now_known = replace(_known(page, result), trouble=trouble)
            else:
                now_known = _known(page, result, self._trip.job.settings.max_record_bytes)
            asked.append(now_known)
            if _is_kept(page, result):
                self._trip.told["pages fetched before could not be fetched again; what was read then is kept"] += 1
            if _is_kept(page, result) or (page.digest is not None and page.digest == now_known.digest):
                self._trip.tally.unchanged += 1
            else:
                taken.append((page.address, result))
        if taken:
            yield self._trip.shelf.put(taken, self._trip.now, asked=asked)
        elif asked:
            with self._trip.noting() as register:
                register.note_asked(asked, self._trip.now)

    def _again(self, page: Page, trouble: NotNow) -> Asked | None:
        """Return what is known of a page that is asked for again in a later run, None where it was the last time."""
        attempts = page.attempts + trouble.tried
        if attempts >= self._trip.job.max_attempts:
            return None
        not_before = self._trip.now + rest_after(trouble, attempts)
        return Asked(page.id, True, page.validators, page.digest, attempts, not_before, trouble.detail)

    def _asked(self, page: Page) -> _Verdict:
        """Ask for a page; this runs in a thread and touches no table."""
        return self._trip.visitor.outcome(page.address, page.validators, self._trip.job.fetch.max_page_bytes)


def _known(page: Page, result: Answer | Refused, max_bytes: int = 0) -> Asked:
    """Return what is known of a page from now on."""
    if isinstance(result, Refused) or _is_kept(page, result):
        return Asked(page.id, False, page.validators, page.digest)
    if result.status == 304:
        return Asked(page.id, False, page.validators, page.digest)
    if not 200 <= result.status < 300:
        return Asked(page.id, False, Validators(), None)
    try:
        body = decoded(result.body, result.header("content-encoding") or "", max_bytes)
    except Reject:
        body = result.body
    return Asked(page.id, False, validators_of(result), hashlib.sha256(body).digest())


def _is_kept(page: Page, result: Answer | Refused) -> bool:
    """Tell whether a page could not be fetched again that was fetched before: a page taken down is no reject."""
    if page.digest is None:
        return False
    return isinstance(result, Refused) or (result.status != 304 and not 200 <= result.status < 300)
