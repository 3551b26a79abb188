"""Write the training texts (id, converter, gold, lines, blank lines before, labels) to cache/ as a pickle.

usage: python -m tools.make_label_data
"""

from __future__ import annotations

import argparse
import pickle
import random
import sys
from pathlib import Path
from typing import Any

from tools.label_gold import body_lines, fit
from tools.label_pages import Page, pages, rows, silver, variants

OUT = Path("cache/label_docs.pkl")
CONVERTERS = ("mainel", "blocks", "inscriptis")
MAX_CHARS = 400_000


def split_lines(text: str) -> tuple[list[str], list[int]]:
    """The non-blank stripped lines and, for each, the number of blank lines before it."""
    lines, blanks, blank = [], [], 0
    for raw in text.split("\n"):
        line = raw.strip()
        if line:
            lines.append(line)
            blanks.append(blank)
            blank = 0
        else:
            blank += 1
    return lines, blanks


def document(page: Page, converter: str, text: str) -> dict[str, Any] | None:
    """One labelled text; None when the converter lost the article or the text is out of bounds."""
    if not text.strip() or len(text) > MAX_CHARS:
        return None
    lines, blanks = split_lines(text)
    labels = body_lines(lines, page.gold)
    best = fit(page.gold, "\n".join(line for line, keep in zip(lines, labels, strict=True) if keep))
    return {
        "page": page,
        "converter": converter,
        "lines": lines,
        "blanks": blanks,
        "labels": labels,
        "oracle": (best.precision, best.recall),
    }


def main() -> None:
    """Write every document; the pages without gold get a silver one where two extractors agree."""
    argparse.ArgumentParser(description=__doc__).parse_args()
    known = pages()
    html = {row["id"]: row["html"] for row in rows("html")}
    segments = {row["id"]: row for row in rows("gold") if row["source"] == "trafilatura"}
    for key, row in segments.items():
        text = silver(html[key], row.get("with") or [], row.get("without") or [])
        if text:
            known[key] = Page(key, "silver", row["domain"], text, gate=False)
    print("pages", len(known), "silver", sum(p.source == "silver" for p in known.values()), flush=True)
    documents = []
    for converter in CONVERTERS:
        for row in rows(f"text.{converter}"):
            if row["id"] in known:
                documents.append(document(known[row["id"]], converter, row["text"]))  # noqa: PERF401
    order = sorted(known)
    random.Random(1).shuffle(order)
    for count, key in enumerate(order):
        for converter, text in variants(html[key], known[key].gold, key):
            documents.append(document(known[key], converter, text))
        if count % 200 == 0:
            print(count, file=sys.stderr, flush=True)
    kept = [d for d in documents if d]
    OUT.parent.mkdir(exist_ok=True)
    OUT.write_bytes(pickle.dumps(kept))
    print("documents", len(kept), "lines", sum(len(d["lines"]) for d in kept))


if __name__ == "__main__":
    main()
