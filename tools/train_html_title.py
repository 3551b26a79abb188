"""Train the weights of the signs of a page's headline: a softmax over its candidates, regularised.

usage: python -m tools.train_html_title [--all] [--write]

Pages of ../shared/data/extract (fundus; wcxb, CC BY 4.0) whose title stands among the candidates; the sites that
benchmarks.html_meta keeps are left out unless `--all`, and the share of right titles on them is printed.
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from benchmarks.html_body import DATA
from benchmarks.html_meta import is_kept, pages
from pipeline.html.declared import gather
from pipeline.html.site import site_of
from pipeline.html.title import title_candidates
from pipeline.html.tree import parse, prepared
from schemas import Settings

OUT = Path(__file__).resolve().parents[1] / "pipeline" / "html" / "title_weights.py"
PENALTY, STEPS, RATE, MOMENTUM = 0.01, 600, 0.3, 0.9


@dataclass(frozen=True)
class Example:
    """A page: the signs of its candidates, and which of them are the title."""

    source: str
    kept: bool
    signs: list[dict[str, float]]
    right: np.ndarray


def examples() -> list[Example]:
    """Return the pages that have a title and candidates for it."""
    sys.path.insert(0, str(DATA))
    from score_meta import fold

    found = []
    for gold, page in pages():
        declared = gather(parse(prepared(page["html"], Settings())), page["url"] or None)
        candidates = title_candidates(declared, site_of(declared))
        if gold.get("title") and candidates:
            right = np.array([fold(candidate.text) == fold(gold["title"]) for candidate in candidates])
            signs = [candidate.signs for candidate in candidates]
            found.append(Example(gold["source"], is_kept(gold["domain"]), signs, right))
    return found


def train(data: list[tuple[np.ndarray, np.ndarray]]) -> np.ndarray:
    """Return the weights of highest regularised likelihood that a right candidate wins, from zero."""
    signs = np.concatenate([matrix for matrix, _ in data])
    right = np.concatenate([right for _, right in data]).astype(float)
    page = np.repeat(np.arange(len(data)), [len(matrix) for matrix, _ in data])
    weights = np.zeros(signs.shape[1])
    speed = np.zeros_like(weights)
    for _ in range(STEPS):
        scores = signs @ weights
        best = np.full(len(data), -np.inf)
        np.maximum.at(best, page, scores)
        chances = np.exp(scores - best[page])
        among_all = chances / np.bincount(page, chances)[page]
        among_right = chances * right / np.bincount(page, chances * right)[page]
        gradient = (among_right - among_all) @ signs / len(data) - PENALTY * weights
        speed = MOMENTUM * speed + gradient
        weights = weights + RATE * speed
    return weights


def main() -> None:
    """Train, say how often the right title wins, and write the weights."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--all", action="store_true", help="train on the kept sites too")
    arguments.add_argument("--write", action="store_true")
    given = arguments.parse_args()
    found = examples()
    names = sorted({name for example in found for signs in example.signs for name in signs})
    matrices = [np.array([[signs.get(name, 0.0) for name in names] for signs in example.signs]) for example in found]
    weights = train(
        [
            (matrix, example.right)
            for example, matrix in zip(found, matrices, strict=True)
            if (given.all or not example.kept) and example.right.any() and len(matrix) > 1
        ]
    )
    for kept in (False, True):
        wins = [bool(e.right[(m @ weights).argmax()]) for e, m in zip(found, matrices, strict=True) if e.kept is kept]
        print("kept" if kept else "trained on", len(wins), round(sum(wins) / max(1, len(wins)), 3))
    table = "".join(f'    "{name}": {value:.2f},\n' for name, value in zip(names, weights, strict=True))
    text = (
        '"""Weights of the signs of a page\'s headline, made by tools/train_html_title.py --write."""\n\n'
        f"WEIGHTS = {{\n{table}}}\n"
    )
    if given.write:
        OUT.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
