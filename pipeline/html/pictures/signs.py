"""Pictures that are no pictures of an article wherever they stand: pixels, logos, icons, portraits of authors."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import urlsplit

from pipeline.html.markup.tree import Element
from pipeline.html.pictures.scene import element_names
from pipeline.html.pictures.sizes import Size, pixels

_NAMES = re.compile(
    r"logo|icons?(?:$|[^a-z])|avatar|emoji|sprite|spinner|badge|headshot|profile?[-_ ]?(?:pic|image|photo)"
    r"|author[-_ ]?(?:pic|image|photo|img)|tracking|pixel|beacon",
    re.IGNORECASE,
)
_FOLDERS = re.compile(
    r"/(?:logos?|icons?|avatars?|emojis?|sprites?|badges?|themes?|tracking|pixel|ads?|counter|collector)/",
    re.IGNORECASE,
)
_FILES = re.compile(
    r"[/_-](?:logo|icon|avatar|emoji|sprite|spinner|badge|favicon|pixel|beacon|counter|noscript|button|btn|profile?)"
    r"(?:\d{1,8}[a-z]?)?"
    r"(?:[_.-][\w.-]{0,16})?$"
    r"|/(?:facebook|twitter|whatsapp|instagram|youtube|linkedin|pinterest|telegram|rss|share|print|(?:fixed)?bg|background"
    r"|google-?play|app-?store)(?:[_.-][\w.-]{0,16})?$",
    re.IGNORECASE,
)
_UNSEEN = re.compile(r"(?:^|;)\s{0,9}(?:(?:width|height)\s{0,9}:\s{0,9}[01]px|display\s{0,9}:\s{0,9}none)")
_UNSEEN_UP = 4
_LONGEST_STYLE = 500
_LONGEST_PATH = 200
_TINY = 60
_SMALL = 160
_LARGE = 600


def is_furniture(element: Element) -> bool:
    """Tell whether a picture is hidden, a pixel or a strip, or named for a logo, an icon or an author."""
    height = pixels(element.get("height"))
    if height is not None and height <= _TINY:
        return True
    return _is_unseen(element) or _NAMES.search(element_names(element)) is not None


def is_tiny(element: Element, sizes: Sequence[Size]) -> bool:
    """Tell whether a picture is too small in all its sizes to show anything."""
    return 0 < _widest(element, sizes) <= _TINY


def is_sign(element: Element, sizes: Sequence[Size]) -> bool:
    """Tell whether a picture is small, or its file named for a sign and not known to be large.

    A story about a brand shows its logo: large, with a caption, or declared, which is for the caller to ask.
    """
    widest = _widest(element, sizes)
    if 0 < widest <= _SMALL:
        return True
    path = urlsplit(sizes[0].url).path[-_LONGEST_PATH:]
    return widest < _LARGE and (_FOLDERS.search(path) or _FILES.search(path)) is not None


def _widest(element: Element, sizes: Sequence[Size]) -> int:
    """Return the largest width in pixels that anything says of the picture, 0 where nothing does."""
    return max(pixels(element.get("width")) or 0, *(size.known for size in sizes))


def _is_unseen(element: Element) -> bool:
    """Tell whether the styles of a picture, or of what is right around it, show none of it."""
    at: Element | None = element
    for _ in range(_UNSEEN_UP):
        if at is None:
            break
        if _UNSEEN.search((at.get("style") or "")[:_LONGEST_STYLE]):
            return True
        at = at.getparent()
    return False
