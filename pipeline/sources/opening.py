"""Open regular files only, never wait for one, and tell trouble that passes from trouble that stays."""

from __future__ import annotations

import errno
import os
import stat
from typing import BinaryIO, Protocol

# What a later run may well not meet again; anything else is a property of the input.
_PASSING = frozenset(
    {
        errno.EAGAIN,
        errno.EBUSY,
        errno.ECONNABORTED,
        errno.ECONNREFUSED,
        errno.ECONNRESET,
        errno.EHOSTUNREACH,
        errno.EINTR,
        errno.EIO,
        errno.EMFILE,
        errno.ENETDOWN,
        errno.ENETUNREACH,
        errno.ENFILE,
        errno.ENOENT,  # found a moment ago and gone: the folder is in motion
        errno.ENOMEM,
        errno.ENOTCONN,
        errno.EPIPE,
        getattr(errno, "EREMOTEIO", errno.EIO),  # a store that answered 500
        errno.ESTALE,
        errno.ETIMEDOUT,
    }
)


class Stream(Protocol):
    """Bytes that are read once, front to back."""

    def read(self, count: int, /) -> bytes | None: ...

    def close(self) -> None: ...


class Unreadable(Exception):  # noqa: N818 - a verdict on the input, not an error of ours
    """This input cannot be read, now or later."""

    def __init__(self, detail: str) -> None:
        super().__init__(detail)
        self.detail = detail


class Passing(Exception):  # noqa: N818 - as above
    """This input cannot be read now; a later run may read it."""

    def __init__(self, detail: str) -> None:
        super().__init__(detail)
        self.detail = detail


def open_regular(path: str) -> BinaryIO:
    """Return the file open for reading; raise Unreadable for anything that is not a regular file."""
    try:
        # O_NONBLOCK: opening a FIFO without a writer would wait for ever.
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC | os.O_NOCTTY)
    except OSError as error:
        raise classified(error) from error
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise Unreadable("it is not a regular file")
    return open(descriptor, "rb", buffering=0)  # noqa: PTH123 - the descriptor is what was checked


def classified(error: OSError) -> Unreadable | Passing:
    """Return the verdict an error of the operating system stands for; the message names no path."""
    reason = errno.errorcode.get(error.errno or 0, type(error).__name__)
    if isinstance(error, TimeoutError | ConnectionError) or error.errno in _PASSING:
        return Passing(f"reading failed for now ({reason})")
    return Unreadable(f"it cannot be read ({reason})")
