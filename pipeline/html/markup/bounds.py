"""What the parser must not be given: counted in one pass, before parsing, because the parsers are quadratic in it."""

from __future__ import annotations

import re

from pipeline.errors import Reject
from schemas.rejection import Reason
from schemas.settings import Settings

_TAG = re.compile(rb"<[a-zA-Z!][^<>]*")
_QUOTED = re.compile(rb"\"[^\"]*\"|'[^']*'")


def check_bounds(markup: bytes, settings: Settings) -> None:
    """Raise Reject for a page with too many tags, too long a tag, or too many attributes in one.

    50,000 attributes on one element (440 kB) keep libxml2 busy for over 40 s. Long tags alone are common: pages put
    their whole state into one attribute (72 to 335 kB in 5 of 127 news pages looked at).
    """
    # An attribute takes two characters at least: a tag whose ">" stands this near breaks neither limit.
    limit = min(settings.max_tag_attributes, settings.max_tag_bytes - 1)
    if markup.count(b"<") <= settings.max_html_elements:
        long = (piece for piece in markup.split(b"<") if len(piece) > limit)
        if all(0 <= piece.find(b">") < limit for piece in long):
            return
    tags = 0
    for match in _TAG.finditer(markup):
        tags += 1
        if match.end() - match.start() >= limit:
            _check_tag(match.group(), settings)
    if tags > settings.max_html_elements:
        raise Reject(Reason.PATHOLOGICAL_MARKUP, f"{tags} tags; the limit is {settings.max_html_elements}")


def _check_tag(tag: bytes, settings: Settings) -> None:
    size = len(tag) + 1  # its ">"
    if size > settings.max_tag_bytes:
        raise Reject(Reason.PATHOLOGICAL_MARKUP, f"a tag of {size} bytes; the limit is {settings.max_tag_bytes}")
    attributes = len(_QUOTED.sub(b"", tag).split()) - 1  # its name
    if attributes > settings.max_tag_attributes:
        raise Reject(
            Reason.PATHOLOGICAL_MARKUP, f"a tag of {attributes} attributes; the limit is {settings.max_tag_attributes}"
        )
