"""What the robots.txt of a site allows us, asked once in a run."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from protego import Protego

from pipeline.fetch.verdicts import Answer, NotNow, Refused
from schemas.rejection import Reason
from schemas.version import TOOL

ROBOTS_BYTES = 512 * 1024
"""As much of a robots.txt as is read; RFC 9309 asks for 500 KiB at least."""

TOO_MANY_REDIRECTS = "there are too many redirects"


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of one site; `parsed` None allows everything."""

    parsed: Protego | None = None

    def allows(self, url: str) -> bool:
        """Tell whether we may fetch an address of the site."""
        return self.parsed is None or bool(self.parsed.can_fetch(url, TOOL))

    @property
    def delay_seconds(self) -> float:
        """The pause the site asks for between requests, 0 for none."""
        delay = None if self.parsed is None else self.parsed.crawl_delay(TOOL)
        return max(0.0, float(delay or 0))


@dataclass(frozen=True, slots=True)
class _Trouble:
    """Why a robots.txt cannot be had; kept as a value, for an exception raised again and again grows."""

    detail: str
    wait_seconds: float = 0.0
    reason: Reason | None = None


class Robots:
    """The rules of the sites met in a run. `ask` fetches a robots.txt and follows its redirects."""

    def __init__(self, ask: Callable[[str], Answer]) -> None:
        self._ask = ask
        self._lock = threading.Lock()
        self._locks: dict[str, threading.Lock] = {}
        self._known: dict[str, Rules | _Trouble] = {}

    def rules(self, url: str) -> Rules:
        """Return the rules for an address; raise NotNow where they cannot be had: then nothing is fetched."""
        parts = urlsplit(url)
        site = f"{parts.scheme}://{parts.netloc}"
        with self._lock:
            lock = self._locks.setdefault(site, threading.Lock())
        with lock:
            if site not in self._known:
                self._known[site] = self._read(f"{site}/robots.txt")
            known = self._known[site]
        if isinstance(known, Rules):
            return known
        if known.reason is not None:
            raise Refused(known.reason, known.detail)
        raise NotNow(known.detail, known.wait_seconds)

    def _read(self, address: str) -> Rules | _Trouble:
        try:
            answer = self._ask(address)
        except NotNow as trouble:
            return _Trouble(f"robots.txt cannot be had: {trouble.detail}", trouble.wait_seconds)
        except Refused as verdict:
            if verdict.detail == TOO_MANY_REDIRECTS:
                return Rules()  # RFC 9309: such a robots.txt counts as one that is not there
            return _Trouble(f"robots.txt cannot be had: {verdict.detail}", reason=verdict.reason)
        return Rules(Protego.parse(answer.body.decode("utf-8", "replace"))) if 200 <= answer.status < 300 else Rules()
