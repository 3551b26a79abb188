"""An S3 server of this machine: moto's, over HTTP, whose requests are counted and which fails when it is told to."""

from __future__ import annotations

import contextlib
import logging
import os
import socket
import threading
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from tests.ports import free_port

KEY, SECRET = "AKIAEXAMPLEEXAMPLE00", "secret/Example+Example00"


class Store:
    """A server and one bucket, `news`. `fault` sees every request first, and answers it with a status or drops it."""

    def __init__(self) -> None:
        logging.getLogger("werkzeug").setLevel(logging.ERROR)
        self.asked: Counter[str] = Counter()
        self.fault: Callable[[str], int | None] = lambda _: None
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self._lock = threading.Lock()
        self._stores()["news"] if "news" in self._stores().buckets else self._create()
        self.start()

    def start(self) -> None:
        """Listen."""
        from moto.server import DomainDispatcherApplication, create_backend_app
        from werkzeug.serving import make_server

        self._app = DomainDispatcherApplication(create_backend_app)
        self._server = make_server("127.0.0.1", self.port, self._answer, threaded=True)
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Be gone: connections are refused."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def put(self, key: str, content: str) -> None:
        """Store an object, past the network."""
        self._stores().put_object("news", key, content.encode())

    def delete(self, key: str) -> None:
        """Remove an object, past the network."""
        self._stores().delete_object("news", key)

    def requests(self) -> Counter[str]:
        """Return how often each kind of request came since the last time: LIST, HEAD, GET."""
        with self._lock:
            asked, self.asked = self.asked, Counter()
        return asked

    def environment(self, **more: str) -> dict[str, str]:
        """Return the environment in which a command finds this server."""
        plain = {name: value for name, value in os.environ.items() if not name.startswith(("AWS_", "FSSPEC_"))}
        # One attempt of botocore's own, so that what copydesk does itself is what is seen.
        own = {"AWS_ENDPOINT_URL": self.address, "AWS_MAX_ATTEMPTS": "1", "AWS_DEFAULT_REGION": "us-east-1"}
        return {**plain, **own, "AWS_ACCESS_KEY_ID": KEY, "AWS_SECRET_ACCESS_KEY": SECRET, **more}

    def _answer(self, environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        kind = "LIST" if "list-type" in environ.get("QUERY_STRING", "") else environ["REQUEST_METHOD"]
        with self._lock:
            self.asked[kind] += 1
        status = self.fault(f"{kind} {environ['PATH_INFO']}")
        if status is None:
            return self._app(environ, start)
        if status == 0:
            environ["werkzeug.socket"].shutdown(socket.SHUT_RDWR)
            raise ConnectionAbortedError
        start(f"{status} Trouble", [("Content-Length", "0")])
        return [b""]

    def _create(self) -> None:
        self._stores().create_bucket("news", "us-east-1")

    @staticmethod
    def _stores() -> Any:
        from moto.core import DEFAULT_ACCOUNT_ID
        from moto.s3.models import s3_backends

        return s3_backends[DEFAULT_ACCOUNT_ID]["aws"]


@contextlib.contextmanager
def running() -> Iterator[Store]:
    """Yield a store with an empty bucket, and stop it at the end."""
    store = Store()
    try:
        yield store
    finally:
        store.stop()
        store._stores().reset()
