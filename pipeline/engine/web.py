"""The inputs of a run that are addresses: listings are read, due pages fetched, and handed on as archives.

What is fetched goes into WARC files of the output folder first, and the run then reads those as it reads any other
file. So a page is fetched once even where the run is killed before it is cleaned, and can be cleaned again for ever.
"""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace

from pipeline.engine.durable import replace_file, sync_folder
from pipeline.engine.folder import Store, failed
from pipeline.engine.register import Asked, Listing, Page, Register
from pipeline.engine.scribe import Tally
from pipeline.errors import BadUsage, Reject
from pipeline.fetch.archive import archive
from pipeline.fetch.canonical import canonical_url, host_of, joined
from pipeline.fetch.client import Client, user_agent
from pipeline.fetch.connection import Resolver, resolved
from pipeline.fetch.crowd import crowd
from pipeline.fetch.entries import Entries, NoListing
from pipeline.fetch.inputs import Lists, WebInput
from pipeline.fetch.polite import Validators, Visitor
from pipeline.fetch.reading import entries_of
from pipeline.fetch.sitemaps import list_entries
from pipeline.fetch.verdicts import Answer, Halted, NotNow, Refused
from pipeline.sources.bodies import decoded
from pipeline.sources.found import Source
from pipeline.sources.kinds import format_of
from pipeline.sources.opening import Passing, Unreadable, open_regular
from pipeline.sources.uris import uri_of
from schemas.job import IngestJob
from schemas.rejection import Reason

ARCHIVES = "warc"
_BATCH_PAGES = 32
_BATCH_BYTES = 16 * 1024 * 1024
_BATCH_SECONDS = 10.0
_ROUND_PAGES = 10_000
_DEEPEST_SITEMAP = 3

_Verdict = Answer | Refused | NotNow | Halted


@dataclass(frozen=True, slots=True)
class _Read:
    """A listing that was asked for: `entries` is None where it is as it was."""

    validators: Validators
    digest: bytes | None
    entries: Entries | None


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
        resolve: Resolver = resolved,
    ) -> None:
        if job.out == "-":
            raise BadUsage("what is fetched is kept in the output folder: name one with --out")
        self._job = job
        self._tally = tally
        self._now = started
        self._stop = stop
        self._folder = os.path.abspath(job.out)
        self._halt = threading.Event()
        self._roots = [_root(given) for given in inputs if given.lists is not Lists.PAGE]
        self._pages = [_page(given) for given in inputs if given.lists is Lists.PAGE]
        self._visitor = Visitor(Client(job.fetch, self._halt, resolve), job.fetch, self._halt)
        self._told: Counter[str] = Counter()
        with self._writing():
            self._register = Register(store.ledger.base)

    def close(self) -> None:
        """End every request at once."""
        self._halt.set()

    def warnings(self) -> list[str]:
        """Return one sentence for each thing a person should know."""
        return [f"{count} {what}" for what, count in sorted(self._told.items())]

    def sources(self) -> Iterator[Source]:
        """Yield the archives of earlier runs that are not read to their end, then new ones as they fill."""
        for uri, name, done in self._register.archives(all_of_them=self._job.reprocess):
            if not done or os.path.exists(os.path.join(self._folder, ARCHIVES, name)):
                yield self._source(uri, name)
        yield from self._listings()
        roots = json.dumps([root.key for root in self._roots] + [_GIVEN] * bool(self._pages))
        if self._job.fetch.refetch_days is not None:
            with self._writing(), self._register.writing():
                self._register.make_due(roots, self._now - 86_400 * self._job.fetch.refetch_days)
        count = self._register.count(roots, self._now)
        self._tally.unchanged += count.settled
        self._tally.pending += count.resting
        asked = 0
        wanted = min(count.due, self._job.fetch.max_pages or count.due)
        while asked < wanted and not self._stop():
            pages = self._register.due(roots, self._now, min(_ROUND_PAGES, wanted - asked))
            asked += len(pages)
            yield from self._fetched(pages)
        if not self._stop():
            self._tally.pending += count.due - asked

    def _listings(self) -> Iterator[Source]:
        """Read the listings, an index before what it names; yield an archive where one is refused."""
        self._note_local(_GIVEN, Lists.PAGE, self._pages)
        level = []
        for root in self._roots:
            if root.lists is Lists.FILE:
                self._note_local(root.key, root.lists, self._links_of(root))
            else:
                level.append(self._register.listing(root.key) or root)
        for _ in range(_DEEPEST_SITEMAP):
            refused: list[tuple[str, Answer | Refused]] = []
            below: dict[str, Listing] = {}
            waiting = [row for row in level if row.not_before > self._now]
            self._tally.pending += len(waiting)
            results = crowd(
                [row for row in level if row.not_before <= self._now],
                lambda row: host_of(row.address),
                self._read,
                threads=self._job.fetch.hosts_at_once,
                halt=self._halt,
                stop=self._stop,
            )
            with closing(results):
                for row, result in results:
                    refused += self._take_listing(row, result)
                    below.update((child.key, child) for child in self._register.below(row.key))
            if refused:
                yield self._archived(refused, [])
            level = [row for row in below.values() if row.stamp is None or row.stamp != row.read_stamp]

    def _read(self, row: Listing) -> _Read | Refused | NotNow | Halted:
        """Ask for a listing; this runs in a thread and touches no table."""
        limit = self._job.fetch.max_listing_bytes
        answer = self._visitor.outcome(row.address, row.validators, limit)
        if not isinstance(answer, Answer):
            return answer
        if answer.status == 304 and row.digest is not None:
            return _Read(row.validators, row.digest, None)
        if answer.status != 200:
            return Refused(Reason.HTTP_STATUS, f"the server answered {answer.status}")
        digest = hashlib.sha256(answer.body).digest()
        validators = _validators(answer)
        if digest == row.digest:
            return _Read(validators, digest, None)
        try:
            entries = entries_of(row.lists, answer, limit)
        except Refused as verdict:
            return verdict
        return _Read(validators, digest, entries)

    def _take_listing(
        self, row: Listing, result: _Read | Refused | NotNow | Halted
    ) -> list[tuple[str, Answer | Refused]]:
        """Write down what a listing says; return its refusal where it is a new one."""
        if isinstance(result, Halted):
            return []
        if isinstance(result, NotNow):
            attempts = row.attempts + result.tried
            if attempts < self._job.max_attempts:
                self._tally.pending += 1
                not_before = self._now + result.wait_seconds if result.wait_seconds else 0.0
                self._note(replace(row, attempts=attempts, not_before=not_before, trouble=result.detail))
                return []
            result = Refused(Reason.UNREADABLE, f"{result.detail}; tried in {self._job.max_attempts} runs")
            row = replace(row, attempts=attempts - 1)
        if isinstance(result, Refused):
            said = f"{result.reason}: {result.detail}"
            if said == row.refused:
                self._tally.unchanged += 1
                return []
            self._note(replace(row, trouble=None, not_before=0.0, refused=said))
            return [(row.address, result)]
        known = replace(
            row,
            validators=result.validators,
            digest=result.digest,
            read_stamp=row.stamp,
            attempts=0,
            not_before=0.0,
            trouble=None,
            refused=None,
        )
        if known != row or result.entries is not None:
            self._note(known, result.entries)
        return []

    def _note(self, row: Listing, entries: Entries | None = None) -> None:
        with self._writing(), self._register.writing():
            self._register.note_listing(row)
            if entries is not None:
                base = row.validators.url or row.address
                pages = self._pages_of(base, entries)
                self._register.note_entries(row.key, pages.items(), self._job.fetch.refetch_pause_seconds)
                self._register.note_below(row, self._children(row, base, entries))

    def _pages_of(self, base: str, entries: Entries) -> dict[str, int | None]:
        """Return the pages a listing names, each once, by their canonical addresses."""
        pages: dict[str, int | None] = {}
        odd = entries.without_link
        for entry in entries.pages:
            address = joined(base, entry.link)
            if address is None:
                odd += 1
            else:
                pages[address] = max(entry.stamp or 0, pages.get(address) or 0) or None
        if odd:
            self._told["entries of listings name no web address"] += odd
        if entries.cut:
            self._told["listings name more than 50,000 addresses; the first were taken"] += 1
        return pages

    def _children(self, row: Listing, base: str, entries: Entries) -> Iterator[Listing]:
        for entry in entries.listings:
            address = joined(base, entry.link)
            if address is not None:
                key = f"{Lists.SITEMAP}+{address}"
                yield Listing(key, row.root, Lists.SITEMAP, address, parent=row.key, stamp=entry.stamp)

    def _note_local(self, key: str, lists: Lists, addresses: list[str]) -> None:
        """Write down the addresses a person gave, where they are not those of the last run."""
        digest = hashlib.sha256("\n".join(addresses).encode()).digest()
        known = self._register.listing(key) or Listing(key, key, lists, key)
        if known.digest != digest:
            with self._writing(), self._register.writing():
                self._register.note_listing(replace(known, digest=digest))
                self._register.note_entries(key, dict.fromkeys(addresses).items(), 0.0)

    def _links_of(self, root: Listing) -> list[str]:
        """Return the addresses of a list that is a file; raise BadUsage for one that cannot be read."""
        limit = self._job.fetch.max_listing_bytes
        try:
            with open_regular(root.address) as file:
                body = file.read(limit + 1)
            if len(body) > limit:
                raise NoListing(f"it has more than {limit} bytes")
            entries = list_entries(body)
        except (Unreadable, Passing) as verdict:
            raise BadUsage(f"{root.key}: {verdict.detail}") from verdict
        except NoListing as verdict:
            raise BadUsage(f"{root.key}: {verdict}") from verdict
        return list(self._pages_of("", entries))

    def _fetched(self, pages: list[Page]) -> Iterator[Source]:
        """Ask for pages; yield an archive for every batch of them that holds anything new."""
        batch: list[tuple[Page, _Verdict]] = []
        size = 0
        begun = time.monotonic()
        results = crowd(
            pages,
            lambda page: host_of(page.address),
            lambda page: self._visitor.outcome(page.address, page.validators, self._job.fetch.max_page_bytes),
            threads=self._job.fetch.hosts_at_once,
            halt=self._halt,
            stop=self._stop,
        )
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
        taken: list[tuple[str, Answer | Refused]] = []
        asked: list[Asked] = []
        for page, result in sorted(batch, key=lambda pair: pair[0].id):
            if isinstance(result, Halted):
                continue
            if isinstance(result, NotNow):
                again = self._again(page, result)
                if again is not None:
                    self._tally.pending += 1
                    asked.append(again)
                    continue
                result = Refused(Reason.UNREADABLE, f"{result.detail}; tried in {page.attempts + 1} runs")
            now_known = _known(page, result, self._job.settings.max_record_bytes)
            asked.append(now_known)
            if _is_kept(page, result):
                self._told["pages fetched before could not be fetched again; what was read then is kept"] += 1
            if _is_kept(page, result) or (page.digest is not None and page.digest == now_known.digest):
                self._tally.unchanged += 1
            else:
                taken.append((page.address, result))
        if taken:
            yield self._archived(taken, asked)
        elif asked:
            with self._writing(), self._register.writing():
                self._register.note_asked(asked, self._now)

    def _again(self, page: Page, trouble: NotNow) -> Asked | None:
        """Return what is known of a page that is asked for again in a later run, None where it was the last time."""
        attempts = page.attempts + trouble.tried
        if attempts >= self._job.max_attempts:
            return None
        not_before = self._now + max(1.0, trouble.wait_seconds)
        return Asked(page.id, True, page.validators, page.digest, attempts, not_before, trouble.detail)

    def _archived(self, taken: Iterable[tuple[str, Answer | Refused]], asked: list[Asked]) -> Source:
        """Put what was fetched into a file, and write down in one transaction that it is there."""
        data = archive(taken, user_agent(self._job.fetch.contact))
        with self._writing():
            number = self._register.next_archive()
            name = f"{number:06}.warc.gz"
            folder = os.path.join(self._folder, ARCHIVES)
            if not os.path.isdir(folder):
                os.mkdir(folder)
                sync_folder(self._folder)
            replace_file(os.path.join(folder, name), data)
            uri = uri_of(os.path.join(self._job.out, ARCHIVES, name))
            with self._register.writing():
                self._register.note_archive(number, uri, name)
                self._register.note_asked(asked, self._now)
        return self._source(uri, name)

    def _source(self, uri: str, name: str) -> Source:
        path = os.path.join(self._folder, ARCHIVES, name)
        try:
            found = os.stat(path)
        except OSError:  # reading it will say so
            return Source(uri, path, format_of(name))
        return Source(uri, path, format_of(name), found.st_size, found.st_mtime_ns)

    @contextmanager
    def _writing(self) -> Iterator[None]:
        try:
            yield
        except (OSError, sqlite3.Error) as error:
            raise failed(self._folder, error) from error


_GIVEN = "page+"


def _root(given: WebInput) -> Listing:
    if given.lists is Lists.FILE:
        path = os.path.realpath(given.address)
        if not os.path.exists(path):
            raise BadUsage(f"there is no file {ascii(given.address)[1:-1]}; check the name")
        key = f"{Lists.FILE}:{uri_of(path)}"
        return Listing(key, key, Lists.FILE, path)
    address = _page(given)
    key = f"{given.lists}+{address}"
    return Listing(key, key, given.lists, address)


def _page(given: WebInput) -> str:
    address = canonical_url(given.address)
    if address is None:
        raise BadUsage(f"{ascii(given.given)[1:-1]} is no web address; check its spelling")
    return address


def _validators(answer: Answer) -> Validators:
    return Validators(answer.url, answer.header("etag"), answer.header("last-modified"))


def _known(page: Page, result: Answer | Refused, max_bytes: int) -> Asked:
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
    return Asked(page.id, False, _validators(result), hashlib.sha256(body).digest())


def _is_kept(page: Page, result: Answer | Refused) -> bool:
    """Tell whether a page could not be fetched again that was fetched before: a page taken down is no reject."""
    if page.digest is None:
        return False
    return isinstance(result, Refused) or (result.status != 304 and not 200 <= result.status < 300)
