"""The records of one source, in order: the kind decides how, and whatever is wrong with the source is a refusal."""

from __future__ import annotations

import io
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from typing import BinaryIO, cast

from pipeline.errors import Reject
from pipeline.sources.archives import Member, MemberDamaged, is_archive, tar_members, zip_members
from pipeline.sources.discovery import Discovery
from pipeline.sources.fetching import content_of, document
from pipeline.sources.found import Extent, Item, Refusal, Source, Unit
from pipeline.sources.jsonl import json_lines
from pipeline.sources.kinds import Compression, Format, Kind
from pipeline.sources.opening import Passing, Stream, Unreadable, classified, open_regular
from pipeline.sources.standard_input import Peeked, sniffed
from pipeline.sources.streams import Damaged
from pipeline.sources.warc import WarcReader
from pipeline.sources.window import Window
from schemas.rejection import Reason
from schemas.settings import Settings
from schemas.stages import RawDocument


def units(source: Source, settings: Settings, skipped: Counter[str]) -> Iterator[Item]:
    """Yield every record of a source once; raise Passing where reading fails in a way a later run may not meet.

    `skipped` counts what is no record and was left out, by a phrase for a person.
    """
    try:
        yield from _of_source(source, settings, skipped)
    except Unreadable as verdict:
        yield Refusal(source.uri, Reason.UNREADABLE, verdict.detail)
    except Damaged as damage:
        yield Refusal(source.uri, Reason.UNREADABLE, damage.detail)
    except OSError as error:
        verdict_of = classified(error)
        if not isinstance(verdict_of, Unreadable):
            raise verdict_of from error
        yield Refusal(source.uri, Reason.UNREADABLE, verdict_of.detail)


def documents(given: str, settings: Settings) -> Iterator[RawDocument | Reject]:
    """Yield the documents of one input, in order, and the verdict in the place of each that is none."""
    discovery = Discovery([given], out="", now=0)
    for source in discovery:
        for item in units(source, settings, Counter()):
            if isinstance(item, Refusal):
                yield Reject(item.reason, item.detail)
                continue
            try:
                yield document(item, content_of(item, settings), settings)
            except Reject as verdict:
                yield verdict
            except Passing as trouble:
                yield Reject(Reason.UNREADABLE, trouble.detail)
    discovery.require_answer()


def _of_source(source: Source, settings: Settings, skipped: Counter[str]) -> Iterator[Item]:
    if source.path == "-":
        stream = Peeked(sys.stdin.buffer)
        form = source.format or sniffed(stream.head)
        yield from _of_stream(source, form, stream, settings, skipped)
    elif source.format is None:
        yield Refusal(source.uri, Reason.UNSUPPORTED_TYPE, "the name tells no kind that is read")
    elif "://" in source.path:
        from pipeline.sources.remote import open_remote

        yield from _of_opened(source, source.format, partial(open_remote, source.path), settings, skipped)
    elif source.format.kind in (Kind.TEXT, Kind.HTML):
        yield Unit(source.uri, source.format.kind, Extent(source.path), compression=source.format.compression)
    else:
        yield from _of_opened(source, source.format, partial(open_regular, source.path), settings, skipped)


def _of_opened(
    source: Source, form: Format, reopen: Callable[[], Stream], settings: Settings, skipped: Counter[str]
) -> Iterator[Item]:
    """Yield the records of a source that can be opened again, as often as it takes."""
    if form.kind in (Kind.JSONL, Kind.WARC):
        with closing(Window(reopen, form.compression)) as window:
            yield from _of_window(source, form, window, settings)
        return
    with closing(reopen()) as file:
        yield from _of_stream(source, form, file, settings, skipped)


def _of_stream(source: Source, form: Format, file: Stream, settings: Settings, skipped: Counter[str]) -> Iterator[Item]:
    """Yield the records of a stream that is read once."""
    if form.kind in (Kind.JSONL, Kind.WARC):
        yield from _of_window(source, form, Window(lambda: file, form.compression, can_reopen=False), settings)
    elif is_archive(form):
        if form.kind is Kind.TAR:
            members = tar_members(source, file, form.compression, skipped)
        elif form.compression is Compression.NONE and isinstance(file, io.IOBase) and file.seekable():
            members = zip_members(source, cast("BinaryIO", file), skipped)
        else:
            raise Unreadable("a .zip is read from a file only, and not compressed again")
        for member in members:
            if isinstance(member, Refusal):
                yield member
                continue
            try:
                yield from _of_member(member, settings, skipped)
            except (MemberDamaged, Damaged, Unreadable) as damage:
                detail = f"the member is damaged ({type(damage).__name__})"
                yield Refusal(member.source.uri, Reason.UNREADABLE, detail)
                if form.kind is Kind.TAR:
                    return  # a tar is one stream: nothing can be read behind a member that breaks off
    else:
        content = _bounded(file, settings.max_record_bytes)
        if content is None:
            detail = f"the record has more than {settings.max_record_bytes} bytes"
            yield Refusal(source.uri, Reason.RECORD_TOO_LARGE, detail)
        else:
            yield Unit(source.uri, form.kind, content, compression=form.compression)


def _of_member(member: Member, settings: Settings, skipped: Counter[str]) -> Iterator[Item]:
    if is_archive(member.format):
        detail = "an archive inside an archive is not opened; unpack the outer one"
        yield Refusal(member.source.uri, Reason.UNSUPPORTED_TYPE, detail)
    else:
        yield from _of_stream(member.source, member.format, member.file, settings, skipped)


def _of_window(source: Source, form: Format, window: Window, settings: Settings) -> Iterator[Item]:
    if form.kind is Kind.WARC:
        yield from WarcReader(source, window, settings)
    else:
        is_file = window.is_plain and window.can_rewind and "://" not in source.path
        yield from json_lines(source, window, settings, as_extents=is_file)


def _bounded(file: Stream, max_bytes: int) -> bytes | None:
    """Return all of a stream, or None when it is longer than the limit."""
    parts: list[bytes] = []
    left = max_bytes + 1
    while left > 0 and (piece := file.read(min(left, 1 << 20))):
        parts.append(piece)
        left -= len(piece)
    return b"".join(parts) if left > 0 else None
