"""Markup made safe for the parser, as bytes: one reference to a control character makes trafilatura lose an article."""

from __future__ import annotations

import re
from collections.abc import Iterator

_CONTROLS = bytes(code for code in range(0x20) if code not in b"\t\n\r")
_MAYBE_NO_CHARACTER = (b"\xef\xbf\xbe", b"\xef\xbf\xbf", b"\xef\xb7")  # U+FFFE, U+FFFF, and where U+FDD0 to U+FDEF are
_NO_CHARACTER = re.compile("[\ufffe\uffff\ufdd0-\ufdef]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_REFERENCE = re.compile(rb"&#(?:[xX](?P<hex>[0-9a-fA-F]{1,8})|(?P<decimal>[0-9]{1,10}))(?![0-9a-fA-F]);?")
# A picture inside the page can be a tag of megabytes; it holds no text, and the limit on tags is meant for others.
_DATA_URI = re.compile(rb"data:[^\"'<>]{500,}")
_QUOTES = b"\"'"
_RAW_TEXT = (
    (b"<!--", b"-->"),
    (b"<script", b"</script"),
    (b"<style", b"</style"),
)
_NAME_ENDS = b" \t\n\r\f/>"
_JSON_LD = b"ld+json"
_LONGEST_OPENING = 2000
_LONGEST_CLOSING = 200


def clean_markup(text: str) -> bytes:
    """Return the markup as UTF-8 without control characters, raw or referenced; lone surrogates become U+FFFD."""
    try:
        markup = text.encode()
    except UnicodeEncodeError:
        markup = _SURROGATE.sub("\ufffd", text).encode()
    markup = markup.translate(None, _CONTROLS)
    if b"\xef" in markup and any(mark in markup for mark in _MAYBE_NO_CHARACTER):
        markup = _NO_CHARACTER.sub("", markup.decode()).encode()
    if b"&#" in markup:
        markup = _REFERENCE.sub(_referenced, markup)
    return _DATA_URI.sub(_without_data, markup) if b"data:" in markup else markup


def without_scripts(markup: bytes, longest_json_ld: int) -> bytes:
    """Return the markup without comments, styles and scripts, but for JSON-LD of at most this many bytes.

    One that never ends is left. Half of a news page is script; "<" in it would count as tags.
    """
    kept = []
    at = 0
    for start, end, is_kept in _raw_texts(markup.lower()):
        kept.append(markup[at:start])
        if is_kept and end - start <= longest_json_ld:
            kept.append(markup[start:end])
        at = end
    return b"".join([*kept, markup[at:]])


def _raw_texts(lower: bytes) -> Iterator[tuple[int, int, bool]]:
    """Yield start, end and whether it is JSON-LD of each comment, script and style; each search goes on, never back."""
    following = [lower.find(opening) for opening, _ in _RAW_TEXT]
    while any(place >= 0 for place in following):
        kind = min((place, kind) for kind, place in enumerate(following) if place >= 0)[1]
        start = following[kind]
        opening, closing = _RAW_TEXT[kind]
        after = start + len(opening)
        opened = _opening_end(lower, after) if kind else after
        if opened < 0:
            following[kind] = lower.find(opening, after)
            continue
        end = _closing_end(lower, closing, opened)
        if end < 0:
            return
        yield start, end, bool(kind) and _JSON_LD in lower[start:opened]
        following = [
            place if place < 0 or place >= end else lower.find(_RAW_TEXT[i][0], end)
            for i, place in enumerate(following)
        ]


def _opening_end(lower: bytes, after: int) -> int:
    """Return where the tag that begins a script or style ends; -1 if the name goes on or the tag has no near end."""
    if lower[after : after + 1] not in _NAME_ENDS:
        return -1
    end = lower.find(b">", after, after + _LONGEST_OPENING)
    return end + 1 if end >= 0 and lower.find(b"<", after, end) < 0 else -1


def _closing_end(lower: bytes, closing: bytes, opened: int) -> int:
    """Return where the closing mark or tag ends; -1 if there is none."""
    found = lower.find(closing, opened)
    if found < 0:
        return -1
    end = found + len(closing)
    if closing == b"-->":
        return end
    bracket = lower.find(b">", end, end + _LONGEST_CLOSING)
    return bracket + 1 if bracket >= 0 else end


def _without_data(match: re.Match[bytes]) -> bytes:
    before = match.string[match.start() - 1 : match.start()]
    return b"" if before and before in _QUOTES else match.group()


def _referenced(match: re.Match[bytes]) -> bytes:
    code = int(match["hex"], 16) if match["hex"] else int(match["decimal"])
    if code in (0x09, 0x0A, 0x0D):
        return b" "
    if code < 0x20 or code == 0x7F or code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF:
        return b""
    return "\ufffd".encode() if code > 0x10FFFF or 0xD800 <= code <= 0xDFFF else match.group()
