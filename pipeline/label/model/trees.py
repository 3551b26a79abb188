"""Evaluate boosted trees for all lines of a document at once, in numpy, without the library that trained them.

Bit-vector method: a tree has 32 leaves at most, numbered from the left; a node whose test fails rules out the leaves
of its left side; the first leaf not ruled out is the answer. No branch depends on the data, so one document costs a few
numpy calls, and the sum over trees runs in a fixed order: the same bytes on every run.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

_TREES_AT_ONCE = 24
_LINES_AT_ONCE = 512  # keeps the node-by-line tables inside the processor's cache
_ONE, _SHIFT = np.uint32(1), np.uint32(27)
_DE_BRUIJN = np.uint32(0x077CB531)


@dataclass(frozen=True)
class Forest:
    """Nodes of t trees laid end to end; m nodes."""

    feature: NDArray[np.int64]  # (m,) column tested
    threshold: NDArray[np.float32]  # (m,) go left when value <= threshold
    survivors: NDArray[np.uint32]  # (m,) leaves still possible when the test fails
    starts: NDArray[np.int64]  # (t + 1,) first node of each tree
    leaves: NDArray[np.float32]  # (t, 32) log odds of each leaf


def _bit_places() -> NDArray[np.int64]:
    places = np.zeros(32, np.int64)
    for bit in range(32):
        places[((1 << bit) * 0x077CB531 & 0xFFFFFFFF) >> 27] = bit
    return places


_PLACES = _bit_places()


def load_forest(arrays: Mapping[str, NDArray[Any]], name: str) -> Forest:
    """The forest stored under `name` in the weights file."""
    return Forest(
        arrays[f"{name}_feature"].astype(np.int64),
        arrays[f"{name}_threshold"].astype(np.float32),
        arrays[f"{name}_survivors"].astype(np.uint32),
        arrays[f"{name}_starts"].astype(np.int64),
        arrays[f"{name}_leaves"].astype(np.float32),
    )


def probabilities(forest: Forest, rows: NDArray[np.float64]) -> NDArray[np.float64]:
    """(n,) probability of each row (n, d), rounded to three decimals."""
    odds = np.zeros(len(rows))
    for begin in range(0, len(rows), _LINES_AT_ONCE):
        odds[begin : begin + _LINES_AT_ONCE] = _log_odds(forest, rows[begin : begin + _LINES_AT_ONCE])
    chances: NDArray[np.float64] = np.round(1.0 / (1.0 + np.exp(-odds)), 3)
    return chances


def _log_odds(forest: Forest, rows: NDArray[np.float64]) -> NDArray[np.float64]:
    columns = np.ascontiguousarray(rows.T, np.float32)
    total = np.zeros(len(rows))
    count = len(forest.starts) - 1
    for first in range(0, count, _TREES_AT_ONCE):
        last = min(first + _TREES_AT_ONCE, count)
        low, high = forest.starts[first], forest.starts[last]
        passed = columns.take(forest.feature[low:high], 0) <= forest.threshold[low:high, None]
        possible = passed.astype(np.uint32)
        np.negative(possible, out=possible)  # all bits where the test passed, none where it failed
        possible |= forest.survivors[low:high, None]
        left = np.bitwise_and.reduceat(possible, forest.starts[first:last] - low, axis=0)
        lowest = (left & (~left + _ONE)) * _DE_BRUIJN
        leaf = _PLACES[lowest >> _SHIFT]
        leaf += np.arange(first, last)[:, None] * 32
        total += forest.leaves.take(leaf).sum(0, dtype=np.float64)
    return total
