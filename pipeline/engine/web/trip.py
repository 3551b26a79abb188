"""What the parts of a run that fetches have in common."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TypeVar

from pipeline.engine.scribe import Tally
from pipeline.engine.store.folder import writing
from pipeline.engine.web.register import Register
from pipeline.engine.web.shelf import Shelf
from pipeline.fetch.canonical import host_of
from pipeline.fetch.crowd import crowd
from pipeline.fetch.polite import Validators, Visitor
from pipeline.fetch.verdicts import Answer, NotNow, Refused
from schemas.job import IngestJob

Taken = tuple[str, Answer | Refused]
"""An address and what is to be archived of it."""

_FIRST_REST_SECONDS = 600.0

T = TypeVar("T")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Trip:
    """`now` is the one time the run knows, `told` counts what a person should know by a phrase for it."""

    job: IngestJob
    now: float
    register: Register
    shelf: Shelf
    visitor: Visitor
    tally: Tally
    stop: Callable[[], bool]
    halt: threading.Event
    told: Counter[str] = field(default_factory=Counter)

    @contextmanager
    def noting(self) -> Iterator[Register]:
        """Yield the register; what is written to it inside becomes true at once."""
        with writing(self.job.out), self.register.writing():
            yield self.register

    def crowd(
        self, items: Iterable[T], address: Callable[[T], str], visit: Callable[[T], R]
    ) -> Generator[tuple[T, R], None, None]:
        """Yield every item with what its visit came to, several hosts at a time, until the run is to end."""
        threads = self.job.fetch.hosts_at_once
        return crowd(items, lambda item: host_of(address(item)), visit, threads=threads, halt=self.halt, stop=self.stop)


def rest_after(trouble: NotNow, attempts: int) -> float:
    """Return the seconds for which what met trouble is left alone: ten minutes, then an hour, or as the server asks.

    Three runs in a row may lie within a minute; a server that is being restarted is no reason for a reject.
    """
    return max(_FIRST_REST_SECONDS * 6.0 ** max(0, attempts - 1), trouble.wait_seconds)


def validators_of(answer: Answer) -> Validators:
    """Return what to ask with the next time."""
    return Validators(answer.url, answer.header("etag"), answer.header("last-modified"))
