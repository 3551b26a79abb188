"""Where rows go: whole lines appended and made durable, or standard output."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from pipeline.errors import OutputFailed

ARTICLES, REJECTS = "articles.jsonl", "rejects.jsonl"


class Sink(Protocol):
    """Takes the lines of a batch; they are durable when `write` returns."""

    def write(self, articles: Sequence[bytes], rejects: Sequence[bytes]) -> None: ...

    def close(self) -> None: ...


class FolderSink:
    """Appends to articles.jsonl and rejects.jsonl in a folder; raise OutputFailed where that cannot be done."""

    def __init__(self, folder: str) -> None:
        self._folder = folder
        self._files: dict[str, int] = {}
        try:
            Path(folder).mkdir(parents=True, exist_ok=True)
            for name in (ARTICLES, REJECTS):
                flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC
                self._files[name] = os.open(Path(folder) / name, flags, 0o644)
        except OSError as error:
            self.close()
            raise OutputFailed(_cannot_write(folder, error)) from error

    def write(self, articles: Sequence[bytes], rejects: Sequence[bytes]) -> None:
        """Append the lines, each whole, and flush them to the disk."""
        try:
            for name, lines in ((ARTICLES, articles), (REJECTS, rejects)):
                if lines:
                    _write_all(self._files[name], b"".join(lines))
                    os.fsync(self._files[name])
        except OSError as error:
            raise OutputFailed(_cannot_write(self._folder, error)) from error

    def close(self) -> None:
        """Close the files."""
        for descriptor in self._files.values():
            os.close(descriptor)
        self._files.clear()


class StreamSink:
    """Writes article lines to standard output and, where asked, reject lines to standard error."""

    def __init__(self, *, with_rejects: bool) -> None:
        self._with_rejects = with_rejects

    def write(self, articles: Sequence[bytes], rejects: Sequence[bytes]) -> None:
        """Write the lines."""
        try:
            sys.stdout.buffer.write(b"".join(articles))
            sys.stdout.buffer.flush()
            if self._with_rejects and rejects:
                sys.stderr.buffer.write(b"".join(rejects))
                sys.stderr.buffer.flush()
        except OSError as error:
            raise OutputFailed(_cannot_write("standard output", error)) from error

    def close(self) -> None:
        """Leave the streams open: they are not ours."""


def _write_all(descriptor: int, content: bytes) -> None:
    view = memoryview(content)
    while view:
        view = view[os.write(descriptor, view) :]


def _cannot_write(where: str, error: OSError) -> str:
    return f"cannot write to {where}: {error.strerror}. Nothing that was done is lost: repeat the run when it is mended"
