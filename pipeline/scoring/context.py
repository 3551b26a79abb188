"""Numbers for the second stage: what the first stage thought of the lines around, and where the topic goes on.

The first stage sees a line and its close neighbours; most of its errors are whole passages (comments, the next article,
teasers), which only show against the rest of the document.
"""

from __future__ import annotations

import numpy as np

from pipeline.scoring.features import Document, shared_words
from pipeline.scoring.scan import Ints
from pipeline.scoring.series import Floats, heaviest_run, shifted, steps_since, window_means

_OFFSETS = (-6, -5, -4, -3, -2, -1, 1, 2, 3, 4, 5, 6)
_WINDOWS = (1, 3, 8, 20)
_REACHES = (4, 12)
_LIKELY = 0.4
_PASSAGE_COLUMNS = 7
_CLOSE = 2  # unlikely lines inside a passage that do not end it (a subheading, a caption)


def log_odds(p: Floats) -> Floats:
    """How many powers of e the odds are, softened at the ends; rounded, so that every processor's logarithm agrees."""
    odds: Floats = np.asarray(np.round(np.log((p + 0.02) / (1.02 - p)), 6), np.float64)
    return odds


def second(document: Document, p: Floats) -> Floats:
    """(n, d) of the second stage from the first stage's probabilities (n,)."""
    words = document.words
    body = p * words
    shared = shared_words(document, p)
    topic = np.stack([p, body / 20.0, shared, shared * np.minimum(words, 40.0) / 40.0], 1)
    own = np.array(list(document.columns.values())).T
    parts = [
        p[:, None],
        shared[:, None],
        shifted(p[:, None], _OFFSETS),
        shifted(shared[:, None], (-2, -1, 1, 2)),
        *[window_means(topic, radius) for radius in _WINDOWS],
        *[_one_sided(topic, reach) for reach in _REACHES],
        _of_passages(p, document, shared),
        _passages(p, words),
        _sides(p, words, shared),
        own,
    ]
    return np.concatenate(parts, 1)


def _passages(p: Floats, words: Floats) -> Floats:
    """Place of a line to the passages of likely body."""
    n = len(p)
    at = np.arange(n, dtype=np.float64)
    odds = log_odds(p)
    low, high = heaviest_run(odds * np.sqrt(words))
    low2, high2 = heaviest_run(odds)
    sure = (p > 0.5).astype(np.float64)
    starts = (np.diff(sure, prepend=0.0) > 0).astype(np.float64)
    unlikely = np.cumsum((1 - p) * words)
    since = steps_since(sure, 30)
    back = np.maximum(at - since, 0).astype(np.int64)
    return np.stack(
        [
            ((at >= low) & (at <= high)).astype(np.float64),
            np.sqrt(np.maximum(low - at, 0.0)),
            np.sqrt(np.maximum(at - high, 0.0)),
            ((at >= low2) & (at <= high2)).astype(np.float64),
            np.maximum(low2 - at, 0.0) - np.maximum(at - high2, 0.0),
            since,
            steps_since(sure[::-1], 30)[::-1],
            np.cumsum(starts),
            np.cumsum(starts[::-1])[::-1],
            np.sqrt(unlikely - unlikely[back]),
            _longest_within(sure),
        ],
        1,
    )


def _one_sided(values: Floats, reach: int) -> Floats:
    """Means over the `reach` lines before and over those after each line; (n, 2 k)."""
    n = len(values)
    total = np.concatenate([np.zeros((1, values.shape[1])), np.cumsum(values, 0)])
    at = np.arange(n)
    low, high = np.maximum(at - reach, 0), np.minimum(at + 1 + reach, n)
    before = (total[at] - total[low]) / np.maximum(at - low, 1)[:, None]
    after = (total[high] - total[at + 1]) / np.maximum(high - at - 1, 1)[:, None]
    return np.concatenate([before, after], 1)


def _of_passages(p: Floats, document: Document, shared: Floats) -> Floats:
    """Of the passage a line stands in or follows, and of the one it stands in or precedes: size, topic, gap before it.

    A second article or a thread of comments is a passage of its own: a gap before it, other words, other line shapes.
    """
    starts, ends = _passage_edges(p)
    if not len(starts):
        return np.zeros((len(p), 2 * _PASSAGE_COLUMNS))
    none = np.full((1, _PASSAGE_COLUMNS), -1.0)  # before the first passage, and behind the last
    table = np.concatenate([none, _passage_table(p, document, shared, starts, ends), none])
    at = np.arange(len(p))
    in_or_behind = table[np.searchsorted(starts, at, "right")]
    in_or_before = table[np.searchsorted(ends, at) + 1]
    return np.concatenate([in_or_behind, in_or_before], 1)


def _passage_edges(p: Floats) -> tuple[Ints, Ints]:
    """(k,) first lines of the passages of likely body, and their last lines; a short gap does not end one."""
    likely = p > _LIKELY
    flags = likely.astype(np.float64)
    bridged = (steps_since(flags, 30) <= _CLOSE) & (steps_since(flags[::-1], 30)[::-1] <= _CLOSE)
    inside = likely | bridged
    starts = np.flatnonzero(inside & ~np.concatenate([[False], inside[:-1]]))
    ends = np.flatnonzero(inside & ~np.concatenate([inside[1:], [False]]))
    return starts, ends


def _passage_table(p: Floats, document: Document, shared: Floats, starts: Ints, ends: Ints) -> Floats:
    """(k, columns) of the passages: their share of the body, their topic, the gap before them, their lines' looks."""

    def over(values: Floats) -> Floats:
        total = np.concatenate([[0.0], np.cumsum(values)])
        sums: Floats = total[ends + 1] - total[starts]
        return sums

    body = p * document.words
    mass = over(body) + 1e-6
    unlikely = np.concatenate([[0.0], np.cumsum((1 - p) * document.words)])
    gap = unlikely[starts] - np.concatenate([[0.0], unlikely[ends[:-1] + 1]])
    columns = (
        mass / mass.sum(),
        mass / mass.max(),
        over(body * shared) / mass,
        np.sqrt(gap),
        mass / (ends - starts + 1),
        over(body * p) / mass,
        over(body * np.minimum(document.columns["own_person"], 0.3)) / mass,
    )
    return np.stack(columns, 1)


def _longest_within(sure: Floats) -> Floats:
    """Length of the passage of sure lines a line stands in (0 outside)."""
    edges = np.flatnonzero(np.diff(sure, prepend=-1.0))
    lengths = np.diff(np.append(edges, len(sure)))
    long: Floats = np.sqrt(np.repeat(lengths, lengths)) * sure
    return long


def _sides(p: Floats, words: Floats, shared: Floats) -> Floats:
    """Likely body before and after the line, and how far the topic of it agrees with the document's."""
    body = p * words
    total = np.cumsum(body)
    all_body = total[-1] + 1e-6
    topic = np.cumsum(body * shared)
    mean_topic = topic[-1] / all_body
    before, topic_before = total - body, topic - body * shared
    after, topic_after = all_body - total, topic[-1] - topic
    ones = np.ones(len(p))
    return np.stack(
        [
            before / all_body,
            np.sqrt(before),
            np.sqrt(np.maximum(after, 0.0)),
            np.sqrt(all_body) * ones,
            all_body / (words.sum() + 1.0) * ones,
            mean_topic * ones,
            shared - mean_topic,
            topic_before / (before + 5.0),
            topic_after / (np.maximum(after, 0.0) + 5.0),
            np.sqrt(np.cumsum(p)),
            np.maximum.accumulate(p),
            np.maximum.accumulate(p[::-1])[::-1],
        ],
        1,
    )
