"""`copydesk relate`: which articles of an output folder are copies, share passages, or tell one story."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.terminal import say

if TYPE_CHECKING:
    from schemas.relations import Changes, RelateReport


def command(
    folder: Annotated[str, typer.Argument(metavar="DIR", help="An output folder, or a root of shards.")],
    article: Annotated[
        str | None,
        typer.Option("--changes", metavar="ID", help="Show instead what an article changed in its content before."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the account as one JSON object.")] = False,
) -> None:
    """Write relations.jsonl and stories.jsonl beside the articles of DIR; what was related before is not read again."""
    from pipeline.printable import json_lines
    from pipeline.relate import changes, relate

    if article is not None:
        found = changes(folder, article)
        typer.echo(json_lines(found.model_dump(mode="json"))) if as_json else _show(found)
        return
    report = relate(folder)
    if as_json:
        typer.echo(json_lines(report.model_dump(mode="json")))
        return
    for line in told(report):
        say(line)


def _show(found: Changes) -> None:
    """Print the later content as a person reads a difference: what is gone behind -, what is new behind +."""
    say(f"{found.revision_of} → {found.article}")
    titles = [("  ", found.title)]
    if found.title != found.title_before:
        titles = [("- ", found.title_before), ("+ ", found.title)]
    lines = titles + [
        (mark if row.change != "kept" else "  ", text)
        for row in found.paragraphs
        for mark, text in (("- ", row.was), ("+ ", row.now))
    ]
    for mark, text in lines:
        if text is not None:
            say(mark + text)


def told(report: RelateReport) -> Iterator[str]:
    """Yield what a person should know of the account, in lines."""
    kinds = ", ".join(f"{count} {kind}" for kind, count in report.relations.items())
    yield f"{report.articles} articles, {report.stories} stories, the largest of {report.largest}; relations: {kinds}"
    for entry in report.furniture[:_SHOWN]:
        yield f"on {entry.articles} pages of {entry.publisher or 'an unknown outlet'}: {entry.sentence}"
    yield from report.warnings


_SHOWN = 5
