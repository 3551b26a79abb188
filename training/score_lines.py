"""F1 of the line model on pages of sites it has not seen, by source and converter.

usage: python -m training.score_lines DATA --weights-dir DIR [--folds 0,1,2] [--with-rules] [--json FILE]

DIR/0 to DIR/2 are what `python -m training DATA --only lines --fold K --out DIR/K` wrote: weights without fold K.
Every gated page (aeb, fundus, wcxb article) is scored with the weights trained without its fold: unseen sites.
To score rules and model together, give `labeller` another function of (lines, blanks) -> kept lines.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from pipeline.label import label
from pipeline.label.model import body_scores, decide
from schemas.stages import TEXT_ROLES, Line
from training.alignment import Fit, body_lines, f1, fit
from training.corpus import CONVERTERS, TEXTS, Corpus, fold_of
from training.steps import LINE_MODEL
from training.texts import MAX_CHARS, split_lines

SOURCES = ("aeb", "fundus", "wcxb")
_HOLDS = 0.5  # share of the gold a text must hold; some converters took the wrong element (see `oracle`)
Labeller = Callable[[Sequence[str], Sequence[int]], list[bool]]


def model_labeller(lines: Sequence[str], blanks: Sequence[int], *, weights: str, decode: str) -> list[bool]:
    """The lines the model alone keeps."""
    scores = body_scores(lines, blanks, weights=weights)
    return decide(scores, lines) if decode == "adaptive" else [score >= float(decode) for score in scores]


def page_labeller(lines: Sequence[str], blanks: Sequence[int], *, weights: str) -> list[bool]:
    """The lines that rules and model together keep, as the pipeline does."""
    source = [Line(i, text, blank) for i, (text, blank) in enumerate(zip(lines, blanks, strict=True), 1)]
    blocks = label(source, scorer=partial(body_scores, weights=weights)).blocks
    kept = {block.line for block in blocks if block.role in TEXT_ROLES}
    return [i in kept for i in range(1, len(lines) + 1)]


def score(
    corpus: Corpus, labellers: dict[int, Labeller], converters: Sequence[str] = CONVERTERS
) -> dict[str, dict[str, float]]:
    """{"converter/source": figures} over the gated pages of the given folds."""
    gold = {key: page for key, page in corpus.pages().items() if page.gate and fold_of(page.domain) in labellers}
    found: dict[str, list[tuple[Fit, Fit]]] = defaultdict(list)
    for converter in converters:
        texts = {row["id"]: row["text"] for row in corpus.rows(TEXTS[converter]) if row["id"] in gold}
        for key, page in sorted(gold.items()):
            lines, blanks = split_lines(texts.get(key, "")[:MAX_CHARS])
            kept = labellers[fold_of(page.domain)](lines, blanks)
            best = body_lines(lines, page.gold)
            found[f"{converter}/{page.source}"].append((_fit(page.gold, lines, kept), _fit(page.gold, lines, best)))
    return {name: _figures(pairs) for name, pairs in found.items()}


def _fit(gold: str, lines: Sequence[str], keep: Sequence[bool]) -> Fit:
    return fit(gold, "\n".join(line for line, kept in zip(lines, keep, strict=True) if kept))


def _figures(pairs: Sequence[tuple[Fit, Fit]]) -> dict[str, float]:
    value, precision, recall = f1([mine for mine, _ in pairs])
    holding = [mine for mine, best in pairs if (best.recall or 0.0) >= _HOLDS]
    empty = sum(mine.precision is None for mine, _ in pairs)
    return {
        "pages": len(pairs),
        "f1": round(value, 4),
        "precision": round(precision, 4),
        "recall": round(recall, 4),
        "empty": empty,
        "oracle": round(f1([best for _, best in pairs])[0], 4),
        "holding_pages": len(holding),
        "holding_f1": round(f1(holding)[0], 4),
    }


def main() -> None:
    """Print one row per converter and source."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--weights-dir", type=Path, required=True)
    parser.add_argument("--folds", default="0,1,2")
    parser.add_argument("--decode", default="adaptive")
    parser.add_argument("--with-rules", action="store_true", help="score what the pipeline does, not the model alone")
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    weights = {int(k): options.weights_dir / k / LINE_MODEL for k in options.folds.split(",")}
    missing = [str(path) for path in weights.values() if not path.exists()]
    if missing:
        parser.error(
            f"no weights in {', '.join(missing)}: make them with `python -m training DATA --fold K --out DIR/K`"
        )
    labellers: dict[int, Labeller] = {
        k: partial(page_labeller, weights=str(path))
        if options.with_rules
        else partial(model_labeller, weights=str(path), decode=options.decode)
        for k, path in weights.items()
    }
    table = score(Corpus(options.data), labellers)
    print(f"{'':20} {'pages':>5} {'F1':>6} {'P':>6} {'R':>6} {'empty':>5} {'oracle':>6} {'held':>5} {'F1':>6}")
    for converter in CONVERTERS:
        for source in SOURCES:
            row = table.get(f"{converter}/{source}")
            if row:
                print(f"{converter + '/' + source:20} {row['pages']:5.0f} {row['f1']:6.3f} {row['precision']:6.3f} "
                      f"{row['recall']:6.3f} {row['empty']:5.0f} {row['oracle']:6.3f} "
                      f"{row['holding_pages']:5.0f} {row['holding_f1']:6.3f}")  # fmt: skip
    if options.json:
        options.json.write_text(json.dumps(table, indent=1, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
