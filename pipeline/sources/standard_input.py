"""Standard input: what it holds is told by its first bytes, since it has no name."""

from __future__ import annotations

from typing import BinaryIO

from pipeline.sources.allowance import Allowance
from pipeline.sources.kinds import Compression, Format, Kind
from pipeline.sources.streams import Damaged, Members
from schemas.settings import Settings

_HEAD_BYTES = 1 << 13


class Peeked:
    """A stream whose first bytes, `head`, were looked at and are given again."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.head = b""
        while len(self.head) < _HEAD_BYTES and (piece := file.read1(_HEAD_BYTES)):  # type: ignore[attr-defined]
            self.head += piece
        self._left = self.head

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
    if inner[257:262] == b"ustar":
        return Format(Kind.TAR, compression)
    if start.startswith(b"WARC/"):
        return Format(Kind.WARC, compression)
    if start.startswith(b"{"):
        return Format(Kind.JSONL, compression)
    return Format(Kind.HTML if start.startswith(b"<") else Kind.TEXT, compression)


def _first_piece(head: bytes, compression: Compression) -> bytes:
    import io

    try:
        return Members(io.BytesIO(head), compression, Allowance(Settings())).piece()
    except Damaged:
        return b""
