"""What a block's element says of a paragraph beyond its role: level of a heading, depth and order of a list."""

from __future__ import annotations

import re
from collections.abc import Mapping

from pipeline.html.markup.blocks import Blocks, PageBlock
from schemas.stages import Role, Shape

_LISTS = frozenset({"ul", "ol", "menu", "dir", "dl"})
_WHOLE = frozenset({"article", "main", "body", "section"})
_PULLED = re.compile(r"pull-?_?quote|pullquote|blockquote-?pull|zitat-?box", re.IGNORECASE)
_DEEPEST = 60
_MOST_LEVELS = 6


def shape_of(page: Blocks, block: PageBlock, role: Role) -> Shape | None:
    """Return the shape of a paragraph of the text; None where its role alone says all."""
    if role is Role.SUBHEADING:
        return Shape("subheading", level=_level(block.tag))
    if role is Role.LIST_ITEM:
        return _item(page, block)
    if role is Role.QUOTATION:
        return Shape("pull_quote" if _is_pulled(page, block) else "quotation")
    return None


_LEVELS: Mapping[str, int] = {"h1": 2, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
"""The article's own headline is the first level, so a further `h1` is no higher than an `h2`."""


def _level(tag: str) -> int:
    return _LEVELS.get(tag, 2)


def _item(page: Blocks, block: PageBlock) -> Shape:
    """Return the item's depth, 1 for an outer list, and whether its list is numbered; definitions are below terms."""
    depth, ordered = 0, False
    at = block.box
    for _ in range(_DEEPEST):
        if at <= 0 or page.boxes[at].tag in _WHOLE:
            break
        tag = page.boxes[at].tag
        if tag in _LISTS:
            ordered = ordered or (depth == 0 and tag == "ol")
            depth += 1
        elif tag == "dd":
            depth += 1
        at = page.boxes[at].parent
    return Shape("list_item", level=min(max(depth, 1), _MOST_LEVELS), ordered=ordered)


def _is_pulled(page: Blocks, block: PageBlock) -> bool:
    """Tell whether a quotation repeats what the text says: it stands in an aside, or is named so."""
    at = block.box
    for _ in range(_DEEPEST):
        if at <= 0 or page.boxes[at].tag in _WHOLE:
            return False
        box = page.boxes[at]
        if box.tag == "aside" or _PULLED.search(box.names):
            return True
        at = box.parent
    return False
