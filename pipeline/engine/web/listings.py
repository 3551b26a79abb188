"""The listings of a run: feeds, sitemaps and lists are read, and the pages they name become known."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace

from pipeline.engine.web.register import Listing
from pipeline.engine.web.trip import Trip, rest_after, validators_of
from pipeline.errors import BadUsage
from pipeline.fetch.canonical import canonical_url, joined
from pipeline.fetch.entries import Entries, NoListing
from pipeline.fetch.inputs import Lists, WebInput
from pipeline.fetch.polite import Validators
from pipeline.fetch.reading import entries_of
from pipeline.fetch.sitemaps import list_entries
from pipeline.fetch.verdicts import Answer, Halted, NotNow, Refused
from pipeline.sources.found import Source
from pipeline.sources.opening import Passing, Unreadable, open_regular
from pipeline.sources.uris import uri_of
from schemas.addresses import is_signed, shown
from schemas.rejection import Reason

_DEEPEST_SITEMAP = 3
# The listing of the pages that are inputs themselves.
_GIVEN = "page+"


@dataclass(frozen=True, slots=True)
class _Read:
    """A listing that was asked for: `entries` is None where it is as it was."""

    validators: Validators
    digest: bytes | None
    entries: Entries | None


class Given:
    """The inputs of a job that are addresses, checked; raise BadUsage for one that is none."""

    def __init__(self, inputs: list[WebInput]) -> None:
        self.listings = [_root(given) for given in inputs if given.lists is not Lists.PAGE]
        self.pages = [_page(given) for given in inputs if given.lists is Lists.PAGE]

    @property
    def roots(self) -> str:
        """The keys of the listings, as a JSON array."""
        return json.dumps([root.key for root in self.listings] + [_GIVEN] * bool(self.pages))


class Listings:
    """Reads listings. Iterate `refusals` once; afterwards the register knows what they name."""

    def __init__(self, trip: Trip, given: Given) -> None:
        self._trip = trip
        self._given = given

    def refusals(self) -> Iterator[Source]:
        """Read the listings, an index before what it names; yield an archive where one is refused."""
        self._note_local(_GIVEN, Lists.PAGE, self._given.pages)
        level = []
        for root in self._given.listings:
            if root.lists is Lists.FILE:
                self._note_local(root.key, root.lists, self._links_of(root))
            else:
                level.append(self._trip.register.listing(root.key) or root)
        for _ in range(_DEEPEST_SITEMAP):
            refused: list[tuple[Listing, Refused]] = []
            below: dict[str, Listing] = {}
            waiting = [row for row in level if row.not_before > self._trip.now]
            self._trip.tally.pending += len(waiting)
            ready = [row for row in level if row.not_before <= self._trip.now]
            results = self._trip.crowd(ready, lambda row: row.address, self._read)
            with closing(results):
                for row, result in results:
                    refused += self._take(row, result)
                    below.update((child.key, child) for child in self._trip.register.below(row.key))
            if refused:
                taken = [(row.address, verdict) for row, verdict in refused]
                yield self._trip.shelf.put(taken, self._trip.now, listings=[row for row, _ in refused])
            level = [row for row in below.values() if row.stamp is None or row.stamp != row.read_stamp]

    def _read(self, row: Listing) -> _Read | Refused | NotNow | Halted:
        """Ask for a listing; this runs in a thread and touches no table."""
        limit = self._trip.job.fetch.max_listing_bytes
        answer = self._trip.visitor.outcome(row.address, row.validators, limit)
        if not isinstance(answer, Answer):
            return answer
        if answer.status == 304 and row.digest is not None:
            return _Read(row.validators, row.digest, None)
        if answer.status != 200:
            return Refused(Reason.HTTP_STATUS, f"the server answered {answer.status}")
        digest = hashlib.sha256(answer.body).digest()
        validators = validators_of(answer)
        if digest == row.digest:
            return _Read(validators, digest, None)
        try:
            entries = entries_of(row.lists, answer, limit)
        except (Refused, NotNow) as verdict:
            return verdict
        return _Read(validators, digest, entries)

    def _take(self, row: Listing, result: _Read | Refused | NotNow | Halted) -> list[tuple[Listing, Refused]]:
        """Write down what a listing says; return its refusal where it is a new one, to be written down with it."""
        if isinstance(result, Halted):
            return []
        if isinstance(result, NotNow):
            attempts = row.attempts + result.tried
            if attempts < self._trip.job.max_attempts:
                self._trip.tally.pending += 1
                not_before = self._trip.now + rest_after(result, attempts)
                self._note(replace(row, attempts=attempts, not_before=not_before, trouble=result.detail))
                return []
            result = Refused(Reason.UNREADABLE, f"{result.detail}; tried in {self._trip.job.max_attempts} runs")
            row = replace(row, attempts=attempts - 1)
        if isinstance(result, Refused):
            said = f"{result.reason}: {result.detail}"
            if said == row.refused:
                self._trip.tally.unchanged += 1
                return []
            return [(replace(row, trouble=None, not_before=0.0, refused=said), result)]
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
        with self._trip.noting() as register:
            register.note_listing(row)
            if entries is not None:
                base = row.validators.url or row.address
                pages = self._pages_of(base, entries)
                register.note_entries(row.key, pages.items(), self._trip.job.fetch.refetch_pause_seconds)
                register.note_below(row, self._children(row, base, entries))

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
            self._trip.told["entries of listings name no web address"] += odd
        if entries.cut:
            self._trip.told["listings name more than 50,000 addresses; the first were taken"] += 1
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
        known = self._trip.register.listing(key) or Listing(key, key, lists, key)
        if known.digest != digest:
            with self._trip.noting() as register:
                register.note_listing(replace(known, digest=digest))
                register.note_entries(key, dict.fromkeys(addresses).items(), 0.0)

    def _links_of(self, root: Listing) -> list[str]:
        """Return the addresses of a list that is a file; raise BadUsage for one that cannot be read."""
        limit = self._trip.job.fetch.max_listing_bytes
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
        raise BadUsage(f"{ascii(shown(given.given))[1:-1]} is no web address; check its spelling")
    if is_signed(address):
        raise BadUsage(
            f"{ascii(shown(given.given))[1:-1]} was given with a signature, which would stand in the ledger and in the "
            "records: name the object in its store (s3://bucket/...), with the credentials in the environment"
        )
    return address
