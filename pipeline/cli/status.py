"""`copydesk status`: what an output folder holds and what is pending."""

from __future__ import annotations

from typing import Annotated

import typer


def command(
    folder: Annotated[str, typer.Argument(metavar="DIR", help="An output folder, or a root of shards.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Say what DIR holds as of its last commit; a run that is writing to it is not disturbed."""
    from pipeline.cli.ingest import printable
    from pipeline.engine import status

    found = status(folder)
    if as_json:
        typer.echo(found.model_dump_json(indent=2))
        return
    reasons = ", ".join(f"{count} {reason}" for reason, count in found.reasons.items())
    typer.echo(f"{found.articles} articles, {found.rejects} rejects" + (f" ({reasons})" if reasons else ""))
    typer.echo(f"{found.sources} inputs done, {len(found.unfinished)} unfinished, {len(found.pending)} pending")
    for uri in found.unfinished:
        if uri not in found.gone:
            typer.echo(f"unfinished: {printable(uri)}")
    for uri, trouble in found.pending.items():
        if uri not in found.gone:
            typer.echo(f"pending: {printable(uri)}: {trouble}")
    for uri, how_far in found.gone.items():
        typer.echo(f"gone: {printable(uri)}: {how_far}; put it back, or give --forget to `copydesk ingest`")
