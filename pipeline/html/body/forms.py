"""What markup alone says of a block: caption (by figcaption and its imitations), heading, list item, quotation."""

from __future__ import annotations

import re

from pipeline.html.markup.blocks import Blocks, PageBlock
from pipeline.html.markup.uses import bits_of, uses_of
from pipeline.label.forms import parts_of
from pipeline.label.parts import Part, Parts
from pipeline.language.phrases import LABELS, key
from pipeline.language.weight import weight
from schemas.stages import Role

_CAPTION = bits_of("caption")
_CREDIT = bits_of("credit")
_PICTURE = bits_of("picture")
_MEDIA = bits_of("picture", "media")
_ELSEWHERE = bits_of("related", "teaser", "comments", "navigation", "footer", "advert")
_OF_CREDIT = frozenset({Role.LABEL, Role.CREDIT})
_OF_MEDIA = frozenset({Role.CAPTION, Role.CREDIT, Role.LABEL})
_BOXES_UP = 3
_LONGEST_CREDIT = 120
_MOSTLY_LINK = 0.8
# Where a credit may begin behind a caption: after a sentence or a bar, at a bracket, a sign, or a word with a colon.
_CREDIT_BEGINS = re.compile(r"[.!?…”\"»]\s+|\s[|–—·•/-]\s+|\s(?=[\[(©])|(?<=\S)(?=©)|\s(?=[^\W\d_]{3,12}\s?:)")
_LABELLED = re.compile(r"(?P<label>[^\s:：/|,]{2,20}(?: [^\s:：/|,]{2,15}){0,2}?)\s?[:：/|,]\s*(?P<value>\S.{1,100})")
_MOST_TRIES = 6
_BRACKETS = "()[] "
_BARS = "|–—-·•/, "
_SURE_BODY = 0.7
_DOUBTED_BODY = 0.5
_SHORTEST_CAPTION_WORDS = 4
_WHOLE = frozenset({"article", "main", "body"})
_LOOKS = {"blockquote": Role.QUOTATION, "li": Role.LIST_ITEM, "dd": Role.LIST_ITEM, "dt": Role.LIST_ITEM}
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


def media_parts(page: Blocks, block: PageBlock, score: float) -> Parts | None:
    """Return the parts of a block that markup puts under a picture: its caption and credit; None for another block.

    `score` is the probability that the block is body: names alone do not overrule a model that is sure.
    """
    rule = _media_rule(page, block, score)
    if rule is None:
        return None
    parts = parts_of(block.text)
    if rule == "beside_picture" and (parts or weight(block.text) < _SHORTEST_CAPTION_WORDS):
        return None
    if parts and any(part.role in _OF_MEDIA for part in parts):
        return tuple(part if part.role in _OF_MEDIA else Part(part.text, Role.CAPTION, rule) for part in parts)
    if rule == "named_credit" and len(block.text) <= _LONGEST_CREDIT:
        return (Part(block.text, Role.CREDIT, rule),)
    return _caption_and_credit(block.text, rule)


def _caption_and_credit(text: str, rule: str) -> Parts:
    """Return a caption with the credit at its end as a part of its own ("The crew at dawn. Photo: A. Lee/AFP")."""
    for match in reversed(list(_CREDIT_BEGINS.finditer(text))[-_MOST_TRIES:]):
        caption, credit = text[: match.end()].rstrip(), text[match.end() :]
        if caption and (value := _credited(credit)):
            return Part(caption, Role.CAPTION, rule, caption.rstrip(_BARS)), Part(credit, Role.CREDIT, rule, value)
    if value := _credited(text):
        return (Part(text, Role.CREDIT, rule, value),)
    return (Part(text, Role.CAPTION, rule),)


def _credited(text: str) -> str | None:
    """Return whom a text under a picture credits, if that is all it does; there, a label and a name are enough."""
    inner = text.strip(_BRACKETS)
    if not inner or len(inner) > _LONGEST_CREDIT:
        return None
    if inner[0] == "©":
        return inner.strip("© ") or None
    labelled = _LABELLED.fullmatch(inner)
    if labelled and LABELS.get(key(labelled["label"])) == "credit":
        return labelled["value"]
    parts = parts_of(inner)
    last = parts[-1] if parts and all(part.role in _OF_CREDIT for part in parts) else None
    return (last.value or last.text) if last and last.role is Role.CREDIT else None


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


def _media_rule(page: Blocks, block: PageBlock, score: float) -> str | None:
    """Return the rule by which the block is a picture's, or None."""
    if block.link_characters > _MOSTLY_LINK * len(block.text) or block.tag in _HEADINGS:
        return None
    if block.in_caption:
        return "named_credit" if uses_of(page.boxes[block.box].names) & _CREDIT else "figcaption"
    near = _near_uses(page, block)
    if not near or any(uses & _ELSEWHERE for uses in near):
        return None
    if score >= _SURE_BODY:
        return "named_caption" if near[0] & _CAPTION else None
    named = next((uses & (_CAPTION | _CREDIT) for uses in near if uses & (_CAPTION | _CREDIT)), 0)
    if named & _CREDIT and any(uses & _MEDIA for uses in near):
        return "named_credit"
    if named & _CAPTION:
        return "named_caption"
    in_picture = any(uses & _PICTURE for uses in near)
    return "beside_picture" if in_picture and score < _DOUBTED_BODY else None


def _near_uses(page: Blocks, block: PageBlock) -> list[int]:
    """Return the uses that the names of the innermost boxes speak of, up to the article's own box."""
    found: list[int] = []
    at = block.box
    while at > 0 and len(found) < _BOXES_UP and page.boxes[at].tag not in _WHOLE:
        box = page.boxes[at]
        found.append(uses_of(box.names) | (_PICTURE if box.tag == "figure" else 0))
        at = box.parent
    return found
