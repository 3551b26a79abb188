"""How many columns of a terminal or an editor a text takes."""

from __future__ import annotations

import unicodedata


def columns(text: str) -> int:
    """Return the columns a line takes: two for wide characters, none for marks and joiners.

    >>> columns("kale"), columns("北京"), columns("cafe\u0301")
    (4, 4, 4)
    """
    if text.isascii():
        return len(text)
    return sum(map(_columns, text))


def _columns(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
