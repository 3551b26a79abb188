"""Train the two stages of the line model and write their trees as plain arrays.

usage: python -m tools.train_label_model [--fold K] [--without CONVERTER] [--out FILE]

Reads cache/label_docs.pkl (tools/make_label_data.py). `--fold K` leaves out all pages of the sites of fold K (md5 of
the registered domain modulo 3, tools/label_pages.fold_of); without it all pages are used. The second stage is trained
on out-of-fold probabilities of the first (three inner folds by site). One thread, seeded: same data, same file.
"""

from __future__ import annotations

import argparse
import hashlib
import pickle
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from pipeline.label.model.context import second
from pipeline.label.model.features import describe, matrix
from tools.label_augment import augment, usable
from tools.label_pages import fold_of

if TYPE_CHECKING:
    import lightgbm

Array = NDArray[Any]
DOCUMENTS = Path("cache/label_docs.pkl")
INNER = 3
LINE = {"learning_rate": 0.1, "num_leaves": 31, "min_data_in_leaf": 150}
CONTEXT = {"learning_rate": 0.08, "num_leaves": 24, "min_data_in_leaf": 300}
LINE_TREES, CONTEXT_TREES = 120, 110
COMMON = {
    "objective": "binary",
    "max_depth": 6,
    "lambda_l2": 2.0,
    "max_bin": 127,
    "feature_fraction": 0.5,
    "bagging_fraction": 0.7,
    "bagging_freq": 1,
    "num_threads": 1,
    "verbose": -1,
    "seed": 3,
    "deterministic": True,
    "force_row_wise": True,
}


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


def inner_fold(domain: str) -> int:
    return int(hashlib.md5(f"inner {domain}".encode(), usedforsecurity=False).hexdigest(), 16) % INNER


def boost(rows: Array, labels: Array, weights: Array, parameters: dict[str, Any], trees: int) -> lightgbm.Booster:
    import lightgbm  # the extra `train`: help, and what scores weights, do without

    data = lightgbm.Dataset(rows, labels, weight=weights, params={"max_bin": 127})
    return lightgbm.train({**COMMON, **parameters}, data, trees)


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
    first = np.zeros(len(labels))
    for fold in range(INNER):
        rest, here = inner != fold, inner == fold
        part = boost(rows[rest], labels[rest], weights[rest], LINE, LINE_TREES)
        first[here] = np.round(np.asarray(part.predict(rows[here])), 3)
    del rows
    edges = np.concatenate([[0], np.cumsum(sizes)])
    rows = np.concatenate([
        second(d, first[a:b]).astype(np.float32) for d, a, b in zip(described, edges[:-1], edges[1:], strict=True)
    ])  # fmt: skip
    return line, boost(rows, labels, weights, CONTEXT, CONTEXT_TREES)


def arrays_of(booster: lightgbm.Booster, name: str) -> dict[str, Array]:
    """The trees as the arrays pipeline/label/trees.py reads: leaves from left to right, at most 32."""
    feature: list[int] = []
    threshold: list[float] = []
    survivors: list[int] = []
    starts = [0]
    leaves = []
    for tree in booster.dump_model()["tree_info"]:
        values: list[float] = []

        def walk(node: dict[str, Any], values: list[float] = values) -> None:
            if "leaf_value" in node:
                values.append(node["leaf_value"])
                return
            at, before = len(feature), len(values)
            feature.append(node["split_feature"])
            threshold.append(node["threshold"])
            survivors.append(0)
            walk(node["left_child"])
            survivors[at] = 0xFFFFFFFF & ~(((1 << (len(values) - before)) - 1) << before)
            walk(node["right_child"])

        walk(tree["tree_structure"])
        if len(feature) == starts[-1]:  # a tree of one leaf: a node that never fails keeps the arrays regular
            feature.append(0)
            threshold.append(float("inf"))
            survivors.append(0xFFFFFFFF)
        starts.append(len(feature))
        leaves.append(values + [0.0] * (32 - len(values)))
    return {
        f"{name}_feature": np.array(feature, np.uint16),
        f"{name}_threshold": np.array(threshold, np.float32),
        f"{name}_survivors": np.array(survivors, np.uint32),
        f"{name}_starts": np.array(starts, np.int32),
        f"{name}_leaves": np.array(leaves, np.float32),
    }


def main() -> None:
    """Train and write one weights file; print its sha256."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--fold", type=int)
    parser.add_argument("--without", action="append", default=[])
    parser.add_argument("--out", type=Path, default=Path("pipeline/label/model/label_model.npz"))
    options = parser.parse_args()
    texts = [d for d in pickle.loads(DOCUMENTS.read_bytes()) if d["converter"] not in options.without]
    documents = augment(texts)
    chosen = [d for d in documents if usable(d) and fold_of(d["page"].domain) != options.fold]
    line, context = train(chosen)
    options.out.parent.mkdir(exist_ok=True)
    arrays: dict[str, Any] = arrays_of(line, "line") | arrays_of(context, "context")
    np.savez_compressed(options.out, **arrays)
    digest = hashlib.sha256(options.out.read_bytes()).hexdigest()
    if options.fold is not None:
        held = sorted({d["page"].id for d in documents if fold_of(d["page"].domain) == options.fold})
        options.out.with_suffix(".held-out-ids.txt").write_text("\n".join(held) + "\n", encoding="utf-8")
    pages = {d["page"].id for d in chosen}
    print(f"{options.out} {options.out.stat().st_size} bytes sha256 {digest} pages {len(pages)} texts {len(chosen)}")


if __name__ == "__main__":
    main()
