"""What markup alone says of a block's role: captions by figcaption and its imitations, headings, list items, quotations."""

from __future__ import annotations

from pipeline.html.blocks import Blocks, PageBlock
from pipeline.html.names import bits_of, uses_of
from pipeline.label.forms import Part, Parts, parts_of
from schemas.stages import Role

_CAPTION = bits_of("caption")
_CREDIT = bits_of("credit")
_PICTURE = bits_of("media")
_ELSEWHERE = bits_of("related", "teaser", "comments", "navigation", "footer", "advert")
_OF_MEDIA = frozenset({Role.CAPTION, Role.CREDIT, Role.LABEL})
_BOXES_UP = 3
_LONGEST_CREDIT = 120
_MOSTLY_LINK = 0.8
_LOOKS = {"blockquote": Role.QUOTATION, "li": Role.LIST_ITEM, "dd": Role.LIST_ITEM, "dt": Role.LIST_ITEM}
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


def media_parts(page: Blocks, block: PageBlock) -> Parts | None:
    """Return the parts of a block that markup puts under a picture: its caption and credit; None for another block."""
    rule = _media_rule(page, block)
    if rule is None:
        return None
    parts = parts_of(block.text)
    if parts and any(part.role in _OF_MEDIA for part in parts):
        return tuple(part if part.role in _OF_MEDIA else Part(part.text, Role.CAPTION, rule) for part in parts)
    role = Role.CREDIT if rule == "named_credit" and len(block.text) <= _LONGEST_CREDIT else Role.CAPTION
    return (Part(block.text, role, rule),)


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


def _media_rule(page: Blocks, block: PageBlock) -> str | None:
    """Return the rule by which the block is a picture's, or None."""
    if block.link_characters > _MOSTLY_LINK * len(block.text):
        return None
    if block.in_caption:
        box = page.boxes[block.box]
        return "named_credit" if uses_of(box.names) & _CREDIT else "figcaption"
    at = block.box
    in_picture = False
    found: str | None = None
    for _ in range(_BOXES_UP):
        if at <= 0:
            break
        box = page.boxes[at]
        uses = uses_of(box.names)
        if uses & _ELSEWHERE:
            return None
        if found is None and uses & _CAPTION:
            found = "named_caption"
        elif found is None and uses & _CREDIT:
            found = "named_credit"
        in_picture = in_picture or box.tag == "figure" or bool(uses & _PICTURE)
        at = box.parent
    if found == "named_credit" and not in_picture:
        return None
    return found
