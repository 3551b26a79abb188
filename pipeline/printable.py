"""The one place that says which characters no record and no terminal may get, and what stands in their place.

They are controls, the line separators, overrides and isolates of direction, byte order marks, lone surrogates,
characters that are none, and tags. What natural language needs is none of them: the joiners ZWJ and ZWNJ, the marks
LRM, RLM and ALM, soft hyphens, variation selectors, and the tags behind the black flag of a region.
"""

from __future__ import annotations

import json
import re
from typing import Final

# Pieces of a regular expression's class; tab and newline are the two controls that a text may have.
CONTROLS: Final = "\x00-\x08\x0b-\x1f\x7f-\x9f"
SEPARATORS: Final = "\u2028\u2029"
# An override shows "txt.exe" as "exe.txt". The marks LRM, RLM and ALM only nudge.
BIDI: Final = "\u202a-\u202e\u2066-\u2069"
BYTE_ORDER: Final = "\ufeff"
SURROGATES: Final = "\ud800-\udfff"
NONCHARACTERS: Final = "\ufdd0-\ufdef" + "".join(f"{chr(p << 16 | 0xFFFE)}{chr(p << 16 | 0xFFFF)}" for p in range(17))
TAGS: Final = "\U000e0000-\U000e007f"
UNWANTED: Final = f"{CONTROLS}{SEPARATORS}{BIDI}{BYTE_ORDER}{SURROGATES}{NONCHARACTERS}{TAGS}"
# A black flag with tags behind it is the flag of a region (England, Scotland, Wales), as published.
FLAG: Final = "\U0001f3f4[\U000e0020-\U000e007e]{1,8}\U000e007f"

_FOUND: Final = re.compile(f"(?P<flag>{FLAG})|[{UNWANTED}]")
_FOUND_IN_LINE: Final = re.compile(f"(?P<flag>{FLAG})|[\t\n{UNWANTED}]")
_FOUND_IN_SNIPPET: Final = re.compile(f"[{UNWANTED}\ufffd]+")


def is_clean(text: str) -> bool:
    """Tell whether none of the characters stands in the text.

    >>> is_clean("two\\nlines"), is_clean("txt\\u202egnp.exe")
    (True, False)
    """
    return all(match["flag"] for match in _FOUND.finditer(text))


def one_line(text: str) -> str:
    """Return a value that was given for a field: white space folded to single spaces, the characters left out.

    >>> one_line("  Storm \\x1b]0;x\\x07 hits\\u202e coast ")
    'Storm ]0;x hits coast'
    """
    folded = " ".join(text.split())
    if _FOUND.search(folded) is None:
        return folded
    return " ".join(_FOUND.sub(lambda match: match["flag"] or "", folded).split())


def snippet(text: str) -> str:
    """Return the start of what could not be read, on one line: what cannot be shown is a space.

    >>> snippet("%PDF-1.4\\n\\x00\\ufffd\\ufffd obj")
    '%PDF-1.4 obj'
    """
    return " ".join(_FOUND_IN_SNIPPET.sub(" ", text).split())


def pictured(text: str) -> str:
    """Return a text with each of the characters shown by one that stands for it, so that offsets keep their meaning.

    A control of ASCII is its picture, the rest U+FFFD.

    >>> pictured("a\\x1b[1m\\u202e")
    'a␛[1m\ufffd'
    """
    return _FOUND.sub(_picture, text)


def shown(text: str) -> str:
    """Return a text that may hold names and words of others as one line, fit for a terminal.

    >>> shown("two\\nlines\\x07")
    'two␊lines␇'
    """
    return text if text.isascii() and text.isprintable() else _FOUND_IN_LINE.sub(_picture, text)


def json_line(value: object) -> str:
    """Return a value as JSON on one line that a terminal may get: the characters are escapes, and mean the same."""
    return _FOUND.sub(_escape, json.dumps(value, ensure_ascii=False))


def json_lines(value: object) -> str:
    """Return a value as `json_line` does, indented."""
    return _FOUND.sub(_escape, json.dumps(value, ensure_ascii=False, indent=2))


def _picture(match: re.Match[str]) -> str:
    if match["flag"]:
        return match["flag"]
    code = ord(match.group())
    if code == 0x7F:
        return "\u2421"
    return chr(0x2400 + code) if code < 0x20 else "\ufffd"


def _escape(match: re.Match[str]) -> str:
    return match["flag"] or json.dumps(match.group())[1:-1]
