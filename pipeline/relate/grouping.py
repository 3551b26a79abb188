"""Articles to groups, without chaining: a group takes in another only if they are alike on the whole.

Method: agglomerative clustering by average linkage (Sokal and Michener 1958) on a sparse graph, a pair without an edge
counting as 0. An average grows less sure with the variety inside the groups, so it is measured against it: with the
exponent 1 it would be the cosine of the two centroids.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from pipeline.relate.similarity import Edges, Ints

LEAST_ALIKE = 0.19
"""Two groups become one from here."""
_VARIETY = 0.3
Edge = tuple[int, int, float]


def groups(edges: Edges, *, least: float = LEAST_ALIKE, variety: float = _VARIETY) -> list[list[int]]:
    """Return the groups of two or more of the articles that edges name, each in order, ordered by their first.

    The numbers of the articles decide between merges that are equally good, and nothing else does.
    """
    found: list[list[int]] = []
    for piece in _pieces(edges, least):
        found += _grouped(piece, least, variety)
    return sorted(found)


def _pieces(edges: Edges, least: float) -> Iterator[list[Edge]]:
    """Yield the edges of each set of articles that hang together by edges of `least` or more."""
    close = edges.cosine >= least
    size = int(edges.second.max()) + 1 if len(edges) else 0
    piece = _roots(size, edges.first[close].tolist(), edges.second[close].tolist())
    inside = piece[edges.first] == piece[edges.second]
    first, second, cosine = edges.first[inside], edges.second[inside], edges.cosine[inside]
    order = np.lexsort((second, first, piece[first]))
    bounds = np.flatnonzero(np.diff(piece[first][order])) + 1
    for part in np.split(order, bounds) if len(order) else ():
        yield list(zip(first[part].tolist(), second[part].tolist(), cosine[part].tolist(), strict=True))


def _roots(size: int, first: list[int], second: list[int]) -> Ints:
    """Return the lowest article that each article hangs together with, itself if it does with none."""
    parent = list(range(size))

    def root(node: int) -> int:
        while parent[node] != node:
            parent[node] = node = parent[parent[node]]
        return node

    for one, two in zip(first, second, strict=True):
        low, high = sorted((root(one), root(two)))
        parent[high] = low
    return np.array([root(node) for node in range(size)], np.int64)


@dataclass(slots=True)
class _Group:
    members: list[int]
    inner: float
    """The sum over all ordered pairs inside, each article with itself counting 1."""
    near: dict[int, float] = field(default_factory=dict)
    """The sum over all pairs with each group that has any edge."""


def _grouped(edges: list[Edge], least: float, variety: float) -> list[list[int]]:
    live: dict[int, _Group] = {}
    for first, second, alike in edges:
        for one, two in ((first, second), (second, first)):
            live.setdefault(one, _Group([one], 1.0)).near[two] = alike

    def score(one: int, two: int) -> float:
        left, right = live[one], live[two]
        left_size, right_size = len(left.members), len(right.members)
        average = left.near[two] / (left_size * right_size)
        inside = (left.inner / left_size**2) * (right.inner / right_size**2)
        return average / float(inside ** (variety / 2))

    heap = [(-score(first, second), first, second) for first, second, _ in edges]
    heapq.heapify(heap)
    while heap and -heap[0][0] >= least:
        value, one, two = heapq.heappop(heap)
        if one not in live or two not in live or two not in live[one].near or -score(one, two) != value:
            continue
        _merge(live, one, two)
        for other in live[one].near:
            low, high = sorted((one, other))
            heapq.heappush(heap, (-score(low, high), low, high))
    return [sorted(group.members) for group in live.values() if len(group.members) > 1]


def _merge(live: dict[int, _Group], one: int, two: int) -> None:
    """Put group `two` into `one`, which is named for its lowest number."""
    kept, gone = live[one], live.pop(two)
    kept.inner += gone.inner + 2 * kept.near.pop(two)
    kept.members += gone.members
    del gone.near[one]
    for other, alike in gone.near.items():
        kept.near[other] = kept.near.get(other, 0.0) + alike
        near = live[other].near
        near[one] = near.get(one, 0.0) + near.pop(two)
