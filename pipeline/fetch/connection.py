"""Connections that lead where they were allowed to: resolved by us, checked, pinned, and cut when time is up."""

from __future__ import annotations

import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterable
from ipaddress import ip_address
from typing import Any

import httpcore

from pipeline.fetch.addresses import IPAddress, host_objection, may_visit
from pipeline.fetch.verdicts import Halted, NotNow, Refused
from schemas.rejection import Reason

Resolver = Callable[[str, int], list[str]]
_TRIED_ADDRESSES = 3
# How soon a silent connection notices that the run is to end.
_SLICE_SECONDS = 0.25


def resolved(host: str, port: int) -> list[str]:
    """Return the addresses of a host, as the system resolves it; raise OSError where there are none."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


class Clock:
    """The time one request has left; `halt` ends it at once."""

    def __init__(self, seconds: float, halt: threading.Event) -> None:
        self._end = time.monotonic() + seconds
        self._halt = halt

    def left(self) -> float:
        """Return the seconds left; raise NotNow when there are none, Halted when the run ends."""
        if self._halt.is_set():
            raise Halted
        left = self._end - time.monotonic()
        if left <= 0:
            raise NotNow("the answer did not end in time")
        return left


class PinnedBackend(httpcore.NetworkBackend):
    """Makes connections for one request.

    The name is resolved once, here, every address it has is checked, and the connection is made to a checked address
    and not to the name: a name that leads elsewhere a moment later (rebinding) gains nothing. TLS still verifies the
    name. No proxy is asked, whatever the environment says.
    """

    def __init__(self, clock: Clock, resolve: Resolver, *, allow_loopback: bool) -> None:
        self._clock = clock
        self._resolve = resolve
        self._allow_loopback = allow_loopback
        self._plain = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Return a connection to a checked address of the host."""
        trouble: Exception | None = None
        for address in self._checked(host, port)[:_TRIED_ADDRESSES]:
            seconds = min(self._clock.left(), timeout or self._clock.left())
            try:
                stream = self._plain.connect_tcp(str(address), port, seconds, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                trouble = error
            else:
                return _TimedStream(stream, self._clock)
        raise trouble or httpcore.ConnectError("the name has no address")

    def _checked(self, host: str, port: int) -> list[IPAddress]:
        """Return the addresses of a host; raise Refused where a single one is not public."""
        objection = host_objection(host, port)
        if objection is not None:
            raise Refused(Reason.UNREADABLE, f"the address is not fetched: {objection}")
        try:
            found = [ip_address(text) for text in self._resolve(host, port)]
        except (OSError, UnicodeError) as error:
            raise NotNow("the name of the host cannot be resolved") from error
        except ValueError as error:
            raise Refused(Reason.UNREADABLE, "the host has an address that cannot be read") from error
        if not all(may_visit(address, allow_loopback=self._allow_loopback) for address in found):
            raise Refused(Reason.UNREADABLE, "the address leads into a private network")
        return found


class _TimedStream(httpcore.NetworkStream):
    """A connection whose every wait ends with the clock: a server that drips is cut like one that is silent."""

    def __init__(self, stream: httpcore.NetworkStream, clock: Clock) -> None:
        self._stream = stream
        self._clock = clock

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Return what comes next, in slices of time, so that the end of the run is noticed."""
        silent_until = time.monotonic() + (timeout or self._clock.left())
        while True:
            try:
                return self._stream.read(max_bytes, min(_SLICE_SECONDS, self._clock.left()))
            except httpcore.ReadTimeout:
                if time.monotonic() >= silent_until:
                    raise

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Send within the time left."""
        self._stream.write(buffer, min(timeout or self._clock.left(), self._clock.left()))

    def close(self) -> None:
        """Close the connection."""
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        """Return the connection with TLS, verified for the host's name."""
        seconds = min(timeout or self._clock.left(), self._clock.left())
        return _TimedStream(self._stream.start_tls(ssl_context, server_hostname, seconds), self._clock)

    def get_extra_info(self, info: str) -> Any:
        """Return what the connection below tells."""
        return self._stream.get_extra_info(info)
