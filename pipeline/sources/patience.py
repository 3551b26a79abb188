"""Trouble with a remote store: what stands for no answer, and how often it is asked again before a run gives up."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable
from typing import TypeVar

from pipeline.sources.opening import Passing, Unreadable, classified
from schemas.addresses import shown

_PAUSES_SECONDS = (0.5, 2.0, 8.0)
# A store that takes the connection and says nothing has cost its library's own attempts, each to its end.
_ENOUGH_SECONDS = 60.0
# What the libraries of the stores raise beside OSError, by module, so that none is imported for it: what says that
# nobody answered, and everything.
_SILENT = (
    ("botocore.exceptions", "ConnectionError HTTPClientError"),
    ("aiohttp", "ClientConnectionError ClientPayloadError"),
    ("azure.core.exceptions", "ServiceRequestError ServiceResponseError"),
    ("google.auth.exceptions", "TransportError"),
)
_ALL = (
    ("botocore.exceptions", "BotoCoreError ClientError"),
    ("aiohttp", "ClientError"),
    ("azure.core.exceptions", "AzureError"),
    ("google.auth.exceptions", "GoogleAuthError"),
    ("gcsfs.retry", "HttpError"),
)

T = TypeVar("T")


class NoAnswer(Passing):
    """The store does not answer; that says nothing of the object, and counts as no attempt at it."""


def store_of(address: str) -> str | None:
    """Return the store an address lies in, None for a path of this machine.

    >>> store_of("s3://bucket/a/b.txt"), store_of("/srv/in/a.txt")
    ('s3://bucket', None)
    """
    scheme, sign, rest = address.partition("://")
    return f"{scheme}://{rest.partition('/')[0]}" if sign else None


def patiently(ask: Callable[[], T], address: str) -> T:
    """Return what is asked for, asking again after pauses; raise Passing or Unreadable where it is in vain."""
    pauses, end = iter(_PAUSES_SECONDS), time.monotonic() + _ENOUGH_SECONDS
    while True:
        try:
            return ask()
        except _known(_ALL) as error:
            verdict = verdict_of(error, address)
            again = isinstance(verdict, Passing) and _may_pass_soon(error) and time.monotonic() < end
            pause = next(pauses, None) if again else None
            if pause is None:
                raise verdict from error
        time.sleep(pause)


def verdict_of(error: Exception, address: str) -> Unreadable | Passing:
    """Return what an error stands for. It names the error by its type alone: what it says may hold credentials."""
    name = type(error).__name__
    if isinstance(error, _known(_SILENT)) and not _is_answer(error):
        return NoAnswer(f"{shown(address)} does not answer ({name}); check the network and the address of the store")
    return classified(error) if isinstance(error, OSError) else Unreadable(f"it cannot be read ({name})")


def _is_answer(error: Exception) -> bool:
    """Tell whether an error of the system says what a store answered: not found, not allowed, broken inside."""
    own = type(error).__module__.startswith(("botocore", "aiohttp", "azure", "google"))
    return isinstance(error, OSError) and not own and not isinstance(error, TimeoutError | ConnectionError)


def _may_pass_soon(error: Exception) -> bool:
    # Not there, or another version than was listed: asking for the same again is in vain.
    return not isinstance(error, FileNotFoundError) and type(error).__name__ != "FileExpired"


def _known(names: Iterable[tuple[str, str]]) -> tuple[type[Exception], ...]:
    """Return OSError, and those of the types named whose modules are loaded."""
    loaded = ((sys.modules[module], types) for module, types in names if module in sys.modules)
    return (OSError, *(getattr(module, name) for module, types in loaded for name in types.split()))
