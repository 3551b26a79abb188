"""A Prefect server that lives as long as the process that started it, however that one ends.

As a module (`python -m flows.server PORT`) it is the server's own process: it ends when its standard input does.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
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


@contextlib.contextmanager
def server_running(port: int, environment: Mapping[str, str], log: Path) -> Iterator[None]:
    """Start a server, yield once it answers, and stop it at the end; raise NoServer where it does not come up."""
    if is_answering(server_url(port)):
        raise NoServer(f"{server_url(port)} is taken; use that server by PREFECT_API_URL, or another --port")
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("ab") as written:
        # A session of its own: Ctrl-C is for the serving process, which needs the server to the end.
        process = subprocess.Popen(  # noqa: S603 - our own interpreter and our own words
            [sys.executable, "-P", "-m", "flows.server", str(port)],
            env=dict(environment),
            stdin=subprocess.PIPE,
            stdout=written,
            stderr=written,
            start_new_session=True,
        )
    try:
        _await(process, port, log)
        yield
    finally:
        assert process.stdin is not None
        process.stdin.close()
        try:
            process.wait(_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def is_answering(url: str) -> bool:
    """Tell whether a Prefect server is at this address."""
    try:
        with urllib.request.urlopen(f"{url}/api/health", timeout=5) as answer:  # noqa: S310 - http, on this machine
            return bool(answer.status == 200)
    except (OSError, ValueError, urllib.error.URLError):
        return False


def _await(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    until = time.monotonic() + _START_SECONDS
    while not is_answering(server_url(port)):
        if process.poll() is not None or time.monotonic() > until:
            raise NoServer(f"the Prefect server did not start; {log} says why")
        time.sleep(0.3)


def _end_with_standard_input() -> None:
    # Not sys.stdin: a thread that waits in it makes the interpreter abort where the server ends by itself.
    while os.read(0, 4096):
        pass
    os.kill(os.getpid(), signal.SIGTERM)


def main() -> None:
    """Be a server on the port given until the standard input ends."""
    import runpy

    threading.Thread(target=_end_with_standard_input, daemon=True).start()
    sys.argv = ["prefect", "server", "start", "--host", _HOST, "--port", sys.argv[1]]
    runpy.run_module("prefect", run_name="__main__")


if __name__ == "__main__":
    main()
