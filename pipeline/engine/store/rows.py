"""The article rows of a file or an output folder as a reader wants them: whole, committed, of each id the latest."""

from __future__ import annotations

import io
import os
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from itertools import chain
from typing import BinaryIO

import orjson

from pipeline.engine.store.folder import LEDGER_FILE, read_only
from pipeline.engine.store.outputs import ARTICLES, REJECTS
from pipeline.engine.store.root import parts
from pipeline.errors import BadUsage, OutputFailed
from pipeline.sources.allowance import Allowance, Exceeded
from pipeline.sources.discovery import LEDGER_FOLDER
from pipeline.sources.kinds import Compression
from pipeline.sources.opening import Passing, Unreadable
from pipeline.sources.streams import Damaged, Members
from schemas.settings import Settings


@dataclass(frozen=True, slots=True)
class Row:
    """A line of articles.jsonl with its number in its file; of one that is no JSON object only these are known."""

    line: bytes
    number: int
    id: str = ""
    revision: int = 0


Lines = Callable[[], Iterator[bytes]]
"""Yields the same lines each time it is called."""


def rows_of(path: str, *, latest: bool) -> Iterator[Row]:
    """Yield the articles of a file, or of a folder or root as of its last commit, in order.

    With `latest`, of the rows with one id only the last revision, and none where that is a reject. Raise BadUsage where
    there is nothing of that sort at `path`, OutputFailed where its ledger cannot be read.
    """
    if os.path.lexists(path) and not os.path.isfile(path) and not os.path.isdir(path):
        with open(path, "rb") as pipe:
            yield from rows_in(pipe, latest=latest, name=path)
        return
    if not os.path.isdir(path):
        yield from _rows(lambda: lines_in(path), lambda: iter(()), latest=latest)
        return
    for part in parts(path):
        sizes = committed(part)
        if _output(part, ARTICLES) is None:
            raise BadUsage(f"{part!r} holds no {ARTICLES}; name an output folder of copydesk, or a file")
        yield from _rows(
            lambda part=part, sizes=sizes: new_lines(part, ARTICLES, {}, sizes),  # type: ignore[misc]
            lambda part=part, sizes=sizes: new_lines(part, REJECTS, {}, sizes),  # type: ignore[misc]
            latest=latest,
        )


def rows_in(stream: BinaryIO, *, latest: bool, name: str = "standard input") -> Iterator[Row]:
    """Yield the rows of what can be read once: one object over as many lines as it likes, or one a line."""
    with _reading(name):
        lines = list(_lines(stream, 0, None))
    try:
        orjson.loads(b"".join(lines))
    except ValueError:
        yield from _rows(lambda: iter(lines), lambda: iter(()), latest=latest)
    else:
        yield as_row(b"".join(lines), 1)


def new_lines(folder: str, name: str, before: Mapping[str, int], now: Mapping[str, int]) -> Iterator[bytes]:
    """Yield the lines of an output between two commits, given by the lengths of the outputs at each.

    Where no length is known, as in a folder that lost its ledger, it is the whole file.
    """
    path = _output(folder, name)
    if path is not None:
        yield from lines_in(path, before.get(name, 0), now.get(name))


def committed(folder: str) -> dict[str, int]:
    """Return the length of each output of a folder that counts, empty where there is no ledger to tell."""
    if not os.path.isfile(os.path.join(folder, LEDGER_FOLDER, LEDGER_FILE)):
        return {}
    try:
        with closing(read_only(folder)) as base:
            return dict(base.execute("SELECT name, bytes FROM output"))
    except sqlite3.Error as error:
        raise OutputFailed(f"the ledger of {folder!r} cannot be read: {error}") from error


def as_row(line: bytes, number: int) -> Row:
    """Return a line with what it says of its id and revision."""
    try:
        row = orjson.loads(line)
        return Row(line, number, str(row["id"]), int(row["provenance"]["revision"]))
    except (ValueError, TypeError, KeyError):
        return Row(line, number)


def lines_in(path: str, start: int = 0, end: int | None = None) -> Iterator[bytes]:
    """Yield the lines of a file that are not blank, between two places where lines begin; it may be compressed."""
    with _reading(path), open(path, "rb") as file:
        if start:
            file.seek(start)
        yield from _lines(file, start, end)


@contextmanager
def _reading(path: str) -> Iterator[None]:
    """Raise BadUsage for what cannot be read."""
    try:
        yield
    except OSError as error:
        raise BadUsage(f"cannot read {path}: {error.strerror}; check the name") from None
    except (Damaged, Exceeded) as verdict:
        raise BadUsage(f"cannot read {path} to its end: {verdict.detail}") from None
    except (Passing, Unreadable) as verdict:
        raise BadUsage(f"cannot read {path}: {verdict.detail}") from None


def _lines(stream: BinaryIO, start: int, end: int | None) -> Iterator[bytes]:
    piece = _Piece(stream, None if end is None else end - start)
    members = Members(piece, Compression.ZSTD, Allowance(Settings()))  # by its first bytes; others pass through
    yield from (line for line in io.BufferedReader(_Unpacked(members)) if line.strip())


def _output(folder: str, name: str) -> str | None:
    paths = (os.path.join(folder, name + suffix) for suffix in ("", ".zst"))
    return next((path for path in paths if os.path.exists(path)), None)


def _rows(articles: Lines, rejects: Lines, *, latest: bool) -> Iterator[Row]:
    """Yield rows; to know the latest, the files are gone through before, and ids and revisions are kept in memory."""
    revisions: dict[str, int] = {}
    if latest:
        for line in chain(articles(), rejects()):
            row = as_row(line, 0)
            revisions[row.id] = max(row.revision, revisions.get(row.id, 0))
    for number, line in enumerate(articles(), 1):
        row = as_row(line, number)
        if not row.id or row.revision >= revisions.get(row.id, 0):
            yield row


class _Piece:
    """A file from where it is read to the end, or for so many bytes."""

    def __init__(self, file: BinaryIO, left: int | None) -> None:
        self._file, self._left = file, left

    def read(self, count: int, /) -> bytes:
        data = self._file.read(count if self._left is None else min(count, self._left))
        if self._left is not None:
            self._left -= len(data)
        return data

    def close(self) -> None:
        self._file.close()


class _Unpacked(io.RawIOBase):
    """Unpacked pieces as a file."""

    def __init__(self, members: Members) -> None:
        self._members = members
        self._held = memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview, /) -> int:  # type: ignore[override]
        if not self._held:
            self._held = memoryview(self._members.piece())
        count = min(len(buffer), len(self._held))
        buffer[:count] = self._held[:count]
        self._held = self._held[count:]
        return count
