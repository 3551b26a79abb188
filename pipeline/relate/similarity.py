"""How much two articles of one window of time speak of the same: the cosine of their weighted words.

Method: TF-IDF with logarithmic counts (Salton and Buckley 1988), its document frequencies smoothed by what is expected
of a word of that form, as few articles tell little of how common a word is. The join goes word by word over postings
and is summed in rows, so that only pairs with a word in common cost anything.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipeline.relate.features import Features

LEAST = 0.08
"""Pairs below are taken to have nothing in common."""
_PRIOR_ARTICLES = 30
"""What is expected of a word weighs as much as so many articles."""
_MOST_POSTINGS = 1000
"""A word of more articles than that tells nothing of any two of them, and makes the join quadratic."""
_LONER = 0.5
"""How much of the weight of a word that only this article has counts against it."""
_CELLS = 1 << 19
MOST_ALIKE = 200
"""Others that an article is held to be like: a thousand pages of one form are no million edges."""

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Edges:
    """Pairs of articles by their places, `first` < `second`, with their similarity from `LEAST` to 1."""

    first: Ints
    second: Ints
    cosine: Floats

    def __len__(self) -> int:
        return len(self.first)


@dataclass(frozen=True, slots=True)
class Weighted:
    """The words of all articles of a window: `words[starts[i]:starts[i + 1]]` are those of article i, with weights.

    The lengths of the vectors are 1. `postings` are articles, ordered by word; `bounds` tells where each word's are.
    """

    starts: Ints
    words: Ints
    weights: Floats
    postings: Ints
    posted: Floats
    bounds: Ints


def weighted(articles: Sequence[Features]) -> Weighted:
    """Return the weighted words of a window, by the frequencies in this window."""
    sizes = np.array([len(article.terms) for article in articles], np.int64)
    owner = np.repeat(np.arange(len(articles)), sizes)
    counts = np.concatenate([article.counts for article in articles]).astype(np.float64)
    expected = np.concatenate([article.expected for article in articles])
    _, words = np.unique(np.concatenate([article.terms for article in articles]), return_inverse=True)
    frequency = np.bincount(words)
    rarity = _rarity(frequency, np.bincount(words, weights=expected) / frequency, len(articles))
    weights = (1.0 + np.log(counts)) * rarity[words]
    against = np.where(frequency[words] == 1, _LONER * weights, weights)
    length = np.sqrt(np.bincount(owner, weights=against**2, minlength=len(articles)))
    weights /= np.maximum(length, 1e-9)[owner]
    shared = (frequency[words] > 1) & (frequency[words] <= _MOST_POSTINGS) & (weights > 0)
    owner, words, weights = owner[shared], words[shared], weights[shared]
    order = np.argsort(words, kind="stable")
    bounds = np.concatenate([np.zeros(1, np.int64), np.cumsum(np.bincount(words, minlength=len(frequency)))])
    kept = np.concatenate([np.zeros(1, np.int64), np.cumsum(np.bincount(owner, minlength=len(articles)))])
    return Weighted(kept, words, weights, owner[order], weights[order], bounds)


def similar(space: Weighted, rows: range) -> Edges:
    """Return the pairs of an article in `rows` with any other of the window that have `LEAST` in common.

    A pair of two articles in `rows` comes once.
    """
    found = list(_blocks(space, rows))
    return Edges(*(np.concatenate([part[column] for part in found]) for column in range(3))) if found else NONE


NONE = Edges(np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0))


def _blocks(space: Weighted, rows: range) -> Iterator[tuple[Ints, Ints, Floats]]:
    size = len(space.starts) - 1
    step = max(1, _CELLS // max(1, size))
    for start in range(rows.start, rows.stop, step):
        stop = min(start + step, rows.stop)
        cosine = _product(space, start, stop, size)
        _thin(cosine)
        row, other = np.nonzero(cosine >= LEAST)
        values = cosine[row, other]
        row = row + start
        once = (row < other) | ((row > other) & ((other < rows.start) | (other >= rows.stop)))
        row, other, values = row[once], other[once], values[once]
        yield np.minimum(row, other), np.maximum(row, other), np.minimum(values, 1.0)


def _thin(cosine: Floats) -> None:
    """Leave in each row the `MOST_ALIKE` highest, of equals the first."""
    for row in np.flatnonzero((cosine >= LEAST).sum(axis=1) > MOST_ALIKE + 1):
        cosine[row, np.argsort(-cosine[row], kind="stable")[MOST_ALIKE + 1 :]] = 0.0


def _product(space: Weighted, start: int, stop: int, size: int) -> Floats:
    """Return the cosines of articles `start` to `stop` with all others: one row each."""
    low, high = space.starts[start], space.starts[stop]
    words, weights = space.words[low:high], space.weights[low:high]
    row = np.repeat(np.arange(stop - start), np.diff(space.starts[start : stop + 1]))
    many = space.bounds[words + 1] - space.bounds[words]
    ends = np.cumsum(many)
    place = np.arange(ends[-1] if len(ends) else 0) - np.repeat(ends - many - space.bounds[words], many)
    cells = np.repeat(row * size, many) + space.postings[place]
    summed = np.bincount(cells, weights=np.repeat(weights, many) * space.posted[place], minlength=(stop - start) * size)
    return summed.astype(np.float64, copy=False).reshape(stop - start, size)


def _rarity(frequency: Ints, expected: Floats, articles: int) -> Floats:
    """Return how much a word tells: the logarithm of one over its share of articles, 0 for one in all of them."""
    share = (frequency + _PRIOR_ARTICLES * np.exp(expected)) / (articles + _PRIOR_ARTICLES)
    rarity: Floats = np.maximum(0.0, -np.log(np.minimum(share, 1.0)))
    return rarity
