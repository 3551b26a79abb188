"""The records of one source, in order: the kind decides how, and whatever is wrong with the source is a refusal."""

from __future__ import annotations

import io
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from functools import partial
from typing import BinaryIO, cast

from pipeline.errors import Reject
from pipeline.sources.allowance import Allowance, Exceeded
from pipeline.sources.archives import Member, MemberDamaged, is_archive, tar_members, zip_members
from pipeline.sources.content import content_of, document
from pipeline.sources.discovery import Discovery
from pipeline.sources.found import Item, Read, Refusal, Source, Unit
from pipeline.sources.json_records import record_id_of
from pipeline.sources.kinds import Compression, Format
from pipeline.sources.opening import Passing, Stream, Unreadable, classified, open_regular
from pipeline.sources.readers import READERS
from pipeline.sources.remote import open_remote
from pipeline.sources.standard_input import HEAD_BYTES, STANDARD_INPUT, Peeked, known_by_content, recognised, sniffed
from pipeline.sources.streams import Damaged
from pipeline.sources.window import Window
from schemas.kinds import Kind, Shape
from schemas.rejection import Reason
from schemas.settings import Settings
from schemas.stages import RawDocument

_PLAIN = Compression.NONE
NO_MEMORY = "unpacking it wants more memory than there is"
"""What a reject `memory` says of an archive."""


def units(
    source: Source, settings: Settings, skipped: Counter[str], on_progress: Callable[[], object] = lambda: None
) -> Iterator[Item]:
    """Yield every record of a source once; raise Passing where reading fails in a way a later run may not meet.

    `skipped` counts members of archives that were left out, by the endings of their names. `on_progress` is called
    now and then as the source is read.
    """
    return _ended(source, _of_source(source, _Reading(settings, Allowance(settings, on_progress), skipped)))


def _ended(source: Source, items: Iterator[Item]) -> Iterator[Item]:
    """Yield the items, and what ends them early as a refusal of the source; raise Passing where it may pass."""
    try:
        yield from items
    except Unreadable as verdict:
        yield Refusal(source.uri, Reason.UNREADABLE, verdict.detail)
    except Damaged as damage:
        yield Refusal(source.uri, Reason.UNREADABLE, damage.detail)
    except Exceeded as verdict:
        yield Refusal(source.uri, Reason.RECORD_TOO_LARGE, verdict.detail)
    except MemoryError:
        yield Refusal(source.uri, Reason.MEMORY, NO_MEMORY)
    except OSError as error:
        verdict_of = classified(error)
        if not isinstance(verdict_of, Unreadable):
            raise verdict_of from error
        yield Refusal(source.uri, Reason.UNREADABLE, verdict_of.detail)


def documents(given: str, settings: Settings) -> Iterator[Read]:
    """Yield the records of one input, in order, each with its document or with the verdict that it is none."""
    discovery = Discovery([given], out="", now=0, input_type=settings.input_type)
    for source in discovery:
        for item in units(source, settings, Counter()):
            if isinstance(item, Refusal):
                yield Read(item.source, item.record_id, Reject(item.reason, item.detail), item.record_id is not None)
            else:
                yield _read(item, settings, is_lone=item.source == source.uri)
    discovery.require_answer()


def _read(unit: Unit, settings: Settings, *, is_lone: bool) -> Read:
    content = b""
    found: RawDocument | Reject
    try:
        content = content_of(unit, settings)
        found = document(unit, content, settings)
    except Reject as verdict:
        found = verdict
    except Passing as trouble:
        found = Reject(Reason.UNREADABLE, trouble.detail)
    many = not is_lone or unit.kind.traits.shape is Shape.STREAM
    return Read(unit.source, record_id_of(unit, content, settings), found, many)


def is_unpacked(source: Source) -> bool:
    """Tell whether reading the source unpacks anything: others' code on hostile bytes, which may hang or blow up."""
    form = source.format
    if source.path == STANDARD_INPUT or (form is None and "://" not in source.path):
        return True  # what it holds is told by its first bytes
    return form is not None and (is_archive(form) or (_is_stream(form) and form.compression is not _PLAIN))


def _is_stream(form: Format) -> bool:
    return form.kind.traits.shape is Shape.STREAM


@dataclass(frozen=True, slots=True)
class _Reading:
    """What the reading of one source goes by."""

    settings: Settings
    allowance: Allowance
    skipped: Counter[str]


def _of_source(source: Source, reading: _Reading) -> Iterator[Item]:
    if source.path == STANDARD_INPUT:
        yield from _of_standard_input(source, reading)
    elif source.format is None:
        seen = None if "://" in source.path else _recognised(source)
        if seen is None:
            detail = "neither its name nor its first bytes tell a kind that is read; say it with --type"
            yield Refusal(source.uri, Reason.UNSUPPORTED_TYPE, detail)
        else:
            yield from _of_source(replace(source, format=seen), reading)
    elif "://" in source.path:
        yield from _of_opened(source, source.format, partial(open_remote, source.path), reading)
    elif source.format.kind.traits.shape is Shape.FILE:
        yield Unit(source.uri, source.format.kind, source.extent(), compression=source.format.compression)
    else:
        yield from _of_opened(source, source.format, partial(open_regular, source.path, source.identity), reading)


def _of_standard_input(source: Source, reading: _Reading) -> Iterator[Item]:
    stream = Peeked(sys.stdin.buffer)
    found = sniffed(stream.head)
    form = found if source.format is None else Format(source.format.kind, found.compression)
    items = _of_stream(source, form, stream, reading)
    if source.uri == STANDARD_INPUT:
        # What ends it early too: the next stream's end is no revision of this one's.
        items = known_by_content(_ended(source, items), stream.mark)
    yield from items


def _recognised(source: Source) -> Format | None:
    """Return what a file that was named outright is by its first bytes."""
    with closing(open_regular(source.path, source.identity)) as file:
        return recognised(source.path, file.read(HEAD_BYTES))


def _of_opened(source: Source, form: Format, reopen: Callable[[], Stream], reading: _Reading) -> Iterator[Item]:
    """Yield the records of a source that can be opened again, as often as it takes."""
    if _is_stream(form):
        with closing(Window(reopen, form.compression, reading.allowance)) as window:
            yield from READERS[form.kind].items(source, window, reading.settings)
        return
    with closing(reopen()) as file:
        yield from _of_stream(source, form, file, reading)


def _of_stream(source: Source, form: Format, file: Stream, reading: _Reading) -> Iterator[Item]:
    """Yield the records of a stream that is read once."""
    if _is_stream(form):
        window = Window(lambda: file, form.compression, reading.allowance, can_reopen=False)
        yield from READERS[form.kind].items(source, window, reading.settings)
    elif is_archive(form):
        yield from _of_archive(source, form, file, reading)
    else:
        content = _bounded(file, reading.settings.max_record_bytes)
        if content is None:
            detail = f"the record has more than {reading.settings.max_record_bytes} bytes"
            yield Refusal(source.uri, Reason.RECORD_TOO_LARGE, detail)
        else:
            yield Unit(source.uri, form.kind, content, compression=form.compression)


def _of_archive(source: Source, form: Format, file: Stream, reading: _Reading) -> Iterator[Item]:
    for member in _members(source, form, file, reading):
        if isinstance(member, Refusal):
            yield member
            continue
        try:
            yield from _of_member(member, reading)
        except (MemberDamaged, Damaged, Unreadable) as damage:
            detail = (
                f"the member is damaged ({damage.detail if isinstance(damage, Damaged) else type(damage).__name__})"
            )
            yield Refusal(member.source.uri, Reason.UNREADABLE, detail)
            if form.kind is Kind.TAR:
                return  # a tar is one stream: nothing can be read behind a member that breaks off
        except MemoryError:
            yield Refusal(member.source.uri, Reason.MEMORY, NO_MEMORY)


def _members(source: Source, form: Format, file: Stream, reading: _Reading) -> Iterator[Member | Refusal]:
    if form.kind is Kind.TAR:
        return tar_members(
            source, file, form.compression, reading.allowance, reading.skipped, reading.settings.input_type
        )
    if form.kind is Kind.ZIP and form.compression is _PLAIN and isinstance(file, io.IOBase) and file.seekable():
        return zip_members(
            source, cast("BinaryIO", file), reading.allowance, reading.skipped, reading.settings.input_type
        )
    raise Unreadable("a .zip is read from a file only, and not compressed again")


def _of_member(member: Member, reading: _Reading) -> Iterator[Item]:
    if is_archive(member.format):
        detail = "an archive inside an archive is not opened; unpack the outer one"
        yield Refusal(member.source.uri, Reason.UNSUPPORTED_TYPE, detail)
    else:
        yield from _of_stream(member.source, member.format, member.file, reading)


def _bounded(file: Stream, max_bytes: int) -> bytes | None:
    """Return all of a stream, or None when it is longer than the limit."""
    parts: list[bytes] = []
    left = max_bytes + 1
    while left > 0 and (piece := file.read(min(left, 1 << 20))):
        parts.append(piece)
        left -= len(piece)
    return b"".join(parts) if left > 0 else None
