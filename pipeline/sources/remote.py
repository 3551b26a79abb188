"""Remote paths through fsspec, where the extra `remote` is installed: objects are read as streams, never stored."""

from __future__ import annotations

import ftplib
from collections.abc import Iterator
from typing import Any, BinaryIO, cast

from pipeline.errors import BadUsage
from pipeline.sources.found import Source
from pipeline.sources.kinds import format_told

# ftplib's own errors are no OSError.
_TROUBLE = (OSError, EOFError, ftplib.Error)


def found_at(address: str, input_type: str | None = None) -> Iterator[tuple[Source, bool]]:
    """Yield the objects at or below an address, or matched by its glob, in sorted order; and whether it names them."""
    system, path = _resolved(address)
    try:
        if system.isfile(path):
            names = [path]
        elif system.isdir(path):
            names = sorted(system.find(path))
        else:
            names = sorted(system.glob(path))
        for name in names:
            is_named = name == path
            yield _source(system, address if is_named else system.unstrip_protocol(name), name, input_type), is_named
    except _TROUBLE as error:
        raise _unreachable(address, error) from error


def open_remote(address: str) -> BinaryIO:
    """Return the object open for reading; it is fetched as it is read."""
    system, path = _resolved(address)
    return cast("BinaryIO", system.open(path, "rb"))


def _resolved(address: str) -> tuple[Any, str]:
    try:
        from fsspec.core import url_to_fs
    except ImportError as error:
        raise BadUsage(f"{address!r} is remote: install copydesk[remote]") from error
    try:
        system, path = url_to_fs(address)
    except (ValueError, ImportError) as error:
        raise BadUsage(f"{address!r} cannot be opened: {error}; copy it here, and name the copy") from error
    except _TROUBLE as error:  # some connect at once
        raise _unreachable(address, error) from error
    return system, path


def _unreachable(address: str, error: Exception) -> BadUsage:
    return BadUsage(f"{address!r} cannot be reached: {error}; check the address, or copy it here and name the copy")


def _source(system: Any, address: str, name: str, input_type: str | None) -> Source:
    size = system.size(name)
    changed = system.modified(name) if hasattr(system, "modified") else None
    mtime_ns = None if changed is None else int(changed.timestamp() * 1e9)
    return Source(address, address, format_told(name, input_type), size, mtime_ns)
