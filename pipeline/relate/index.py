"""What is known of the articles of a folder from one relating to the next: one SQLite file, one writer."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass
from hashlib import blake2b

import orjson

from pipeline.engine.store.formats import is_new
from pipeline.engine.store.lock import FolderLock
from pipeline.relate.facts import Facts, as_row, from_row
from pipeline.relate.features import Features
from pipeline.relate.packing import packed, packed_sentences, unpacked
from pipeline.sources.discovery import LEDGER_FOLDER

FILE = "relations.sqlite3"
LOCK = "relations.lock"
FORMAT = 1
METHOD = "1"
"""Changes with whatever changes a feature or an edge: an index by another method is made anew."""

_SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE part (name TEXT PRIMARY KEY, bytes INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE article (
    ordinal INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, digest BLOB NOT NULL, day INTEGER, url TEXT,
    moment TEXT NOT NULL, facts BLOB NOT NULL, features BLOB NOT NULL, sentences BLOB NOT NULL
);
CREATE INDEX article_day ON article (day);
CREATE TABLE block (day INTEGER PRIMARY KEY, key BLOB NOT NULL, edges BLOB NOT NULL);
CREATE TABLE issued (id TEXT PRIMARY KEY, founder TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE furniture (number INTEGER PRIMARY KEY, sentence TEXT NOT NULL);
"""
_AT_A_TIME = 500


@dataclass(frozen=True, slots=True)
class Entry:
    """An article in the index: the place it came at, and what tells whether it is as it was."""

    ordinal: int
    id: str
    digest: bytes
    day: int | None
    url: str | None
    moment: str


class Index:
    """Open and locked from construction to `close`; raises FolderBusy while another relating holds it."""

    def __init__(self, folder: str) -> None:
        hidden = os.path.join(folder, LEDGER_FOLDER)
        path = os.path.join(hidden, FILE)
        with ExitStack() as held:
            held.enter_context(closing(FolderLock(os.path.join(hidden, LOCK), folder)))
            self._base = held.enter_context(closing(sqlite3.connect(path, isolation_level=None, timeout=30)))
            self._base.execute("PRAGMA synchronous = FULL")
            if is_new(self._base, path, FORMAT):
                self._base.executescript(f"BEGIN; {_SCHEMA} PRAGMA user_version = {FORMAT}; COMMIT;")
            if self.setting("method") != METHOD:
                self._begin_anew()
            self._held = held.pop_all()

    def close(self) -> None:
        """Let go of the index."""
        self._held.close()

    def setting(self, key: str) -> str | None:
        """Return a value that was kept."""
        row = self._base.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return None if row is None else str(row[0])

    def keep(self, key: str, value: str) -> None:
        """Keep a value."""
        self._base.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))

    def read(self) -> dict[str, int]:
        """Return how far each file of articles has been read."""
        return dict(self._base.execute("SELECT name, bytes FROM part"))

    def add(self, articles: Sequence[tuple[Facts, Features]], part: str, place: int) -> None:
        """Add articles, in one transaction with how far their file has been read; a later content takes the place."""
        self._base.execute("BEGIN IMMEDIATE")
        for facts, features in articles:
            kept, sentences, row = packed(features), packed_sentences(features), orjson.dumps(as_row(facts))
            digest = blake2b(kept + sentences + row, digest_size=16).digest()
            self._base.execute(
                "INSERT INTO article (id, digest, day, url, moment, facts, features, sentences)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET (digest, day, url, moment, facts,"
                " features, sentences) = (excluded.digest, excluded.day, excluded.url, excluded.moment,"
                " excluded.facts, excluded.features, excluded.sentences)",
                (facts.id, digest, facts.day, facts.url, facts.moment, row, kept, sentences),
            )
        self._base.execute("INSERT OR REPLACE INTO part VALUES (?, ?)", (part, place))
        self._base.execute("COMMIT")

    def entries(self) -> list[Entry]:
        """Return all articles in the order in which they came."""
        rows = self._base.execute("SELECT ordinal, id, digest, day, url, moment FROM article ORDER BY ordinal")
        return [Entry(*row) for row in rows]

    def features(self, ordinals: Sequence[int]) -> list[Features]:
        """Return the features of articles, in the order asked for."""
        found = {
            row[0]: unpacked(row[1], row[2])
            for row in self._rows("SELECT ordinal, features, sentences FROM article WHERE ordinal IN", ordinals)
        }
        return [found[ordinal] for ordinal in ordinals]

    def facts(self, ordinals: Sequence[int]) -> dict[int, Facts]:
        """Return the facts of articles by their ordinals."""
        rows = self._rows("SELECT ordinal, facts FROM article WHERE ordinal IN", ordinals)
        return {row[0]: from_row(orjson.loads(row[1])) for row in rows}

    def sentences(self) -> Iterator[tuple[int, bytes, bytes, str | None]]:
        """Yield ordinal, exact fingerprint, packed sentences and outlet of all articles."""
        rows = self._base.execute(
            "SELECT ordinal, substr(features, 1, 16), sentences, facts ->> '$.publisher' FROM article ORDER BY ordinal"
        )
        yield from rows

    def block(self, day: int) -> tuple[bytes, bytes] | None:
        """Return key and edges of a day, if they were kept."""
        row = self._base.execute("SELECT key, edges FROM block WHERE day = ?", (day,)).fetchone()
        return None if row is None else (row[0], row[1])

    def keep_block(self, day: int, key: bytes, edges: bytes) -> None:
        """Keep the edges of a day, which hold as long as its key does."""
        self._base.execute("INSERT OR REPLACE INTO block VALUES (?, ?, ?)", (day, key, edges))

    def issued(self) -> dict[str, str]:
        """Return every story id that was ever given, with the article it began with."""
        return dict(self._base.execute("SELECT id, founder FROM issued ORDER BY id"))

    def issue(self, stories: Iterable[tuple[str, str]]) -> None:
        """Write down story ids before any file names them."""
        self._base.execute("BEGIN IMMEDIATE")
        self._base.executemany("INSERT OR IGNORE INTO issued VALUES (?, ?)", stories)
        self._base.execute("COMMIT")

    def known_furniture(self) -> dict[int, str]:
        """Return the sentences that were looked up, by their numbers."""
        return dict(self._base.execute("SELECT number, sentence FROM furniture"))

    def know_furniture(self, sentences: Iterable[tuple[int, str]]) -> None:
        """Keep sentences that were looked up."""
        self._base.executemany("INSERT OR REPLACE INTO furniture VALUES (?, ?)", sentences)

    def _rows(self, query: str, ordinals: Sequence[int]) -> Iterator[tuple[int, bytes, bytes]]:
        for start in range(0, len(ordinals), _AT_A_TIME):
            some = ordinals[start : start + _AT_A_TIME]
            yield from self._base.execute(f"{query} ({','.join('?' * len(some))})", some)

    def _begin_anew(self) -> None:
        """Forget all but the ids of stories, which outlive the method."""
        self._base.execute("BEGIN IMMEDIATE")
        for table in ("part", "article", "block", "furniture", "meta"):
            self._base.execute(f"DELETE FROM {table}")  # noqa: S608 - the names stand above
        self._base.execute("INSERT INTO meta VALUES ('method', ?)", (METHOD,))
        self._base.execute("COMMIT")
