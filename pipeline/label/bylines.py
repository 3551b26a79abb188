"""A byline told by what the page declares, or calls it: an author's name, parted from what it stands with."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from pipeline.label.evidence import Evidence
from pipeline.label.metalines import read_spans
from pipeline.label.parts import Part, Parts, parts_of_spans
from pipeline.language.people import is_explained, without_byline_word
from pipeline.language.phrases import LABELS, LONGEST_LABEL_WORDS, PHRASES, key
from pipeline.language.sentences import ends_sentence
from pipeline.language.weight import weight
from schemas.stages import Role

_LONGEST_LINE = 240
_LONGEST_PROSE_WORDS = 14
_LONGEST_BETWEEN = 60  # from one author's name to the next
_SHORTEST_NAME = 3
_LONGEST_NAME_WORDS = 4
_MOST_PREFIX_WORDS = 4
_EDGES = " \t,;|•·:/-–—()"
_OTHERS = frozenset({"related", "teaser", "comments", "navigation", "share", "signup", "advert", "footer", "biography"})


def declared_byline(text: str, authors: Sequence[str]) -> Parts | None:
    """Return the parts of a line that names an author whom the page declares, if that is what the line is there for.

    >>> [part.text for part in declared_byline("By Ann Lee | 3 hours", ("Ann Lee",)) or ()]
    ['By Ann Lee', '| 3 hours']
    """
    if len(text) > _LONGEST_LINE or (weight(text) > _LONGEST_PROSE_WORDS and ends_sentence(text)):
        return None
    found = _names_in(text, tuple(authors))
    if found is None:
        return None
    start, end = found
    opening = _opening(text[:start])
    if opening is None:
        return None
    before, word = opening
    own = text[len(before) : end].strip()
    parts = [Part(before.strip(), Role.OTHER, "before_byline")] if before.strip() else []
    parts.append(Part(own, Role.BYLINE, "declared_author" if not word else "byline_of_declared"))
    return (*parts, *_behind(text[end:].strip()))


def named_byline(text: str, evidence: Evidence) -> Parts | None:
    """Return a line that stands in an element called byline or author, and that is short enough to be a name alone."""
    if "byline" not in evidence.uses or evidence.uses & _OTHERS or key(text) in PHRASES:
        return None
    name = without_byline_word(text)
    if not 1 <= len(name.split()) <= _LONGEST_NAME_WORDS or any(map(str.isdigit, name)) or ends_sentence(name):
        return None
    if not (is_explained(text) or name != text or (evidence.linked > 0.5 and name[:1].isupper())):
        return None
    return (Part(text, Role.BYLINE, "named_byline"),)


def _names_in(text: str, authors: tuple[str, ...]) -> tuple[int, int] | None:
    """Return where the declared authors' names begin and end in a line; None where there is none."""
    found = sorted(
        match.span() for author in authors if len(author) >= _SHORTEST_NAME for match in _sought(author).finditer(text)
    )
    if not found:
        return None
    start, end = found[0]
    for following, stop in found[1:]:
        if following - end > _LONGEST_BETWEEN:
            break
        end = max(end, stop)
    return start, end


@lru_cache(maxsize=256)
def _sought(author: str) -> re.Pattern[str]:
    words = r"\s+".join(map(re.escape, author.split()))
    return re.compile(rf"(?<!\w){words}(?!\w)" if author.isascii() else words, re.IGNORECASE)


def _opening(before: str) -> tuple[str, str] | None:
    """Return what stands before a byline and the byline's word; None where the words before name another role."""
    words = before.strip(_EDGES + " ").split()
    for count in range(min(LONGEST_LABEL_WORDS, len(words)), 0, -1):
        kind = LABELS.get(key(" ".join(words[-count:]))) if words[-count].strip(_EDGES) else None
        if kind == "byline":
            if len(words) <= _MOST_PREFIX_WORDS:
                return "", before
            start = before.rindex(words[-count]) if count == 1 else before.rindex(" ".join(words[-count:]))
            return before[:start], before[start:]
        if kind is not None:
            return None
    return (before, "") if len(words) <= _MOST_PREFIX_WORDS else None


def _behind(rest: str) -> Parts:
    """Return what stands behind the names: a date where it is one."""
    if not rest:
        return ()
    spans = read_spans(rest, in_head=True)
    return parts_of_spans(rest, spans) if spans else (Part(rest, Role.OTHER, "behind_byline"),)
