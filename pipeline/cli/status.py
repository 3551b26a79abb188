"""`copydesk status`: what an output folder holds and what is pending."""

from __future__ import annotations

from collections import Counter
from typing import Annotated

import typer

from pipeline.cli.terminal import say


def command(
    folder: Annotated[str, typer.Argument(metavar="DIR", help="An output folder, or a root of shards.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Say what DIR holds as of its last commit; a run that is writing to it is not disturbed."""
    from pipeline.engine import status
    from pipeline.printable import json_lines
    from pipeline.sources.endings import HINT, in_words

    found = status(folder)
    if as_json:
        typer.echo(json_lines(found.model_dump(mode="json")))
        return
    reasons = ", ".join(f"{count} {reason}" for reason, count in found.reasons.items())
    say(f"{found.articles} articles, {found.rejects} rejects" + (f" ({reasons})" if reasons else ""))
    say(f"{found.sources} inputs done, {len(found.unfinished)} unfinished, {len(found.pending)} pending")
    if found.passed_over:
        say(f"skipped by name in the last run: {in_words(Counter(found.passed_over))}; {HINT}")
    for uri in found.unfinished:
        if uri not in found.gone:
            say(f"unfinished: {uri}")
    for uri, trouble in found.pending.items():
        if uri not in found.gone:
            say(f"pending: {uri}: {trouble}")
    for uri, how_far in found.gone.items():
        say(f"gone: {uri}: {how_far}; put it back, or give --forget to `copydesk ingest`")
