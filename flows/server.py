"""A Prefect server that lives as long as the process that started it, however that one ends.

As a module (`python -m flows.server PORT`) it is the server's own process: it ends when its standard input does.
"""

from __future__ import annotations

import os
import runpy
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from pathlib import Path

from pipeline.errors import Stop

_START_SECONDS = 180.0
_STOP_SECONDS = 15.0
_HOST = "127.0.0.1"


class NoServer(Stop):
    """No Prefect server answers."""

    exit_code = 69


def server_url(port: int) -> str:
    """Return where a server on this port is found."""
    return f"http://{_HOST}:{port}"


class OwnServer:
    """A server on this machine, which is stopped with this process."""

    def __init__(self, port: int, environment: Mapping[str, str], log: Path) -> None:
        self._port = port
        self._environment = environment
        self._log = log
        self.process: subprocess.Popen[bytes] | None = None
        self._started = 0.0

    def start(self) -> None:
        """Start it; return once it answers, and raise NoServer where it does not come up."""
        url = server_url(self._port)
        if is_answering(url):
            raise NoServer(f"{url} is taken; use that server by PREFECT_API_URL, or another --port")
        self._launch()
        while not is_answering(url):
            if self._has_ended() or time.monotonic() - self._started > _START_SECONDS:
                raise NoServer(f"the Prefect server did not start; {self._log} says why")
            time.sleep(0.3)

    def revive(self, away_seconds: float) -> None:
        """Start it again where it has ended, or has been of no use for three minutes; do not wait for it."""
        if self.process is not None and min(away_seconds, time.monotonic() - self._started) > _START_SECONDS:
            self.process.kill()
            self.process.wait()
        if self._has_ended():
            self._launch()

    def close(self) -> None:
        """Stop it, in good order where it lets itself be stopped."""
        if self.process is None:
            return
        assert self.process.stdin is not None
        self.process.stdin.close()
        try:
            self.process.wait(_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def _has_ended(self) -> bool:
        return self.process is None or self.process.poll() is not None

    def _launch(self) -> None:
        self._log.parent.mkdir(parents=True, exist_ok=True)
        with self._log.open("ab") as written:
            # A session of its own: Ctrl-C is for the serving process, which needs the server to the end.
            self.process = subprocess.Popen(  # noqa: S603 - our own interpreter and our own words
                [sys.executable, "-P", "-m", "flows.server", str(self._port)],
                env=dict(self._environment),
                stdin=subprocess.PIPE,
                stdout=written,
                stderr=written,
                start_new_session=True,
            )
        self._started = time.monotonic()


def is_answering(url: str) -> bool:
    """Tell whether a Prefect server is at this address."""
    try:
        with urllib.request.urlopen(f"{url}/api/health", timeout=5) as answer:  # noqa: S310 - http, on this machine
            return bool(answer.status == 200)
    except (OSError, ValueError, urllib.error.URLError):
        return False


def _end_with_standard_input() -> None:
    # Not sys.stdin: a thread that waits in it makes the interpreter abort where the server ends by itself.
    while os.read(0, 4096):
        pass
    os.kill(os.getpid(), signal.SIGTERM)


def main() -> None:
    """Be a server on the port given until the standard input ends."""

    threading.Thread(target=_end_with_standard_input, daemon=True).start()
    sys.argv = ["prefect", "server", "start", "--host", _HOST, "--port", sys.argv[1]]
    runpy.run_module("prefect", run_name="__main__")


if __name__ == "__main__":
    main()
