"""Items with levels as lists in lists; where items bring their own numbers, the numbers are the list's."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise

from pipeline.render.tree import Item, Listing, Words

_DEEPEST = 10  # no page goes deeper; every level costs the forms an indent
_OWN_NUMBER = re.compile(r"([0-9]{1,3})(?:[.)][ \t\u00a0]{1,8}|[、．）][ \u3000]{0,8})(?=\S)")


@dataclass(frozen=True, slots=True)
class Row:
    """An item as the record has it: its paragraph from start to end, its level, and whether its list is numbered."""

    start: int
    end: int
    level: int
    ordered: bool


@dataclass(slots=True)
class _Node:
    row: Row
    inner: list[_Node] = field(default_factory=list)


def listings(text: str, rows: Sequence[Row], words: Callable[[int, int], Words]) -> tuple[Listing, ...]:
    """Return the lists that items in a row make up, nested by their levels; `words` reads a stretch of the text.

    An item that is deeper than the one before is one level deeper, whatever the levels say.
    """
    top: list[_Node] = []
    road: list[_Node] = []
    for row in rows:
        while road and (road[-1].row.level >= row.level or len(road) >= _DEEPEST):
            road.pop()
        node = _Node(row)
        (road[-1].inner if road else top).append(node)
        road.append(node)
    return _lists(text, top, words)


def _lists(text: str, nodes: Sequence[_Node], words: Callable[[int, int], Words]) -> tuple[Listing, ...]:
    groups = (list(group) for _, group in groupby(nodes, key=lambda node: node.row.ordered))
    return tuple(_list(text, group, words) for group in groups)


def _list(text: str, nodes: Sequence[_Node], words: Callable[[int, int], Words]) -> Listing:
    ordered, start, skipped = _numbered(text, nodes)
    items = [
        Item(words(node.row.start + skip, node.row.end), _lists(text, node.inner, words))
        for node, skip in zip(nodes, skipped, strict=True)
    ]
    return Listing(ordered, start, tuple(items))


def _numbered(text: str, nodes: Sequence[_Node]) -> tuple[bool, int, list[int]]:
    """Return whether a list is numbered, from which number on, and how much of each item is its own number.

    Numbers that do not count up by one cannot be a list's in every form: there the items keep them, under bullets.
    """
    kept = [0] * len(nodes)
    if not nodes[0].row.ordered:
        return False, 1, kept
    found = [_OWN_NUMBER.match(text, node.row.start, node.row.end) for node in nodes]
    own = [match for match in found if match is not None]
    if len(own) < len(nodes):
        return True, 1, kept
    numbers = [int(match[1]) for match in own]
    if all(after == before + 1 for before, after in pairwise(numbers)):
        return True, numbers[0], [match.end() - match.start() for match in own]
    return False, 1, kept
