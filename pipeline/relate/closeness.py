"""When two articles that share words are yet no story: too far apart in time, or two issues of one series."""

from __future__ import annotations

import numpy as np

from pipeline.relate.features import Features, thinned

WINDOW_DAYS = 7
"""Articles further apart are of two stories, or of two days of one."""
_FADING = 0.75
_LEAST_CONFLICTS = 3
_LEAST_OPENERS = 4
_SAME_FORM = 0.6
_COPIED = 0.3
_NEAR_RUNS = 0.28
_SURE_RUNS = 0.6
_NEAR_WORDS = 0.7
_LEAST_PART = 0.3


def fading(days: int | None) -> float:
    """Return what a similarity is worth with so many days between; None where a day is not known.

    >>> fading(0), fading(2), fading(None)
    (1.0, 0.4, 1.0)
    """
    return 1.0 if days is None else 1.0 / (1.0 + _FADING * days)


def is_series(first: Features, second: Features) -> bool:
    """Tell whether two texts are one form filled in twice: horoscopes, weather, markets, results.

    The same words before other numbers, or paragraphs that begin alike and go on otherwise.
    """
    if shared_runs(first, second) >= _COPIED:
        return False
    _, mine, other = np.intersect1d(first.contexts, second.contexts, assume_unique=True, return_indices=True)
    agreeing = int((first.values[mine] == second.values[other]).sum())
    if len(mine) - agreeing >= max(_LEAST_CONFLICTS, 2 * agreeing):
        return True
    both = len(np.intersect1d(first.openers, second.openers, assume_unique=True))
    most = len(first.openers) + len(second.openers) - both
    return both >= _LEAST_OPENERS and both >= _SAME_FORM * most


def shared_runs(first: Features, second: Features) -> float:
    """Return the share of the runs of words of the shorter text that the other has too, 0 to 1."""
    rate = max(first.rate, second.rate)
    one, two = thinned(first.runs, rate), thinned(second.runs, rate)
    return len(np.intersect1d(one, two, assume_unique=True)) / max(1, min(len(one), len(two)))


def shared_words(first: Features, second: Features) -> float:
    """Return the share of the words of the shorter opening that the other has too, each as often as both, 0 to 1."""
    _, mine, other = np.intersect1d(first.terms, second.terms, assume_unique=True, return_indices=True)
    both = np.minimum(first.counts[mine], second.counts[other]).sum(dtype=np.int64)
    return float(both) / max(1, min(int(first.counts.sum(dtype=np.int64)), int(second.counts.sum(dtype=np.int64))))


def nearness(first: Features, second: Features) -> float:
    """Return how much of the shorter of two near copies the other has, from runs of words; 0 if they are none.

    A copy with every third word changed keeps its other words and few runs; one that is cut keeps both.
    """
    if min(first.length, second.length) < _LEAST_PART * max(first.length, second.length):
        return 0.0
    runs = shared_runs(first, second)
    if runs < _NEAR_RUNS:
        return 0.0
    return runs if runs >= _SURE_RUNS or shared_words(first, second) >= _NEAR_WORDS else 0.0
