"""`copydesk relate`: which articles of an output folder are copies, share passages, or tell one story."""

from __future__ import annotations

from typing import Annotated

import typer

from pipeline.cli.terminal import say


def command(
    folder: Annotated[str, typer.Argument(metavar="DIR", help="An output folder, or a root of shards.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print the account as one JSON object.")] = False,
) -> None:
    """Write relations.jsonl and stories.jsonl beside the articles of DIR; what was related before is not read again."""
    from pipeline.printable import json_lines
    from pipeline.relate import relate

    report = relate(folder)
    if as_json:
        typer.echo(json_lines(report.model_dump(mode="json")))
        return
    kinds = ", ".join(f"{count} {kind}" for kind, count in report.relations.items())
    say(f"{report.articles} articles, {report.stories} stories, the largest of {report.largest}; relations: {kinds}")
    for entry in report.furniture[:_SHOWN]:
        say(f"on {entry.articles} pages of {entry.publisher or 'an unknown outlet'}: {entry.sentence}")
    for warning in report.warnings:
        say(warning)


_SHOWN = 5
