"""Write the tables of options and settings into docs/cli.md, from the models and the commands; a test compares them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import typer

from pipeline.cli import app
from pipeline.cli.asked import key_of
from pipeline.configuration import JOB
from pipeline.configuration.keys import Key
from schemas.bounds import plain, reason, takes

PAGE = Path(__file__).resolve().parents[1] / "docs" / "cli.md"
BEGIN, END = "<!-- made by `make schemas`: {} -->\n", "<!-- end -->\n"
_TABLES = {"job": (None,), "settings": ("settings",), "fetch": ("fetch",)}


def written(page: str) -> str:
    """Return the page with its tables as the models and the commands are now."""
    for name, tables in _TABLES.items():
        page = _replaced(page, name, _key_table(tables))
    for command in typer.main.get_command(app).commands.values():  # type: ignore[attr-defined]
        page = _replaced(page, f"options of {command.name}", _option_table(command.params))
    return page


def _replaced(page: str, name: str, lines: Iterable[str]) -> str:
    begin = BEGIN.format(name)
    before, found, rest = page.partition(begin)
    if not found:
        raise SystemExit(f"{PAGE}: there is no place for the {name}: {begin.strip()}")
    return before + begin + "".join(f"{line}\n" for line in lines) + END + rest.partition(END)[2]


def _key_table(tables: tuple[str | None, ...]) -> list[str]:
    rows = [(flat, key) for flat, key in JOB.items() if key.table in tables]
    return ["| key | default | takes | meaning |", "|---|---|---|---|", *(_key_row(*row) for row in rows)]


def _key_row(flat: str, key: Key) -> str:
    why = f". Bounds: {reason(key.field)}" if reason(key.field) else ""
    meaning = _cell(f"{key.field.description}{why}")
    return f"| `{flat}` | {_default(key)} | {_cell(takes(key.field))} | {meaning} |"


def _default(key: Key) -> str:
    value = key.field.default
    if key.field.is_required():
        return "must be given"
    if isinstance(value, bool):
        return str(value).lower()
    return plain(value) if isinstance(value, int | float) else "none"


def _option_table(parameters: Iterable[Any]) -> list[str]:
    named = [parameter for parameter in parameters if parameter.name != "help"]
    return ["| option | key | |", "|---|---|---|", *(_option_row(parameter) for parameter in named)]


def _option_row(parameter: Any) -> str:
    options = [*parameter.opts, *parameter.secondary_opts]
    if options[0].startswith("-"):
        value = "" if parameter.is_flag else f" {parameter.metavar}"
        shown = ", ".join(f"`{_cell(option + value)}`" for option in options)
    else:
        shown = f"`{parameter.metavar}`"
    key = f"`{key_of(parameter.name)}`" if key_of(parameter.name) in JOB else ""
    return f"| {shown} | {key} | {_cell(parameter.help)} |"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


if __name__ == "__main__":
    PAGE.write_text(written(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
