"""Relations that can be shown word for word: exact and near copies, and passages in common."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from pipeline.relate.closeness import nearness
from pipeline.relate.days import Edges
from pipeline.relate.features import Features
from pipeline.relate.index import Entry, Index
from pipeline.relate.passages import Passages, alike, bounds, passages
from schemas.relations import Kind, Shared

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
    ordinals, digests, numbers, owners, paragraphs, publishers, counts = _columns(index)
    names = sorted({name or "" for name in publishers})
    places = {name: place for place, name in enumerate(names)}
    held = passages(numbers, owners, paragraphs, np.array([places[name or ""] for name in publishers], np.int64))
    found: dict[tuple[int, int], Copy] = {}
    ids = {entry.ordinal: entry.id for entry in entries}
    for group in alike(digests):
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
            found[pair] = _judged(index, ordinals, pair, shared, sentences, near, counts)
    for pair, score in near.items():
        if pair not in found:
            found[pair] = Copy(ordinals[pair[0]], ordinals[pair[1]], "near", round(float(score), 4))
    return Copies(list(found.values()), held, [name or None for name in names])


def _judged(
    index: Index,
    ordinals: Sequence[int],
    pair: tuple[int, int],
    shared: tuple[Shared, ...],
    sentences: int,
    near: dict[tuple[int, int], float],
    counts: Sequence[int],
) -> Copy:
    """Return what two articles with sentences in common are; a near copy may lie outside the window of time."""
    first, second = ordinals[pair[0]], ordinals[pair[1]]
    share = sentences / max(1, min(counts[pair[0]], counts[pair[1]]))
    score = near.get(pair, 0.0)
    if not score and share >= _HALF_COPIED:
        score = nearness(*_two(index, first, second))
    if score:
        return Copy(first, second, "near", round(float(score), 4), shared)
    return Copy(first, second, "partial", round(min(1.0, share), 4), shared)


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
    for start, stop in zip(edges, edges[1:], strict=False):
        common = Counter(
            zip(held.first_paragraph[start:stop].tolist(), held.second_paragraph[start:stop].tolist(), strict=True)
        )
        shared = tuple(Shared(a=a, b=b, sentences=count) for (a, b), count in sorted(common.items())[:_MOST_SHARED])
        yield (int(held.first[start]), int(held.second[start])), shared, stop - start


def _columns(
    index: Index,
) -> tuple[list[int], list[bytes], np.ndarray, np.ndarray, np.ndarray, list[str | None], list[int]]:  # type: ignore[type-arg]
    """Return the sentences of all articles in columns; owners are places in the first list."""
    ordinals: list[int] = []
    digests: list[bytes] = []
    publishers: list[str | None] = []
    numbers, paragraphs, counts = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)], []
    for ordinal, digest, sentences, publisher in index.sentences():
        count = len(sentences) // 10
        ordinals.append(ordinal)
        digests.append(digest)
        publishers.append(publisher)
        counts.append(count)
        numbers.append(np.frombuffer(sentences, "<i8", count))
        paragraphs.append(np.frombuffer(sentences, "<u2", count, count * 8))
    owners = np.repeat(np.arange(len(ordinals)), counts)
    together = np.concatenate(paragraphs).astype(np.int64)
    return ordinals, digests, np.concatenate(numbers), owners, together, publishers, counts
