"""Files, folders and globs to the list of files to read, each once, in a fixed order."""

from __future__ import annotations

import glob
import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from urllib.parse import quote_from_bytes

from pipeline.errors import BadUsage

STANDARD_INPUT = "-"


class Kind(StrEnum):
    """What a file's name says it holds."""

    TEXT = "text"
    HTML = "html"
    JSONL = "jsonl"


_KINDS = {
    ".txt": Kind.TEXT,
    ".text": Kind.TEXT,
    ".html": Kind.HTML,
    ".htm": Kind.HTML,
    ".xhtml": Kind.HTML,
    ".jsonl": Kind.JSONL,
    ".ndjson": Kind.JSONL,
}
_GLOB = re.compile(r"[*?\[]")
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufeff]")


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file to read: its path, the URI that goes into the record, and its kind; None if the name tells none."""

    path: str
    uri: str
    kind: Kind | None


def discover(inputs: Sequence[str]) -> Iterator[SourceFile]:
    """Yield the files the inputs name, folders walked in the order of names; raise BadUsage for one that is not there.

    A file named outright is always yielded; in a folder or under a glob only files of a known kind are. Links to
    folders are not followed, and a file reached twice is taken once.
    """
    seen: set[str] = set()
    for given in inputs:
        for path in _paths(given):
            name = os.path.realpath(path) if path != STANDARD_INPUT else path
            if name not in seen:
                seen.add(name)
                yield SourceFile(path, uri_of(path), kind_of(path))


def kind_of(path: str) -> Kind | None:
    """Return what the name says the file holds; standard input holds text."""
    return Kind.TEXT if path == STANDARD_INPUT else _KINDS.get(Path(path).suffix.lower())


def uri_of(path: str) -> str:
    """Return the path as given, percent-encoded where it is not UTF-8 or has control characters."""
    return quote_from_bytes(os.fsencode(path), safe="/") if _UNPRINTABLE.search(path) else path


def _paths(given: str) -> Iterator[str]:
    if given == STANDARD_INPUT:
        yield given
    elif Path(given).is_dir():
        yield from _walk(given)
    elif os.path.lexists(given):
        yield given
    elif _GLOB.search(given):
        matches = sorted(glob.glob(given, recursive=True))  # noqa: PTH207 - keeps the path as it was given
        if not matches:
            raise BadUsage(f"nothing matches {given}")
        for match in matches:
            yield from _walk(match) if Path(match).is_dir() else [match]
    else:
        raise BadUsage(f"there is no file or folder {given}")


def _walk(folder: str) -> Iterator[str]:
    for parent, folders, names in os.walk(folder, followlinks=False):
        folders.sort()
        for name in sorted(names):
            path = str(Path(parent) / name)
            if kind_of(path) is not None:
                yield path
