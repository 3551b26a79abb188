"""`copydesk explain`: every line of a page with its role, the rule that said so, and what was repaired."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli import options
from pipeline.cli.asked import asked_job
from pipeline.cli.terminal import say
from pipeline.printable import shown

if TYPE_CHECKING:
    from rich.text import Text

    from pipeline.repair import Repair
    from schemas.stages import Block, Page

_COLOURS = {
    "title": "bold green",
    "kicker": "green",
    "standfirst": "green",
    "byline": "cyan",
    "agency": "cyan",
    "dateline": "cyan",
    "date": "cyan",
    "caption": "magenta",
    "credit": "magenta",
    "note": "yellow",
    "body": "default",
    "subheading": "bold",
    "list_item": "default",
    "quotation": "italic",
}
_CUT = "red"
_ROLE_WIDTH, _RULE_WIDTH = 15, 26
# A page is shown, not ingested: of a job only the settings count.
_FIXED = {"inputs": "-", "out": "-"}


def command(
    context: typer.Context,
    file: Annotated[str, typer.Argument(metavar="FILE", help="A text or HTML file, or - for standard input.")],
    as_json: Annotated[bool, typer.Option("--json", help="Write one JSON object a record, for programs.")] = False,
    thorough: options.Thorough = None,
    assignments: options.Assignments = None,
    config: options.Configuration = None,
    show_job: options.ShowJob = False,
) -> None:
    """Show every line of FILE with its role, the rule or score that decided it, and the repairs."""
    from rich.console import Console

    from pipeline.decode import decode
    from pipeline.errors import BadUsage, Reject
    from pipeline.read import read
    from pipeline.sources import documents

    settings = asked_job(context, fixed=_FIXED, uses=()).settings
    console = Console(highlight=False)
    if Path(file).is_dir():
        raise BadUsage("explain takes one file; `copydesk ingest` takes folders")
    for record in documents(file, settings):
        try:
            if isinstance(record, Reject):
                raise record
            decoded = decode(record, settings)
            page, changes = read(decoded, record, settings)
        except Reject as verdict:
            rejected = {"reason": verdict.reason.value, "detail": verdict.detail}
            say(json.dumps(rejected) if as_json else "rejected: " + ": ".join(rejected.values()))
            raise typer.Exit(1) from None
        if as_json:
            typer.echo(as_object(page, changes, charset=decoded.charset, charset_from=decoded.charset_from))
            continue
        console.print(f"read as {decoded.charset} ({decoded.charset_from})", style="dim")
        for row in rows(page, changes):
            console.print(row, soft_wrap=True)


def as_object(page: Page, changes: Sequence[Repair], *, charset: str, charset_from: str) -> str:
    """Return the page as one line of JSON: blocks with line, role, rule, score and text, repairs, declared values."""
    described = {
        "charset": charset,
        "charset_from": charset_from,
        "blocks": [asdict(block) for block in page.blocks],
        "repairs": [asdict(change) for change in changes],
        "found": [asdict(found) for found in page.found],
        "warnings": list(page.warnings),
        "outside": [asdict(block) for block in page.outside],
    }
    # Escapes: what was repaired may be a control character, and a terminal would obey it.
    return json.dumps(described, ensure_ascii=True)


def rows(page: Page, changes: Sequence[Repair]) -> list[Text]:
    """Return a row of text for every block and every repair, in page order."""
    from rich.text import Text

    result = [
        Text(f"{'':>5} {found.field:<{_ROLE_WIDTH}} {found.rule:<{_RULE_WIDTH}} {shown(found.value)}", style="dim")
        for found in page.found
    ]
    by_line: dict[int, list[Repair]] = {}
    for change in changes:
        by_line.setdefault(change.line, []).append(change)
    for block in sorted((*page.blocks, *page.outside), key=lambda block: block.line):
        result += [_repair_row(change) for change in by_line.pop(block.line, [])]
        result.append(_block_row(block))
    result += [_repair_row(change) for left in by_line.values() for change in left]
    return result


def _block_row(block: Block) -> Text:
    from rich.text import Text

    rule = block.rule if block.score == 1 else f"{block.rule} {block.score:.2f}"
    row = Text(f"{block.line:>5} ", style="dim")
    row.append(f"{block.role.value:<{_ROLE_WIDTH}} ", style=_COLOURS.get(block.role.value, _CUT))
    row.append(f"{rule:<{_RULE_WIDTH}} ", style="dim")
    # What stands outside the article is not repaired: a terminal would obey a control character in it.
    row.append(shown(block.text), style=_COLOURS.get(block.role.value, _CUT))
    return row


def _repair_row(change: Repair) -> Text:
    from rich.text import Text

    # What cannot be seen is told by its number.
    before, after = (text if text.isprintable() else ascii(text) for text in (change.before, change.after))
    row = f"{change.line:>5} {'repair':<{_ROLE_WIDTH}} {change.rule:<{_RULE_WIDTH}} {before} → {after}"
    return Text(row, style="yellow")
