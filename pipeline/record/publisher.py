"""The outlet, where the text names itself: "Example News has learned", "The Example Times can reveal"."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipeline.language.agencies import OUTLET
from pipeline.language.known import LANGUAGES
from schemas.stages import Block, Found, Role

_SAYS = "|".join(pattern for language in LANGUAGES for pattern in language.self_references)
_SAYS_OF_ITSELF = re.compile(rf" (?:{_SAYS})\b")
_NAME = re.compile(r"(?:\b[Tt]he )?\b[A-Z][\w’'&.-]{1,20}(?: [A-Z][\w’'&.-]{1,20}){0,3}\Z")
_LONGEST_NAME = 90


def self_reference(blocks: Iterable[Block]) -> Found | None:
    """Return the outlet that the article says it is published by, or None.

    Only words an outlet says of itself count, and only of a name with an outlet's word in it: a wrong publisher
    is worse than none.
    """
    for block in blocks:
        if block.role in (Role.BODY, Role.STANDFIRST):
            for match in _SAYS_OF_ITSELF.finditer(block.content):
                # The verb is looked for first: it is rare, and names are everywhere.
                named = _NAME.search(block.content[max(0, match.start() - _LONGEST_NAME) : match.start()])
                if named and OUTLET.search(named.group()):
                    name = named.group()
                    return Found("publisher", name[0].upper() + name[1:], "self_reference", line=block.line)
    return None
