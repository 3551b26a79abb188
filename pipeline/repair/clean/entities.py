"""Turn HTML character references left in plain text into the characters they stand for."""

from __future__ import annotations

import re
from functools import lru_cache
from html.entities import html5
from typing import Final

from pipeline.printable import is_clean
from pipeline.repair.ground.edits import MANY, Edit

# At most this many layers: "&amp;amp;lt;" is what a text escaped three times looks like.
_LAYERS: Final = 3
# "&amp;amp;amp;lt;": every further layer puts one "amp;" behind the first ampersand, so a whole chain is one match and
# the work stays linear. A name must end in ";": "AT&T" and "?a=1&copy=2" are no references.
_REFERENCE: Final = re.compile(r"&(?:amp;){0,64}(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_AMP: Final = "amp;"
# What HTML says a reference to a byte of windows-1252 means: browsers have read &#146; as ’ since the nineties.
_CONTROLS: Final = range(0x80, 0xA0)


def has_references(text: str) -> bool:
    """Whether the text has what looks like a reference: "AT&T" and "R&D" have none."""
    return "&" in text and _REFERENCE.search(text) is not None


def entity_edits(text: str) -> list[Edit]:
    """The edits that resolve up to three layers of well-formed references."""
    edits: list[Edit] = []
    for match in _REFERENCE.finditer(text):
        if len(edits) > MANY:
            start = edits[0].start
            return [Edit(start, len(text), _REFERENCE.sub(_resolved, text[start:]), "entity", layers=1)]
        after, layers = _resolve(match.group())
        if layers:
            edits.append(Edit(match.start(), match.end(), after, "entity", layers=layers))
    return edits


def _resolved(match: re.Match[str]) -> str:
    after, layers = _resolve(match.group())
    return after if layers else match.group()


@lru_cache(maxsize=1 << 10)
def _resolve(reference: str) -> tuple[str, int]:
    """What a chain such as "&amp;lt;" stands for after at most three layers, and how many there were."""
    last = reference[1:]
    layers = 1
    while last.startswith(_AMP) and last != _AMP:
        last = last[len(_AMP) :]
        layers += 1
    character = _character(last)
    if character is None:
        # "&amp;nosuch;" is an escaped ampersand before a word.
        character, layers = "&" + last, layers - 1
    # A deeper chain stays whole: cut down by three it would be cut again by the next repair.
    return (character, layers) if 0 < layers <= _LAYERS else ("", 0)


def _character(name: str) -> str | None:
    """The text of one reference without its ampersand; None if it is unknown or stands for a control character."""
    if not name.startswith("#"):
        found = html5.get(name)
        return found if found is not None and all(map(_is_allowed, found)) else None
    number = int(name[2:-1], 16) if name[1] in "xX" else int(name[1:-1])
    if number in _CONTROLS:
        return bytes((number,)).decode("cp1252", "ignore") or None
    if number > 0x10FFFF:
        return None
    character = chr(number)
    return character if _is_allowed(character) else None


def _is_allowed(character: str) -> bool:
    """No unwanted character; a reference to tab or newline is layout."""
    return character not in "\t\n" and is_clean(character)
