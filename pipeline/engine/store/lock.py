"""One writer per output folder; the kernel lets go of the lock when the writer dies, however it dies."""

from __future__ import annotations

import fcntl
import os

from pipeline.errors import FolderBusy


class FolderLock:
    """Held from construction until `close`."""

    def __init__(self, path: str, folder: str) -> None:
        # O_CLOEXEC: a worker that outlived the run must not go on holding the folder.
        self._descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        try:
            fcntl.flock(self._descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            os.close(self._descriptor)
            if not isinstance(error, BlockingIOError):
                raise  # no lock is to be had here: some network file systems have none
            raise FolderBusy(f"another run holds the folder {folder!r}; wait for it, or use another --out") from error

    def close(self) -> None:
        """Let the next run have the folder."""
        os.close(self._descriptor)
