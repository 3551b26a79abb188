"""Relations that can be shown word for word: exact and near copies, and passages in common."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from pipeline.relate.closeness import nearness
from pipeline.relate.days import Edges
from pipeline.relate.features import Features
from pipeline.relate.index import Entry, Index
from pipeline.relate.passages import Ints, Passages, alike, bounds, passages
from schemas.relations import Kind

Shared = tuple[int, int, int]
"""Paragraph of the first, of the second, and how many sentences they have in common."""

_ALL_PAIRS = 20
_MOST_SHARED = 50
_HALF_COPIED = 0.34


@dataclass(frozen=True, slots=True)
class Copy:
    """Two articles by their ordinals, `first` < `second`, and in what way they share words."""

    first: int
    second: int
    kind: Kind
    score: float
    shared: tuple[Shared, ...] = ()


@dataclass(frozen=True, slots=True)
class Copies:
    """All copies, with the sentences that are furniture and the outlets by their numbers."""

    found: list[Copy]
    passages: Passages
    publishers: list[str | None]


def copies(index: Index, entries: Sequence[Entry], edges: Edges) -> Copies:
    """Return the exact, near and partial relations of all articles; a pair has one of the three."""
    ids = {entry.ordinal: entry.id for entry in entries}
    all_of = _columns(index, ids)
    ordinals, names = all_of.ordinals, sorted({name or "" for name in all_of.publishers})
    outlets = {name: place for place, name in enumerate(names)}
    publishers = np.array([outlets[name or ""] for name in all_of.publishers], np.int64)
    held = passages(all_of.numbers, all_of.owners, all_of.paragraphs, publishers)
    found: dict[tuple[int, int], Copy] = {}
    for group in alike(all_of.digests):
        for first, second in _exact_pairs(group, [ids[ordinals[place]] for place in group]):
            found[first, second] = Copy(ordinals[first], ordinals[second], "exact", 1.0)
    position = {ordinal: place for place, ordinal in enumerate(ordinals)}
    near = {
        (position[first], position[second]): score
        for first, second, _, score in edges[edges["near"] > 0].tolist()
        if first in position and second in position
    }
    for pair, shared, sentences in _shared(held):
        if pair not in found:
            share = sentences / max(1, min(all_of.counts[pair[0]], all_of.counts[pair[1]]))
            first, second = ordinals[pair[0]], ordinals[pair[1]]
            found[pair] = _judged(index, Copy(first, second, "partial", share, shared), near.get(pair, 0.0))
    for pair, score in near.items():
        if pair not in found:
            found[pair] = Copy(ordinals[pair[0]], ordinals[pair[1]], "near", round(float(score), 4))
    return Copies(list(found.values()), held, [name or None for name in names])


def _judged(index: Index, copy: Copy, near: float) -> Copy:
    """Return what two articles with sentences in common are; a near copy may lie outside the window of time."""
    if not near and copy.score >= _HALF_COPIED:
        near = nearness(*_two(index, copy.first, copy.second))
    kind: Kind = "near" if near else "partial"
    return replace(copy, kind=kind, score=round(min(1.0, float(near or copy.score)), 4))


def _two(index: Index, first: int, second: int) -> tuple[Features, Features]:
    one, two = index.features([first, second])
    return one, two


def _exact_pairs(group: Sequence[int], ids: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield all pairs of a small group; of a large one each with the one of the smallest id."""
    if len(group) <= _ALL_PAIRS:
        yield from ((one, two) for place, one in enumerate(group) for two in group[place + 1 :])
        return
    centre = group[min(range(len(ids)), key=ids.__getitem__)]
    yield from ((min(centre, other), max(centre, other)) for other in group if other != centre)


def _shared(held: Passages) -> Iterator[tuple[tuple[int, int], tuple[Shared, ...], int]]:
    """Yield each pair of places with its paragraphs in common and the number of sentences."""
    edges = bounds(held.first, held.second)
    for start, stop in pairwise(edges):
        common = Counter(
            zip(held.first_paragraph[start:stop].tolist(), held.second_paragraph[start:stop].tolist(), strict=True)
        )
        shared = tuple((a, b, count) for (a, b), count in sorted(common.items())[:_MOST_SHARED])
        yield (int(held.first[start]), int(held.second[start])), shared, stop - start


@dataclass(frozen=True, slots=True)
class _Columns:
    """All articles, and all their sentences, whose `owners` are places in the lists of the articles."""

    ordinals: list[int]
    digests: list[bytes]
    publishers: list[str | None]
    counts: list[int]
    numbers: Ints
    owners: Ints
    paragraphs: Ints


def _columns(index: Index, wanted: Container[int]) -> _Columns:
    rows = [
        (ordinal, digest, publisher, len(packed) // 10, packed)
        for ordinal, digest, packed, publisher in index.sentences()
        if ordinal in wanted
    ]
    counts = [count for *_, count, _ in rows]
    numbers = [np.frombuffer(packed, "<i8", count) for *_, count, packed in rows]
    paragraphs = [np.frombuffer(packed, "<u2", count, count * 8) for *_, count, packed in rows]
    none = np.zeros(0, np.int64)
    return _Columns(
        ordinals=[row[0] for row in rows],
        digests=[row[1] for row in rows],
        publishers=[row[2] for row in rows],
        counts=counts,
        numbers=np.concatenate([none, *numbers]),
        owners=np.repeat(np.arange(len(rows)), counts),
        paragraphs=np.concatenate([none, *paragraphs]).astype(np.int64),
    )
