"""Boosted trees: how both models are trained, the same bytes from the same data, and written as plain arrays."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import lightgbm
import numpy as np

from training.arrays import Array

INNER = 3
# One thread and a seed: same data, same file.
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


def inner_fold(domain: str) -> int:
    return int(hashlib.md5(f"inner {domain}".encode(), usedforsecurity=False).hexdigest(), 16) % INNER


def boost(rows: Array, labels: Array, weights: Array, parameters: dict[str, Any], trees: int) -> lightgbm.Booster:
    data = lightgbm.Dataset(rows, labels, weight=weights, params={"max_bin": 127})
    return lightgbm.train({**COMMON, **parameters}, data, trees)


def arrays_of(booster: lightgbm.Booster, name: str) -> dict[str, Array]:
    """The trees as the arrays pipeline/scoring/trees.py reads: leaves from left to right, at most 32."""
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


def out_of_fold(
    rows: Array, labels: Array, weights: Array, inner: Array, *, parameters: dict[str, Any], trees: int
) -> Array:
    """Return for each row the probability that a forest says which has not seen its site (three inner folds)."""
    first = np.zeros(len(labels))
    for fold in range(INNER):
        rest, here = inner != fold, inner == fold
        if here.any() and rest.any():
            part = boost(rows[rest], labels[rest], weights[rest], parameters, trees)
            first[here] = np.round(np.asarray(part.predict(rows[here])), 3)
    return first


def save(path: Path, first: lightgbm.Booster, second: lightgbm.Booster) -> str:
    """Write both stages and return the SHA-256 of the file."""
    arrays: dict[str, Any] = arrays_of(first, "line") | arrays_of(second, "context")
    path.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(path, **arrays)
    return hashlib.sha256(path.read_bytes()).hexdigest()
