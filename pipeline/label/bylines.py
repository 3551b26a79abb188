"""A byline told by what the page declares, or calls it: an author's name, parted from what it stands with."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from pipeline.label.evidence import Evidence
from pipeline.label.metalines import counted, read_spans
from pipeline.label.parts import Part, Parts, parts_of_spans
from pipeline.language.agencies import is_wire
from pipeline.language.calendar import written_dates
from pipeline.language.people import PARTICLES, is_explained, without_byline_word
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
_LONGEST_INTRODUCED_WORDS = 14
_LONGEST_TIMED = 120
# A bar, a section behind a comma, a figure behind a space ("desk24" is called so), "Ann Lee5 hours".
_NO_NAME = re.compile(r"\s?[|•·]|,\s(?=[a-zß-ÿ])|\s[-–—]\s|\s\d|(?<=[^\W\d_])\d{1,2}\s(?=[^\W\d_])")
_LATER_WORD = re.compile(r"(?<=\s)\S+")
_COUNT = re.compile(r"\d{1,4}\s?[^\W\d_]{1,12}(?:\s[^\W\d_]{1,8})?\.?")  # "7 hours", "5 hours ago", "vor 3"
_DATED = frozenset({"published", "modified"})
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
    byline = Part(own, Role.BYLINE, "declared_author" if not word else "byline_of_declared")
    return (*_before(before.strip()), byline, *_behind(text[end:].strip()))


def named_byline(text: str, evidence: Evidence) -> Parts | None:
    """Return a line that stands in an element called byline or author, and that is short enough to be a name alone."""
    if "byline" not in evidence.uses or evidence.uses & _OTHERS or key(text) in PHRASES:
        return None
    name = without_byline_word(text)
    if not 1 <= len(name.split()) <= _LONGEST_NAME_WORDS or any(map(str.isdigit, name)) or ends_sentence(name):
        return None
    if not (
        is_explained(text) or name != text or (evidence.is_signed and (len(name.split()) == 1 or name[0].isupper()))
    ):
        return None
    return (Part(text, Role.BYLINE, "named_byline"),)


def introduced_byline(text: str) -> Parts | None:
    """Return the parts of a short line of the head that a byline's word opens, whoever is behind it.

    >>> [part.text for part in introduced_byline("By jdadmin | News") or ()]
    ['By jdadmin', '| News']
    """
    name = without_byline_word(text)
    if name == text or ends_sentence(text) or weight(text) > _LONGEST_INTRODUCED_WORDS:
        return None
    end = _end_of_names(name)
    words = name[:end].split()
    if not 1 <= len(words) <= _LONGEST_NAME_WORDS or not may_be_called(words, alone=end == len(name)):
        return None
    return _parted(text, len(text) - len(name) + end)


def may_be_called(words: Sequence[str], *, alone: bool = False) -> bool:
    """Tell whether somebody may be called so: words set as a name's are, or one that says by a mark that it is a name.

    "By the numbers", "Von Mord bis Totschlag" and "Por ahora" begin as bylines do.
    """
    if len(words) == 1 and words[0].islower():
        return words[0][0].isalnum() and (not alone or not words[0].isalpha())
    return words[0][0].isalnum() and not any(word[0].islower() and word not in PARTICLES for word in words)


def timed_byline(text: str) -> Parts | None:
    """Return the parts of a line that is names and, behind them, a date, a label of one, or a count: "Ann Lee 7 hours".

    >>> [part.text for part in timed_byline("Ann Lee 7 hours") or ()]
    ['Ann Lee', '7 hours']
    """
    if len(text) > _LONGEST_TIMED:
        return None
    end = _end_of_names(text)
    rest = text[end:].strip(_EDGES)
    if not rest or not is_explained(text[:end]):
        return None
    if not (_COUNT.fullmatch(rest) or counted(rest) or written_dates(rest) or key(rest) in LABELS):
        return None
    return _parted(text, end)


def _end_of_names(text: str) -> int:
    """Return where names at the beginning of a line end: before a bar, a figure, or a label of dates."""
    mark = _NO_NAME.search(text)
    end = mark.start() if mark else len(text)
    for word in _LATER_WORD.finditer(text, 0, end):
        if LABELS.get(key(text[word.start() : end])) in _DATED:
            return word.start()
    return end


def _parted(text: str, end: int) -> Parts:
    names = text[:end].rstrip(_EDGES)
    own = Part(names, Role.BYLINE, "byline" if without_byline_word(text) != text else "name_with_date")
    return (own, *_behind(text[len(names) :].strip()))


def _names_in(text: str, authors: tuple[str, ...]) -> tuple[int, int] | None:
    """Return where the declared authors' names begin and end in a line; None where there is none."""
    sought = [_sought(author) for author in authors if len(author) >= _SHORTEST_NAME]
    found = sorted(m.span() for name in sought for m in name.finditer(text) if _ends_there(text, m.end()))
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
    return re.compile(rf"(?<!\w){words}" if author.isascii() else words, re.IGNORECASE)


def _ends_there(text: str, end: int) -> bool:
    """Tell whether a name that ends here is whole; "Ann LeeDecember 20", "Ann Lee5 hours ago" are glued behind it."""
    if end == len(text) or not (text[end].isalnum() or text[end] == "_"):
        return True
    return not text[end - 1].isascii() or (text[end - 1].islower() and (text[end].isupper() or text[end].isdigit()))


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


def _before(text: str) -> Parts:
    """Return what stands before the names: an agency where it is one, "Reuters, Ann Lee"."""
    if is_wire(named := text.strip(_EDGES)):
        return (Part(text, Role.AGENCY, "before_byline", named),)
    return (Part(text, Role.OTHER, "before_byline"),) if text else ()


def _behind(rest: str) -> Parts:
    """Return what stands behind the names: a date where it is one."""
    if not rest:
        return ()
    spans = read_spans(rest, in_head=True)
    return parts_of_spans(rest, spans) if spans else (Part(rest, Role.OTHER, "behind_byline"),)
