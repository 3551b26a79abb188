"""Take out the characters that no published text means: controls, bidi overrides, tags, stray marks of order."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from pipeline.repair.edits import MANY, Edit

_CONTROLS: Final = "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f"
# A bidi override shows "txt.exe" as "exe.txt". The marks LRM, RLM and ALM only nudge: they stay.
_BIDI: Final = "\u202a-\u202e\u2066-\u2069"
_TAGS: Final = "\U000e0000-\U000e007f"
_UNWANTED: Final = re.compile(
    rf"(?P<line_separator>\r\n?|[\x0b\x0c\x85\u2028\u2029])|(?P<control>\x1b\[[0-9;]{{0,16}}[A-Za-z]|[{_CONTROLS}]+)"
    rf"|(?P<bidi>[{_BIDI}]+)|(?P<bom>\ufeff+)|(?P<pair>[\ud800-\udbff][\udc00-\udfff])|(?P<surrogate>[\ud800-\udfff]+)"
    # A black flag with tags behind it is the flag of a region (England, Scotland, Wales), as published.
    rf"|(?P<flag>\U0001f3f4[\U000e0020-\U000e007e]{{1,8}}\U000e007f)|(?P<tag>[{_TAGS}]+)"
)
_SIGN: Final = re.compile(rf"[{_CONTROLS}\x0b-\x0d\x85\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff{_TAGS}]")
_ESCAPE: Final = re.compile(r"\x1b\[[0-9;]{0,16}[A-Za-z]")
_PAIR: Final = re.compile("[\ud800-\udbff][\udc00-\udfff]")
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
    """All of a text that is full of unwanted characters cleaned at once; flags of regions lose their tags."""
    if "\x1b" in text:
        text = _ESCAPE.sub("", text)
    if _PAIR.search(text):
        text = _PAIR.sub(lambda match: match.group().encode("utf-16", "surrogatepass").decode("utf-16"), text)
    return text.replace("\r\n", "\n").translate(_table())


@lru_cache(maxsize=1)
def _table() -> dict[int, str | None]:
    ranges = (
        (0, 9),
        (0xB, 0x20),
        (0x7F, 0xA0),
        (0x202A, 0x202F),
        (0x2066, 0x206A),
        (0xFEFF, 0xFF00),
        (0xE0000, 0xE0080),
    )
    gone = {point: None for first, end in ranges for point in range(first, end)}
    kept = dict.fromkeys(map(ord, "\r\x0b\x0c\x85\u2028\u2029"), "\n") | dict.fromkeys(range(0xD800, 0xE000), "\ufffd")
    return gone | kept
