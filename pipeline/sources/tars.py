"""Read tar archives front to back: a member at a time, every byte once, no header believed beyond what it can hold.

The standard library's reader goes on for ever where a size is a lie (it seeks, block by block, to where the next header
would be), fills sparse files with zeros without end, recurses for every long name, and takes time quadratic in the
length of a pax header. Here a size that reaches beyond the end is damage, and what is not understood is skipped.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum

from pipeline.sources.streams import Damaged, Members

_BLOCK = 512
_LARGEST_SIZE = 1 << 62
# Long names and pax headers in front of one member.
_EXTENSIONS = 16
_EXTENSION_BYTES = 1 << 20

_REGULAR = frozenset({b"0", b"\0", b"7"})
_WITHOUT_DATA = frozenset({b"1", b"2", b"3", b"4", b"5", b"6"})  # links, devices, folders, pipes: sizes mean nothing
_LONG_NAME, _LONG_LINK = b"L", b"K"
_PAX, _PAX_SOLARIS, _PAX_GLOBAL = b"x", b"X", b"g"
_EXTENSION_KINDS = frozenset({_LONG_NAME, _LONG_LINK, _PAX, _PAX_SOLARIS, _PAX_GLOBAL})
_OLD_SPARSE = b"S"
_SPARSE_KEYS = frozenset({b"GNU.sparse.map", b"GNU.sparse.size", b"GNU.sparse.major", b"GNU.sparse.realsize"})


class What(Enum):
    """What a member is."""

    FILE = "file"
    SPARSE = "sparse file"
    OTHER = "no file"


class Entry:
    """A member as it streams by; its bytes can be read until the next one is asked for."""

    def __init__(self, name: str, what: What, rest: _Rest) -> None:
        self.name = name
        self.what = what
        self._rest = rest

    def read(self, count: int = -1) -> bytes:
        """Return the next bytes, at most so many, empty at the end; raise Damaged where the archive ends before."""
        return self._rest.read(count)

    def close(self) -> None:
        """Do nothing: what is not read is skipped."""


def entries(members: Members) -> Iterator[Entry]:
    """Yield the members of a tar; raise Damaged where it breaks."""
    pieces = _Pieces(members)
    shared: dict[bytes, bytes] = {}
    while True:
        found = _next_member(pieces, shared)
        if found is None:
            return
        rest = _Rest(pieces, found.size)
        yield Entry(found.name.decode("utf-8", "surrogateescape"), found.what, rest)
        rest.skip()


@dataclass(frozen=True, slots=True)
class _Header:
    """A header block as it stands, or a member as it and what stood before it say."""

    name: bytes
    kind: bytes
    size: int
    block: bytes
    what: What = What.OTHER


def _next_member(pieces: _Pieces, shared: dict[bytes, bytes]) -> _Header | None:
    """Return the next member with what the extensions before it say about it, None at the end."""
    said: dict[bytes, bytes] = {}
    left = _EXTENSION_BYTES
    for _ in range(_EXTENSIONS):
        header = _header(pieces)
        if header is None:
            return None
        if header.kind not in _EXTENSION_KINDS:
            return _member(header, shared | said, pieces)
        left -= header.size
        if left < 0:
            raise Damaged(0, "a header of the archive is too long")
        _extend(header, _Rest(pieces, header.size).all(), said, shared)
    raise Damaged(0, "a member of the archive has too many headers")


def _extend(header: _Header, data: bytes, said: dict[bytes, bytes], shared: dict[bytes, bytes]) -> None:
    if header.kind == _LONG_NAME:
        said[b"path"] = data.partition(b"\0")[0]
    elif header.kind != _LONG_LINK:
        (shared if header.kind == _PAX_GLOBAL else said).update(_pax(data))


def _member(header: _Header, said: dict[bytes, bytes], pieces: _Pieces) -> _Header:
    name = said.get(b"GNU.sparse.name") or said.get(b"path") or header.name
    is_folder = header.kind == b"\0" and name.endswith(b"/")  # as the oldest tars write one
    header = replace(header, name=name)
    if header.kind in _WITHOUT_DATA or is_folder:
        return replace(header, size=0)
    if b"size" in said:
        header = replace(header, size=_checked(_decimal(said[b"size"])))
    if header.kind == _OLD_SPARSE:
        _skip_sparse_maps(header.block, pieces)
        return replace(header, what=What.SPARSE)
    if header.kind not in _REGULAR:
        return header
    return replace(header, what=What.SPARSE if said.keys() & _SPARSE_KEYS else What.FILE)


def _header(pieces: _Pieces) -> _Header | None:
    """Return the header that stands next, None at the end: a block of zeros, or nothing more."""
    block = pieces.read(_BLOCK)
    if not block.strip(b"\0"):
        return None
    if len(block) < _BLOCK:
        raise Damaged(0, "the archive ends inside a header", cut=True)
    if not _is_sound(block):
        raise Damaged(0, "a header of the archive is corrupt")
    name, prefix = block[:100].partition(b"\0")[0], block[345:500].partition(b"\0")[0]
    kind = block[156:157]
    # GNU's own headers keep other things there.
    if prefix and kind not in (_LONG_NAME, _LONG_LINK, _OLD_SPARSE):
        name = prefix + b"/" + name
    return _Header(name, kind, _checked(_number(block[124:136])), block)


def _is_sound(block: bytes) -> bool:
    """Tell whether the checksum of a header is right: of its bytes, or, as some have summed them, of signed ones."""
    told = _number(block[148:156])
    blanked = block[:148] + b" " * 8 + block[156:]
    unsigned = sum(blanked)
    return told == unsigned or told == unsigned - 256 * sum(byte > 127 for byte in blanked)


def _number(field: bytes) -> int:
    """Return a number of a header: octal digits, or GNU's and star's binary form; -1 for what is none."""
    if field[:1] in (b"\x80", b"\xff"):
        return int.from_bytes(field[1:], "big") if field[:1] == b"\x80" else -1
    digits = field.partition(b"\0")[0].strip() or b"0"
    return int(digits, 8) if not digits.strip(b"01234567") else -1


def _decimal(value: bytes) -> int:
    return int(value) if value.isdigit() and len(value) <= 19 else -1


def _checked(size: int) -> int:
    if not 0 <= size <= _LARGEST_SIZE:
        raise Damaged(0, "a size in the archive is no size")
    return size


def _pax(data: bytes) -> dict[bytes, bytes]:
    """Return the `length key=value` lines of a pax header, as far as they are sound; each is looked at once."""
    said: dict[bytes, bytes] = {}
    at = 0
    while at < len(data):
        digits, blank, _ = data[at : at + 8].partition(b" ")
        length = _decimal(digits)
        if not blank or length <= len(digits) + 1 or at + length > len(data):
            break
        key, equals, value = data[at + len(digits) + 1 : at + length - 1].partition(b"=")
        if equals:
            said[key] = value
        at += length
    return said


def _skip_sparse_maps(block: bytes, pieces: _Pieces) -> None:
    more = block[482] != 0
    while more:
        extension = pieces.read(_BLOCK)
        if len(extension) < _BLOCK:
            raise Damaged(0, "the archive ends inside a header", cut=True)
        more = extension[504] != 0


class _Rest:
    """What is left of one member's data, and the padding behind it."""

    def __init__(self, pieces: _Pieces, size: int) -> None:
        self._pieces = pieces
        self._left = size
        self._padding = -size % _BLOCK

    def read(self, count: int = -1) -> bytes:
        wanted = self._left if count < 0 else min(count, self._left)
        piece = self._pieces.some(wanted) if wanted else b""
        if wanted and not piece:
            raise Damaged(0, "the archive ends inside a member", cut=True)
        self._left -= len(piece)
        return piece

    def all(self) -> bytes:
        parts = []
        while self._left:
            parts.append(self.read())
        self.skip()
        return b"".join(parts)

    def skip(self) -> None:
        while self._left:
            self.read()
        self._pieces.read(self._padding)
        self._padding = 0


class _Pieces:
    """Decoded pieces, cut to the lengths that are asked for."""

    def __init__(self, members: Members) -> None:
        self._members = members
        self._piece = memoryview(b"")

    def some(self, count: int) -> bytes:
        """Return at least one byte and at most so many, nothing at the end."""
        if not self._piece:
            self._piece = memoryview(self._members.piece())
        out, self._piece = self._piece[:count], self._piece[count:]
        return bytes(out)

    def read(self, count: int) -> bytes:
        """Return so many bytes, fewer at the end."""
        parts = []
        while count > 0 and (part := self.some(count)):
            parts.append(part)
            count -= len(part)
        return b"".join(parts)
