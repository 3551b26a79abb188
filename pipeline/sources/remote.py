"""Objects of remote stores, through fsspec and the extras `s3`, `gcs` and `azure`: listed and read, never stored.

fsspec knows far more than stores. An address such as `dask://host` connects to a scheduler, and so lets that run code
here, and `::` chains one system to the next: so only these schemes are taken, and what follows is a path and no more.
"""

from __future__ import annotations

import glob
import hashlib
import io
import logging
from collections.abc import Iterator
from functools import partial
from typing import Any

from pipeline.errors import BadUsage
from pipeline.sources.found import Source
from pipeline.sources.kinds import Format, format_told
from pipeline.sources.opening import Unreadable
from pipeline.sources.patience import patiently
from pipeline.sources.permits import ANYTHING, Permits
from schemas.addresses import has_user_info, is_signed, shown

_EXTRAS = {"s3": "s3", "s3a": "s3", "gs": "gcs", "gcs": "gcs", "az": "azure", "abfs": "azure", "abfss": "azure"}
_OF_FSSPEC = ("file", "local", "memory")
_HERE = ("file", "local")
# Each store calls them otherwise.
_TIMES = ("LastModified", "last_modified", "mtime", "updated", "created")
_TAGS = ("ETag", "etag", "generation")


def check_address(address: str) -> None:
    """Raise BadUsage for an address of no store that is read, or one that holds credentials."""
    scheme = address.partition("://")[0]
    if scheme not in _EXTRAS and scheme not in _OF_FSSPEC:
        known = ", ".join(f"{name}://" for name in _EXTRAS)
        raise BadUsage(
            f"{shown(address)!r} is of no kind that is read: stores are {known}; copy it here, and name the copy"
        )
    if has_user_info(address) or is_signed(address):
        raise BadUsage(
            f"{shown(address)!r} was given with credentials in it: leave them out, and name them in the environment "
            "(AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, ...) or in the store's own configuration"
        )


def found_at(address: str, input_type: str | None = None, permits: Permits = ANYTHING) -> Iterator[tuple[Source, bool]]:
    """Yield the objects at or below an address, or matched by its glob, in order, each with whether it was named.

    Raises NoAnswer or Passing.
    """
    system, path = _opened(address)
    try:
        found = patiently(partial(_listed, system, path), address)
    except Unreadable as verdict:
        raise BadUsage(f"{shown(address)!r}: {verdict.detail}; check the address and the credentials") from verdict
    local = address.partition("://")[0] in _HERE
    for name in sorted(found):
        if not local or permits.may_read(name):
            is_named = name == path
            uri = address if is_named else system.unstrip_protocol(name)
            yield _source(uri, found[name], format_told(name, input_type)), is_named


def open_remote(address: str) -> io.RawIOBase:
    """Return the object open for reading; it is fetched as it is read. Raise as `found_at` does, and Unreadable."""
    system, path = _opened(address)
    return _RemoteFile(patiently(partial(system.open, path, "rb"), address), address)


class _RemoteFile(io.RawIOBase):
    """An object whose store is asked again, after a pause, for what it did not give."""

    def __init__(self, file: Any, address: str) -> None:
        self._file = file
        self._address = address

    def readable(self) -> bool:
        """Return True."""
        return True

    def seekable(self) -> bool:
        """Tell whether any part can be asked for."""
        return bool(self._file.seekable())

    def seek(self, offset: int, whence: int = 0) -> int:
        """Move, asking for nothing."""
        return int(self._file.seek(offset, whence))

    def tell(self) -> int:
        """Return where the next byte comes from."""
        return int(self._file.tell())

    def readinto(self, buffer: Any) -> int:
        """Read what comes next; a read that failed has not moved, so it can be repeated."""
        piece = patiently(partial(self._file.read, len(buffer)), self._address)
        buffer[: len(piece)] = piece
        return len(piece)

    def close(self) -> None:
        """Let go of the object."""
        if not self.closed:
            self._file.close()
        super().close()


def _opened(address: str) -> tuple[Any, str]:
    """Return the file system an address belongs to, and the path in it."""
    check_address(address)
    scheme = address.partition("://")[0]
    logging.getLogger("gcsfs").setLevel(logging.CRITICAL)  # it prints a traceback of what we tell in a sentence
    try:
        from fsspec import get_filesystem_class  # an extra

        maker = get_filesystem_class(scheme)
    except ImportError as error:
        extra = _EXTRAS.get(scheme, "s3")
        raise BadUsage(
            f'{shown(address)!r} needs a package that is not installed: pip install "copydesk[{extra}]"'
        ) from error
    try:
        # What url_to_fs does, but for the chains.
        options = maker._get_kwargs_from_urls(address)  # noqa: SLF001
        system = maker(**options)
        if hasattr(system, "retries"):
            # s3fs asks five times on each of two levels, and we four times: a hundred requests for an object of a store
            # that is gone, 47 s of pauses. Asking again is left to `patiently`.
            system.retries = 1
        return system, maker._strip_protocol(address)  # noqa: SLF001
    except ValueError as error:
        raise BadUsage(f"{shown(address)!r} cannot be opened: {shown(str(error))[:200]}") from error


def _listed(system: Any, path: str) -> dict[str, Any]:
    """Return what is at a path, below it, or matched by it, with what the store says of each, in as few requests."""
    system.invalidate_cache()  # a process may look again and again
    try:
        here = system.info(path)
    except FileNotFoundError:
        found = system.glob(path, detail=True) if glob.has_magic(path) else {}
        return {name: info for name, info in found.items() if info["type"] != "directory"}
    return {path: here} if here["type"] != "directory" else dict(system.find(path, detail=True))


def _source(address: str, info: dict[str, Any], form: Format | None) -> Source:
    return Source(address, address, form, info.get("size"), _stamp(info))


def _stamp(info: dict[str, Any]) -> int | None:
    """Return what tells one version of an object from another, as a time of change in nanoseconds.

    Stores give whole seconds, within which an object may change and keep its size: where there is an ETag, it decides
    the fraction.
    """
    changed: Any = next((info[key] for key in _TIMES if info.get(key) is not None), None)
    tag = next((str(info[key]) for key in _TAGS if info.get(key) is not None), None)
    seconds = changed.timestamp() if hasattr(changed, "timestamp") else changed
    if tag is None:
        return int(seconds * 1e9) if isinstance(seconds, float | int) else None
    fraction = int.from_bytes(hashlib.sha256(tag.encode()).digest()[:8]) % 1_000_000_000
    return (int(seconds) if isinstance(seconds, float | int) else 0) * 1_000_000_000 + fraction
