"""Where a picture stands: which blocks are around it, what they are, and what the boxes it is in are named for."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.html.markup.blocks import Blocks
from pipeline.html.markup.tree import Element
from pipeline.html.markup.uses import uses_of
from schemas.stages import KEPT, TEXT_ROLES, Block, Role

_MOST_UP = 60
_INLINE_UP = 8
_WHOLE = frozenset({"article", "main", "body", "html"})
_INLINE = frozenset("a span picture source p figure center b i em strong noscript font amp-img".split())
_BODY_SHARE = 0.8
_STYLE = re.compile(r"relati(?:ve|on)", re.IGNORECASE)
_NAMING = ("class", "id", "itemprop", "role", "aria-label", "data-testid", "data-component")
_NONE: frozenset[Role] = frozenset()
_ALONE = {role: frozenset({role}) for role in Role}
_MOST_AROUND = 12
_MOST_TEXT = 2000


@dataclass(frozen=True, slots=True)
class Scene:
    """A page whose blocks have roles.

    `roles` are those of each block of the article by its number; `first` and `last` are the first and last block of the
    article, `first_text` and `last_text` those of its text; `body` is the innermost box that holds nearly all of it.
    """

    page: Blocks
    roles: Mapping[int, frozenset[Role]]
    first: int
    last: int
    first_text: int
    last_text: int
    body: int

    def is_text(self, number: int) -> bool:
        """Tell whether a block is a paragraph of the article's text."""
        return self.has_any((number,), TEXT_ROLES)

    def has_any(self, numbers: Iterable[int], roles: frozenset[Role]) -> bool:
        """Tell whether one of the blocks has one of the roles."""
        return any(self.roles.get(number, _NONE) & roles for number in numbers)

    def within(self, box: int, outer: int) -> bool:
        """Tell whether a box is another, or stands inside it."""
        return outer <= box < self.page.boxes[outer].end

    def boxes_up(self, box: int) -> Iterator[int]:
        """Yield the box and those around it, the innermost first, up to the one that holds the article's text."""
        for _ in range(_MOST_UP):
            if box <= 0 or self.within(self.body, box) or self.page.boxes[box].tag in _WHOLE:
                return
            yield box
            box = self.page.boxes[box].parent

    def blocks_in(self, box: int, before: int) -> list[int]:
        """Return the numbers of the blocks of a box around the place right before a block, at most a few each way."""
        blocks = self.page.blocks
        found: list[int] = []
        for step, start in ((-1, before - 1), (1, before)):
            number = start
            while 1 <= number <= len(blocks) and len(found) < _MOST_AROUND and self.within(blocks[number - 1].box, box):
                found.append(number)
                number += step
        return sorted(found)


def scene_of(page: Blocks, blocks: Sequence[Block]) -> Scene:
    """Return the scene of a page whose article is these blocks, one of them text at least."""
    roles: dict[int, frozenset[Role]] = {}
    for block in blocks:
        roles[block.line] = roles.get(block.line, _NONE) | _ALONE[block.role]
    text = list(dict.fromkeys(block.line for block in blocks if block.role in TEXT_ROLES)) or [1]
    kept = [block.line for block in blocks if block.role in KEPT] or text
    return Scene(page, roles, min(kept), max(kept), min(text), max(text), _body_box(page, text))


def element_names(element: Element) -> str:
    """Return the names of a picture's element and of the inline ones right around it."""
    names = []
    at: Element | None = element
    for _ in range(_INLINE_UP):
        if at is None or (at is not element and at.tag not in _INLINE):
            break
        names += [str(value)[:200] for key in _NAMING if (value := at.get(key))]
        at = at.getparent()
    return " ".join(names)


def uses_of_names(names: str) -> int:
    """Return the uses that names speak of; how a box is laid out ("position-relative") is none."""
    return uses_of(_STYLE.sub("", names))


def _body_box(page: Blocks, text: Sequence[int]) -> int:
    counts: Counter[int] = Counter()
    innermost = Counter(page.blocks[line - 1].box for line in text[:_MOST_TEXT])
    parents: Counter[int] = Counter()
    for box, count in innermost.items():
        counts[box] += count
        if box > 0:
            parents[page.boxes[box].parent] += count  # of paragraphs, which stand in one box
    for box, count in parents.items():
        at = box
        for _ in range(_MOST_UP * 4):
            counts[at] += count
            if at <= 0:
                break
            at = page.boxes[at].parent
    enough = _BODY_SHARE * len(text[:_MOST_TEXT])
    return max((box for box, count in counts.items() if count >= enough), default=0)
