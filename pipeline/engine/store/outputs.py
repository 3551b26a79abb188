"""The growing files of an output folder: appended to in whole pieces, cut back to what was committed."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Mapping

import zstandard

from pipeline.engine.store.durable import sync_folder, write_all
from pipeline.errors import OutputFailed

ARTICLES = "articles.jsonl"
REJECTS = "rejects.jsonl"


class GrowingFile:
    """One append-only file. `size` is its length with everything appended so far."""

    def __init__(self, path: str, committed: int) -> None:
        self._path = path
        new = not os.path.exists(path)
        if new and committed:
            raise OutputFailed(_shorter(path, 0, committed))
        self._descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o644)
        self.size = committed
        with contextlib.ExitStack() as opened:
            opened.callback(os.close, self._descriptor)
            found = os.fstat(self._descriptor).st_size
            if found < committed:
                raise OutputFailed(_shorter(path, found, committed))
            if found > committed:
                # A run was killed between writing and committing; its records come again.
                os.ftruncate(self._descriptor, committed)
            if new:
                sync_folder(os.path.dirname(path))
            opened.pop_all()

    def append(self, data: bytes) -> None:
        """Append and make durable."""
        if not data:
            return
        write_all(self._descriptor, data)
        os.fsync(self._descriptor)
        self.size += len(data)

    def close(self) -> None:
        """Let go of the file."""
        os.close(self._descriptor)


class Outputs:
    """articles and rejects, as .jsonl or as .jsonl.zst, one frame for each batch."""

    def __init__(self, folder: str, committed: Mapping[str, int], *, compress: bool) -> None:
        self._compressor = zstandard.ZstdCompressor(level=9, write_checksum=True) if compress else None
        suffix = ".zst" if compress else ""
        self._files: dict[str, GrowingFile] = {}
        with contextlib.ExitStack() as opened:
            for name in (ARTICLES, REJECTS):
                file = GrowingFile(os.path.join(folder, name + suffix), committed.get(name, 0))
                self._files[name] = opened.enter_context(contextlib.closing(file))
            self._held = opened.pop_all()

    def append(self, name: str, lines: bytes) -> None:
        """Append whole lines to one of the two and make them durable."""
        if lines and self._compressor is not None:
            lines = self._compressor.compress(lines)
        self._files[name].append(lines)

    def sizes(self) -> dict[str, int]:
        """Return the length of each file with everything appended so far."""
        return {name: file.size for name, file in self._files.items()}

    def close(self) -> None:
        """Let go of the files."""
        self._held.close()


def _shorter(path: str, found: int, committed: int) -> str:
    return (
        f"{path!r} has {found} bytes and {committed} were committed: it was changed from outside; "
        "put the file back, or start a new output folder"
    )
