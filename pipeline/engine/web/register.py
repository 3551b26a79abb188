"""What is known of addresses: listings, the pages they name, the archives they lie in. Tables beside the ledger's own.

A page is due until it was asked for and something came of it; a listing and the pages it names become known in one
transaction, and so do the pages of a batch and the archive that holds them. A killed run therefore forgets no page and
takes none twice.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from pipeline.fetch.inputs import Lists
from pipeline.fetch.polite import Validators

_SCHEMA = """
CREATE TABLE IF NOT EXISTS listing (
    key TEXT PRIMARY KEY, root TEXT NOT NULL, parent TEXT, lists TEXT NOT NULL, address TEXT NOT NULL,
    stamp INTEGER, read_stamp INTEGER, url TEXT, etag TEXT, modified TEXT, digest BLOB,
    attempts INTEGER NOT NULL DEFAULT 0, not_before REAL NOT NULL DEFAULT 0, trouble TEXT, refused TEXT
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS page (
    id INTEGER PRIMARY KEY, address TEXT NOT NULL UNIQUE, stamp INTEGER, due INTEGER NOT NULL,
    not_before REAL NOT NULL DEFAULT 0, asked REAL, url TEXT, etag TEXT, modified TEXT, digest BLOB,
    attempts INTEGER NOT NULL DEFAULT 0, trouble TEXT
);
CREATE INDEX IF NOT EXISTS page_due ON page (not_before) WHERE due;
CREATE TABLE IF NOT EXISTS entry (listing TEXT NOT NULL, page INTEGER NOT NULL, PRIMARY KEY (listing, page))
    WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS archive (id INTEGER PRIMARY KEY, uri TEXT NOT NULL UNIQUE, name TEXT NOT NULL);
"""
_FROM_ROOTS = (
    "FROM page WHERE id IN (SELECT entry.page FROM entry JOIN listing ON listing.key = entry.listing "
    "WHERE listing.root IN (SELECT value FROM json_each(?)))"
)


@dataclass(frozen=True, slots=True)
class Listing:
    """A feed, a sitemap or a list, as known from earlier runs; `refused` is what its last reject said."""

    key: str
    root: str
    lists: Lists
    address: str
    parent: str | None = None
    stamp: int | None = None
    read_stamp: int | None = None
    validators: Validators = field(default_factory=Validators)
    digest: bytes | None = None
    attempts: int = 0
    not_before: float = 0.0
    trouble: str | None = None
    refused: str | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """An address to be asked for; `digest` is of the body it had when it was last fetched."""

    id: int
    address: str
    validators: Validators
    digest: bytes | None
    attempts: int


@dataclass(frozen=True, slots=True)
class Asked:
    """What is known of a page once it was asked for: it is due again at `not_before`, or no more."""

    page: int
    due: bool
    validators: Validators
    digest: bytes | None
    attempts: int = 0
    not_before: float = 0.0
    trouble: str | None = None


@dataclass(frozen=True, slots=True)
class Count:
    """How many pages the listings of a run name: nothing to do, to be asked for, not yet to be asked for."""

    settled: int
    due: int
    resting: int


class Register:
    """The tables, over the ledger's connection."""

    def __init__(self, base: sqlite3.Connection) -> None:
        self._base = base
        if base.execute("SELECT count(*) FROM sqlite_master WHERE name = 'archive'").fetchone()[0] == 0:
            base.executescript(f"BEGIN; {_SCHEMA} COMMIT;")

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Make all that is written inside true at once, or not at all."""
        self._base.execute("BEGIN IMMEDIATE")
        try:
            yield
            self._base.execute("COMMIT")
        finally:
            if self._base.in_transaction:
                self._base.execute("ROLLBACK")

    def listing(self, key: str) -> Listing | None:
        """Return what is known of a listing."""
        return next(self._listings("key = ?", key), None)

    def below(self, key: str) -> list[Listing]:
        """Return the listings that a listing named when it was last read."""
        return list(self._listings("parent = ?", key))

    def note_listing(self, row: Listing) -> None:
        """Write down what is known of a listing."""
        self._base.execute(
            "REPLACE INTO listing VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
            (
                row.key,
                row.root,
                row.parent,
                str(row.lists),
                row.address,
                row.stamp,
                row.read_stamp,
                row.validators.url,
                row.validators.etag,
                row.validators.modified,
                row.digest,
                row.attempts,
                row.not_before,
                row.trouble,
                row.refused,
            ),
        )

    def note_below(self, parent: Listing, rows: Iterable[Listing]) -> None:
        """Write down which listings a listing names now; what is known of them from before is kept."""
        self._base.execute("UPDATE listing SET parent = NULL WHERE parent = ?", (parent.key,))
        self._base.executemany(
            "INSERT INTO listing (key, root, parent, lists, address, stamp) VALUES (?,?,?,?,?,?) ON CONFLICT (key) "
            "DO UPDATE SET root = excluded.root, parent = excluded.parent, stamp = excluded.stamp WHERE key <> root",
            ((row.key, row.root, row.parent, str(row.lists), row.address, row.stamp) for row in rows),
        )

    def note_entries(self, key: str, pages: Iterable[tuple[str, int | None]], pause_seconds: float) -> None:
        """Write down the pages a listing names now; one is due when it is new, or dated later than ever before.

        What fell off the listing before it was asked for stays due.
        """
        rows = list(pages)
        self._base.execute(
            "DELETE FROM entry WHERE listing = ? AND page NOT IN (SELECT id FROM page WHERE due)", (key,)
        )
        newer = "(asked IS NOT NULL AND ifnull(excluded.stamp > ifnull(stamp, asked), 0))"
        self._base.executemany(
            "INSERT INTO page (address, stamp, due) VALUES (?,?,1) ON CONFLICT (address) DO UPDATE SET "  # noqa: S608
            f"not_before = CASE WHEN NOT due AND {newer} THEN asked + ? ELSE not_before END, due = due OR {newer}, "
            "stamp = max(ifnull(stamp, excluded.stamp), ifnull(excluded.stamp, stamp))",
            ((address, stamp, pause_seconds) for address, stamp in rows),
        )
        self._base.executemany(
            "INSERT OR IGNORE INTO entry SELECT ?, id FROM page WHERE address = ?", ((key, row[0]) for row in rows)
        )

    def make_due(self, roots: str, asked_before: float, troubled_before: float) -> None:
        """Make those pages due again that are still listed and were last asked for before a time.

        For those that were given up, because trouble that may pass did not, it is another time.
        """
        select = f"SELECT id {_FROM_ROOTS} AND NOT due AND asked <= CASE WHEN trouble IS NULL THEN ? ELSE ? END"
        values = (roots, asked_before, max(asked_before, troubled_before))
        if self._base.execute(f"{select} LIMIT 1", values).fetchone():
            self._base.execute(
                f"UPDATE page SET due = 1, not_before = 0, trouble = NULL WHERE id IN ({select})",  # noqa: S608
                values,
            )

    def count(self, roots: str, now: float) -> Count:
        """Return how many pages the listings below `roots` (a JSON array of keys) name, and how many wait."""
        row = self._base.execute(
            "SELECT ifnull(sum(NOT due OR (not_before > ?2 AND asked IS NOT NULL)), 0), "
            "ifnull(sum(due AND not_before <= ?2), 0), "
            f"ifnull(sum(due AND not_before > ?2 AND asked IS NULL), 0) {_FROM_ROOTS.replace('?', '?1')}",
            (roots, now),
        ).fetchone()
        return Count(*row)

    def due(self, roots: str, now: float, most: int) -> list[Page]:
        """Return pages to be asked for, in the order they became known."""
        found = self._base.execute(
            f"SELECT id, address, url, etag, modified, digest, attempts {_FROM_ROOTS} AND due AND not_before <= ? "
            "ORDER BY id LIMIT ?",
            (roots, now, most),
        )
        return [Page(row[0], row[1], Validators(*row[2:5]), row[5], row[6]) for row in found]

    def note_asked(self, rows: Iterable[Asked], now: float) -> None:
        """Write down what came of asking."""
        self._base.executemany(
            "UPDATE page SET due = ?, url = ?, etag = ?, modified = ?, digest = ?, attempts = ?, not_before = ?, "
            "trouble = ?, asked = CASE WHEN ? THEN asked ELSE ? END WHERE id = ?",
            (
                (
                    row.due,
                    row.validators.url,
                    row.validators.etag,
                    row.validators.modified,
                    row.digest,
                    row.attempts,
                    row.not_before,
                    row.trouble,
                    row.due,
                    now,
                    row.page,
                )
                for row in rows
            ),
        )

    def next_archive(self) -> int:
        """Return the number of the next archive."""
        return int(self._base.execute("SELECT ifnull(max(id), 0) + 1 FROM archive").fetchone()[0])

    def note_archive(self, number: int, uri: str, name: str) -> None:
        """Write down that an archive is there."""
        self._base.execute("INSERT INTO archive VALUES (?,?,?)", (number, uri, name))

    def archives(self, *, all_of_them: bool) -> list[tuple[str, str, bool]]:
        """Return URI and name of the archives that are to be read, or of all; and whether they are settled."""
        found = self._base.execute(
            "SELECT archive.uri, name, ifnull(state IN ('done', 'forgotten'), 0) AS settled "
            "FROM archive LEFT JOIN source ON source.uri = archive.uri WHERE ? OR NOT settled ORDER BY archive.id",
            (all_of_them,),
        )
        return [(uri, name, bool(done)) for uri, name, done in found]

    def _listings(self, condition: str, value: str) -> Iterator[Listing]:
        found = self._base.execute(
            "SELECT key, root, lists, address, parent, stamp, read_stamp, url, etag, modified, digest, attempts, "  # noqa: S608
            f"not_before, trouble, refused FROM listing WHERE {condition} ORDER BY key",
            (value,),
        ).fetchall()
        for row in found:
            key, root, lists, address, parent, stamp, read_stamp, url, etag, modified, *rest = row
            validators = Validators(url, etag, modified)
            yield Listing(key, root, Lists(lists), address, parent, stamp, read_stamp, validators, *rest)
