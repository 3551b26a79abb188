"""Writing that survives a kill: whole pieces, made durable before anything says they are there."""

from __future__ import annotations

import contextlib
import os


def write_all(descriptor: int, data: bytes) -> None:
    """Write all of `data`; a short write is carried on, an error is raised."""
    view = memoryview(data)
    while view:
        view = view[os.write(descriptor, view) :]


def replace_file(path: str, data: bytes) -> None:
    """Put `data` at `path`, whole or not at all, whenever the power goes."""
    put_file(path, data)
    sync_folder(os.path.dirname(path))


def put_file(path: str, data: bytes) -> None:
    """Put `data` at `path` as `replace_file` does; the name is durable once its folder is synced."""
    temporary = f"{path}.new"
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o644)
    try:
        write_all(descriptor, data)
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    os.replace(temporary, path)


def sync_folder(path: str) -> None:
    """Make the names in a folder durable."""
    descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        # Some network file systems cannot sync folders; the names are then as durable as they make them.
        with contextlib.suppress(OSError):
            os.fsync(descriptor)
    finally:
        os.close(descriptor)
