"""The root of a run on a cluster: which shard an input belongs to, for good, and which shards are done."""

from __future__ import annotations

import contextlib
import json
import os
import pickle
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace

from pipeline.engine.store.card import publish_card
from pipeline.engine.store.durable import replace_file
from pipeline.engine.store.folder import (
    LEDGER_FILE,
    ROOT_FILE,
    ROOT_FORMAT,
    failed,
    publish_account,
    read_only,
    settled_compression,
)
from pipeline.engine.store.formats import is_new
from pipeline.engine.store.lock import FolderLock
from pipeline.errors import BadUsage, OutputFailed
from pipeline.sources import Source
from pipeline.sources.discovery import LEDGER_FOLDER
from pipeline.sources.uris import uri_of
from schemas.report import RunReport

MANIFEST = "manifest.json"
SHARDS = "shards"

_SCHEMA = """
CREATE TABLE source (
    uri TEXT PRIMARY KEY, shard INTEGER NOT NULL, size INTEGER, mtime_ns INTEGER, version BLOB,
    done INTEGER NOT NULL DEFAULT 0, state TEXT NOT NULL DEFAULT 'new'
) WITHOUT ROWID;
CREATE TABLE shard (
    number INTEGER PRIMARY KEY, inputs INTEGER NOT NULL DEFAULT 0, commits INTEGER NOT NULL DEFAULT 0,
    articles INTEGER NOT NULL DEFAULT 0, rejects INTEGER NOT NULL DEFAULT 0, sizes TEXT NOT NULL DEFAULT '{}'
);
CREATE TABLE due (uri TEXT PRIMARY KEY, shard INTEGER NOT NULL, source BLOB NOT NULL) WITHOUT ROWID;
CREATE INDEX due_shard ON due (shard);
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
"""


@dataclass(frozen=True, slots=True)
class Plan:
    """What a run over a root has to do."""

    shards: int
    inputs: int
    bytes: int
    unchanged_inputs: int
    unchanged_records: int


class Root:
    """A root of shards, locked from construction until `close`."""

    def __init__(self, path: str, *, compress: bool) -> None:
        self.path = os.path.abspath(path)
        hidden = os.path.join(self.path, LEDGER_FOLDER)
        if os.path.exists(os.path.join(hidden, LEDGER_FILE)):
            raise BadUsage(f"{path!r} was written without a cluster; name another --out for shards")
        with contextlib.ExitStack() as held:
            try:
                os.makedirs(hidden, exist_ok=True)
                held.enter_context(closing(FolderLock(os.path.join(hidden, "lock"), path)))
                self._base = held.enter_context(closing(_opened(os.path.join(hidden, ROOT_FILE))))
                self.is_compressed = settled_compression(self, self.path, compress=compress)
                publish_card(self.path, compressed=self.is_compressed, part=f"{SHARDS}/*/")
            except (OSError, sqlite3.Error) as error:
                raise failed(path, error) from error
            self._held = held.pop_all()

    def plan(self, sources: Iterable[Source], *, shard_inputs: int, version: bytes | None) -> Plan:
        """Give every input that is new a shard, and write down which inputs are due.

        The shard of an input never changes, and is durable before anything is written for it. `version` None means
        that inputs done by any version are done.
        """
        try:
            return self._planned(sources, shard_inputs, version)
        except sqlite3.Error as error:
            raise failed(self.path, error) from error

    def _planned(self, sources: Iterable[Source], shard_inputs: int, version: bytes | None) -> Plan:
        one = self._base.execute
        unchanged = records = size = 0
        number, room = self._open_shard(shard_inputs)
        one("BEGIN IMMEDIATE")
        one("DELETE FROM due")
        for source in sources:
            row = self._row(source)
            source = source if row is None else replace(source, uri=row[0])
            if row is not None and _is_done(row, source, version):
                unchanged += 1
                records += row[5]
                continue
            if row is None:
                number, room = (number, room - 1) if room else (number + 1, shard_inputs - 1)
                one("INSERT INTO source (uri, shard) VALUES (?,?)", (source.uri, number))
                one("INSERT OR IGNORE INTO shard (number) VALUES (?)", (number,))
            shard = number if row is None else row[1]
            size += source.size or 0
            # Another machine numbers the devices of a shared file system otherwise.
            anywhere = pickle.dumps(replace(source, identity=None))
            one("REPLACE INTO due VALUES (?,?,?)", (source.uri, shard, anywhere))
        one("COMMIT")
        shards, inputs = one("SELECT count(DISTINCT shard), count(*) FROM due").fetchone()
        return Plan(shards, inputs, size, unchanged, records)

    def due(self) -> Iterator[tuple[int, list[Source]]]:
        """Yield each shard that has something to do, with those of its inputs that are due."""
        for (number,) in self._base.execute("SELECT DISTINCT shard FROM due ORDER BY shard").fetchall():
            rows = self._base.execute("SELECT source FROM due WHERE shard = ? ORDER BY uri", (number,))
            # Our own rows, of this very run: `plan` has just written them.
            yield number, [pickle.loads(row) for (row,) in rows]  # noqa: S301

    def folder(self, number: int) -> str:
        """Return the output folder of a shard."""
        return os.path.join(self.path, SHARDS, f"{number:05}")

    def committed(self) -> list[int]:
        """Return the shards that count."""
        found = self._base.execute("SELECT number FROM shard WHERE commits > 0 ORDER BY number")
        return [number for (number,) in found]

    def shards(self) -> list[int]:
        """Return all shards, those that were begun and do not count yet among them."""
        return [number for (number,) in self._base.execute("SELECT number FROM shard ORDER BY number")]

    def is_due(self, uri: str) -> bool:
        """Tell whether this run had an input to do."""
        return self._base.execute("SELECT 1 FROM due WHERE uri = ?", (uri,)).fetchone() is not None

    def commits(self) -> int:
        """Return how many times a shard was committed."""
        return int(self._base.execute("SELECT sum(commits) FROM shard").fetchone()[0] or 0)

    def commit(self, number: int) -> None:
        """Write down in one transaction what a shard's own ledger says of its inputs."""
        try:
            with closing(read_only(self.folder(number))) as shard:
                rows = shard.execute("SELECT uri, ?, size, mtime_ns, version, done, state FROM source", (number,))
                sources = rows.fetchall()
                articles, rejects = shard.execute(
                    "SELECT count(*) FILTER (WHERE reason IS NULL), count(reason) FROM record"
                ).fetchone()
                sizes = dict(shard.execute("SELECT name, bytes FROM output"))
            self._base.execute("BEGIN IMMEDIATE")
            self._base.executemany("REPLACE INTO source VALUES (?,?,?,?,?,?,?)", sources)
            self._base.execute(
                "UPDATE shard SET inputs = ?, commits = commits + 1, articles = ?, rejects = ?, sizes = ? "
                "WHERE number = ?",
                (len(sources), articles, rejects, json.dumps(sizes), number),
            )
            self._base.execute("COMMIT")
        except sqlite3.Error as error:
            raise failed(self.path, error) from error

    def setting(self, key: str) -> str | None:
        """Return what was written down under a key."""
        row = self._base.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return None if row is None else str(row[0])

    def decide(self, key: str, value: str) -> None:
        """Write down a value."""
        self._base.execute("REPLACE INTO meta VALUES (?,?)", (key, value))

    def publish(self, report: RunReport | None) -> None:
        """Put the list of the shards that count, and the account of a run, into the root."""
        rows = self._base.execute("SELECT number, inputs, articles, rejects, sizes FROM shard WHERE commits > 0")
        shards = [
            {
                "folder": f"{SHARDS}/{number:05}",
                "inputs": inputs,
                "articles": articles,
                "rejects": rejects,
                "bytes": json.loads(sizes),
            }
            for number, inputs, articles, rejects, sizes in rows
        ]
        try:
            replace_file(os.path.join(self.path, MANIFEST), (json.dumps({"shards": shards}, indent=1) + "\n").encode())
        except OSError as error:
            raise failed(self.path, error) from error
        if report is not None:
            publish_account(self.path, report)

    def close(self) -> None:
        """Let go of the root."""
        self._held.close()

    def _row(self, source: Source) -> tuple[str, int, int, int, bytes, int, str] | None:
        """Return what is known of an input, also by the spellings that runs of earlier versions gave it."""
        for uri in dict.fromkeys((source.uri, uri_of(source.path), f"./{source.uri}")):
            row: tuple[str, int, int, int, bytes, int, str] | None = self._base.execute(
                "SELECT * FROM source WHERE uri = ?", (uri,)
            ).fetchone()
            if row is not None:
                return row
        return None

    def _open_shard(self, shard_inputs: int) -> tuple[int, int]:
        """Return the last shard and how many inputs it still takes: none, once it has been committed."""
        row = self._base.execute("SELECT number, commits FROM shard ORDER BY number DESC LIMIT 1").fetchone()
        if row is None:
            return 0, shard_inputs
        held = self._base.execute("SELECT count(*) FROM source WHERE shard = ?", (row[0],)).fetchone()[0]
        return row[0], 0 if row[1] else max(0, shard_inputs - held)


def is_root(path: str) -> bool:
    """Tell whether a folder is the root of a run on a cluster."""
    return os.path.isfile(os.path.join(path, LEDGER_FOLDER, ROOT_FILE))


def parts(folder: str, *, committed: bool = True) -> list[str]:
    """Return the output folders that make up a folder: itself, or the shards of a root that were committed, or not."""
    if not is_root(folder):
        return [folder] if committed else []
    try:
        with closing(read_only(folder, ROOT_FILE)) as base:
            numbers = base.execute("SELECT number FROM shard WHERE (commits > 0) = ? ORDER BY number", (committed,))
            return [os.path.join(folder, SHARDS, f"{number:05}") for (number,) in numbers]
    except sqlite3.Error as error:
        raise OutputFailed(f"the ledger of {folder!r} cannot be read: {error}") from error


def _opened(file: str) -> sqlite3.Connection:
    """Return the root's ledger, filled where it was new."""
    base = sqlite3.connect(file, isolation_level=None, timeout=30, check_same_thread=False)
    with contextlib.ExitStack() as opened:
        opened.enter_context(closing(base))
        base.execute("PRAGMA synchronous = FULL")
        if is_new(base, file, ROOT_FORMAT):
            base.executescript(f"BEGIN; {_SCHEMA} PRAGMA user_version = {ROOT_FORMAT}; COMMIT;")
        opened.pop_all()
    return base


def _is_done(row: tuple[str, int, int, int, bytes, int, str], source: Source, version: bytes | None) -> bool:
    same = (row[2], row[3]) == (source.size, source.mtime_ns) and source.size is not None
    return same and row[6] == "done" and (version is None or row[4] == version)
