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

from pipeline.scoring.series import Floats

Bits = NDArray[np.int32]

_LINES_AT_ONCE = 512
_CELLS_AT_ONCE = 1 << 18  # nodes by lines: a table that stays inside the processor's cache
_MOST_LEAVES = 32
# Multiplied by a power of two, this has a number of its own in its five highest bits (Leiserson, Prokop, Randall 1998).
_DE_BRUIJN = np.uint32(0x077CB531)
_ONE, _SHIFT = np.uint32(1), np.uint32(27)


@dataclass(frozen=True)
class Forest:
    """Nodes of t trees, each tree filled up to the same number of nodes; m nodes in all."""

    feature: NDArray[np.int64]  # (m,) column tested
    threshold: NDArray[np.float32]  # (m,) go left when value <= threshold
    ruled_out: NDArray[np.int32]  # (m,) bits of the leaves that are out when the test fails
    leaves: NDArray[np.float32]  # (t, 32) log odds of each leaf

    @property
    def width(self) -> int:
        """Return the number of nodes of a tree."""
        return len(self.feature) // len(self.leaves)


def _bit_places() -> NDArray[np.int64]:
    """(32,) by that number, the place of the bit."""
    places = np.zeros(32, np.int64)
    for bit in range(32):
        places[((1 << bit) * int(_DE_BRUIJN) & 0xFFFFFFFF) >> int(_SHIFT)] = bit
    return places


_PLACES = _bit_places()


def load_forest(arrays: Mapping[str, NDArray[Any]], name: str) -> Forest:
    """The forest stored under `name` in the weights file, where its trees are laid end to end."""
    starts = arrays[f"{name}_starts"].astype(np.int64)
    sizes = np.diff(starts)
    width = int(sizes.max())
    tree = np.repeat(np.arange(len(sizes)), sizes)
    place = tree * width + np.arange(starts[-1]) - starts[tree]
    # A node that never fails fills up the short trees.
    feature = np.zeros(len(sizes) * width, np.int64)
    threshold = np.full(len(feature), np.inf, np.float32)
    ruled_out = np.zeros(len(feature), np.int32)
    feature[place] = arrays[f"{name}_feature"]
    threshold[place] = arrays[f"{name}_threshold"]
    ruled_out[place] = (~arrays[f"{name}_survivors"].astype(np.uint32)).view(np.int32)
    return Forest(feature, threshold, ruled_out, arrays[f"{name}_leaves"].astype(np.float32))


def probabilities(forest: Forest, rows: Floats) -> Floats:
    """(n,) probability of each row (n, d), rounded to three decimals."""
    odds = np.zeros(len(rows))
    for begin in range(0, len(rows), _LINES_AT_ONCE):
        odds[begin : begin + _LINES_AT_ONCE] = _log_odds(forest, rows[begin : begin + _LINES_AT_ONCE])
    chances: Floats = np.round(1.0 / (1.0 + np.exp(-odds)), 3)
    return chances


def _log_odds(forest: Forest, rows: Floats) -> Floats:
    """(n,) sum over all trees of the leaf each row (n, d) falls into; as many trees at once as the cache holds."""
    columns = np.ascontiguousarray(rows.T, np.float32)
    trees, n = len(forest.leaves), len(rows)
    at_once = min(max(1, _CELLS_AT_ONCE // (forest.width * n)), trees)
    table = np.empty((at_once * forest.width, n), np.float32)
    total = np.zeros(n)
    for first in range(0, trees, at_once):
        some = range(first, min(first + at_once, trees))
        out = _any_of(_ruled_out(forest, some, columns, table))
        leaf = _lowest_zero(out)
        leaf += np.arange(some.start, some.stop)[:, None] * _MOST_LEAVES
        total += forest.leaves.take(leaf).sum(0, dtype=np.float64)
    return total


def _ruled_out(forest: Forest, trees: range, columns: NDArray[np.float32], table: NDArray[np.float32]) -> Bits:
    """(t, width, n) bits of the leaves that each node of these trees rules out for each row; written into `table`."""
    nodes = slice(trees.start * forest.width, trees.stop * forest.width)
    margin = columns.take(forest.feature[nodes], 0, table[: nodes.stop - nodes.start], "clip")
    np.subtract(forest.threshold[nodes, None], margin, out=margin)
    out = margin.view(np.int32)
    out >>= 31  # the sign: all bits where the test failed, none where it passed
    out &= forest.ruled_out[nodes, None]
    return out.reshape(len(trees), forest.width, -1)


def _any_of(bits: Bits) -> Bits:
    """(t, n) bitwise or over the nodes of each tree, (t, width, n), which is overwritten: halves on halves."""
    width = bits.shape[1]
    while width > 1:
        half = width // 2
        rest = width - half
        bits[:, :half] |= bits[:, rest:width]
        width = rest
    either: Bits = np.ascontiguousarray(bits[:, 0])
    return either


def _lowest_zero(bits: Bits) -> NDArray[np.int64]:
    """The place, from 0, of the lowest bit that is not set: the first leaf that is not ruled out."""
    left = ~bits.view(np.uint32)
    lowest = left & (~left + _ONE)  # two's complement: that bit alone
    return _PLACES.take((lowest * _DE_BRUIJN) >> _SHIFT)
