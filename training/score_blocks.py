"""Score whole pages of HTML, model and rules together, on sites the model has not seen.

usage: python -m training.score_blocks DATA --weights-dir DIR [--folds 0,1,2] [--thorough] [--out FILE] [--segments]

DIR/0 to DIR/2 are what `python -m training DATA --only blocks --fold K --out DIR/K` wrote: weights that have not seen
fold K. FILE gets the articles as JSON lines. `--segments` scores, beside trafilatura, which of the segments of
trafilatura's own evaluation (some to be kept, some to be cut) are in the text.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import defaultdict
from functools import partial
from pathlib import Path
from typing import Any
from unittest.mock import patch

from pipeline import process
from pipeline.html.body import extent
from pipeline.html.body.model import block_scores
from schemas import Article, MediaType, RawDocument, Settings
from training.alignment import Fit, f1, fit
from training.corpus import GOLD, PAGES, Corpus, fold_of
from training.steps import BLOCK_MODEL


def articles(corpus: Corpus, weights: dict[int, Path], settings: Settings) -> list[dict[str, Any]]:
    """The record of every gated page of the folds, with its source and CPU seconds; {} for a reject."""
    gold = {key: page for key, page in corpus.pages().items() if page.gate and fold_of(page.domain) in weights}
    found = []
    for row in corpus.rows(PAGES):
        page = gold.get(row["id"])
        if page is None:
            continue
        seen_elsewhere = partial(block_scores, weights=str(weights[fold_of(page.domain)]))
        with patch.object(extent, "block_scores", seen_elsewhere):
            clock = time.process_time()
            answer = process(RawDocument(page.id, row["html"], MediaType.HTML), settings)
        record = answer.model_dump(mode="json") if isinstance(answer, Article) else {}
        found.append({
            "id": page.id,
            "of": page.source,
            "seconds": time.process_time() - clock,
            "text": record.get("text", ""),
            "title": record.get("title"),
            "authors": record.get("authors", []),
            "date": record.get("published_date"),
            "captions": record.get("captions", []),
            "gold": page.gold,
        })  # fmt: skip
    return found


def segments(corpus: Corpus, weights: dict[int, Path], settings: Settings) -> dict[str, float]:
    """F1 over the segments of trafilatura's evaluation, ours and its; one that must go is a false one."""
    import trafilatura

    counts: dict[str, list[int]] = {"copydesk": [0, 0, 0], "trafilatura": [0, 0, 0]}
    html = corpus.html()
    for row in corpus.rows(GOLD):
        if row["source"] != "trafilatura" or not row.get("with") or fold_of(row["domain"]) not in weights:
            continue
        seen_elsewhere = partial(block_scores, weights=str(weights[fold_of(row["domain"])]))
        with patch.object(extent, "block_scores", seen_elsewhere):
            answer = process(RawDocument(row["id"], html[row["id"]], MediaType.HTML), settings)
        texts = {
            "copydesk": answer.text if isinstance(answer, Article) else "",
            "trafilatura": trafilatura.extract(html[row["id"]], include_comments=False) or "",
        }
        for tool, text in texts.items():
            folded = " ".join(text.split())
            hits = sum(" ".join(wanted.split()) in folded for wanted in row["with"])
            counts[tool][0] += hits
            counts[tool][1] += len(row["with"]) - hits
            counts[tool][2] += sum(" ".join(false.split()) in folded for false in row.get("without") or [])
    return {tool: 2 * hits / (2 * hits + missed + false) for tool, (hits, missed, false) in counts.items()}


def main() -> None:
    """Print body F1 by source."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--weights-dir", type=Path, required=True)
    parser.add_argument("--folds", default="0,1,2")
    parser.add_argument("--thorough", action="store_true")
    parser.add_argument("--out", type=Path)
    parser.add_argument("--segments", action="store_true")
    options = parser.parse_args()
    weights = {int(k): options.weights_dir / k / BLOCK_MODEL for k in options.folds.split(",")}
    missing = [str(path) for path in weights.values() if not path.exists()]
    if missing:
        parser.error(
            f"no weights in {', '.join(missing)}: make them with `python -m training DATA --fold K --out DIR/K`"
        )
    if options.segments:
        print(segments(Corpus(options.data), weights, Settings(thorough=options.thorough)))
        return
    found = articles(Corpus(options.data), weights, Settings(thorough=options.thorough))
    if options.out:
        options.out.write_text("".join(json.dumps(row) + "\n" for row in found), encoding="utf-8")
    fits: dict[str, list[Fit]] = defaultdict(list)
    for row in found:
        fits[row["of"]].append(fit(row["gold"], row["text"]))
    for source, of_source in sorted(fits.items()):
        score, precision, recall = f1(of_source)
        mine = [row for row in found if row["of"] == source]
        empty = sum(not row["text"] for row in mine)
        pace = 1000 * sum(row["seconds"] for row in mine) / len(mine)
        print(f"{source:8} {len(mine):4} F1 {score:.4f} P {precision:.4f} R {recall:.4f} empty {empty} ms {pace:.1f}")


if __name__ == "__main__":
    main()
