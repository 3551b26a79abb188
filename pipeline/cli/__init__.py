"""The command line: `copydesk ingest | retry | relate | serve | status | explain | render | repair | schema`."""

from __future__ import annotations

import gc
import os
import sys
from typing import Annotated

import typer

from pipeline.cli import explain, ingest, relate, render, repair, retry, schema, serve, status
from pipeline.cli.terminal import USAGE_ERROR, say, say_usage
from pipeline.errors import Stop

TOOL = "copydesk"

# 128 and SIGPIPE, as cat and grep end in `copydesk ... | head -1`: nothing is said, for nothing is wrong, and a script
# with `pipefail` can still tell that not all of it was read (by a reader that crashed, for one).
_READER_GONE = 141

app = typer.Typer(
    name=TOOL,
    help="Turn news articles as they come off the web into clean, validated records.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # plain help takes 0.1 CPU seconds, panels take as much again
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("ingest")(ingest.command)
app.command("retry")(retry.command)
app.command("relate")(relate.command)
app.command("serve")(serve.command)
app.command("status")(status.command)
app.command("explain")(explain.command)
app.command("render")(render.command)
app.command("repair")(repair.command)
app.command("schema")(schema.command)


def _print_version(asked: bool) -> None:
    if asked:
        from schemas.version import VERSION

        typer.echo(f"{TOOL} {VERSION}")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    """Turn news articles as they come off the web into clean, validated records."""


def main() -> None:
    """Run the command line; a run that cannot go on says why in one line and ends with its own exit code."""
    # What is loaded at the start lives to the end: collecting meanwhile costs a tenth of a short run.
    gc.set_threshold(50_000, 20, 20)
    # No matrix is multiplied here, and numpy would start a thread for every CPU to be ready for it.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    # Looking for plugins reads the metadata of every package that is installed; none may change a record anyway.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    try:
        code = _run()
        sys.stdout.flush()
    except BrokenPipeError:
        # What is left in the buffer would be tried again at the end, and complained of.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = _READER_GONE
    sys.exit(code)


def _run() -> int | str | None:
    """Run the command; return its exit code. Raise BrokenPipeError where nobody reads on."""
    try:
        # Not standalone: Typer would write the name of a file that is no option to the terminal as it is.
        return app(standalone_mode=False) or 0
    except SystemExit as ended:
        if isinstance(ended.__context__, BrokenPipeError):  # Typer and rich make a 1 of it
            raise ended.__context__ from None
        return ended.code
    except USAGE_ERROR as error:
        return say_usage(error)
    except Stop as stop:
        say(f"{TOOL}: {stop.message}", err=True)
        return stop.exit_code
    except (KeyboardInterrupt, typer.Abort):
        say(f"{TOOL}: interrupted", err=True)
        return 130
