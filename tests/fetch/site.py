"""A small web of our own on loopback: pages that change, pages that hurt, and a count of who asked for what."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Reply = tuple[int, dict[str, str], bytes]
Route = Reply | Callable[["Handler"], Reply | None]


def article(title: str, more: str = "") -> bytes:
    """Return a page with an article of our own."""
    paragraphs = [
        f"{title}: the harbour master said on Monday that the new ferry will carry two hundred people at a time.",
        "The pier was rebuilt over the winter, and the first crossing is planned for the second week of spring.",
        f"Fishermen fear for their berths, and the town council will hear them before the summer begins. {more}",
    ]
    body = "".join(f"<p>{text}</p>" for text in paragraphs)
    return (
        f"<!DOCTYPE html><html lang=en><head><meta charset=utf-8><title>{title}</title></head><body>"
        f"<article><h1>{title}</h1>{body}</article></body></html>"
    ).encode()


def page(body: bytes, **headers: str) -> Reply:
    """Return a good answer."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return 200, {"Content-Type": "text/html; charset=utf-8", **named}, body


def text(body: str) -> Reply:
    """Return plain text."""
    return 200, {"Content-Type": "text/plain"}, body.encode()


def xml(body: str | bytes, **headers: str) -> Reply:
    """Return XML."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return 200, {"Content-Type": "application/xml", **named}, body.encode() if isinstance(body, str) else body


def redirect(target: str, status: int = 302) -> Reply:
    """Return a redirect."""
    return status, {"Location": target}, b""


def rss(base: str, *items: tuple[str, str | None]) -> str:
    """Return a feed of paths and dates."""
    entries = "".join(
        f"<item><title>{path}</title><link>{path if '://' in path else base + path}</link>"
        + (f"<pubDate>{date}</pubDate>" if date else "")
        + "</item>"
        for path, date in items
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>Pier News</title>{entries}</channel></rss>'


def atom(base: str, *items: tuple[str, str]) -> str:
    """Return an Atom feed of paths and dates of change."""
    entries = "".join(
        f'<entry><id>{base}{path}</id><title>{path}</title><updated>{date}</updated><link href="{path}"/></entry>'
        for path, date in items
    )
    return f'<feed xmlns="http://www.w3.org/2005/Atom" xml:base="{base}/"><title>Pier News</title>{entries}</feed>'


@dataclass
class Site:
    """One server. `routes` may be changed while it runs; `asked` holds (path, headers, time) in order."""

    base: str
    server: ThreadingHTTPServer
    routes: dict[str, Route] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str], float]] = field(default_factory=list)
    busy: int = 0
    busiest: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)
    ended: threading.Event = field(default_factory=threading.Event)

    @contextmanager
    def counting(self) -> Iterator[None]:
        """Count who is asked at the same time."""
        with self.lock:
            self.busy += 1
            self.busiest = max(self.busiest, self.busy)
        try:
            yield
        finally:
            with self.lock:
                self.busy -= 1

    def paths(self, *, but: tuple[str, ...] = ("/robots.txt",)) -> list[str]:
        """Return the paths asked for, in order."""
        return [path for path, _, _ in self.asked if path not in but]

    def forget(self) -> None:
        """Forget who asked for what."""
        self.asked.clear()


class Handler(BaseHTTPRequestHandler):
    """Answers by the site's routes; conditional requests are answered with 304 where a route has an ETag."""

    protocol_version = "HTTP/1.1"
    site: Site

    def do_GET(self) -> None:
        headers = {key.lower(): value for key, value in self.headers.items()}
        with self.site.lock:
            self.site.asked.append((self.path, headers, time.monotonic()))
        with contextlib.suppress(OSError):
            self._reply()
        self.close_connection = True

    def _reply(self) -> None:
        route = self.site.routes.get(self.path, (404, {"Content-Type": "text/html"}, b"<h1>Not found</h1>"))
        with self.site.counting():  # ended before the answer is sent: the next request may follow at once
            reply = route(self) if callable(route) else route
        if reply is None:
            return
        status, headers, body = reply
        etag, modified = headers.get("ETag"), headers.get("Last-Modified")
        same = etag is not None and self.headers.get("If-None-Match") == etag
        same = same or (modified is not None and self.headers.get("If-Modified-Since") == modified)
        if same:
            status, body = 304, b""
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def drip(self, piece: bytes, pause: float, *, head: bool = True) -> None:
        """Send for ever, or until nobody listens."""
        if head:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.send_header("Connection", "close")
            self.end_headers()
        while not self.site.ended.wait(pause):
            self.wfile.write(piece)
            self.wfile.flush()

    def log_message(self, *args: object) -> None:
        """Say nothing."""


@contextmanager
def serving(host: str = "127.0.0.1") -> Iterator[Site]:
    """Yield a site that answers on loopback."""

    class Here(Handler):
        """The handler of this site alone."""

    server = ThreadingHTTPServer((host, 0), Here)
    server.daemon_threads = True
    site = Site(f"http://{host}:{server.server_port}", server)
    Here.site = site
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield site
    finally:
        site.ended.set()
        server.shutdown()
        server.server_close()
