"""What `copydesk serve` runs: the flow on a schedule, against a server that is there or one of its own."""

from __future__ import annotations

import argparse
import contextlib
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from flows.environment import client_environment, server_environment
from flows.rights import served_environment
from flows.server import OwnServer, server_url
from pipeline.cli.terminal import say
from pipeline.engine.store.lock import FolderLock
from pipeline.errors import BadUsage, FolderBusy, Stop
from pipeline.sources import Discovery
from pipeline.sources.discovery import LEDGER_FOLDER
from schemas.job import IngestJob


def main() -> None:
    """Serve the job of the command line until a signal ends it."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--every", type=int)
    arguments.add_argument("--cron")
    arguments.add_argument("--name")
    arguments.add_argument("--server-port", type=int)
    arguments.add_argument("job", type=IngestJob.model_validate_json)
    given = arguments.parse_args()
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # both end with 0, at any time
    try:
        with _served_once(given.job), _environment(given.job, given.server_port) as revive:
            # Here and not above: Prefect reads its settings when it is imported.
            from flows.deployment import serve

            with contextlib.redirect_stdout(None):  # Prefect's loops print the traceback of each lost question
                serve(given.job, name=given.name, every=given.every, cron=given.cron, revive=revive)
    except Stop as stop:
        say(f"copydesk: {stop.message}", err=True)
        sys.exit(stop.exit_code)
    except KeyboardInterrupt:
        sys.exit(0)


@contextlib.contextmanager
def _served_once(job: IngestJob) -> Iterator[None]:
    """Hold the right to serve this output folder; it goes with the process."""
    Discovery(job.inputs, out=job.out, now=time.time())  # raises where an input is not there
    hidden = Path(job.out, LEDGER_FOLDER)
    try:
        hidden.mkdir(parents=True, exist_ok=True)
        lock = FolderLock(str(hidden / "serve.lock"), job.out)
    except FolderBusy:
        raise FolderBusy(f"{job.out!r} is being served already") from None
    except OSError as error:
        raise BadUsage(f"cannot write to {job.out}: {error.strerror}") from None
    with contextlib.closing(lock):
        yield


@contextlib.contextmanager
def _environment(job: IngestJob, port: int | None) -> Iterator[Callable[[float], None]]:
    """Have the run's rights and Prefect's settings in the environment, and a server if one is to be started.

    Yields what starts that server again where it has ended; it is given for how many seconds it has been away.
    """
    os.environ.update(served_environment(job, os.environ))
    if port is None:
        os.environ.update(client_environment(os.environ))
        yield lambda _: None
        return
    if os.environ.get("PREFECT_API_URL"):
        raise BadUsage("PREFECT_API_URL names a server already; leave out --with-server, or unset it")
    home = Path(job.out, LEDGER_FOLDER, "prefect").absolute()
    environment = server_environment(os.environ, home, server_url(port))
    os.environ.update(client_environment(environment))
    with contextlib.closing(OwnServer(port, environment, home / "server.log")) as server:
        server.start()
        say(f"copydesk: runs are shown at {server_url(port)}", err=True)
        yield server.revive


if __name__ == "__main__":
    main()
