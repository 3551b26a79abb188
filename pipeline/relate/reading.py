"""The article lines of an output folder, as far as they were committed, from where the last reading ended."""

from __future__ import annotations

import os
from collections.abc import Iterator, Set
from contextlib import closing
from dataclasses import dataclass
from typing import Any, BinaryIO

import orjson
import zstandard

from pipeline.engine.store.folder import read_only
from pipeline.engine.store.outputs import ARTICLES
from pipeline.engine.store.root import parts
from pipeline.errors import OutputFailed

_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Part:
    """A file of article lines below the folder: `size` bytes of it count."""

    name: str
    path: str
    size: int


def article_files(folder: str) -> list[Part]:
    """Return the article files of a folder, or of the shards of a root, as of their last commits."""
    found = []
    for part in parts(folder):
        with closing(read_only(part)) as base:
            row = base.execute("SELECT bytes FROM output WHERE name = ?", (ARTICLES,)).fetchone()
        if row is None or not row[0]:
            continue
        path = os.path.join(part, ARTICLES)
        if not os.path.exists(path):
            path += ".zst"
        found.append(Part(os.path.relpath(path, folder), path, int(row[0])))
    return found


def rejected(folder: str, ids: Set[str]) -> set[str]:
    """Return those of the articles that are rejects by now: a later content or version of them was no article."""
    found = set()
    for part in parts(folder):
        with closing(read_only(part)) as base:
            for (key,) in base.execute("SELECT key FROM record WHERE reason IS NOT NULL"):
                article = f"cd-{key.hex()}"
                if article in ids:
                    found.add(article)
    return found


def records(part: Part, start: int) -> Iterator[tuple[dict[str, Any], int]]:
    """Yield the records behind byte `start`, each with a place from where nothing behind it would be missed.

    Raise OutputFailed where the file is shorter than what was committed, or holds what no run wrote.
    """
    try:
        with open(part.path, "rb") as file:
            if os.fstat(file.fileno()).st_size < part.size:
                raise OutputFailed(f"{part.path!r} is shorter than what was committed; put the file back")
            file.seek(start)
            pieces = _frames(file, start, part.size) if part.path.endswith(".zst") else _pieces(file, start, part.size)
            for line, place in _lines(pieces, start):
                yield orjson.loads(line), place
    except (OSError, orjson.JSONDecodeError, zstandard.ZstdError) as error:
        raise OutputFailed(f"{part.path!r} cannot be read: {error}") from error


def _pieces(file: BinaryIO, start: int, size: int) -> Iterator[tuple[bytes, int | None]]:
    """Yield the bytes with None: a line's own end is its place."""
    left = size - start
    while left > 0:
        piece = file.read(min(_CHUNK, left))
        if not piece:
            return
        left -= len(piece)
        yield piece, None


def _frames(file: BinaryIO, start: int, size: int) -> Iterator[tuple[bytes, int | None]]:
    """Yield what is in the frames, each piece with where the first frame that is not wholly read begins."""
    begin, at, rest = start, start, b""
    reader = zstandard.ZstdDecompressor().decompressobj()
    while at < size or rest:
        if not rest:
            rest = file.read(min(_CHUNK, size - at))
            if not rest:
                return
            at += len(rest)
        piece = reader.decompress(rest)
        rest = b""
        if reader.eof:
            rest = reader.unused_data
            begin = at - len(rest)
            reader = zstandard.ZstdDecompressor().decompressobj()
        yield piece, begin


def _lines(pieces: Iterator[tuple[bytes, int | None]], start: int) -> Iterator[tuple[bytes, int]]:
    held, place = b"", start
    for piece, begin in pieces:
        whole = (held + piece).split(b"\n")
        held = whole.pop()
        for line in whole:
            # A frame holds whole lines, so its beginning is a place; of a line of a frame half read, it is not.
            place = place + len(line) + 1 if begin is None else place
            yield line, place
        if begin is not None and not held:
            place = begin
