"""Members of .zip and .tar archives, each read as if it were a file of its own, within the same limits."""

from __future__ import annotations

import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import IO, BinaryIO, TypeVar

from pipeline.sources.allowance import Allowance
from pipeline.sources.endings import count_ending
from pipeline.sources.found import Refusal, Source
from pipeline.sources.kinds import Compression, Format, format_told
from pipeline.sources.opening import Passing, Stream, Unreadable, classified
from pipeline.sources.streams import Damaged, Members
from pipeline.sources.tars import What, entries
from pipeline.sources.uris import member_uri
from schemas.kinds import Shape
from schemas.rejection import Reason

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Member:
    """A member that is read: its source, and its bytes as a stream that is good until the next member is asked for."""

    source: Source
    format: Format
    file: Stream


class MemberDamaged(Exception):  # noqa: N818 - a fact about the input
    """This member cannot be read; the others may well be."""


def zip_members(
    source: Source, file: BinaryIO, allowance: Allowance, skipped: Counter[str], input_type: str | None
) -> Iterator[Member | Refusal]:
    """Yield the members of a zip in the order of its directory; one that cannot be opened is a refusal."""
    try:
        archive = _guarded(lambda: zipfile.ZipFile(file))
    except MemberDamaged as damage:
        yield Refusal(source.uri, Reason.UNREADABLE, f"the archive is damaged ({damage})")
        return
    for info in archive.infolist():
        allowance.member()
        # Not is_dir(): it looks at the last character of a name, and a name may be empty.
        member = None if info.filename.endswith("/") else _member(source, info.filename, skipped, input_type)
        if member is None:
            continue
        inner, form = member
        try:
            opened = _guarded(lambda info=info: archive.open(info))  # type: ignore[misc]
        except MemberDamaged as damage:
            yield Refusal(inner.uri, Reason.UNREADABLE, f"the member cannot be unpacked ({damage})")
        else:
            with opened:
                yield Member(inner, form, _ZipStream(opened, allowance))


def tar_members(
    source: Source,
    file: Stream,
    compression: Compression,
    allowance: Allowance,
    skipped: Counter[str],
    input_type: str | None,
) -> Iterator[Member | Refusal]:
    """Yield the members of a tar as they stream by; damage ends it with one refusal."""
    try:
        for entry in entries(Members(file, compression, allowance)):
            allowance.member()
            member = None if entry.what is What.OTHER else _member(source, entry.name, skipped, input_type)
            if member is None:
                continue
            if entry.what is What.SPARSE:
                yield Refusal(member[0].uri, Reason.UNSUPPORTED_TYPE, "a sparse file in an archive is not read")
            else:
                yield Member(*member, entry)
    except Damaged as damage:
        yield Refusal(source.uri, Reason.UNREADABLE, f"the archive is damaged: {damage.detail}")


def _member(source: Source, name: str, skipped: Counter[str], input_type: str | None) -> tuple[Source, Format] | None:
    form = format_told(name, input_type)
    if form is None:
        count_ending(skipped, name)
        return None
    return Source(member_uri(source.uri, name), source.path, form), form


class _ZipStream:
    """A member's stream whose many ways to fail come out as one."""

    def __init__(self, file: IO[bytes], allowance: Allowance) -> None:
        self._file = file
        self._allowance = allowance

    def read(self, count: int = -1) -> bytes:
        piece = _guarded(lambda: self._file.read(count))
        self._allowance.read(len(piece))
        self._allowance.unpacked(len(piece))
        return piece

    def close(self) -> None:
        self._file.close()


def _guarded(read: Callable[[], T]) -> T:
    """Return what zipfile makes of hostile bytes; whatever it raises is damage, but for trouble with the file itself.

    Seen: BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError, OverflowError, IndexError, struct.error,
    zlib.error, LZMAError, UnicodeDecodeError; the next version of the library may have others.
    """
    try:
        return read()
    except MemoryError:
        raise
    except OSError as error:
        verdict = classified(error)
        if isinstance(verdict, Passing):
            raise verdict from error
        raise MemberDamaged(type(error).__name__) from error
    except (Passing, Unreadable):
        raise
    except Exception as error:
        raise MemberDamaged(type(error).__name__) from error


def is_archive(form: Format) -> bool:
    """Tell whether files of this format hold members."""
    return form.kind.traits.shape is Shape.ARCHIVE
