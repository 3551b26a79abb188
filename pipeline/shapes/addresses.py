"""Links that are written out in a text: addresses of the web, where each begins and ends."""

from __future__ import annotations

import re

from pipeline.urls import clean_url
from schemas.stages import Inline

_ADDRESS = re.compile(r"https?://[^\s<>\"“”„«»‹›「」『』（）【】。、，；：！？،؛؟|\\^`{}]{1,2100}", re.IGNORECASE)
_END_MARKS = ".,;:!?…'’*_~"
_MOST_OF_A_PARAGRAPH = 200


def links_in(text: str) -> tuple[Inline, ...]:
    """Return the addresses that are written out in a text, in order; marks at their ends are no part of them.

    >>> [link.url for link in links_in("(See https://example.org/a_(b), or https://example.net/.)")]
    ['https://example.org/a_(b)', 'https://example.net/']
    """
    if "://" not in text:
        return ()
    found: list[Inline] = []
    for match in _ADDRESS.finditer(text):
        address = _without_end_marks(match.group())
        # An address that is longer than any was cut by the pattern: what it leads to is not known.
        if (url := clean_url(address)) and len(found) < _MOST_OF_A_PARAGRAPH:
            found.append(Inline("link", match.start(), match.start() + len(address), url))
    return tuple(found)


def _without_end_marks(address: str) -> str:
    """Return the address without marks of the sentence, and without a bracket that opened before it."""
    unopened = {")": address.count(")") - address.count("("), "]": address.count("]") - address.count("[")}
    end = len(address)
    while end and (address[end - 1] in _END_MARKS or unopened.get(address[end - 1], 0) > 0):
        if address[end - 1] in unopened:
            unopened[address[end - 1]] -= 1
        end -= 1
    return address[:end]
