"""The line model: two stages of boosted trees over the lines of plain text.

The second stage is trained on out-of-fold probabilities of the first (three inner folds by site).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import lightgbm
import numpy as np

from pipeline.scoring.context import second
from pipeline.scoring.features import describe, matrix
from training.arrays import Array
from training.augment import augment, usable
from training.boosting import boost, inner_fold, out_of_fold
from training.corpus import fold_of

LINE = {"learning_rate": 0.1, "num_leaves": 31, "min_data_in_leaf": 150}
CONTEXT = {"learning_rate": 0.08, "num_leaves": 24, "min_data_in_leaf": 300}
LINE_TREES, CONTEXT_TREES = 120, 110


def line_weights(document: dict[str, Any]) -> Array:
    """(n,) cost of an error on each line in parts of the body; a whole page weighs at most three bodies.

    The measure counts shingles per document, so a line weighs its words, and a thread of 10,000 words of comments must
    not count more than a few articles. Made pages and pages without human gold count 0.6.
    """
    words = np.array([min(_words(line), 60) + 3.0 for line in document["lines"]])
    body = max(words[np.array(document["labels"], bool)].sum(), 60.0)
    weights = words / body * min(1.0, 3.0 * body / max(words.sum(), 1.0))
    weights *= 0.6 if document["made"] else 1.0
    weights *= 1.0 if document["page"].gate else 0.6
    return np.asarray(weights)


def _words(line: str) -> int:
    return len(line.split()) + sum("\u3040" <= c <= "\u9fff" for c in line) // 2


def train(documents: Sequence[dict[str, Any]]) -> tuple[lightgbm.Booster, lightgbm.Booster]:
    """Both stages from labelled documents."""
    described = [describe(d["lines"], d["blanks"]) for d in documents]
    rows = np.concatenate([matrix(d).astype(np.float32) for d in described])
    labels = np.concatenate([np.array(d["labels"], np.int8) for d in documents])
    weights = np.concatenate([line_weights(d) for d in documents])
    weights *= len(weights) / weights.sum()
    sizes = np.array([len(d["lines"]) for d in documents])
    inner = np.repeat([inner_fold(d["page"].domain) for d in documents], sizes)
    line = boost(rows, labels, weights, LINE, LINE_TREES)
    first = out_of_fold(rows, labels, weights, inner, parameters=LINE, trees=LINE_TREES)
    del rows
    edges = np.concatenate([[0], np.cumsum(sizes)])
    rows = np.concatenate([
        second(d, first[a:b]).astype(np.float32) for d, a, b in zip(described, edges[:-1], edges[1:], strict=True)
    ])  # fmt: skip
    return line, boost(rows, labels, weights, CONTEXT, CONTEXT_TREES)


def chosen(texts: Sequence[dict[str, Any]], fold: int | None) -> list[dict[str, Any]]:
    """Return the documents to train on, made ones among them, without the sites of a fold."""
    return [d for d in augment(texts) if usable(d) and fold_of(d["page"].domain) != fold]
