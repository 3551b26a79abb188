"""Members of .zip and .tar archives, each read as if it were a file of its own, within the same limits."""

from __future__ import annotations

import struct
import tarfile
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import IO, Any, BinaryIO, cast

from pipeline.sources.endings import count_ending
from pipeline.sources.found import Refusal, Source
from pipeline.sources.kinds import Compression, Format, Kind, format_told
from pipeline.sources.opening import Stream
from pipeline.sources.streams import Damaged, Members
from pipeline.sources.uris import member_uri
from schemas.rejection import Reason

_LONG_HEADER_BYTES = 1 << 20
_LONG_HEADERS = frozenset({tarfile.XHDTYPE, tarfile.XGLTYPE, tarfile.GNUTYPE_LONGNAME, tarfile.GNUTYPE_LONGLINK})
_ZIP_TROUBLE = (
    zipfile.BadZipFile,
    NotImplementedError,
    RuntimeError,
    EOFError,
    ValueError,
    OverflowError,
    struct.error,
    zlib.error,
)


@dataclass(frozen=True, slots=True)
class Member:
    """A member that is read: its source, and its bytes as a stream that is good until the next member is asked for."""

    source: Source
    format: Format
    file: Stream


class MemberDamaged(Exception):  # noqa: N818 - a fact about the input
    """This member cannot be read; the others may well be."""


def zip_members(
    source: Source, file: BinaryIO, skipped: Counter[str], input_type: str | None = None
) -> Iterator[Member | Refusal]:
    """Yield the members of a zip in the order of its directory; one that cannot be opened is a refusal."""
    try:
        archive = zipfile.ZipFile(file)
    except _ZIP_TROUBLE as error:
        yield Refusal(source.uri, Reason.UNREADABLE, f"the archive is damaged ({type(error).__name__})")
        return
    for info in archive.infolist():
        member = None if info.is_dir() else _member(source, info.filename, skipped, input_type)
        if member is None:
            continue
        inner, form = member
        try:
            opened = archive.open(info)
        except _ZIP_TROUBLE as error:
            yield Refusal(inner.uri, Reason.UNREADABLE, f"the member cannot be unpacked ({type(error).__name__})")
        else:
            with opened:
                yield Member(inner, form, _Guarded(opened))


def tar_members(
    source: Source, file: Stream, compression: Compression, skipped: Counter[str], input_type: str | None = None
) -> Iterator[Member | Refusal]:
    """Yield the members of a tar as they stream by; damage ends it with one refusal."""
    try:
        members = Members(file, compression)
        with tarfile.open(fileobj=cast("Any", _Whole(members)), mode="r|", tarinfo=_Header) as archive:
            for info in archive:
                cast("Any", archive).members.clear()  # else it holds every header of the archive
                member = _member(source, info.name, skipped, input_type) if info.isreg() else None
                opened = archive.extractfile(info) if member is not None else None
                if member is not None and opened is not None:
                    yield Member(*member, _Guarded(opened))
    except (tarfile.TarError, Damaged, EOFError, ValueError) as error:
        yield Refusal(source.uri, Reason.UNREADABLE, f"the archive is damaged ({type(error).__name__})")


def _member(source: Source, name: str, skipped: Counter[str], input_type: str | None) -> tuple[Source, Format] | None:
    form = format_told(name, input_type)
    if form is None:
        count_ending(skipped, name)
        return None
    return Source(member_uri(source.uri, name), source.path, form), form


class _Header(tarfile.TarInfo):
    """A tar header; what the standard library takes for the end of the archive is told as damage here."""

    @classmethod
    def frombuf(cls, buf: bytes | bytearray, encoding: str, errors: str) -> _Header:
        try:
            header = super().frombuf(buf, encoding, errors)
        except tarfile.HeaderError as error:
            if not buf.strip(b"\0"):
                raise  # the end: blocks of zeros, or nothing more
            # TarFile.next() takes a corrupt header in mid-archive for its end: members would be lost silently.
            raise Damaged(0, "a header of the archive is corrupt") from error
        if header.type in _LONG_HEADERS and header.size > _LONG_HEADER_BYTES:
            raise Damaged(0, "a header of the archive is too long")
        return header


class _Whole:
    """Decoded pieces as a file that gives as many bytes as it is asked for, which is what tarfile expects."""

    def __init__(self, members: Members) -> None:
        self._members = members
        self._left = b""

    def read(self, count: int) -> bytes:
        parts = []
        while count > 0:
            if not self._left:
                self._left = self._members.piece()
                if not self._left:
                    break
            parts.append(self._left[:count])
            self._left = self._left[count:]
            count -= len(parts[-1])
        return b"".join(parts)


class _Guarded:
    """A member's stream whose many ways to fail come out as one."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file

    def read(self, count: int = -1) -> bytes:
        return _guard(lambda: self._file.read(count))

    def close(self) -> None:
        self._file.close()


def _guard(read: Callable[[], bytes]) -> bytes:
    try:
        return read()
    except (*_ZIP_TROUBLE, tarfile.TarError) as error:
        raise MemberDamaged(type(error).__name__) from error


def is_archive(form: Format) -> bool:
    """Tell whether files of this format hold members."""
    return form.kind in (Kind.ZIP, Kind.TAR)
