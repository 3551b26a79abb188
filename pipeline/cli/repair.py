"""`copydesk repair`: text in, repaired text out."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, BinaryIO

import typer

from pipeline.cli.options import Typography, TypographyChoice
from pipeline.cli.terminal import say

if TYPE_CHECKING:
    from pipeline.repair import Change


def command(
    file: Annotated[str, typer.Argument(metavar="[FILE]", help="A text file; standard input if left out.")] = "-",
    jsonl: Annotated[
        bool, typer.Option("--jsonl", help='Read {"id","text"} lines, write {"id","text","repairs"} lines.')
    ] = False,
    explain: Annotated[bool, typer.Option("--explain", help="Say on standard error what was changed.")] = False,
    typography: TypographyChoice = None,
) -> None:
    """Repair the characters of a text: mojibake, control characters, stray marks. Clean text comes back as it is."""
    with _opened(file) as stream:
        work = _repair_lines if jsonl else _repair_whole
        sound = work(stream, explain=explain, plainly=typography is Typography.PLAIN)
    if not sound:
        raise typer.Exit(1)


def _opened(file: str) -> BinaryIO:
    from pipeline.errors import BadUsage

    if Path(file).is_dir():
        raise BadUsage(f"{file} is a folder, and repair takes one file; `copydesk ingest` takes folders")
    try:
        return sys.stdin.buffer if file == "-" else Path(file).open("rb")
    except OSError as error:
        raise BadUsage(f"cannot read {file}: {error.strerror}; check the name") from None


def _repair_whole(stream: BinaryIO, *, explain: bool, plainly: bool) -> bool:
    from pipeline.decode import characters
    from pipeline.errors import Reject
    from pipeline.repair import repair_text
    from schemas.rejection import Reason
    from schemas.stages import MediaType, RawDocument

    content = stream.read()
    try:
        text = characters(RawDocument("-", content, MediaType.TEXT)).text
    except Reject as verdict:
        if verdict.reason is not Reason.EMPTY:
            say(f"rejected: {verdict.reason.value}: {verdict.detail}", err=True)
            return False
        text = content.decode("utf-8", "ignore")  # blank, or nothing that can be seen
    repaired = repair_text(text)
    # decode() makes all line ends "\n"; a file that had "\r\n" throughout gets them back.
    windows = content.count(b"\r\n") == content.count(b"\n") > 0
    out, changed = _in_typography(repaired.text, plainly=plainly)
    out = out.replace("\n", "\r\n") if windows else out
    sys.stdout.buffer.write(out.encode("utf-8"))
    if explain:
        _explain(repaired.repairs, changed)
    return True


def _repair_lines(stream: BinaryIO, *, explain: bool, plainly: bool) -> bool:
    """Write one line for each line read, in order; a line that is no such object gets an `error` in its place."""
    from pipeline.printable import json_line
    from pipeline.repair import repair_text

    sound = True
    for line in stream:
        if not line.strip():
            continue
        row: dict[str, Any] = {"id": None}
        try:
            read = json.loads(line)
            row["id"] = read.get("id")
            repaired = repair_text(read["text"])
            text, changed = _in_typography(repaired.text, plainly=plainly)
            row |= {"text": text, "repairs": [_as_row(repair) for repair in repaired.repairs]}
            row |= {"typography": changed} if plainly else {}
            if explain:
                _explain(repaired.repairs, changed, f"{row['id']}: ")
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            sound = False
            row["error"] = f"not an object with a `text`: {type(error).__name__}"
        sys.stdout.buffer.write(json_line(row).encode() + b"\n")
    return sound


def _as_row(repair: Change) -> dict[str, Any]:
    from dataclasses import asdict

    return asdict(repair)


def _in_typography(text: str, *, plainly: bool) -> tuple[str, dict[str, int]]:
    """Return a repaired text as it is, or made plain, and how many characters of each kind that changed."""
    if not plainly:
        return text, {}
    from pipeline.typography import plain

    return plain(text)


def _explain(repairs: tuple[Change, ...], changed: dict[str, int], prefix: str = "") -> None:
    for repair in repairs:
        where = f"{prefix}line {repair.line}"
        say(f"{where}: {repair.before!a} -> {repair.after!a} ({repair.rule})", err=True)
    if changed:
        say(f"{prefix}typography: plain: {', '.join(f'{n} {kind}' for kind, n in changed.items())}", err=True)
