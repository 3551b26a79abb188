"""What its element makes of a text of the article: heading, list item, quotation."""

from __future__ import annotations

from pipeline.html.markup.blocks import Blocks, PageBlock
from schemas.stages import Role

_BOXES_UP = 3
_LOOKS = {"blockquote": Role.QUOTATION, "li": Role.LIST_ITEM, "dd": Role.LIST_ITEM, "dt": Role.LIST_ITEM}
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


def look_of(page: Blocks, block: PageBlock) -> Role | None:
    """Return the role that the block's element gives a text of the article; None where it says nothing."""
    if block.tag in _HEADINGS:
        return Role.SUBHEADING
    at = block.box
    for _ in range(_BOXES_UP):
        if at <= 0:
            return None
        if look := _LOOKS.get(page.boxes[at].tag):
            return look
        at = page.boxes[at].parent
    return None
