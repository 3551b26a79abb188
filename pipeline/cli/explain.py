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

    from pipeline.errors import Reject
    from pipeline.repair import Change
    from pipeline.sources.found import Read
    from schemas.settings import Settings
    from schemas.stages import Block, Decoded, LabelledPage

_ROLE_WIDTH, _RULE_WIDTH = 15, 26
# A page is shown, not ingested: of a job only the settings count.
_FIXED = {"inputs": "-", "out": "-"}


def command(
    context: typer.Context,
    file: Annotated[str, typer.Argument(metavar="FILE", help="A text or HTML file, or - for standard input.")],
    kind: options.InputType = None,
    field: options.Fields = None,
    as_json: Annotated[bool, typer.Option("--json", help="Write one JSON object a record, for programs.")] = False,
    thorough: options.Thorough = None,
    assignments: options.Assignments = None,
    config: options.Configuration = None,
    show_job: options.ShowJob = False,
) -> None:
    """Show every line of FILE with its role, the rule or score that decided it, and the repairs.

    A file of many records shows each under its name. Ends with 1 where one of them is rejected, after showing the rest.
    """
    from pipeline.errors import BadUsage
    from pipeline.sources import documents

    settings = asked_job(context, fixed=_FIXED, uses=()).settings
    if Path(file).is_dir():
        raise BadUsage("explain takes one file; `copydesk ingest` takes folders")
    show = _show_object if as_json else _show_rows
    sound = True
    for record in documents(file, settings):
        sound = show(record, settings) and sound
    raise typer.Exit(0 if sound else 1)


def _page_of(record: Read, settings: Settings) -> tuple[Decoded, LabelledPage, Sequence[Change]] | Reject:
    from pipeline.decode import decode
    from pipeline.errors import Reject
    from pipeline.read import read

    if isinstance(record.document, Reject):
        return record.document
    try:
        decoded = decode(record.document, settings)
        return decoded, *read(decoded, record.document, settings)
    except Reject as verdict:
        return verdict


def _show_rows(record: Read, settings: Settings) -> bool:
    """Print a record for a person; tell whether it can be read."""
    from rich.console import Console

    console = Console(highlight=False, markup=False)
    if record.is_one_of_many:
        name = ": ".join(filter(None, (record.source, record.record_id)))
        console.print(shown(name), style="bold", soft_wrap=True)
    found = _page_of(record, settings)
    if not isinstance(found, tuple):
        say(f"rejected: {found.reason.value}: {found.detail}")
        return False
    decoded, page, changes = found
    console.print(f"read as {decoded.charset} ({decoded.charset_from})", style="dim")
    for row in rows(page, changes):
        console.print(row, soft_wrap=True)
    return True


def _show_object(record: Read, settings: Settings) -> bool:
    """Print a record for a program; tell whether it can be read."""
    found = _page_of(record, settings)
    named: dict[str, object] = {"source": record.source, "record_id": record.record_id}
    if not isinstance(found, tuple):
        typer.echo(json.dumps({**named, "reason": found.reason.value, "detail": found.detail}))
        return False
    # Escapes: what was repaired may be a control character, and a terminal would obey it.
    typer.echo(json.dumps({**named, **as_object(*found)}, ensure_ascii=True))
    return True


def as_object(decoded: Decoded, page: LabelledPage, changes: Sequence[Change]) -> dict[str, object]:
    """Return the page as values: blocks with line, role, rule, score and text, repairs, declared values."""
    return {
        "charset": decoded.charset,
        "charset_from": decoded.charset_from,
        "blocks": [asdict(block) for block in page.blocks],
        "repairs": [asdict(change) for change in changes],
        "found": [asdict(found) for found in page.found],
        "warnings": list(page.warnings),
        "outside": [asdict(block) for block in page.outside],
        "pictures": [asdict(picture) for picture in page.pictures],
        "embeds": [asdict(embed) for embed in page.embeds],
    }


def rows(page: LabelledPage, changes: Sequence[Change]) -> list[Text]:
    """Return a row of text for every block and every repair, in page order."""
    from rich.text import Text

    result = [
        Text(f"{'':>5} {found.field:<{_ROLE_WIDTH}} {found.rule:<{_RULE_WIDTH}} {shown(found.value)}", style="dim")
        for found in page.found
    ]
    by_line: dict[int, list[Change]] = {}
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
    row.append(f"{block.role.value:<{_ROLE_WIDTH}} ", style=block.role.style)
    row.append(f"{rule:<{_RULE_WIDTH}} ", style="dim")
    # What stands outside the article is not repaired: a terminal would obey a control character in it.
    row.append(shown(block.text), style=block.role.style)
    return row


def _repair_row(change: Change) -> Text:
    from rich.text import Text

    # What cannot be seen is told by its number.
    before, after = (text if text.isprintable() else ascii(text) for text in (change.before, change.after))
    row = f"{change.line:>5} {'repair':<{_ROLE_WIDTH}} {change.rule:<{_RULE_WIDTH}} {before} → {after}"
    return Text(row, style="yellow")
