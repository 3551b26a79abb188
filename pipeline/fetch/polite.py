"""Visits: robots.txt obeyed, one request a host at a time with a pause, redirects followed hop by hop, each checked."""

from __future__ import annotations

import datetime
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime

from pipeline.errors import Reject
from pipeline.fetch.canonical import host_of, joined
from pipeline.fetch.client import Client
from pipeline.fetch.robots import ROBOTS_BYTES, TOO_MANY_REDIRECTS, Robots, Rules
from pipeline.fetch.verdicts import Answer, Halted, NotNow, Refused
from pipeline.sources.bodies import decoded
from schemas.fetching import Fetching
from schemas.rejection import Reason

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_LATER = frozenset({408, 425, 429}) | frozenset(range(500, 600))
_ASKS_FOR_TIME = frozenset({429, 503})
_LONGEST_WAIT_SECONDS = 86_400.0
# A site that asks for longer pauses gets one page in a run.
_LONGEST_PAUSE_SECONDS = 60.0
_FAILURES_AT_MOST = 3


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server gave along with a page, to be asked with whether it changed; `url` is where it was found."""

    url: str | None = None
    etag: str | None = None
    modified: str | None = None

    def headers_for(self, url: str) -> dict[str, str]:
        """Return the header fields that make a request conditional, none for any other address."""
        if url != self.url:
            return {}
        given = {"If-None-Match": self.etag, "If-Modified-Since": self.modified}
        return {name: value for name, value in given.items() if value}


@dataclass(slots=True)
class _Gate:
    """One host: who holds the lock is the only one asking it."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    last: float | None = None
    pages: int = 0
    failures: int = 0
    closed: tuple[str, float] | None = None


class Visitor:
    """Fetches addresses as a guest does; safe to use from several threads. `halt` ends every wait."""

    def __init__(self, client: Client, fetching: Fetching, halt: threading.Event) -> None:
        self._client = client
        self._fetching = fetching
        self._halt = halt
        self._lock = threading.Lock()
        self._gates: dict[str, _Gate] = {}
        self._robots = Robots(self._robots_txt)

    def visit(self, url: str, validators: Validators, max_bytes: int) -> Answer:
        """Return the last answer on the way from a canonical address; raise Refused, NotNow or Halted.

        An answer is never a redirect, and never one that a later run may not meet (429, 5xx).
        """
        return self._followed(url, validators, max_bytes, obey=True)

    def outcome(self, url: str, validators: Validators, max_bytes: int) -> Answer | Refused | NotNow | Halted:
        """Return what a visit comes to, as a value."""
        try:
            return self.visit(url, validators, max_bytes)
        except (Refused, NotNow, Halted) as verdict:
            return verdict

    def _robots_txt(self, address: str) -> Answer:
        answer = self._followed(address, Validators(), ROBOTS_BYTES, obey=False)
        try:
            return _plain(answer, ROBOTS_BYTES)
        except Reject as verdict:
            raise NotNow(verdict.detail) from verdict

    def _followed(self, url: str, validators: Validators, max_bytes: int, *, obey: bool) -> Answer:
        for hop in range(self._fetching.max_redirects + 1):
            rules = self._robots.rules(url) if obey else Rules()
            if not rules.allows(url):
                raise Refused(Reason.UNREADABLE, "robots.txt does not allow it")
            with self._turn(host_of(url), rules.delay_seconds, begins=obey and hop == 0) as gate:
                answer = self._asked(gate, url, validators.headers_for(url), max_bytes)
            if answer.status not in _REDIRECTS:
                return answer
            target = joined(url, answer.header("location") or "\0")
            if target is None:
                raise Refused(Reason.UNREADABLE, "a redirect leads to no web address")
            url = target
        raise Refused(Reason.UNREADABLE, TOO_MANY_REDIRECTS)

    def _asked(self, gate: _Gate, url: str, headers: dict[str, str], max_bytes: int) -> Answer:
        try:
            answer = self._client.get(url, headers, max_bytes)
            if answer.status in _LATER:
                raise NotNow(f"the server answered {answer.status}", _wait_asked(answer))
        except NotNow as trouble:
            gate.failures += 1
            if trouble.wait_seconds or gate.failures >= _FAILURES_AT_MOST:
                gate.closed = (f"the host is left alone: {trouble.detail}", trouble.wait_seconds)
            raise
        gate.failures = 0
        return answer

    @contextmanager
    def _turn(self, host: str, site_delay: float, *, begins: bool) -> Iterator[_Gate]:
        """Wait until it is our turn at a host, and keep all others waiting; a visit `begins` with its first request."""
        with self._lock:
            gate = self._gates.setdefault(host, _Gate())
        with gate.lock:
            if gate.closed is not None:
                raise NotNow(*gate.closed, tried=False)
            if begins and gate.pages and site_delay > _LONGEST_PAUSE_SECONDS:
                raise NotNow("the host asks for long pauses", min(site_delay, _LONGEST_WAIT_SECONDS), tried=False)
            kept = site_delay if site_delay <= _LONGEST_PAUSE_SECONDS else 0.0
            delay = max(self._fetching.delay_seconds, kept)
            if gate.last is not None:
                self._pause(gate.last + delay - time.monotonic())
            gate.pages += begins
            try:
                yield gate
            finally:
                gate.last = time.monotonic()

    def _pause(self, seconds: float) -> None:
        if seconds > 0:
            self._halt.wait(seconds)
        if self._halt.is_set():
            raise Halted


def _plain(answer: Answer, max_bytes: int) -> Answer:
    """Return the answer with the encodings of its body taken off; raise Reject where that fails."""
    body = decoded(answer.body, answer.header("content-encoding") or "", max_bytes)
    return Answer(answer.url, answer.status, answer.phrase, answer.headers, body, answer.when)


def _wait_asked(answer: Answer) -> float:
    """Return the seconds that Retry-After asks for, 0 where it asks for none."""
    value = (answer.header("retry-after") or "").strip()
    if answer.status not in _ASKS_FOR_TIME or not value:
        return 0.0
    if value.isascii() and value.isdigit():
        return min(float(value[:9]), _LONGEST_WAIT_SECONDS)
    try:
        until = parsedate_to_datetime(value)
    except (ValueError, TypeError, OverflowError):
        return 0.0
    if until.tzinfo is None:
        until = until.replace(tzinfo=datetime.UTC)
    return min(max(0.0, (until - answer.when).total_seconds()), _LONGEST_WAIT_SECONDS)
