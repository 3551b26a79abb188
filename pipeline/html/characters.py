"""Markup made safe for the parser: one reference to a control character makes trafilatura lose a whole article."""

from __future__ import annotations

import re

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ufdd0-\ufdef]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_REFERENCE = re.compile(r"&#(?:[xX](?P<hex>[0-9a-fA-F]{1,8})|(?P<decimal>[0-9]{1,10}))(?![0-9a-fA-F]);?")
# A picture inside the page can be a tag of megabytes; it holds no text, and the limit on tags is meant for others.
_DATA_URI = re.compile(r"(=\s{0,3}[\"'])data:[^\"'<>]{500,}")


def clean_markup(text: str) -> str:
    """Return the markup without control characters, raw or referenced; lone surrogates become U+FFFD."""
    text = _SURROGATE.sub("\ufffd", _FORBIDDEN.sub("", text))
    if "&#" in text:
        text = _REFERENCE.sub(_referenced, text)
    return _DATA_URI.sub(r"\1", text) if "data:" in text else text


def _referenced(match: re.Match[str]) -> str:
    code = int(match["hex"], 16) if match["hex"] else int(match["decimal"])
    if code in (0x09, 0x0A, 0x0D):
        return " "
    if code < 0x20 or code == 0x7F or code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF:
        return ""
    return "\ufffd" if code > 0x10FFFF or 0xD800 <= code <= 0xDFFF else match.group()
