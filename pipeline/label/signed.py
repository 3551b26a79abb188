"""Who wrote, where a text does not say it in words: whose name the page has in the head and once more."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.label.parts import Parts
from pipeline.language.people import is_person
from schemas.stages import Line, Role

_NEAR = 3
_TAIL = 30  # the author's box, and the teasers above it
_LONGEST_NAME = 60
_SHORTEST_NAME = 5
_WORD = re.compile(r"\w{3,}")
_NOT_WRITTEN = frozenset({Role.CREDIT, Role.CAPTION, Role.RELATED, Role.TAGS})


def signed_names(
    lines: Sequence[Line], forms: Sequence[Parts | None], title: int, body: Sequence[int]
) -> tuple[str, ...]:
    """Return the people named in the head and once more outside of the text, alone on a line at least once.

    No paragraph has a word of the name: what it is about stands in lists of topics, too. A photographer is credited.
    """
    below = [i for i in body if i > title]
    if not below:
        return ()
    lead, end = below[min(1, len(below) - 1)], below[-1]
    paragraphs = set(below)
    near = [i for i in range(max(0, title - _NEAR), lead) if i not in paragraphs and i != title]
    outside = [*near, *range(end + 1, min(len(lines), end + 1 + _TAIL))]
    texts = {i: lines[i].text for i in outside if not _is_of_others(forms[i])}
    in_head = "\n".join(texts[i] for i in near if i in texts)
    names = [
        text
        for text in dict.fromkeys(texts.values())
        if _SHORTEST_NAME <= len(text) <= _LONGEST_NAME and text in in_head
    ]
    again = [name for name in names if sum(name in text for text in texts.values()) > 1 and is_person(name)]
    said = {word for i in below if again for word in _WORD.findall(lines[i].text.casefold())}
    return tuple(name for name in again if said.isdisjoint(_WORD.findall(name.casefold())))


def _is_of_others(parts: Parts | None) -> bool:
    return any(part.role in _NOT_WRITTEN for part in parts or ())
