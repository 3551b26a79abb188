"""`copydesk serve`: the scheduled flow. What is asked for is checked here; `flows.serve` does it, with Prefect."""

from __future__ import annotations

import os
import re
import sys
from typing import Annotated

import typer

from pipeline.cli import options
from pipeline.cli.asked import asked_job
from pipeline.errors import BadUsage

# In a flow each batch is two task runs of some 20 ms, and a batch of a thousand pages is 10 to 50 seconds of work; what
# is done of it is committed on the way, 32 rows at a time.
DEFAULTS = {"batch_records": 1000, "allow_empty": True, "settle_seconds": 2.0}
# Standard input has no name to serve, and a wait is ended by hand.
_NOT_SERVED = ("input_name", "typography", "forget")
_SECONDS = {"s": 1, "m": 60, "h": 3600}
_EVERY = re.compile(r"([0-9]{1,6})([smh])")


@options.shared(*(name for name in options.JOB if name not in _NOT_SERVED))
def command(
    context: typer.Context,
    inbox: Annotated[
        list[str] | None,
        typer.Option("--inbox", metavar="PATH", help="What to look into at each run; may be given again."),
    ] = None,
    out: Annotated[str | None, typer.Option("--out", "-o", metavar="DIR", help="Output folder.")] = None,
    every: Annotated[str | None, typer.Option(metavar="TIME", help="Time between runs: 15s, 15m, 1h.")] = None,
    cron: Annotated[str | None, typer.Option(metavar='"M H D M W"', help="Times of runs as cron says them.")] = None,
    with_server: Annotated[bool, typer.Option("--with-server", help="Start a server, and stop it at the end.")] = False,
    port: Annotated[
        int, typer.Option(metavar="N", min=1, max=65535, help="Port of that server, on this machine only.")
    ] = 4200,
    name: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="Name of the deployment; made from the output folder if left out."),
    ] = None,
    **_shared: object,
) -> None:
    """Ingest what is new in --inbox, again and again, as a Prefect flow with a page for each run.

    Needs a Prefect server: the one at PREFECT_API_URL, or its own with --with-server. One run at a time; a run that
    would overlap is cancelled, the next one does its work. A server that goes away is waited for. Ends with 0 on Ctrl-C
    or SIGTERM, 2 where there is no server to use or an option will not do, 69 where the server does not answer at the
    start, 75 where the folder is served already.
    """
    job = asked_job(context, defaults=DEFAULTS)
    if "-" in (job.out, *job.inputs):
        raise BadUsage("serve reads and writes folders; `-` is for `copydesk ingest`")
    if any(re.search("[\ud800-\udfff]", name) for name in (job.out, *job.inputs)):
        raise BadUsage("serve takes folders whose names are UTF-8, for they are told to Prefect; rename the folder")
    schedule = _schedule(every, cron)
    more = ["--server-port", str(port)] if with_server else []
    more += ["--name", name] if name else []
    # -P: a folder `flows` in the current directory, which many users of Prefect have, must not be taken for ours.
    arguments = [sys.executable, "-P", "-m", "flows.serve", *schedule, *more, job.model_dump_json()]
    sys.stdout.flush()
    os.execv(sys.executable, arguments)  # noqa: S606 - our own interpreter; the process keeps its number and signals


def _schedule(every: str | None, cron: str | None) -> list[str]:
    if every and cron:
        raise BadUsage("--every and --cron are both given; keep one of them")
    if every:
        return ["--every", str(seconds(every))]
    if cron:
        return ["--cron", cron]
    raise BadUsage('say when to run: --every 15m, or --cron "0 * * * *"')


def seconds(every: str) -> int:
    """Return the seconds of "15s", "15m" or "1h"; raise BadUsage for anything else."""
    found = _EVERY.fullmatch(every.strip())
    if found is None or int(found[1]) == 0:
        raise BadUsage(f"--every takes a time such as 15s, 15m or 1h, not {every!r}")
    return int(found[1]) * _SECONDS[found[2]]
