"""The edges between articles, day by day: those of a day hold until an article comes into its window.

So what a run finds does not depend on the runs before it: an edge is a function of the articles of a window, kept with
a key of just these.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from hashlib import blake2b

import numpy as np

from pipeline.relate.closeness import WINDOW_DAYS, fading, is_series, nearness
from pipeline.relate.features import Features
from pipeline.relate.grouping import LEAST_ALIKE
from pipeline.relate.index import Entry, Index
from pipeline.relate.similarity import LEAST, similar, weighted

UNDATED = -1
_MAY_BE_COPIES = 0.4
_MAY_JOIN = 0.7 * LEAST_ALIKE
EDGE = np.dtype([("first", "<i4"), ("second", "<i4"), ("alike", "<f4"), ("near", "<f4")])
Edges = np.ndarray[tuple[int], np.dtype[np.void]]


def edges(index: Index, entries: Sequence[Entry]) -> Edges:
    """Return the pairs of articles that may be of one story or near copies, by their ordinals."""
    found = [np.zeros(0, EDGE)]
    held: dict[int, Features] = {}
    for day, rows, others in windows(entries):
        window = sorted((*rows, *others), key=lambda entry: entry.id)
        key = _key(window)
        kept = index.block(day)
        if kept is None or kept[0] != key:
            # Rows come last, so that they are one range; inside, ids alone decide, and sums come out to the last bit.
            order = [*sorted(others, key=lambda entry: entry.id), *sorted(rows, key=lambda entry: entry.id)]
            held = _loaded(index, order, held)
            features = [held[entry.ordinal] for entry in order]
            kept = (key, _block(order, features, len(others)).tobytes())
            index.keep_block(day, *kept)
        found.append(np.frombuffer(kept[1], EDGE))
    return np.concatenate(found)


def windows(entries: Sequence[Entry]) -> Iterator[tuple[int, list[Entry], list[Entry]]]:
    """Yield each day with its articles and those of the days before in its window; last all without one."""
    by_day: dict[int, list[Entry]] = {}
    for entry in entries:
        by_day.setdefault(UNDATED if entry.day is None else entry.day, []).append(entry)
    undated = by_day.pop(UNDATED, [])
    for day in sorted(by_day):
        before = [entry for back in range(day - WINDOW_DAYS, day) for entry in by_day.get(back, ())]
        yield day, by_day[day], before
    if undated:
        yield UNDATED, undated, [entry for entry in entries if entry.day is not None]


def _key(window: Sequence[Entry]) -> bytes:
    hashed = blake2b(digest_size=16)
    for entry in window:
        hashed.update(entry.id.encode() + entry.digest + entry.ordinal.to_bytes(8, "big"))
    return hashed.digest()


def _loaded(index: Index, order: Sequence[Entry], held: dict[int, Features]) -> dict[int, Features]:
    """Return the features of a window, taking those of the last one from there."""
    wanted = [entry.ordinal for entry in order]
    missing = [ordinal for ordinal in wanted if ordinal not in held]
    loaded = dict(zip(missing, index.features(missing), strict=True))
    return {ordinal: loaded.get(ordinal) or held[ordinal] for ordinal in wanted}


def _block(order: Sequence[Entry], features: Sequence[Features], start: int) -> Edges:
    found = similar(weighted(features), range(start, len(order)))
    rows = []
    for first, second, cosine in zip(found.first.tolist(), found.second.tolist(), found.cosine.tolist(), strict=True):
        one, two = order[first], order[second]
        days = None if one.day is None or two.day is None else abs(one.day - two.day)
        alike = cosine * fading(days)
        near = nearness(features[first], features[second]) if cosine >= _MAY_BE_COPIES else 0.0
        if alike >= _MAY_JOIN and days != 0 and not near and is_series(features[first], features[second]):
            alike = 0.0
        if alike >= LEAST or near:
            low, high = sorted((one.ordinal, two.ordinal))
            rows.append((low, high, alike, near))
    return np.array(rows, EDGE)
