"""The addresses in a list of sizes ("a.jpg 480w, b.jpg 960w"), with what it says of each."""

from __future__ import annotations

import re
from collections.abc import Iterator

_LONGEST_LIST = 20_000
_MOST_ENTRIES = 64
_DESCRIPTOR = re.compile(r"(\d{1,6}(?:\.\d{1,6})?)([wx])")
_LIST = re.compile(r"\S\s{1,9}\d{1,6}(?:\.\d{1,6})?[wx](?:,|\s|$)")


def is_srcset(value: str) -> bool:
    """Tell whether a value lists addresses with widths or densities."""
    return _LIST.search(value[:_LONGEST_LIST]) is not None


def srcset_entries(value: str) -> Iterator[tuple[str, float, str]]:
    """Yield each address with its number and unit: "w" for pixels, "x" for density; 1 x where it says nothing.

    Addresses may hold commas, so that one ends at white space only, as the HTML standard has it.

    >>> list(srcset_entries("a,b.jpg 480w, c.jpg 2x,d.jpg"))
    [('a,b.jpg', 480.0, 'w'), ('c.jpg', 2.0, 'x'), ('d.jpg', 1.0, 'x')]
    """
    tokens = value[:_LONGEST_LIST].split()
    url, number, unit = "", 1.0, "x"
    found = 0
    for token in tokens:
        if not url:
            url = token.lstrip(",")
            if not url.endswith(","):
                continue
            ended, following = True, ""
        else:
            described, comma, following = token.partition(",")
            if match := _DESCRIPTOR.fullmatch(described):
                number, unit = float(match[1]), match[2]
            ended = bool(comma)
        if ended:
            if url.rstrip(",") and not _DESCRIPTOR.fullmatch(url):
                yield url.rstrip(","), number, unit
            url, number, unit = following.lstrip(","), 1.0, "x"
            found += 1
            if found >= _MOST_ENTRIES:
                return
    if url and not _DESCRIPTOR.fullmatch(url):
        yield url, number, unit
