"""What the commands say to a person: the only place that writes words to a terminal, none of which it would obey."""

from __future__ import annotations

import io

import typer

from pipeline.printable import shown

# Typer carries its own copy of click in some versions; by its public class the error is found in all of them.
USAGE_ERROR: type[Exception] = next(kind for kind in typer.BadParameter.__mro__ if kind.__name__ == "ClickException")


def say(message: str, *, err: bool = False) -> None:
    """Write one line; names of files and words of others in it are shown, not obeyed."""
    typer.echo(shown(message), err=err)


def say_usage(error: Exception) -> int:
    """Write what the command line's parser has to say of an argument; return the exit code it asks for."""
    written = io.StringIO()
    error.show(written)  # type: ignore[attr-defined]
    for line in written.getvalue().splitlines():
        say(line, err=True)
    code: int = error.exit_code  # type: ignore[attr-defined]
    return code
