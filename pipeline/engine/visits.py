"""What is to be done about a source in this run: nothing, go on where it was left, or read it from its start."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from dataclasses import dataclass, replace

from pipeline.engine.store.ledger import Ledger, RecordRow, SourceRow, State
from pipeline.sources.found import Refusal, Source, Unit
from pipeline.sources.uris import uri_of
from schemas.settings import Settings
from schemas.version import VERSION


@dataclass(slots=True)
class Visit:
    """A source being read. `row` is as it will be committed; `wanted` limits a retry to some places.

    `skip` counts places already done in this pass. `broken` is set once reading failed for now: nothing of the source
    that comes later may be committed, for what is done is always a prefix.
    """

    source: Source
    row: SourceRow
    skip: int = 0
    compare: bool = False
    redo: bool = False
    wanted: frozenset[int] | None = None
    broken: bool = False
    last_attempt: bool = False

    def moved(self, **changes: object) -> None:
        """Change what will be committed about the source."""
        self.row = replace(self.row, **changes)  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class Step:
    """One place in the order of the run: a unit, a refusal, or (neither) the end of a source, with any `trouble`.

    `before` is the record that stood at this place when the source was last read. `tried` is false where the trouble is
    not the source's own, and so counts as no attempt.
    """

    visit: Visit
    ordinal: int = -1
    unit: Unit | None = None
    refusal: Refusal | None = None
    before: RecordRow | None = None
    trouble: str | None = None
    tried: bool = True

    @property
    def known(self) -> bytes | None:
        """The digest that makes cleaning needless."""
        return None if self.before is None else self.before.digest


def version_key(settings: Settings) -> bytes:
    """Return what stands for this version of the cleaner and these settings in the ledger."""
    return hashlib.sha256(f"{VERSION} {settings.digest()}".encode()).digest()[:8]


@dataclass(frozen=True, slots=True)
class Planner:
    """Decides about sources, by size and time of change alone: no content is read for it."""

    ledger: Ledger
    version: bytes
    reprocess: bool
    max_attempts: int

    def visit(self, source: Source) -> Visit | int:
        """Return how to read a source, or how many records it holds where there is nothing to do."""
        known, unchanged = self._known(source)
        return self._begin(known) if unchanged is None else unchanged

    def is_unchanged(self, source: Source) -> bool:
        """Tell whether there is nothing to do about a source."""
        return self._known(source)[1] is not None

    def _known(self, source: Source) -> tuple[Source, int | None]:
        """Return a source by the name it has in this folder, and its records where there is nothing to do."""
        unchanged = self._unchanged(source)
        if unchanged is not None:
            return source, unchanged
        known = self._by_known_name(source)
        return known, None if known is source else self._unchanged(known)

    def _unchanged(self, source: Source) -> int | None:
        version = self.version if self.reprocess else None
        return self.ledger.unchanged(source.uri, source.size, source.mtime_ns, version)

    def _by_known_name(self, source: Source) -> Source:
        """Return a file by the name an earlier run read it by, in full where another file has its name already."""
        if not os.path.isabs(source.path):
            return source
        row = self.ledger.source_at(source.path, source.uri)
        if row is not None:
            return source if row.uri == source.uri else replace(source, uri=row.uri)
        row = self.ledger.source(source.uri)
        if row is None or not _is_namesake(row, source):
            return source
        return replace(source, uri=uri_of(source.path))

    def _begin(self, source: Source) -> Visit:
        row = self.ledger.source(source.uri)
        if row is None:
            return self._first(source)
        same = row.size == source.size and row.mtime_ns == source.mtime_ns and source.size is not None
        stale = self.reprocess and row.version != self.version
        if same and not stale:
            last = row.attempts + 1 >= self.max_attempts
            return Visit(source, row, skip=row.done, compare=row.generation > 1, last_attempt=last)
        return self.again(source, row, redo=stale)

    def retry(self, row: SourceRow, source: Source, wanted: Iterable[int]) -> Visit:
        """Return how to read the rejects of a source once more."""
        return Visit(source, row, wanted=frozenset(wanted), redo=True, last_attempt=True)

    def _first(self, source: Source) -> Visit:
        row = SourceRow(
            id=self.ledger.new_id(),
            uri=source.uri,
            path=source.path,
            size=source.size,
            mtime_ns=source.mtime_ns,
            state=State.STARTED,
            done=0,
            generation=1,
            version=self.version,
        )
        return Visit(source, row, last_attempt=self.max_attempts <= 1)

    def again(self, source: Source, row: SourceRow, *, redo: bool = False) -> Visit:
        """Return how to read a source from its start, taking only what differs from the last time."""
        fresh = replace(
            row,
            path=source.path,
            size=source.size,
            mtime_ns=source.mtime_ns,
            state=State.STARTED,
            done=0,
            generation=row.generation + 1,
            version=self.version,
            attempts=0,
            trouble=None,
        )
        return Visit(source, fresh, compare=True, redo=redo, last_attempt=self.max_attempts <= 1)


def _is_namesake(row: SourceRow, source: Source) -> bool:
    """Tell whether a file known by this name is another one, of the same name in another folder, and still there.

    One that is gone was moved here; one that a link leads to is what the link's name stands for now.
    """
    end = f"/{source.uri}"
    return row.path.endswith(end) and source.path.endswith(end) and os.path.lexists(row.path)
