"""Bytes of a file with its compression taken off, a bounded piece at a time, member by member."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from functools import partial
from typing import Protocol

import zstandard

from pipeline.sources.allowance import Allowance
from pipeline.sources.kinds import Compression
from pipeline.sources.opening import Stream, classified

_PIECE = 1 << 16
# How much of a member is looked at to tell how its content begins.
_PROMISE = 1 << 12
_GZIP_MAGIC = b"\x1f\x8b\x08"
_ZSTD_MAGIC = b"\x28\xb5\x2f\xfd"
# A zstd block of 4 bytes can stand for 128 KiB: 512 bytes in make at most 16 MiB out.
_ZSTD_PIECE = 512
_ZSTD_WINDOW_BYTES = 1 << 27
# A skippable frame of this number holds the dictionary of a .warc.zst file.
_DICTIONARY_MAGIC = b"\x5d\x2a\x4d\x18"
_DICTIONARY_BYTES = 1 << 24


class Damaged(Exception):  # noqa: N818 - a fact about the input
    """The compressed data breaks off or is corrupt; what came before it is good."""

    def __init__(self, offset: int, detail: str, *, cut: bool = False, between: bool = False) -> None:
        super().__init__(offset, detail)
        self.offset = offset
        self.detail = detail
        self.cut = cut
        self.between = between  # all members before it are whole


class _Member(Protocol):
    """One gzip member or zstd frame being decoded."""

    done: bool
    rest: bytes

    def feed(self, data: bytes) -> bytes: ...

    def first(self, data: bytes, count: int) -> bytes:
        """Return the first bytes the data stands for, at most so many, and do no more than that takes."""


class _GzipMember:
    def __init__(self) -> None:
        self._decoder = zlib.decompressobj(31)
        self.done = False
        self.rest = b""

    def feed(self, data: bytes) -> bytes:
        out = self._decoder.decompress(data, 16 * _PIECE)
        self.done = self._decoder.eof
        self.rest = self._decoder.unused_data if self.done else self._decoder.unconsumed_tail
        return out

    def first(self, data: bytes, count: int) -> bytes:
        return self._decoder.decompress(data, count)


class _ZstdMember:
    def __init__(self, maker: zstandard.ZstdDecompressor) -> None:
        self._maker = maker
        self._decoder = maker.decompressobj()
        self.done = False
        self.rest = b""

    def feed(self, data: bytes) -> bytes:
        out = self._decoder.decompress(data[:_ZSTD_PIECE])
        self.done = self._decoder.eof
        left = data[_ZSTD_PIECE:]
        self.rest = self._decoder.unused_data + left if self.done else left
        return out

    def first(self, data: bytes, count: int) -> bytes:
        return self._maker.stream_reader(data).read(count)


def _zstd_maker(dictionary: bytes = b"") -> Callable[[], _Member]:
    # One for all frames: taking in a dictionary costs its length, and a frame can be ten bytes long.
    known = zstandard.ZstdCompressionDict(dictionary) if dictionary else None
    return partial(_ZstdMember, zstandard.ZstdDecompressor(dict_data=known, max_window_size=_ZSTD_WINDOW_BYTES))


_MAKERS: dict[Compression, tuple[bytes, Callable[[], Callable[[], _Member]]]] = {
    Compression.GZIP: (_GZIP_MAGIC, lambda: _GzipMember),
    Compression.ZSTD: (_ZSTD_MAGIC, _zstd_maker),
}


class Members:
    """A compressed file as decoded pieces. A file that is not compressed, whatever its name, is passed through.

    `member_offset` is where the member being read starts in the file; `at_start` tells that the next piece begins one.
    """

    def __init__(self, file: Stream, compression: Compression, allowance: Allowance) -> None:
        self._file = file
        self._allowance = allowance
        # zstd is fed in small pieces; copying what is left over each time wants a small buffer
        self._piece_bytes = _ZSTD_PIECE * 8 if compression is Compression.ZSTD else _PIECE
        self._pending = b""
        self._base = 0  # offset in the file of the first pending byte
        self._member: _Member | None = None
        self._magic, maker = _MAKERS.get(compression, (b"", None))
        self._want(len(_DICTIONARY_MAGIC))
        if compression is Compression.ZSTD and self._pending.startswith(_DICTIONARY_MAGIC):
            maker = partial(_zstd_maker, self._dictionary())
        # The magic decides, not the name: "page.html.gz" is often saved after it was unpacked.
        self._make = maker() if maker is not None and self._pending.startswith(self._magic) else None
        self.member_offset = 0
        self.at_start = True

    @property
    def is_plain(self) -> bool:
        """Tell whether the file is passed through as it is."""
        return self._make is None

    def piece(self) -> bytes:
        """Return the next decoded bytes, at most 16 MiB, empty at the end; raise Damaged where they break."""
        if self._make is None:
            out = self._pending or self._read()
            self._pending = b""
            return out
        while True:
            if self._member is None and not self._start_member():
                return b""
            if out := self._decoded():
                self._allowance.unpacked(len(out))
                return out

    def resume(self, prefix: bytes) -> bool:
        """Move to the next member whose content starts with `prefix`; false when there is none."""
        if self._make is None:
            return False
        self._member = None
        at = 1
        while True:
            at = self._pending.find(self._magic, at)
            if at < 0:
                self._drop(max(0, len(self._pending) - len(self._magic) + 1))
                more = self._read()
                if not more:
                    return False
                self._pending += more
                at = 0
                continue
            if at + _PROMISE > len(self._pending):
                self._drop(at)
                self._want(_PROMISE)
                at = 0
            if self._promises(self._pending[at : at + _PROMISE], prefix):
                self._drop(at)
                self.at_start = True
                return True
            at += 1

    def _start_member(self) -> bool:
        assert self._make is not None
        self._want(len(self._magic))
        if not self._pending.strip(b"\0"):
            # tar and tapes pad with zeros; gzip itself ignores them
            while not self._pending.strip(b"\0"):
                self._drop(len(self._pending))
                self._pending = self._read()
                if not self._pending:
                    return False
        if not self._pending.startswith(self._magic):
            raise Damaged(self._base, "what follows is not compressed data", between=True)
        self.member_offset = self._base
        try:
            self._member = self._make()
        except zstandard.ZstdError as error:
            raise Damaged(self._base, "the dictionary before the frames is corrupt") from error
        self.at_start = True
        return True

    def _decoded(self) -> bytes:
        """Return what the member gives for the pending bytes; it may be nothing yet."""
        assert self._member is not None
        if not self._pending:
            self._pending = self._read()
            if not self._pending:
                raise Damaged(self.member_offset, "the compressed data is cut", cut=True)
        try:
            out = self._member.feed(self._pending)
        except (zlib.error, zstandard.ZstdError) as error:
            raise Damaged(self.member_offset, "the compressed data is corrupt") from error
        self._drop(len(self._pending) - len(self._member.rest))
        if self._member.done:
            self._member = None
        return out

    def _promises(self, data: bytes, prefix: bytes) -> bool:
        assert self._make is not None
        try:
            # No more than is asked for: packed data can hold a thousand beginnings that each stand for a megabyte.
            return self._make().first(data, len(prefix)).startswith(prefix)
        except (zlib.error, zstandard.ZstdError):
            return False

    def _dictionary(self) -> bytes:
        """Return the dictionary that stands before the frames of a .warc.zst, and go behind it."""
        self._want(8)
        length = int.from_bytes(self._pending[4:8], "little")
        if length > _DICTIONARY_BYTES:
            raise Damaged(0, "the dictionary before the frames is too large")
        self._want(8 + length)
        dictionary = self._pending[8 : 8 + length]
        self._drop(8 + length)
        if dictionary.startswith(_ZSTD_MAGIC):
            maker = zstandard.ZstdDecompressor(max_window_size=_ZSTD_WINDOW_BYTES)
            try:
                dictionary = maker.stream_reader(dictionary).read(_DICTIONARY_BYTES)
            except zstandard.ZstdError as error:
                raise Damaged(0, "the dictionary before the frames is corrupt") from error
        self._want(len(_ZSTD_MAGIC))
        return dictionary

    def _want(self, count: int) -> None:
        """Have so many bytes pending, fewer at the end."""
        parts = [self._pending]
        have = len(self._pending)
        while have < count and (more := self._read()):
            parts.append(more)
            have += len(more)
        if len(parts) > 1:
            self._pending = b"".join(parts)

    def _drop(self, count: int) -> None:
        self._base += count
        self._pending = self._pending[count:]

    def _read(self) -> bytes:
        try:
            piece = self._file.read(self._piece_bytes) or b""
        except OSError as error:
            raise classified(error) from error
        self._allowance.read(len(piece))
        return piece
