"""The weights of the signs of a headline in plain text: a softmax over the candidates of a page, regularised.

Pages of articles whose text holds the title, in all converters. Candidates are taken as the line model that `weights`
names sees the page: train that first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np

from pipeline.decode.lines import read_lines
from pipeline.label.forms import parts_of
from pipeline.label.head import breadcrumbs, lead_of
from pipeline.label.judging import judge
from pipeline.label.model import body_scores
from pipeline.label.title import signs, survey, title_candidates
from schemas import Settings
from training.arrays import Array
from training.corpus import CONVERTERS, GOLD, TEXTS, Corpus, fold_of

STRATA: dict[str, str | None] = {"aeb": None, "fundus": None, "wcxb": "article"}
PENALTY, STEPS, RATE = 0.001, 3000, 1.0


@dataclass(frozen=True)
class Example:
    """A page's text: its site's fold, the signs of its candidates, and which of them is the title."""

    fold: int
    signs: list[dict[str, float]]
    right: int


def examples(corpus: Corpus, weights: str) -> Iterator[Example]:
    """Yield the texts that hold their title among two candidates or more."""
    gold = {
        row["id"]: row
        for row in corpus.rows(GOLD)
        if row.get("title") and STRATA.get(row["source"], "") in (None, row.get("stratum"))
    }
    for converter in CONVERTERS:
        for page in corpus.rows(TEXTS[converter]):
            if (row := gold.get(page["id"])) and (found := _example(row, page["text"], weights)):
                yield found


def _example(row: dict[str, Any], text: str, weights: str) -> Example | None:
    lines = read_lines(text, (), Settings())
    forms = [parts_of(line.text) for line in lines]
    decisions = judge(lines, forms, partial(body_scores, weights=weights))
    body = lead_of(lines, [i for i, decision in enumerate(decisions) if decision.keep and forms[i] is None])
    crumbs, open_forms = breadcrumbs(lines, forms, body)
    candidates = title_candidates(lines, open_forms, body)
    wanted = _folded(row["title"])
    right = next((n for n, i in enumerate(candidates) if _folded(lines[i].text) == wanted), None)
    if right is None or len(candidates) < 2:
        return None
    surroundings = survey(lines, open_forms, body, crumbs)
    found = [signs(surroundings, i, n / len(candidates)) for n, i in enumerate(candidates)]
    return Example(fold_of(row["domain"]), found, right)


def _folded(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


def train(data: list[tuple[Array, int]], size: int) -> Array:
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


def weights_module(found: Sequence[Example], fold: int | None = None) -> tuple[str, dict[str, float]]:
    """Return the text of the module of weights, and the share of right lines inside and outside the training."""
    names = list(found[0].signs[0])
    data = [(e.fold, np.array([[row[name] for name in names] for row in e.signs]), e.right) for e in found]
    inside = [(matrix, right) for of, matrix, right in data if of != fold]
    weights = train(inside, len(names))
    shares = {}
    for part, chosen in (("trained on", inside), ("left out", [(m, r) for of, m, r in data if of == fold])):
        if chosen:
            wins = sum(int((matrix @ weights).argmax() == right) for matrix, right in chosen)
            shares[f"right on sites {part}"] = round(wins / len(chosen), 3)
    best = sorted(float((matrix @ weights).max()) for matrix, _ in inside)
    table = "".join(f'    "{name}": {value:.2f},\n' for name, value in zip(names, weights, strict=True))
    return (
        '"""Weights of the signs of a headline, made by `make train` (training/text_title.py)."""\n\n'
        f"LEAST_SCORE = {best[len(best) // 100]:.2f}\n"
        '"""One in a hundred headlines of the training pages scores lower."""\n\n'
        f"WEIGHTS = {{\n{table}}}\n"
    ), shares
