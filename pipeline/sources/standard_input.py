"""Standard input: what it holds is told by its first bytes, and each record by what it says, since it has no name."""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import BinaryIO

from pipeline.decode.markup import begins_page, begins_with_tag
from pipeline.sources.allowance import Allowance
from pipeline.sources.endings import ending_of
from pipeline.sources.found import Item, Refusal, Unit
from pipeline.sources.kinds import Compression, Format
from pipeline.sources.streams import Damaged, Members
from schemas.kinds import Kind
from schemas.settings import Settings

STANDARD_INPUT = "-"

HEAD_BYTES = 1 << 13
_PLACE = re.compile(r"(?:line|offset):[0-9+]+")


class Peeked:
    """A stream whose first bytes, `head`, were looked at and are given again."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.head = b""
        while len(self.head) < HEAD_BYTES and (piece := file.read1(HEAD_BYTES)):  # type: ignore[attr-defined]
            self.head += piece
        self._left = self.head

    @property
    def mark(self) -> str:
        """What tells this stream from others, as far as its beginning does."""
        return hashlib.sha256(self.head[:HEAD_BYTES]).hexdigest()[:16]

    def read(self, count: int = -1) -> bytes:
        """Return the next bytes, at most `count`."""
        if not self._left:
            return self._file.read(count)
        piece, self._left = (self._left, b"") if count < 0 else (self._left[:count], self._left[count:])
        return piece

    def seekable(self) -> bool:
        """Return False: it is read once."""
        return False

    def close(self) -> None:
        """Leave standard input open; it is not ours."""


def known_by_content(items: Iterable[Item], mark: str) -> Iterator[Item]:
    """Yield the items of a stream without a name, each that has no id of its own known by its bytes.

    A place in the stream is no id: the next stream has another story there, which is no revision of this one. What was
    refused has no bytes: it is known by its place and the stream's `mark`.
    """
    for item in items:
        if isinstance(item, Unit):
            yield replace(item, fallback_id=_content_id(item)) if _has_no_id(item, item.fallback_id) else item
        elif isinstance(item, Refusal) and _has_no_id(item, item.record_id):
            yield replace(item, record_id=f"{item.record_id or 'all'}@{mark}")
        else:
            yield item


def _has_no_id(item: Item, record_id: str | None) -> bool:
    """Tell whether an item is named by its place alone; a page that was fetched has its address as source."""
    ours = item.source == STANDARD_INPUT or item.source.startswith(f"{STANDARD_INPUT}#")
    return ours and (record_id is None or _PLACE.fullmatch(record_id) is not None)


def _content_id(unit: Unit) -> str:
    assert isinstance(unit.content, bytes)
    return f"sha256:{hashlib.sha256(unit.content).hexdigest()}"


def sniffed(head: bytes) -> Format:
    """Return the format the first bytes speak of; plain text where they speak of none.

    >>> sniffed(b'{"text": "..."}').kind, sniffed(b"<!doctype html>").kind, sniffed(b"LONDON (AP)").kind
    (<Kind.JSONL: 'jsonl'>, <Kind.HTML: 'html'>, <Kind.TEXT: 'txt'>)
    """
    compression = Compression.NONE
    if head.startswith(b"\x1f\x8b"):
        compression = Compression.GZIP
    elif head.startswith((b"\x28\xb5\x2f\xfd", b"\x5d\x2a\x4d\x18")):
        compression = Compression.ZSTD
    inner = _first_piece(head, compression) if compression else head
    start = inner.removeprefix(b"\xef\xbb\xbf").lstrip()[:512]
    for kind in reversed(Kind):
        at, first = kind.traits.first_at, kind.traits.first_bytes
        if first and (inner if at else start).startswith(first, at):
            return Format(kind, compression)
    return Format(Kind.HTML if begins_with_tag(start.decode("latin-1")) else Kind.TEXT, compression)


def recognised(name: str, head: bytes) -> Format | None:
    """Return the format of a file whose name tells none, where its first bytes do; None where they do not.

    An ending stands for a kind, if not for one that is read: such a file is only taken for what it surely is.
    """
    found = sniffed(head)
    if not ending_of(name):
        return found
    inner = _first_piece(head, found.compression) if found.compression else head
    is_sure = found.kind.traits.is_sure or (found.kind is Kind.HTML and begins_page(inner.decode("latin-1")))
    return found if is_sure else None


def _first_piece(head: bytes, compression: Compression) -> bytes:

    try:
        return Members(io.BytesIO(head), compression, Allowance(Settings())).piece()
    except Damaged:
        return b""
