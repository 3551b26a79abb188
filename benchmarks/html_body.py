"""Body F1 of HTML pages beside plain trafilatura, both in one run: `python benchmarks/html_body.py [--every N]`.

Needs the development data in ../shared/data/extract, whose scorer is used. F1 is that of
scrapinghub/article-extraction-benchmark: the harmonic mean of mean precision and mean recall over 4-word shingles.
"""

from __future__ import annotations

import argparse
import json
import lzma
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

DATA = Path(__file__).resolve().parents[2] / "shared" / "data" / "extract"
STRATA = (("aeb", None), ("fundus", None), ("wcxb", "article"))


def rows(name: str) -> Iterator[dict[str, Any]]:
    """Yield the rows of a compressed JSONL file of the development data."""
    with lzma.open(DATA / name, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def measure(every: int) -> dict[str, dict[str, dict[str, float]]]:
    """Return F1, empty answers and CPU seconds by stratum and tool, over every N-th page."""
    import trafilatura

    from pipeline import process
    from schemas import Article, MediaType, RawDocument, Settings

    sys.path.insert(0, str(DATA))
    from _common import agg, tokens, tpfpfn

    gold = {row["id"]: row for row in rows("gold.jsonl.xz") if row.get("articleBody")}
    wanted = {f"{source}": stratum for source, stratum in STRATA}
    scores: dict[str, dict[str, dict[str, Any]]] = {}
    for number, page in enumerate(rows("html.jsonl.xz")):
        row = gold.get(page["id"])
        if row is None or row["source"] not in wanted or number % every:
            continue
        if wanted[row["source"]] and row["stratum"] != wanted[row["source"]]:
            continue
        for tool in ("trafilatura", "copydesk"):
            clock = time.process_time()
            if tool == "trafilatura":
                text = trafilatura.extract(page["html"], include_comments=False) or ""
            else:
                answer = process(RawDocument(page["id"], page["html"], MediaType.HTML), Settings())
                text = answer.text if isinstance(answer, Article) else ""
            seconds = time.process_time() - clock
            cell = scores.setdefault(row["source"], {}).setdefault(tool, {"counts": [], "empty": 0, "seconds": 0.0})
            cell["counts"].append(tpfpfn(row["articleBody"], text))
            cell["empty"] += not tokens(text)
            cell["seconds"] += seconds
    return {
        source: {
            tool: {
                **agg(cell["counts"]),
                "pages": len(cell["counts"]),
                "empty": cell["empty"],
                "seconds": cell["seconds"],
            }
            for tool, cell in tools.items()
        }
        for source, tools in scores.items()
    }


def main() -> None:
    """Print the table."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--every", type=int, default=1, help="take every N-th page only")
    every = arguments.parse_args().every
    print(f"{'':8} {'tool':12} {'pages':>5} {'F1':>7} {'prec':>6} {'rec':>6} {'empty':>5} {'CPU s':>7}")
    for source, tools in measure(every).items():
        for tool, cell in tools.items():
            print(
                f"{source:8} {tool:12} {cell['pages']:5} {cell['f1']:7.4f} {cell['precision']:6.3f} "
                f"{cell['recall']:6.3f} {cell['empty']:5} {cell['seconds']:7.1f}"
            )


if __name__ == "__main__":
    main()
