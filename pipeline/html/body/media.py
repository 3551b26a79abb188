"""Captions and credits of a page in order, and what looks like a credit in a menu or a byline."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from pipeline.html.body.parting import parted
from pipeline.html.body.pictured import is_of_people, media_rule, near_uses
from pipeline.html.markup.blocks import Blocks, PageBlock
from pipeline.html.markup.uses import bits_of
from pipeline.label.forms import parts_of
from pipeline.label.parts import Part, Parts
from pipeline.language.agencies import is_wire
from pipeline.language.people import is_name_alone
from pipeline.language.phrases import key
from pipeline.language.weight import weight
from schemas.stages import Role

_OF_PICTURE = bits_of("picture", "media", "caption", "credit")
_MENU = bits_of("navigation", "share", "footer")
_HEAD = bits_of("byline", "date")
_OF_CREDIT = frozenset({Role.LABEL, Role.CREDIT})
_BY_PLACE = frozenset({"beside_picture", "below_picture"})
_DATED = re.compile(r"\b(?:19|20)\d\d\b.{0,12}$|\d:\d\d")
_YEAR_AT_END = re.compile(r"\b(?:19|20)\d\d\.?$")
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_WHOLE = frozenset({"article", "main", "body"})
_CERTAIN_BODY = 0.9
_MOST_IN_BOX = 4
_LONGEST_CREDIT = 120
_MOSTLY_LINK = 0.8
_SHORTEST_CAPTION_WORDS = 4


def read_media(page: Blocks, blocks: Sequence[PageBlock], scores: Sequence[float]) -> list[Parts | None]:
    """Return the parts of the blocks that are a picture's, None for all others."""
    found = [_media_parts(page, block, score) for block, score in zip(blocks, scores, strict=True)]
    for i, (block, below) in enumerate(pairwise(blocks)):
        if found[i] is not None or scores[i] >= _CERTAIN_BODY:
            continue
        credit = found[i + 1] or (parts_of(below.text) if len(below.text) <= _LONGEST_CREDIT else None)
        # "© Harbour Press, 2025" holds the rights of a text.
        if _is_credit(credit) and not _YEAR_AT_END.search(below.text) and _share_box(page, block, below):
            found[i] = (Part(block.text, Role.CAPTION, "above_credit"),)
    return [parts or _of_no_picture(page, block) for parts, block in zip(found, blocks, strict=True)]


def _media_parts(page: Blocks, block: PageBlock, score: float) -> Parts | None:
    """Return the parts of a block that markup puts under a picture: its caption and credit; None for another block.

    `score` is the probability that the block is body: names alone do not overrule a model that is sure.
    """
    rule = media_rule(page, block, score)
    if rule is None:
        return None
    parts = parted(block, rule)
    if rule in _BY_PLACE and not _may_be_beside(block, parts):
        return None
    return parts


def _may_be_beside(block: PageBlock, parts: Parts) -> bool:
    """Tell whether a block that only stands at a picture is one of its own: a credit, or long enough for a caption."""
    if any(part.role is Role.CREDIT for part in parts):
        # A name below a picture that is said to show it is an author's.
        return not (block.picture and key(block.picture) == key(block.text) and is_name_alone(block.text))
    return parts_of(block.text) is None and weight(block.text) >= _SHORTEST_CAPTION_WORDS


def _is_credit(parts: Parts | None) -> bool:
    return parts is not None and parts[-1].role is Role.CREDIT and all(part.role in _OF_CREDIT for part in parts)


def _share_box(page: Blocks, block: PageBlock, below: PageBlock) -> bool:
    """Tell whether a block and the credit below it stand alone in a box, with no picture between them."""
    if below.picture is not None or block.tag in _HEADINGS or weight(block.text) < _SHORTEST_CAPTION_WORDS:
        return False
    if parts_of(block.text) or block.link_characters > _MOSTLY_LINK * len(block.text) or _DATED.search(block.text):
        return False
    for at in (block.box, page.boxes[block.box].parent):
        inside = sum(at <= other.box < page.boxes[at].end for other in page.blocks[block.number - 4 : block.number + 4])
        if at > 0 and at <= below.box < page.boxes[at].end and page.boxes[at].tag not in _WHOLE:
            return inside <= _MOST_IN_BOX
    return False


def _of_no_picture(page: Blocks, block: PageBlock) -> Parts | None:
    """Return a name that looks like a credit as what it is in a menu, a byline or a date line."""
    parts = parts_of(block.text) if len(block.text) <= _LONGEST_CREDIT else None
    if parts is None or not _is_credit(parts):
        return None
    near = near_uses(page, block)
    pictured = any(uses & _OF_PICTURE for uses in near)
    if block.picture is None and not pictured and block.text[0] in "©(cC" and _YEAR_AT_END.search(block.text):
        return (Part(block.text, Role.COPYRIGHT, "rights_of_text"),)
    library = len(parts) == 1 and parts[0].rule == "agency_alone" and not is_wire(block.text)  # it writes no text
    if any(uses & _HEAD for uses in near[:2]) and not pictured and not library:
        # "Source: Xinhua" beside the date credits the text.
        return (*parts[:-1], replace(parts[-1], role=Role.AGENCY, rule="agency_in_head"))
    linked = block.link_characters > _MOSTLY_LINK * len(block.text) or any(uses & _MENU for uses in near)
    if (linked and block.picture is None and len(parts) == 1) or (
        is_of_people(page, block) and not library
    ):  # without "Photo:"
        return (Part(block.text, Role.NAVIGATION, "linked_agency"),)
    return None
