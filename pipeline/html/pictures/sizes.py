"""The addresses that a picture's element, and those around it, name for its sizes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from urllib.parse import urljoin

from pipeline.html.markup.tree import Element, attributes_of
from pipeline.html.pictures.identity import is_image_address, picture_key, width_in
from pipeline.html.pictures.srcset import is_srcset, srcset_entries
from pipeline.urls import clean_url

_LONGEST_URL = 2083
_LONGEST_VALUE = 20_000
_MOST_SOURCES = 24
_MOST_OF_LIST = 2
_ADDRESS_NAME = re.compile(r"src|original|lazy|full|zoom|hi-?res", re.IGNORECASE)
_LAZY_NAME = re.compile(r"src|original|lazy", re.IGNORECASE)
_STAND_IN = re.compile(r"placeholder|fallback|default|error|low|tiny|blur", re.IGNORECASE)
_OTHER_NAMES = frozenset({"alt", "title", "class", "id", "href", "sizes", "style"})
_FULL_NAME = re.compile(r"full|large|zoom|hi-?res|orig", re.IGNORECASE)
_NO_PICTURE = re.compile(
    r"placeholder|(?:^|[/_.-])(?:blank|spacer|transparent|pixel|1x1|lazy|loading|loader|preload|clear|empty|grey|gray|dummy)"
    r"(?:[_.-]|$)|\.svg(?:$|[?#])",
    re.IGNORECASE,
)
_FULL = 1000  # of an original whose width is not known: more than a thumbnail, less than a large size that is


@dataclass(frozen=True, slots=True)
class Size:
    """An address of a picture, and how wide it is in pixels as far as known; `rank` sorts sizes of one picture."""

    url: str
    width: int | None
    height: int | None
    rank: float

    @property
    def known(self) -> int:
        """Return its width as far as the page or its address says, 0 where neither does."""
        return self.width or width_in(self.url)


def sizes_of(element: Element, base: str) -> list[Size]:
    """Return the sizes that an element of a picture and its sources name, the largest first.

    Where attributes for scripts name another picture than `src` does, that is what stands there until they have run.
    """
    found: dict[str, Size] = {}
    lazy: set[str] = set()
    for holder in _holders(element):
        for name, size in _sizes_of_one(holder, base):
            if size.url not in found or found[size.url].rank < size.rank:
                found[size.url] = size
            if name != "src" and holder is element and _LAZY_NAME.search(name):
                lazy.add(picture_key(size.url))
    source = absolute(element.get("src") or "", base) if lazy else None
    if source in found and picture_key(source) not in lazy:
        del found[source]
    return sorted(found.values(), key=lambda size: -size.rank)


def absolute(value: str, base: str) -> str | None:
    """Return the absolute address, or None for what is none, or none for a record."""
    value = value.strip()
    if not value or len(value) > _LONGEST_URL:
        return None
    value = value.replace(" ", "%20")
    try:
        return clean_url(value if value.startswith(("https://", "http://")) else urljoin(base, value))
    except ValueError:
        return None


def pixels(value: str | None) -> int | None:
    """Return the pixels that an attribute of width or height says, None for nothing, a share, or none at all."""
    digits = (value or "").strip().removesuffix("px")
    return int(digits) if digits.isascii() and digits.isdecimal() and 0 < len(digits) < 6 and int(digits) else None


def _holders(element: Element) -> Iterator[Element]:
    """Yield the elements that name sizes: the picture's own, and the sources beside it.

    The parser gives a `source` no end: those of a `picture` stand inside each other, and the image in the last one.
    """
    yield element
    above = element.getparent()
    for _ in range(_MOST_SOURCES):
        if above is None or above.tag not in ("source", "picture"):
            return
        if above.tag == "picture":
            yield from islice(above.iter("source"), _MOST_SOURCES)
            return
        above = above.getparent()


def _sizes_of_one(element: Element, base: str) -> Iterator[tuple[str, Size]]:
    """Yield the sizes that the attributes of an element name, each with the name of its attribute."""
    own_width, own_height = pixels(element.get("width")), pixels(element.get("height"))
    for key, value in attributes_of(element):
        if key in _OTHER_NAMES or len(value) > _LONGEST_VALUE or _STAND_IN.search(key):
            continue
        if "srcset" in key or (" " in value and is_srcset(value)):
            for size in _listed(value, own_width, base):
                yield key, size
        elif key == "src" or is_image_address(value) or _may_be(key, value, str(element.tag)):
            url = absolute(value, base)
            if url and not _NO_PICTURE.search(url):
                known = own_width if key == "src" and element.tag == "img" else None
                height = own_height if known else None
                hint = width_in(url) or own_width or 0
                yield key, Size(url, known, height, _FULL if _FULL_NAME.search(key) else hint)


def _may_be(key: str, value: str, tag: str) -> bool:
    """Tell whether an attribute of an image holds an address that does not look like a picture's."""
    return tag in ("img", "amp-img") and _ADDRESS_NAME.search(key) is not None and "//" in value[:8]


def _listed(value: str, own_width: int | None, base: str) -> Iterator[Size]:
    """Yield the largest sizes of a list: to make an address absolute costs more than to read the list."""
    entries = [
        (number if unit == "w" else (width_in(address) or own_width or 1) * number, address, number, unit)
        for address, number, unit in srcset_entries(value)
    ]
    for rank, address, number, unit in sorted(entries, key=lambda entry: -entry[0])[:_MOST_OF_LIST]:
        url = absolute(address, base)
        if url and not _NO_PICTURE.search(url):
            yield Size(url, (int(number) or None) if unit == "w" else None, None, rank)
