"""Ingest examples/inbox into a temporary folder and show what became of each input."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

EXAMPLES = Path(__file__).parent


def main() -> None:
    """Run the command, then print a table of its rows and the first record."""
    console = Console()
    with tempfile.TemporaryDirectory() as out:
        command = [str(Path(sys.executable).parent / "copydesk"), "ingest", "inbox", "--out", out]
        console.print("$ copydesk ingest inbox --out OUT", style="bold")
        subprocess.run(command, check=True, cwd=EXAMPLES)
        articles, rejects = (_rows(Path(out) / name) for name in ("articles.jsonl", "rejects.jsonl"))
    console.print(_table(articles, rejects))
    console.print("The first record:", style="bold")
    console.print_json(json.dumps(articles[0], ensure_ascii=False))


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def _table(articles: list[dict[str, Any]], rejects: list[dict[str, Any]]) -> Table:
    table = Table("input", "became", "title, or why not", "authors", "words", "cut", "repairs")
    rows = [(row, True) for row in articles] + [(row, False) for row in rejects]
    for row, is_article in sorted(rows, key=lambda pair: (pair[0]["source"], pair[0]["provenance"]["offset"] or 0)):
        name = row["source"] + (f" {row['provenance']['record_id']}" if row["provenance"]["record_id"] else "")
        if is_article:
            quality = row["quality"]
            counts = (str(quality["words"]), str(len(row["removed"])), str(quality["repairs"]))
            table.add_row(name, "[green]article[/]", row["title"] or "", ", ".join(row["authors"]), *counts)
        else:
            table.add_row(name, "[red]reject[/]", f"{row['reason']}: {row['detail']}", "", "", "", "")
    return table


if __name__ == "__main__":
    main()
