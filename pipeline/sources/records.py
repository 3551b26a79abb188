"""A file to its records, or to the reason why one is none; nothing is held that was already handed on."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from pipeline.errors import Reject
from pipeline.sources.discover import STANDARD_INPUT, Kind, SourceFile
from pipeline.sources.jsonl import read_jsonl
from schemas.rejection import Reason
from schemas.settings import Settings
from schemas.stages import MediaType, RawDocument


@dataclass(frozen=True, slots=True)
class SourceReject:
    """A record that could not be read out of its file: what is known of it, and the verdict."""

    raw: RawDocument
    verdict: Reject


def read_records(file: SourceFile, settings: Settings) -> Iterator[RawDocument | SourceReject]:
    """Yield every record of the file, in order; one that cannot be read is yielded with the reason."""
    nothing = RawDocument(file.uri, b"", MediaType.TEXT)
    if file.kind is None:
        yield SourceReject(nothing, Reject(Reason.UNSUPPORTED_TYPE, "the name ends like no kind of input that is read"))
        return
    try:
        with _open(file.path) as stream:
            if file.kind is Kind.JSONL:
                for record in read_jsonl(stream, file.uri, settings):
                    yield SourceReject(*record) if isinstance(record, tuple) else record
                return
            content = stream.read(settings.max_record_bytes + 1)
    except OSError as error:
        yield SourceReject(nothing, Reject(Reason.UNREADABLE, f"it cannot be read: {error.strerror}"))
        return
    if len(content) > settings.max_record_bytes:
        limit = f"larger than the limit of {settings.max_record_bytes} bytes"
        yield SourceReject(nothing, Reject(Reason.RECORD_TOO_LARGE, limit))
        return
    yield RawDocument(file.uri, content, MediaType.HTML if file.kind is Kind.HTML else MediaType.TEXT)


def _open(path: str) -> BinaryIO:
    """Open a regular file; a pipe or a device named like one would block or never end."""
    if path == STANDARD_INPUT:
        return sys.stdin.buffer
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise OSError(0, "not a regular file")
    return os.fdopen(descriptor, "rb")
