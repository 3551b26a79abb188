"""Which pictures of a page are its article's own: by their place, what is around them, and names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice

from pipeline.html.markup.blocks import Shown
from pipeline.html.markup.tree import Element, text_of
from pipeline.html.markup.uses import bits_of
from pipeline.html.pictures.captioning import caption_line
from pipeline.html.pictures.identity import is_image_address
from pipeline.html.pictures.scene import Scene, element_names, uses_of_names
from pipeline.html.pictures.signs import is_sign, is_tiny
from pipeline.html.pictures.sizes import Size, absolute
from schemas.stages import KEPT, TEXT_ROLES, Role

_OTHERS = bits_of("related", "comments", "navigation", "advert", "signup", "consent", "biography", "share", "footer")
_ASKING = bits_of("consent", "signup", "share")
_PEOPLE = bits_of("byline")
_PICTURED = bits_of("picture", "caption", "media")
_PLAYER = re.compile(r"(?:video|audio|media)[-_]{0,2}(?:player|container|wrapper|poster|thumb)|jwplayer", re.IGNORECASE)
_OF_ARTICLE = TEXT_ROLES | {Role.TITLE, Role.STANDFIRST}
_PLAYER_UP = 3
_LINK_UP = 8
_ABOVE_HEAD = 4
_DECLARED_ABOVE_HEAD = 12


def why_not(scene: Scene, shown: Shown, sizes: Sequence[Size], base: str, *, declared: bool) -> str | None:
    """Return the rule by which a picture is not the article's own, None if it is.

    `declared` says that the page declares it as its article's: then its place and what it links to say nothing.
    """
    if not _is_in_reach(scene, shown, declared=declared):
        return "far"
    if is_tiny(shown.element, sizes):
        return "tiny"
    if caption_line(scene, shown, None) is not None:
        return None
    if not declared and is_sign(shown.element, sizes):
        return "sign"
    if _is_poster(scene, shown):
        return "poster"
    if is_of_others(scene, shown):
        return "named"
    if not declared and _leads_elsewhere(scene, shown, base):
        return "linked"
    return None if declared or _stands_with_own(scene, shown) else "beside_others"


def is_of_others(scene: Scene, shown: Shown, *, asking: bool = False) -> bool:
    """Tell whether names say that what is shown is another article's, an author's or an advert, or asks for something.

    `asking` lets in what stands where a reader is asked for consent to see it, and what is named for a network, as
    buttons to share are. Names of boxes around words of the
    article say nothing: many name the whole of it for what is asked on it ("metered-content").
    """
    others = _OTHERS & ~_ASKING if asking else _OTHERS
    own = 0 if asking else uses_of_names(element_names(shown.element))
    if own & others and not own & _PICTURED:
        return True
    for box in scene.boxes_up(shown.box):
        if scene.has_any(scene.blocks_in(box, shown.before), _OF_ARTICLE):
            return False
        uses = uses_of_names(scene.page.boxes[box].names)
        if uses & others or (uses & _PEOPLE and not uses & _PICTURED):
            return True
    return False


def link_of(element: Element) -> Element | None:
    """Return the link around a picture, None where there is none."""
    at = element.getparent()
    for _ in range(_LINK_UP):
        if at is None or at.tag in ("body", "article", "main"):
            return None
        if at.tag == "a":
            return at
        at = at.getparent()
    return None


def _is_in_reach(scene: Scene, shown: Shown, *, declared: bool) -> bool:
    above = _DECLARED_ABOVE_HEAD if declared else _ABOVE_HEAD
    if scene.first - above <= shown.before <= scene.last:
        return True
    return shown.before == scene.last + 1 and scene.within(shown.box, scene.body)


def _is_poster(scene: Scene, shown: Shown) -> bool:
    """Tell whether a picture amid the text stands in a player, which is an embed; one that leads stands for itself."""
    if shown.before <= scene.first_text:
        return False
    names = [scene.page.boxes[box].names for box in islice(scene.boxes_up(shown.box), _PLAYER_UP)]
    return any(_PLAYER.search(name) for name in (element_names(shown.element), *names))


def _leads_elsewhere(scene: Scene, shown: Shown, base: str) -> bool:
    """Tell whether a picture is a link to another page, which makes it a teaser; above the text, if it has words."""
    link = link_of(shown.element)
    address = absolute(link.get("href") or "", base) if link is not None else None
    if link is None or address is None or is_image_address(address):
        return False
    page = base.partition("#")[0].partition("?")[0]
    if page and address.startswith(page):
        return False
    return shown.before > scene.first_text or bool(text_of(link))


def _stands_with_own(scene: Scene, shown: Shown) -> bool:
    """Tell whether the innermost box with words around the picture has words of the article."""
    if scene.within(shown.box, scene.body):
        return True
    for box in scene.boxes_up(shown.box):
        if numbers := scene.blocks_in(box, shown.before):
            return scene.has_any(numbers, KEPT)
    return True
