"""Sentences that stand in more than one article: passages in common, and furniture that was taken for text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

FURNITURE_PAGES = 20
"""A sentence on so many pages of one outlet is no relation between them."""
MOST_HOLDERS = 200
"""A sentence in more articles than that relates none of them: every pair would be a line."""
MOST_PAIRS = 1_000_000

Ints = NDArray[np.int64]
_Arrays = tuple[Ints, Ints, Ints, Ints]
_MOST_SHOWN = 50


@dataclass(frozen=True, slots=True)
class Standing:
    """One sentence of one outlet on many pages: its number, the outlet's, how many pages, and one article with it."""

    number: int
    publisher: int
    pages: int
    example: int


@dataclass(frozen=True, slots=True)
class Passages:
    """Pairs of articles with paragraphs in common, ordered by pair; `cut` counts sentences that were left out."""

    first: Ints
    second: Ints
    first_paragraph: Ints
    second_paragraph: Ints
    furniture: tuple[Standing, ...]
    cut: int


def passages(numbers: Ints, owners: Ints, paragraphs: Ints, publishers: Ints) -> Passages:
    """Return what the sentences with these `numbers` have in common; `publishers[owner]` is an outlet's number.

    Time is that of sorting; pairs grow with the copies there are, up to `MOST_PAIRS`.
    """
    order = np.lexsort((paragraphs, owners, numbers))
    numbers, owners, paragraphs = numbers[order], owners[order], paragraphs[order]
    once = np.ones(len(numbers), bool)
    once[1:] = (numbers[1:] != numbers[:-1]) | (owners[1:] != owners[:-1])
    numbers, owners, paragraphs = numbers[once], owners[once], paragraphs[once]
    starts = np.flatnonzero(np.concatenate([np.ones(min(1, len(numbers)), bool), numbers[1:] != numbers[:-1]]))
    sizes = np.diff(np.append(starts, len(numbers)))
    furniture, many = _furniture(numbers, owners, publishers, starts, sizes)
    good = (sizes > 1) & (sizes <= MOST_HOLDERS) & ~many
    cut = int(((sizes > MOST_HOLDERS) & ~many).sum())
    pairs, left = _pairs(owners, paragraphs, starts[good], sizes[good])
    return Passages(*pairs, furniture=furniture, cut=cut + left)


def _furniture(
    numbers: Ints, owners: Ints, publishers: Ints, starts: Ints, sizes: Ints
) -> tuple[tuple[Standing, ...], NDArray[np.bool_]]:
    """Return the sentences that stand on many pages of one outlet, and which of all sentences those are."""
    many = np.zeros(len(starts), bool)
    found = []
    for place in np.flatnonzero(sizes >= FURNITURE_PAGES).tolist():
        holders = owners[starts[place] : starts[place] + sizes[place]]
        outlets, pages = np.unique(publishers[holders], return_counts=True)
        most = int(pages.argmax())
        if pages[most] >= FURNITURE_PAGES:
            many[place] = True
            example = holders[publishers[holders] == outlets[most]][0]
            found.append(Standing(int(numbers[starts[place]]), int(outlets[most]), int(pages[most]), int(example)))
    found.sort(key=lambda standing: (-standing.pages, standing.number))
    return tuple(found[:_MOST_SHOWN]), many


def _pairs(owners: Ints, paragraphs: Ints, starts: Ints, sizes: Ints) -> tuple[_Arrays, int]:
    """Return every two articles of every sentence, ordered; and how many sentences came after the last that fitted."""
    fits = np.cumsum(sizes * (sizes - 1) // 2) <= MOST_PAIRS
    columns: list[list[Ints]] = [[], [], [], []]
    for size in np.unique(sizes[fits]).tolist():
        one, two = np.triu_indices(size, 1)
        begin = starts[fits & (sizes == size)][:, None]
        for column, values in enumerate((owners, owners, paragraphs, paragraphs)):
            columns[column].append(values[begin + (two if column % 2 else one)].ravel())
    first, second, mine, other = (np.concatenate(column) if column else np.zeros(0, np.int64) for column in columns)
    order = np.lexsort((other, mine, second, first))
    return (first[order], second[order], mine[order], other[order]), int((~fits).sum())


def alike(digests: Iterable[bytes]) -> list[list[int]]:
    """Return the places of equal digests, of those that come twice or more."""
    places: dict[bytes, list[int]] = {}
    for place, digest in enumerate(digests):
        places.setdefault(digest, []).append(place)
    return [group for group in places.values() if len(group) > 1]


def bounds(first: Ints, second: Ints) -> Sequence[int]:
    """Return where each pair begins in ordered columns, and the end of the last."""
    if not len(first):
        return []
    changes = np.flatnonzero((first[1:] != first[:-1]) | (second[1:] != second[:-1])) + 1
    return [0, *changes.tolist(), len(first)]
