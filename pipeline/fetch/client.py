"""One request, one answer, within size and time; redirects are answers like any other."""

from __future__ import annotations

import datetime
import ssl
import threading
from collections.abc import Mapping

import certifi
import httpcore

from pipeline.fetch.connection import Clock, PinnedBackend, Resolver, resolved
from pipeline.fetch.verdicts import Answer, NotNow, Refused
from schemas.fetching import Fetching
from schemas.rejection import Reason
from schemas.version import TOOL, VERSION

_TYPES = "text/html,application/xhtml+xml,application/xml;q=0.9,text/plain;q=0.9,*/*;q=0.1"
_ACCEPT = (("Accept", _TYPES), ("Accept-Encoding", "gzip, br"), ("Connection", "close"))


def user_agent(contact: str | None) -> str:
    """Return how we name ourselves.

    >>> user_agent("https://example.org/bot").partition(" ")[2]
    '(+https://example.org/bot)'
    """
    return f"{TOOL}/{VERSION}" + (f" (+{contact})" if contact else "")


class Client:
    """Sends requests; safe to use from several threads. A connection serves one request: what was checked is used."""

    def __init__(self, fetching: Fetching, halt: threading.Event, resolve: Resolver = resolved) -> None:
        self._fetching = fetching
        self._halt = halt
        self._resolve = resolve
        self._headers = [("User-Agent", user_agent(fetching.contact)), *_ACCEPT]
        self._tls = ssl.create_default_context()
        # Slim containers come without certificates of their own.
        self._tls.load_verify_locations(certifi.where())

    def get(self, url: str, more: Mapping[str, str], max_bytes: int) -> Answer:
        """Return the answer to a GET of a canonical address; raise Refused, NotNow or Halted."""
        fetching = self._fetching
        clock = Clock(fetching.total_seconds, self._halt)
        backend = PinnedBackend(clock, self._resolve, allow_loopback=fetching.allow_loopback)
        headers = [*self._headers, *more.items()]
        timeouts = {"connect": fetching.connect_seconds, "read": fetching.read_seconds, "write": fetching.read_seconds}
        try:
            with (
                httpcore.ConnectionPool(self._tls, network_backend=backend) as pool,
                pool.stream("GET", url, headers=headers, extensions={"timeout": timeouts}) as response,
            ):
                return _answer(url, response, max_bytes)
        except httpcore.TimeoutException as error:
            raise NotNow("the server did not answer in time") from error
        except httpcore.UnsupportedProtocol as error:
            raise Refused(Reason.UNREADABLE, "the address is neither http nor https") from error
        except httpcore.ProtocolError as error:
            raise NotNow("the server's answer broke off or is not HTTP") from error
        except (httpcore.NetworkError, OSError) as error:
            raise NotNow("no connection to the server, or not a trusted one") from error


def _answer(url: str, response: httpcore.Response, max_bytes: int) -> Answer:
    headers = tuple((name.decode("latin-1"), value.decode("latin-1")) for name, value in response.headers)
    parts: list[bytes] = []
    length = 0
    for piece in response.iter_stream():
        parts.append(piece)
        length += len(piece)
        if length > max_bytes:
            raise Refused(Reason.RECORD_TOO_LARGE, f"the answer has more than {max_bytes} bytes")
    phrase = bytes(response.extensions.get("reason_phrase", b"")).decode("latin-1")
    when = datetime.datetime.now(datetime.UTC).replace(microsecond=0)
    return Answer(url, response.status, phrase, headers, b"".join(parts), when)
