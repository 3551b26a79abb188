"""The outlet, where the text names itself: "Example News has learned", "The Example Times can reveal"."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipeline.label.lexicon.agencies import OUTLET
from schemas.stages import Block, Found, Role

_NAME = r"(?P<name>(?:[Tt]he )?[A-Z][\w’'&.-]{1,20}(?: [A-Z][\w’'&.-]{1,20}){0,3})"
_SAYS_OF_ITSELF = (
    r"can (?:exclusively |now )?(?:reveal|disclose|report)|has (?:learn(?:ed|t)|been told|seen|obtained)|understands"
)
_SELF_REFERENCE = re.compile(rf"\b{_NAME} (?:{_SAYS_OF_ITSELF})\b")


def self_reference(blocks: Iterable[Block]) -> Found | None:
    """Return the outlet that the article says it is published by, or None.

    Only words an outlet says of itself count, and only of a name with an outlet's word in it: a wrong publisher
    is worse than none.
    """
    for block in blocks:
        if block.role in (Role.BODY, Role.STANDFIRST):
            for match in _SELF_REFERENCE.finditer(block.content):
                if OUTLET.search(match["name"]):
                    name = match["name"]
                    return Found("publisher", name[0].upper() + name[1:], "self_reference", line=block.line)
    return None
