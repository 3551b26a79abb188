"""What sources hand on: files found, units to be cleaned, and what was refused before it could be cleaned."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias

from pipeline.errors import Reject
from pipeline.sources.kinds import Compression, Format
from pipeline.sources.opening import Identity
from schemas.kinds import Kind
from schemas.rejection import Reason
from schemas.stages import RawDocument


@dataclass(frozen=True, slots=True)
class Source:
    """One input: a file, standard input or a remote object.

    `path` is what it is opened by: an absolute path, an address, or `-`. `format` is None where the name tells no
    kind. `size` and `mtime_ns` are None where they cannot be known; such a source is read again in every run.
    `identity` tells a local file from any other that is put in its place; it holds on this machine only.
    """

    uri: str
    path: str
    format: Format | None
    size: int | None = None
    mtime_ns: int | None = None
    identity: Identity | None = None

    def extent(self, offset: int = 0, length: int | None = None) -> Extent:
        """Return a stretch of the file."""
        return Extent(self.path, offset, length, self.identity)


@dataclass(frozen=True, slots=True)
class Extent:
    """A stretch of a local file, to be read by whoever needs it; `length` None means to the end."""

    path: str
    offset: int = 0
    length: int | None = None
    identity: Identity | None = None


@dataclass(frozen=True, slots=True)
class Unit:
    """One record as it lies in its source: where its bytes are, not what they mean.

    `fallback_id` names the record when its content does not: a line number, a WARC-Record-ID, None for a file.
    `headers` are those of the WARC record, names in lower case.
    """

    source: str
    kind: Kind
    content: bytes | Extent
    fallback_id: str | None = None
    offset: int | None = None
    compression: Compression = Compression.NONE
    headers: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Refusal:
    """A record, or a damaged stretch, that is a reject before it reaches the cleaner."""

    source: str
    reason: Reason
    detail: str
    record_id: str | None = None
    offset: int | None = None
    length: int = 0


@dataclass(frozen=True, slots=True)
class Read:
    """One record of an input and the document it is, or why it is none; `is_one_of_many` where a container holds it."""

    source: str
    record_id: str | None
    document: RawDocument | Reject
    is_one_of_many: bool


Item: TypeAlias = Unit | Refusal
