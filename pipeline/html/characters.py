"""Markup made safe for the parser: one reference to a control character makes trafilatura lose a whole article."""

from __future__ import annotations

import re

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ufdd0-\ufdef]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_REFERENCE = re.compile(r"&#(?:[xX](?P<hex>[0-9a-fA-F]{1,8})|(?P<decimal>[0-9]{1,10}))(?![0-9a-fA-F]);?")
# A picture inside the page can be a tag of megabytes; it holds no text, and the limit on tags is meant for others.
_DATA_URI = re.compile(r"(=\s{0,3}[\"'])data:[^\"'<>]{500,}")
_RAW_TEXT = re.compile(r"(?P<comment><!--)|<(?P<tag>script|style)\b[^<>]{0,2000}>", re.IGNORECASE)
_CLOSE = {
    "comment": re.compile("-->"),
    "script": re.compile(r"</script[^<>]{0,200}>?", re.IGNORECASE),
    "style": re.compile(r"</style[^<>]{0,200}>?", re.IGNORECASE),
}
_JSON_LD = "ld+json"


def clean_markup(text: str) -> str:
    """Return the markup without control characters, raw or referenced; lone surrogates become U+FFFD."""
    text = _SURROGATE.sub("\ufffd", _FORBIDDEN.sub("", text))
    if "&#" in text:
        text = _REFERENCE.sub(_referenced, text)
    return _DATA_URI.sub(r"\1", text) if "data:" in text else text


def without_scripts(markup: str) -> str:
    """Return the markup without comments, styles and scripts that are not JSON-LD; one that never ends is left.

    Half of a news page is script; "<" in it would count as tags. A search for the next opening keeps this linear.
    """
    kept = []
    at = 0
    while match := _RAW_TEXT.search(markup, at):
        close = _CLOSE["comment" if match["comment"] else match["tag"].lower()].search(markup, match.end())
        end = close.end() if close else -1
        if end < 0:
            break
        kept.append(markup[at : match.start()])
        if not match["comment"] and _JSON_LD in match.group().lower():
            kept.append(markup[match.start() : end])
        at = end
    return "".join([*kept, markup[at:]])


def _referenced(match: re.Match[str]) -> str:
    code = int(match["hex"], 16) if match["hex"] else int(match["decimal"])
    if code in (0x09, 0x0A, 0x0D):
        return " "
    if code < 0x20 or code == 0x7F or code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF:
        return ""
    return "\ufffd" if code > 0x10FFFF or 0xD800 <= code <= 0xDFFF else match.group()
