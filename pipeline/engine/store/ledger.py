"""The ledger: what is done, kept in SQLite, changed in one transaction for each batch."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from pipeline.engine.store.formats import is_new
from pipeline.errors import OutputFailed
from pipeline.sources.uris import path_of, uri_of

FORMAT = 1
_SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE output (name TEXT PRIMARY KEY, bytes INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE source (
    id INTEGER PRIMARY KEY, uri TEXT NOT NULL UNIQUE, path BLOB NOT NULL, size INTEGER, mtime_ns INTEGER,
    state TEXT NOT NULL, done INTEGER NOT NULL, generation INTEGER NOT NULL, version BLOB NOT NULL,
    attempts INTEGER NOT NULL, trouble TEXT
);
CREATE TABLE record (
    key BLOB PRIMARY KEY, source INTEGER NOT NULL, ordinal INTEGER NOT NULL, digest BLOB NOT NULL,
    revision INTEGER NOT NULL, generation INTEGER NOT NULL, version BLOB NOT NULL, reason TEXT
) WITHOUT ROWID;
CREATE INDEX record_place ON record (source, ordinal);
CREATE INDEX record_reason ON record (reason) WHERE reason IS NOT NULL;
"""


_PLACE = "place"
IDLE_RUNS = "idle_runs"
"""Setting: how many runs in a row brought nothing new."""


PASSED_OVER = "passed_over"
"""Setting: the files that the last run passed over by their names, by ending, as JSON."""


class State(StrEnum):
    """How far a source has been read."""

    STARTED = "started"
    DONE = "done"
    PENDING = "pending"
    FORGOTTEN = "forgotten"
    """Gone before it was read to its end, and not waited for; should it be there again, reading goes on."""


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A source as the ledger knows it. `done` records were seen in this `generation`, its pass over the source."""

    id: int
    uri: str
    path: str
    size: int | None
    mtime_ns: int | None
    state: State
    done: int
    generation: int
    version: bytes
    attempts: int = 0
    trouble: str | None = None


@dataclass(frozen=True, slots=True)
class RecordRow:
    """A record as the ledger knows it; `reason` is None for an article, `version` is of cleaner and settings."""

    key: bytes
    source: int
    ordinal: int
    digest: bytes
    revision: int
    generation: int
    version: bytes
    reason: str | None


class Ledger:
    """Open from construction to `close`; a folder has one, `None` makes one that is forgotten at the end."""

    def __init__(self, path: str | None) -> None:
        self._folder = path and os.path.dirname(os.path.dirname(os.path.realpath(path)))
        self._then: str | None = None
        # An empty name is a database of its own that spills to an unnamed file: memory stays bounded.
        self._base = sqlite3.connect(path or "", isolation_level=None, timeout=30, check_same_thread=False)
        try:
            self._base.execute("PRAGMA synchronous = FULL" if path else "PRAGMA synchronous = OFF")
            # Not WAL: opening it writes two files even where nothing is to be done, and P6 says nothing is written.
            self._base.execute("PRAGMA journal_mode = DELETE" if path else "PRAGMA journal_mode = OFF")
            if is_new(self._base, path or "", FORMAT):
                self._base.executescript(f"BEGIN; {_SCHEMA} PRAGMA user_version = {FORMAT}; COMMIT;")
            self._next_id = 1 + (self._base.execute("SELECT max(id) FROM source").fetchone()[0] or 0)
        except sqlite3.Error as error:
            self._base.close()
            raise OutputFailed(f"the ledger {path!r} cannot be used: {error}") from error
        except OutputFailed:
            self._base.close()
            raise

    @property
    def base(self) -> sqlite3.Connection:
        """The database, for what keeps tables of its own beside the ledger's."""
        return self._base

    def committed(self) -> dict[str, int]:
        """Return the committed size of each output."""
        return dict(self._base.execute("SELECT name, bytes FROM output"))

    def setting(self, key: str) -> str | None:
        """Return what was decided when the folder was made."""
        row = self._base.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return None if row is None else str(row[0])

    def new_id(self) -> int:
        """Return a number no source has yet."""
        self._next_id += 1
        return self._next_id - 1

    def source(self, uri: str) -> SourceRow | None:
        """Return what is known of a source."""
        row = self._base.execute("SELECT * FROM source WHERE uri = ?", (uri,)).fetchone()
        return None if row is None else _source_row(row)

    def source_at(self, path: str, uri: str) -> SourceRow | None:
        """Return what is known of the file at a path under whatever name it was read, `uri` first if several were."""
        if self._then is None:
            self._then = self._places()
        row = self._base.execute(
            "SELECT * FROM source WHERE path IN (?, ?) ORDER BY uri <> ?, id LIMIT 1",
            (os.fsencode(path), os.fsencode(self.path_then(path)), uri),
        ).fetchone()
        return None if row is None else _source_row(row)

    def path_then(self, path: str) -> str:
        """Return where a file lay when the folder was made, if both have been moved since, or copied, together."""
        return _moved(path, self._folder, self._then)

    def unchanged(self, uri: str, size: int | None, mtime_ns: int | None, version: bytes | None) -> int | None:
        """Return how many records a source holds that was read to its end and has not changed, None for any other.

        It is asked for every file of every run: with 100,000 of them half the time of building a row each counts.
        `version` None means that any will do.
        """
        row = self._base.execute(
            "SELECT done, version FROM source WHERE uri = ? AND size = ? AND mtime_ns = ? AND state = 'done'",
            (uri, size, mtime_ns),
        ).fetchone()
        return None if row is None or (version is not None and row[1] != version) else int(row[0])

    def record(self, key: bytes) -> RecordRow | None:
        """Return what is known of a record."""
        row = self._base.execute("SELECT * FROM record WHERE key = ?", (key,)).fetchone()
        return None if row is None else RecordRow(*row)

    def record_at(self, source: int, ordinal: int) -> RecordRow | None:
        """Return the record that stood at this place of a source when it was last read."""
        row = self._base.execute(
            "SELECT * FROM record WHERE source = ? AND ordinal = ? ORDER BY generation DESC LIMIT 1", (source, ordinal)
        ).fetchone()
        return None if row is None else RecordRow(*row)

    def rejected(self, except_reasons: Iterable[str]) -> Iterator[tuple[SourceRow, dict[int, str]]]:
        """Yield each source that has rejects with their places and reasons, leaving out some reasons."""
        left_out = tuple(except_reasons)
        marks = ",".join("?" * len(left_out))
        # A record that is gone from its source keeps the generation it was last met in, and is not tried again.
        current = f"reason IS NOT NULL AND reason NOT IN ({marks}) AND record.generation = source.generation"
        joined = f"FROM record JOIN source ON record.source = source.id WHERE {current}"
        sources = self._base.execute(f"SELECT DISTINCT source.* {joined} ORDER BY source.id", left_out).fetchall()
        for row in sources:
            places = self._base.execute(
                f"SELECT ordinal, reason {joined} AND source.id = ? ORDER BY ordinal",
                (*left_out, row[0]),
            )
            yield _source_row(row), dict(places)

    def unfinished(self) -> list[SourceRow]:
        """Return the sources that were begun and not finished, or could not be read for now."""
        return unfinished_rows(self._base, self._folder)

    def forget(self, rows: Iterable[SourceRow]) -> None:
        """Wait for these sources no more; what was read of them stays."""
        values = [(str(State.FORGOTTEN), row.id) for row in rows]
        if values:
            with self._base:
                self._base.execute("BEGIN IMMEDIATE")
                self._base.executemany("UPDATE source SET state = ?, trouble = NULL WHERE id = ?", values)

    def counts(self) -> dict[str | None, int]:
        """Return how many records there are by reason; None stands for articles."""
        return dict(self._base.execute("SELECT reason, count(*) FROM record GROUP BY reason"))

    def source_counts(self) -> dict[str, int]:
        """Return how many sources there are by state."""
        return dict(self._base.execute("SELECT state, count(*) FROM source GROUP BY state"))

    def has_others(self, version: bytes) -> bool:
        """Tell whether there are sources that another version or other settings have read."""
        return self._base.execute("SELECT 1 FROM source WHERE version <> ? LIMIT 1", (version,)).fetchone() is not None

    def commit(self, records: Iterable[RecordRow], sources: Iterable[SourceRow], sizes: dict[str, int]) -> None:
        """Make all of it true at once, durably."""
        execute, many = self._base.execute, self._base.executemany
        execute("BEGIN IMMEDIATE")
        try:
            many("REPLACE INTO source VALUES (?,?,?,?,?,?,?,?,?,?,?)", map(_source_values, sources))
            many("REPLACE INTO record VALUES (?,?,?,?,?,?,?,?)", map(_record_values, records))
            many("REPLACE INTO output VALUES (?,?)", sizes.items())
            execute("COMMIT")
        except sqlite3.Error:
            if self._base.in_transaction:
                execute("ROLLBACK")
            raise

    def close(self) -> None:
        """Let go of the ledger."""
        self._base.close()

    def decide(self, key: str, value: str) -> None:
        """Write down what holds for this folder from now on; raise OutputFailed where that cannot be done."""
        try:
            self._base.execute("REPLACE INTO meta VALUES (?,?)", (key, value))
        except sqlite3.Error as error:
            raise OutputFailed(f"the ledger cannot be written: {error}; make room, and repeat the run") from error

    def _places(self) -> str:
        """Make paths quick to find, and return where the folder was when it was asked this for the first time."""
        with contextlib.suppress(sqlite3.Error):  # without the index the search is slow, not wrong
            self._base.execute("CREATE INDEX IF NOT EXISTS source_path ON source (path)")
        if self._folder is not None and self.setting(_PLACE) is None:
            self.decide(_PLACE, uri_of(self._folder))  # its bytes need not be UTF-8
        return path_of(self.setting(_PLACE) or "")


def unfinished_rows(base: sqlite3.Connection, folder: str | None) -> list[SourceRow]:
    """Return the sources of a ledger that were begun and not finished, or could not be read for now.

    Of one that was moved together with the `folder` of the ledger, the path is where it lies now.
    """
    then = base.execute("SELECT value FROM meta WHERE key = ?", (_PLACE,)).fetchone()
    rows = base.execute("SELECT * FROM source WHERE state IN (?, ?) ORDER BY id", (State.STARTED, State.PENDING))
    return [_found_again(_source_row(row), path_of(then[0]) if then else None, folder) for row in rows]


def _found_again(row: SourceRow, before: str | None, after: str | None) -> SourceRow:
    now = _moved(row.path, before, after) if os.path.isabs(row.path) else row.path
    return replace(row, path=now) if now != row.path and os.path.lexists(now) else row


def _moved(path: str, before: str | None, after: str | None) -> str:
    """Return where a path leads once it was moved together with a folder, which lay here before and there after."""
    if not before or not after or before == after:
        return path
    return os.path.normpath(os.path.join(after, os.path.relpath(path, before)))


def _source_row(row: tuple[int, str, bytes, int, int, str, int, int, bytes, int, str | None]) -> SourceRow:
    return SourceRow(row[0], row[1], os.fsdecode(row[2]), row[3], row[4], State(row[5]), *row[6:])


def _source_values(row: SourceRow) -> tuple[object, ...]:
    return (
        row.id,
        row.uri,
        os.fsencode(row.path),
        row.size,
        row.mtime_ns,
        str(row.state),
        row.done,
        row.generation,
        row.version,
        row.attempts,
        row.trouble,
    )


def _record_values(row: RecordRow) -> tuple[object, ...]:
    return (
        row.key,
        row.source,
        row.ordinal,
        row.digest,
        row.revision,
        row.generation,
        row.version,
        row.reason,
    )
