"""Take out the characters that no published text means: controls, bidi overrides, tags, stray marks of order."""

from __future__ import annotations

import re
from typing import Final

from pipeline.printable import BIDI, FLAG, NONCHARACTERS, SEPARATORS, SURROGATES, TAGS, UNWANTED
from pipeline.repair.ground.edits import MANY, Edit

# Without those that end a line.
_CONTROLS: Final = "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f"
_LINE_BREAK: Final = rf"\r\n?|[\x0b\x0c\x85{SEPARATORS}]"
_UNWANTED: Final = re.compile(
    rf"(?P<line_separator>{_LINE_BREAK})|(?P<control>\x1b\[[0-9;]{{0,16}}[A-Za-z]|[{_CONTROLS}]+)"
    rf"|(?P<bidi>[{BIDI}]+)|(?P<bom>\ufeff+)|(?P<pair>[\ud800-\udbff][\udc00-\udfff])|(?P<surrogate>[{SURROGATES}]+)"
    rf"|(?P<flag>{FLAG})|(?P<tag>[{TAGS}]+)|(?P<noncharacter>[{NONCHARACTERS}]+)"
)
_SIGN: Final = re.compile(f"[{UNWANTED}]")
_ESCAPE: Final = re.compile(r"\x1b\[[0-9;]{0,16}[A-Za-z]")
_PAIR: Final = re.compile("[\ud800-\udbff][\udc00-\udfff]")
_BREAK: Final = re.compile(_LINE_BREAK)
_SURROGATE: Final = re.compile(f"[{SURROGATES}]")
_GONE: Final = re.compile(f"(?P<flag>{FLAG})|[{UNWANTED}]+")
_AFTER: Final = {"line_separator": "\n", "surrogate": "\ufffd"}


def needs_cleaning(text: str) -> bool:
    """Whether a text, or what is left of it without plain ASCII, has characters to take out."""
    return _SIGN.search(text) is not None


def cleaning_edits(text: str) -> list[Edit]:
    """The edits that take unwanted characters out or replace them."""
    edits: list[Edit] = []
    for match in _UNWANTED.finditer(text):
        if len(edits) > MANY:
            rules = "+".join(sorted({edit.rule for edit in edits}))
            return [Edit(edits[0].start, len(text), _cleaned(text[edits[0].start :]), rules)]
        rule = match.lastgroup or ""
        if rule == "flag":
            continue
        after = _AFTER.get(rule, "") * (len(match.group()) if rule == "surrogate" else 1)
        if rule == "pair":
            after = match.group().encode("utf-16", "surrogatepass").decode("utf-16")
        name = {"pair": "cesu"}.get(rule, rule)
        edits.append(Edit(*match.span(), after, name))
    return edits


def _cleaned(text: str) -> str:
    """All of a text that is full of unwanted characters cleaned at once."""
    if "\x1b" in text:
        text = _ESCAPE.sub("", text)
    text = _PAIR.sub(lambda match: match.group().encode("utf-16", "surrogatepass").decode("utf-16"), text)
    text = _SURROGATE.sub(_AFTER["surrogate"], _BREAK.sub(_AFTER["line_separator"], text))
    return _GONE.sub(r"\g<flag>", text)
