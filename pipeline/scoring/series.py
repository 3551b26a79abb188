"""Arithmetic along the lines of a document: means over windows, neighbours side by side, distances, heaviest runs."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def ratio(part: NDArray[np.generic], whole: NDArray[np.generic]) -> Floats:
    """part / max(whole, 1)."""
    result: Floats = np.asarray(part, np.float64) / np.maximum(np.asarray(whole, np.float64), 1.0)
    return result


def window_means(values: Floats, radius: int) -> Floats:
    """Mean of each column over the lines i-radius..i+radius; (n, k)."""
    n, width = values.shape
    total = np.zeros((n + 1, width))
    np.cumsum(values, 0, out=total[1:])
    low, high, size = _window(n, radius)
    means: Floats = total.take(high, 0)
    means -= total.take(low, 0)
    means /= size
    return means


@lru_cache(maxsize=8)  # the windows of one document, which are asked for by turns
def _window(n: int, radius: int) -> tuple[NDArray[np.int64], NDArray[np.int64], Floats]:
    """First line of each window, one past its last, and its size as a column."""
    at = np.arange(n)
    low, high = np.maximum(at - radius, 0), np.minimum(at + radius + 1, n)
    return low, high, (high - low)[:, None].astype(np.float64)


def shifted(values: Floats, offsets: Sequence[int], fill: float = -1.0) -> Floats:
    """The columns of the lines at the given distances, side by side; `fill` beyond the ends; (n, k * len(offsets))."""
    n, width = values.shape
    reach = max(abs(o) for o in offsets)
    padded = np.full((n + 2 * reach, width), fill)
    padded[reach : reach + n] = values
    return np.concatenate([padded[reach + o : reach + o + n] for o in offsets], 1)


def heaviest_run(weights: Floats) -> tuple[int, int]:
    """First and last index of the contiguous run with the largest sum."""
    total = np.concatenate([[0.0], np.cumsum(weights)])
    gain = total[1:] - np.minimum.accumulate(total[:-1])
    last = int(np.argmax(gain))
    return int(np.argmin(total[: last + 1])), last


def steps_since(flags: Floats, limit: int) -> Floats:
    """Lines since the last flagged line before this one, at most `limit`; per column if `flags` is (n, k)."""
    at = np.arange(len(flags)).reshape((-1,) + (1,) * (flags.ndim - 1))
    seen = np.maximum.accumulate(np.where(flags > 0, at, -limit - 1), 0)
    steps = np.full(flags.shape, float(limit))
    np.minimum(at[1:] - seen[:-1], limit, out=steps[1:])
    return steps
