"""Fetch the bytes of a unit and turn them into a document: what a worker does before it cleans."""

from __future__ import annotations

import hashlib
from typing import BinaryIO

from pipeline.decode.markup import has_early_tag
from pipeline.errors import Reject
from pipeline.sources.bodies import unpacked
from pipeline.sources.found import Extent, Unit
from pipeline.sources.json_records import row_of
from pipeline.sources.kinds import Compression
from pipeline.sources.opening import Passing, Unreadable, classified, open_regular
from pipeline.sources.readers import READERS
from pipeline.sources.retrieval import of_response, of_row
from schemas.kinds import Kind, Shape
from schemas.rejection import Reason
from schemas.settings import Settings
from schemas.stages import MediaType, RawDocument, Retrieval

_PIECE = 1 << 20


def content_of(unit: Unit, settings: Settings) -> bytes:
    """Return the unit's bytes as they lie in the source; raise Reject, or Passing for trouble that may pass."""
    if isinstance(unit.content, bytes):
        return unit.content
    extent = unit.content
    reader = READERS.get(unit.kind)
    limit = reader.most_bytes(settings) if reader else settings.max_record_bytes
    try:
        with open_regular(extent.path, extent.identity) as file:
            data = _read(file, extent, limit + 1)
    except Unreadable as verdict:
        raise Reject(Reason.UNREADABLE, verdict.detail) from verdict
    if len(data) > limit:
        raise Reject(Reason.RECORD_TOO_LARGE, f"the record has more than {limit} bytes")
    return data


def is_brief_text(unit: Unit, most_bytes: int) -> bool:
    """Tell whether the unit is a text file of at most that many bytes that does not begin like markup."""
    traits = unit.kind.traits
    if traits.shape is not Shape.FILE or traits.media_type is not MediaType.TEXT:
        return False
    if unit.compression is not Compression.NONE or not isinstance(unit.content, Extent):
        return False
    try:
        with open_regular(unit.content.path, unit.content.identity) as file:
            content = _read(file, unit.content, most_bytes + 1)
    except (Unreadable, Passing):
        return False
    return len(content) <= most_bytes and not has_early_tag(content)


def document(unit: Unit, content: bytes, settings: Settings) -> RawDocument:
    """Return the document in a unit's bytes; raise Reject when there is none."""
    if reader := READERS.get(unit.kind):
        return reader.document(unit, content, settings)
    if unit.compression is not Compression.NONE:
        content = _unpacked_file(content, settings)
    return RawDocument(
        source=unit.source,
        content=content,
        media_type=unit.kind.traits.media_type,
        record_id=unit.fallback_id,
        offset=unit.offset,
    )


def retrieval_of(unit: Unit, content: bytes, settings: Settings) -> Retrieval:
    """Return what a unit's container says of its fetch; nothing for a file."""
    if unit.kind is Kind.WARC:
        return of_response(unit.headers, content)
    return of_row(row_of(unit, content, settings))


def digest_of(unit: Unit) -> bytes:
    """Return the SHA-256 of a unit's bytes without holding them; of nothing where they cannot be read."""
    if isinstance(unit.content, bytes):
        return hashlib.sha256(unit.content).digest()
    digest = hashlib.sha256()
    extent = unit.content
    try:
        with open_regular(extent.path, extent.identity) as file:
            file.seek(extent.offset)
            left = extent.length
            while piece := file.read(_PIECE if left is None else min(_PIECE, left)):
                digest.update(piece)
                left = None if left is None else left - len(piece)
    except (Unreadable, Passing, OSError):
        return hashlib.sha256().digest()
    return digest.digest()


def _read(file: BinaryIO, extent: Extent, at_most: int) -> bytes:
    wanted = at_most if extent.length is None else min(extent.length, at_most)
    parts: list[bytes] = []
    try:
        file.seek(extent.offset)
        while wanted > 0 and (piece := file.read(min(wanted, _PIECE))):
            parts.append(piece)
            wanted -= len(piece)
    except OSError as error:
        raise classified(error) from error
    if wanted > 0 and extent.length is not None:
        raise Passing("the file became shorter while it was read")
    return b"".join(parts)


def _unpacked_file(content: bytes, settings: Settings) -> bytes:
    try:
        return unpacked(content, settings.max_record_bytes)
    except Reject as verdict:
        if verdict.reason is Reason.RECORD_TOO_LARGE:
            raise
        raise Reject(Reason.UNREADABLE, "the compressed file is cut or corrupt") from verdict
