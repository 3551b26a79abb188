"""The kinds of files that are read, one row each: by what a file is known to be of a kind, and what it holds."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from schemas.stages import MediaType


class Shape(StrEnum):
    """What a file holds."""

    FILE = "file"  # one document, which is the file
    STREAM = "stream"  # records one behind the other: pipeline/sources/readers.py says how they are told apart
    ARCHIVE = "archive"  # members, each a file of its own


@dataclass(frozen=True, slots=True, kw_only=True)
class Traits:
    """What is known of a kind."""

    endings: tuple[str, ...]
    """Last parts of names, in lower case, without the compression around them."""
    told_as: str | None = None
    """What a person calls it who says what files are (`--type`); None: it is known by its name alone."""
    shape: Shape = Shape.FILE
    media_type: MediaType = MediaType.TEXT
    """What a file of one document is; of the others, what most of their records are."""
    first_bytes: bytes = b""
    """How its content begins, behind a byte order mark and white space; empty: that says nothing."""
    first_at: int = 0
    """Where those bytes stand, if not at the beginning."""
    is_sure: bool = False
    """Whether a file that begins so is of this kind whatever its name says."""


class Kind(StrEnum):
    """How a file is read. By its first bytes, a file is of the last kind here that they speak of."""

    traits: Traits

    def __new__(cls, value: str, traits: Traits) -> Kind:
        """Return the kind of a row: its name and its traits."""
        kind = str.__new__(cls, value)
        kind._value_, kind.traits = value, traits
        return kind

    TEXT = "txt", Traits(endings=("txt", "text"), told_as="text")
    HTML = "html", Traits(endings=("html", "htm", "xhtml"), told_as="html", media_type=MediaType.HTML)
    JSONL = "jsonl", Traits(endings=("jsonl", "ndjson"), told_as="jsonl", shape=Shape.STREAM, first_bytes=b"{")
    WARC = (
        "warc",
        Traits(
            endings=("warc", "wet"),
            told_as="warc",
            shape=Shape.STREAM,
            media_type=MediaType.HTML,
            first_bytes=b"WARC/",
            is_sure=True,
        ),
    )
    ZIP = "zip", Traits(endings=("zip",), shape=Shape.ARCHIVE, first_bytes=b"PK\x03\x04")
    TAR = "tar", Traits(endings=("tar",), shape=Shape.ARCHIVE, first_bytes=b"ustar", first_at=257)


TOLD = {kind.traits.told_as: kind for kind in Kind if kind.traits.told_as is not None}
"""The kinds that can be told, by what they are called."""


def in_words() -> str:
    """Return what can be told, for a person.

    >>> in_words()
    'text, html, jsonl or warc'
    """
    *first, end = TOLD
    return f"{', '.join(first)} or {end}"
