"""Which blocks stand under a picture: by figcaption and its imitations, by names, by their place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from pipeline.html.markup.blocks import Blocks, PageBlock
from pipeline.html.markup.uses import bits_of, uses_of
from pipeline.label.credited import credited
from pipeline.label.credits import RUNNING_TIME, closes_with_credit, split_credit
from pipeline.label.scenes import is_dated
from pipeline.language.people import is_name_alone
from pipeline.language.phrases import key
from pipeline.language.weight import weight

_CAPTION = bits_of("caption")
_CREDIT = bits_of("credit")
_PICTURE = bits_of("picture")
_MEDIA = bits_of("picture", "media")
_OF_PICTURE = _CAPTION | _CREDIT | _MEDIA
_ELSEWHERE = bits_of("related", "comments", "navigation")
_ADVERT = bits_of("advert")
_TEASER = bits_of("teaser", "footer")
_ASKING = bits_of("signup", "consent", "popup", "share")
_BYLINE = bits_of("byline")
_PEOPLE = bits_of("byline", "biography", "share")
_NO_CAPTION = bits_of("byline", "biography", "share", "headline")
# Whose a picture is: "image-copyright", "copyrightHolder", "media-license"; uses know a page's own copyright line.
_RIGHTS = re.compile(r"licen[cs]e|copyright|(?:image|img|photo|media)[\w-]{0,12}(?:author|owner)", re.IGNORECASE)
_DATED = re.compile(r"time|date(?!d)|publish", re.IGNORECASE)
_STYLE = re.compile(r"relati(?:ve|on)", re.IGNORECASE)  # "position-relative" is no related story
_BOXES_UP = 3
_MOSTLY_LINK = 0.8
_CERTAIN_BODY = 0.9
_SURE_BODY = 0.7
_DOUBTED_BODY = 0.5
_SHORTEST_CAPTION_WORDS = 4
_SHORTEST_TOLD_WORDS = 6
_LONGER_THAN_HEADINGS = 14
_LONGEST_CAPTION_WORDS = 60
_ALT_SHOWN = 30
_WHOLE = frozenset({"article", "main", "body"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_CONTROLS = frozenset({"button", "option", "label"})


def media_rule(page: Blocks, block: PageBlock, score: float) -> str | None:
    """Return the rule by which the block is a picture's, or None."""
    if block.tag in _CONTROLS or (block.tag in _HEADINGS and not _may_be_heading_of_picture(page, block)):
        return None
    linked = block.link_characters > _MOSTLY_LINK * len(block.text)
    near = near_uses(page, block)
    if not (block.in_caption or block.picture is not None or any(uses & _OF_PICTURE for uses in near)):
        return None  # most blocks: no rule below is for one without a picture, and without a box called so
    if _is_elsewhere(near, in_caption=block.in_caption) or is_of_people(page, block):
        return None
    if RUNNING_TIME.fullmatch(block.text):
        return None
    rule = _rule_of(page, near, block, score, linked=linked)
    return None if rule and _is_of_quotation(page, block) else rule


def _may_be_heading_of_picture(page: Blocks, block: PageBlock) -> bool:
    """Tell whether a heading is named for captions, or is a long sentence right below a picture."""
    if uses_of(page.boxes[block.box].names) & _CAPTION:
        return True
    return block.picture is not None and weight(block.text) >= _LONGER_THAN_HEADINGS and block.text.endswith(".")


def _rule_of(page: Blocks, near: Sequence[int], block: PageBlock, score: float, *, linked: bool) -> str | None:
    if block.in_caption:
        if linked and not _is_shown_linked(block):
            return None
        return "named_credit" if names_credit(page.boxes[block.box].names) else "figcaption"
    if not near or (linked and not (near[0] & (_CAPTION | _CREDIT) and credited(block.text, under_picture=True))):
        return None
    if (
        block.picture
        and 1 < weight(block.text) <= _LONGEST_CAPTION_WORDS
        and _is_alternative(block.text, block.picture)
    ):
        return "below_picture"
    if block.picture is not None and score < _CERTAIN_BODY and closes_with_credit(block.text):
        return "below_picture"
    if score >= _SURE_BODY:
        return "named_caption" if near[0] & _CAPTION else None
    return _named_rule(near, block) or _placed_rule(page, near, block, score)


def _named_rule(near: Sequence[int], block: PageBlock) -> str | None:
    """Return the rule by which the names of the boxes around a block make it a caption or a credit."""
    named = next((uses & (_CAPTION | _CREDIT) for uses in near if uses & (_CAPTION | _CREDIT)), 0)
    if named & _CREDIT:
        pictured = block.picture is not None or any(uses & _MEDIA for uses in near)
        if pictured or credited(block.text) is not None:
            return "named_credit"
    if named & _CAPTION and (weight(block.text) > 1 or credited(block.text, under_picture=True)):
        return "named_caption"
    return None


def _placed_rule(page: Blocks, near: Sequence[int], block: PageBlock, score: float) -> str | None:
    """Return the rule by which its place at a picture makes a block a caption or a credit."""
    if score >= _DOUBTED_BODY or near[0] & _NO_CAPTION or _DATED.search(page.boxes[block.box].names):
        return None
    if block.picture is not None and _says_the_same(block.text, block.picture):
        return "below_picture"
    shown = block.picture is not None
    if any(uses & _TEASER for uses in near) and not (shown and _credits_agency(block.text)):
        return None
    if is_dated(block.text):
        return None  # "17 Feb 2010 - 11 comments"
    if any(uses & _ASKING for uses in near) or _is_in_form(page, block):
        return None
    return "beside_picture" if any(uses & (_MEDIA if shown else _PICTURE) for uses in near) else None


def _is_alternative(text: str, alternative: str) -> bool:
    """Tell whether a text is the alternative text of the picture above it, or one begins with the whole of the other.

    The alternative often has a caption's credit or the site's name behind it ("... at dawn. - Harbour Post").
    """
    said, shown = key(alternative), key(text)
    if said == shown:
        return True
    shorter, longer = sorted((said, shown), key=len)
    return weight(shorter) >= _SHORTEST_TOLD_WORDS and longer.startswith(shorter) and not longer[len(shorter)].isalnum()


def _says_the_same(text: str, alternative: str) -> bool:
    """Tell whether a text repeats the alternative text of the picture above it, or a good part of one the other."""
    shown, said = text.lower()[:_ALT_SHOWN], alternative.lower()[:_ALT_SHOWN]
    return bool(said) and weight(alternative) >= _SHORTEST_CAPTION_WORDS and (shown == said or said.startswith(shown))


def _credits_agency(text: str) -> bool:
    """Tell whether a text credits more than a person alone, whom a teaser may be signed by."""
    return credited(text, under_picture=True) is not None and not is_name_alone(text)


def _is_elsewhere(near: Sequence[int], *, in_caption: bool) -> bool:
    """Tell whether the boxes are of other stories, or of an advertisement, which outer boxes are often named for."""
    if any(uses & _ELSEWHERE for uses in near):
        return True
    return any(uses & _ADVERT for uses in (near[:1] if near and near[0] & _CAPTION and not in_caption else near))


def _is_shown_linked(block: PageBlock) -> bool:
    """Tell whether a caption that is all link is one: a headline of another story has no credit."""
    if block.picture and key(block.text).startswith(key(block.picture)):
        return True
    return any(names_credit(seam.names) for seam in block.seams()) or (
        credited(block.text, under_picture=True) is not None or split_credit(block.text, under_picture=True) is not None
    )


def _is_of_quotation(page: Blocks, block: PageBlock) -> bool:
    """Tell whether what the caption stands under is no picture but somebody's words."""
    at = block.box
    while at > 0 and page.boxes[at].tag not in ("figure", *_WHOLE):
        at = page.boxes[at].parent
    inside = page.boxes[at + 1 : page.boxes[at].end]
    return page.boxes[at].tag == "figure" and any(box.tag == "blockquote" for box in inside)


def _is_in_form(page: Blocks, block: PageBlock) -> bool:
    at = block.box
    while at > 0 and page.boxes[at].tag != "form":
        at = page.boxes[at].parent
    return at > 0


def is_of_people(page: Blocks, block: PageBlock) -> bool:
    """Tell whether the picture is that of an author: the boxes around it are named for who writes."""
    at, outside = block.box, 0
    while at > 0 and outside < _BOXES_UP and page.boxes[at].tag not in _WHOLE:
        uses = uses_of(page.boxes[at].names)
        if uses & _PEOPLE and not uses & (_CAPTION | _CREDIT) and not _RIGHTS.search(page.boxes[at].names):
            return True
        outside += 1
        at = page.boxes[at].parent
    return False


def names_credit(names: str) -> bool:
    """Tell whether names of an element say that it credits a picture."""
    return bool(names) and (bool(uses_of(names) & _CREDIT) or _RIGHTS.search(names) is not None)


def names_author(names: str) -> bool:
    """Tell whether names of an element say that it names an author; under a picture, that of the picture."""
    return bool(uses_of(names) & _BYLINE)


def near_uses(page: Blocks, block: PageBlock) -> list[int]:
    """Return the uses that the names of the innermost boxes speak of, up to the article's own box."""
    found: list[int] = []
    at = block.box
    pictured = _PICTURE | _MEDIA | _CAPTION if block.picture is None else ~0
    while at > 0 and len(found) < _BOXES_UP and page.boxes[at].tag not in _WHOLE:
        box = page.boxes[at]
        uses, of_rights = _uses_and_rights(box.names)
        if box.tag == "figure":  # "overflow-hidden" is no pop-up
            uses = (uses | _PICTURE) & ~_ASKING
        found.append(uses | (_CREDIT if of_rights and uses & pictured else 0))
        at = box.parent
    return found


@lru_cache(maxsize=1 << 12)  # a page has few distinct names
def _uses_and_rights(names: str) -> tuple[int, bool]:
    return uses_of(_STYLE.sub("", names)), _RIGHTS.search(names) is not None
