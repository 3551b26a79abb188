"""The headline in plain text: boosted trees over the signs of the lines above the article.

Pages of articles whose text holds the title, in all converters. Candidates are taken as the line model that `weights`
names sees the page: train that first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import lightgbm
import numpy as np

from pipeline.decode.lines import read_lines
from pipeline.label.forms import parts_of
from pipeline.label.head import breadcrumbs, lead_of
from pipeline.label.judging import judge
from pipeline.label.model import body_scores
from pipeline.label.title import title_candidates
from pipeline.label.title_signs import rows, survey
from schemas import Settings
from training.arrays import Array
from training.boosting import arrays_of, boost
from training.corpus import CONVERTERS, GOLD, TEXTS, Corpus, fold_of

STRATA: dict[str, str | None] = {"aeb": None, "fundus": None, "wcxb": "article"}
TREES = 400
# Many weak trees over half of the signs each: .867 of the titles of left-out sites right; 250 trees of 12 leaves .852.
PARAMETERS = {
    "num_leaves": 8,
    "max_depth": -1,
    "learning_rate": 0.03,
    "min_data_in_leaf": 15,
    "lambda_l2": 1.0,
    "feature_fraction": 0.5,
    "bagging_fraction": 0.8,
}
FEW_LINES = 4


@dataclass(frozen=True)
class Example:
    """A page's text: its site's fold, the signs of its candidates (n, d), and which of them say the title (n,)."""

    fold: int
    signs: Array
    right: Array


def examples(corpus: Corpus, weights: str) -> Iterator[Example]:
    """Yield the texts that have candidates for their title."""
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
    if not candidates:
        return None
    wanted = _folded(row["title"])
    right = np.array([_folded(lines[i].text) == wanted for i in candidates], float)
    found = rows(survey(lines, open_forms, body, crumbs), candidates)
    return Example(fold_of(row["domain"]), np.array([list(signs.values()) for signs in found]), right)


def _folded(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


def train(found: Sequence[Example]) -> lightgbm.Booster:
    """Return the trees; a page of many candidates does not count as much more than one of few."""
    matrix, right = np.concatenate([e.signs for e in found]), np.concatenate([e.right for e in found])
    weights = np.concatenate([np.full(len(e.right), max(FEW_LINES, len(e.right)) ** -0.5) for e in found])
    return boost(matrix, right, weights, PARAMETERS, TREES)


def save(path: Path, found: Sequence[Example], fold: int | None = None) -> dict[str, Any]:
    """Write the trees; return the share of titles that win among their candidates, inside and outside the training."""
    inside, outside = [e for e in found if e.fold != fold], [e for e in found if e.fold == fold]
    trees = train(inside)
    arrays: dict[str, Any] = arrays_of(trees, "title")
    np.savez_compressed(path, **arrays)
    shares = {}
    for part, chosen in (("trained on", inside), ("left out", outside)):
        held = [e for e in chosen if e.right.any()]
        if held:
            wins = sum(bool(e.right[np.asarray(trees.predict(e.signs)).argmax()]) for e in held)
            shares[f"right on sites {part}"] = round(wins / len(held), 3)
    return {"texts": len(found), **shares}
