"""Train the weights of the signs of a headline: a softmax over the candidates of a page, regularised.

usage: python -m tools.train_title_ranker [--fold K --weights FILE] [--write]

Pages of ../shared/data/extract whose text holds the title, in all converters; `--fold K` leaves the sites of that fold
out (their share of right titles is printed) and reads the line model's weights made without them.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import numpy as np

from benchmarks.text_quality import CONVERTERS, folded, gold_rows, rows
from pipeline.label.forms import parts_of
from pipeline.label.head import breadcrumbs, lead_of
from pipeline.label.model import WEIGHTS as PACKAGED
from pipeline.label.model import body_scores
from pipeline.label.title import signs, survey, title_candidates
from pipeline.label.verdict import judge
from pipeline.lines import read_lines
from schemas import Settings
from tools.label_pages import fold_of, pages

OUT = Path(__file__).resolve().parents[1] / "pipeline" / "label" / "title_weights.py"
PENALTY, STEPS, RATE = 0.001, 3000, 1.0


def examples(weights: str) -> Iterator[tuple[str, np.ndarray, int, list[str]]]:
    """Yield (page id, signs of its candidates, index of the right one, names of the signs)."""
    gold = {key: row for key, row in gold_rows().items() if row.get("title")}
    for converter in CONVERTERS:
        for page in rows(f"text.{converter}.jsonl.xz"):
            if page["id"] not in gold:
                continue
            lines = read_lines(page["text"], (), Settings())
            forms = [parts_of(line.text) for line in lines]
            verdicts = judge(lines, forms, partial(body_scores, weights=weights))
            body = lead_of(lines, [i for i, verdict in enumerate(verdicts) if verdict.keep and forms[i] is None])
            crumbs, open_forms = breadcrumbs(lines, forms, body)
            candidates = title_candidates(lines, open_forms, body)
            wanted = folded(gold[page["id"]]["title"])
            right = next((n for n, i in enumerate(candidates) if folded(lines[i].text) == wanted), None)
            if right is None or len(candidates) < 2:
                continue
            surroundings = survey(lines, open_forms, body, crumbs)
            found = [signs(surroundings, i, n / len(candidates)) for n, i in enumerate(candidates)]
            yield page["id"], np.array([list(row.values()) for row in found]), right, list(found[0])


def train(data: list[tuple[np.ndarray, int]], size: int) -> np.ndarray:
    """Return the weights of highest regularised likelihood, by gradient ascent from zero."""
    weights = np.zeros(size)
    for _ in range(STEPS):
        gradient = -PENALTY * weights
        for matrix, right in data:
            scores = matrix @ weights
            chances = np.exp(scores - scores.max())
            chances /= chances.sum()
            gradient += (matrix[right] - chances @ matrix) / len(data)
        weights += RATE * gradient
    return weights


def main() -> None:
    """Train, say how often the right line wins, and write the weights."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--fold", type=int)
    arguments.add_argument("--weights", default=PACKAGED)
    arguments.add_argument("--write", action="store_true")
    given = arguments.parse_args()
    folds = {key: fold_of(page.domain) for key, page in pages().items()}
    found = list(examples(given.weights))
    inside = [(matrix, right) for key, matrix, right, _ in found if folds.get(key) != given.fold]
    outside = [(matrix, right) for key, matrix, right, _ in found if folds.get(key) == given.fold]
    names = found[0][3]
    weights = train(inside, len(names))
    for part, data in (("trained on", inside), ("left out", outside)):
        wins = sum(int((matrix @ weights).argmax() == right) for matrix, right in data)
        print(part, len(data), round(wins / max(1, len(data)), 3))
    best = sorted(float((matrix @ weights).max()) for matrix, _ in inside)
    table = "".join(f'    "{name}": {value:.2f},\n' for name, value in zip(names, weights, strict=True))
    text = (
        '"""Weights of the signs of a headline, made by tools/train_title_ranker.py --write."""\n\n'
        f"LEAST_SCORE = {best[len(best) // 100]:.2f}\n"
        '"""One in a hundred headlines of the training pages scores lower."""\n\n'
        f"WEIGHTS = {{\n{table}}}\n"
    )
    print(text)
    if given.write:
        OUT.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
