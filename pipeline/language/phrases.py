"""The words of all languages in one place: a page seldom keeps to one, so they are looked up together."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from pipeline.language.known import LANGUAGES
from schemas.stages import Role

# What a page hangs on its phrases: arrows, bullets, colons, counters' brackets.
_EDGES = " \t\u00a0.:,;…»«›‹>→➔▶►▸|•·*#+-–—!?[](){}\"“”'’‘/\\=~_。：、，！？「」【】（）〈〉『』｜／＝؟،؛"
_SHORT = 40
_NUMBER = re.compile(r"\d[\d.,]{0,12}(?:\s?[kKmM万萬](?![^\W\d_]))?")
_BARE = re.compile(r"[()\[\]（）:：.]")
# Turkish dotted and dotless i, the writings of alef, marks of vowels and of direction: pages write them as they like.
_VARIANTS = str.maketrans(
    dict.fromkeys("أإآٱ", "ا")
    | dict.fromkeys(map(chr, (*range(0x64B, 0x653), *range(0x200B, 0x2010), *range(0x202A, 0x202F), 0x307, 0xFEFF)))
    | {"ı": "i", "’": "'", "\u00a0": " ", "\u202f": " "}
)


def key(text: str) -> str:
    """Return the form in which phrases are compared: lower case, one space, straight apostrophes, bare edges.

    >>> key("  Read  more »")
    'read more'
    """
    # A line is asked for by its first two, three, four words: the same short phrases come again and again.
    return _short_key(text) if len(text) <= _SHORT else _folded(text)


def _folded(text: str) -> str:
    folded = text.casefold()
    return " ".join((folded if folded.isascii() else folded.translate(_VARIANTS)).strip(_EDGES).split())


_short_key = lru_cache(maxsize=1 << 13)(_folded)


def template(text: str) -> str:
    """Return the key of a line that counts something: every number is 0, brackets, colons and full stops are left out.

    >>> template("Comments (1,204)")
    'comments 0'
    """
    return key(_BARE.sub(" ", _NUMBER.sub(" 0 ", text)))


def _table(rows: Iterable[tuple[str, str]]) -> dict[str, str]:
    return {key(phrase): name for name, phrase in rows}


PHRASES: dict[str, tuple[str, Role]] = {
    key(phrase): (rule, role)
    for language in LANGUAGES
    for rule, (role, phrases) in language.phrases.items()
    for phrase in phrases
}
"""Whole line -> (rule, role)."""

LABELS: dict[str, str] = _table(
    (kind, phrase)
    for wanted in ("related", "kicker", "byline", "editors", "published", "modified", "note", "credit", "caption")
    for language in LANGUAGES
    for kind, phrases in (
        ("related", language.related_labels),
        ("kicker", language.kickers),
        ("byline", language.byline_words),
        ("editors", language.editor_words),
        ("published", language.published_labels),
        ("modified", language.modified_labels),
        *((f"note_{kind}", words) for kind, words in language.note_labels.items()),
        ("credit", (*language.credit_labels, *language.lead_labels)),
        ("caption", language.caption_labels),
    )
    if kind.startswith(wanted)
    for phrase in phrases
)
"""Words before a value -> what the value is; where two kinds share a word the later kind in the list has it."""

KICKERS = frozenset(key(phrase) for language in LANGUAGES for phrase in language.kickers)
BYLINE_WORDS = frozenset(key(phrase) for language in LANGUAGES for phrase in language.byline_words)
PUBLISHED = frozenset(key(phrase) for language in LANGUAGES for phrase in language.published_labels)
MODIFIED = frozenset(key(phrase) for language in LANGUAGES for phrase in language.modified_labels)
CAPTION_SIGNS = re.compile("|".join(sign for language in LANGUAGES for sign in language.caption_signs))
LEAD_LABELS = frozenset(key(phrase) for language in LANGUAGES for phrase in language.lead_labels)
SOURCES = frozenset(key(phrase) for language in LANGUAGES for phrase in language.source_labels)
RELATED = frozenset(key(phrase) for language in LANGUAGES for phrase in language.related_labels)
TAILS = frozenset(key(phrase) for language in LANGUAGES for phrase in language.tails)
TOGGLES = TAILS | {key(phrase) for language in LANGUAGES for phrase in language.toggles}
TAIL_ENDS = frozenset(tail.split()[-1] for tail in TAILS)
HOME = frozenset(key(phrase) for language in LANGUAGES for phrase in language.home)
NO_SECTIONS = frozenset(key(phrase) for language in LANGUAGES for phrase in language.no_sections)
PAYWALLS = tuple({key(phrase) for language in LANGUAGES for phrase in language.paywalls})
"""Said where a text ends that is not free: lines begin with these."""
ARTICLE_TYPES: dict[str, str] = _table(
    (kind, phrase) for language in LANGUAGES for kind, phrases in language.article_types.items() for phrase in phrases
)
"""Section, label or folder of an address -> the type of article that it means."""
JOB_TITLES = frozenset(word for language in LANGUAGES for word in language.job_titles)
NAME_JOINERS = frozenset(word for language in LANGUAGES for word in language.name_joiners)
NOTE_STARTS: dict[str, list[tuple[str, str]]] = {}
"""First word -> the openings of three words and more that it begins, and the kind of note they open."""
for _language in LANGUAGES:
    for _kind, _openings in _language.note_labels.items():
        for _opening in map(key, _openings):
            if len(_opening.split()) > 2:
                NOTE_STARTS.setdefault(_opening.split()[0], []).append((_opening, _kind))
EDITOR_WORDS = frozenset(key(phrase) for language in LANGUAGES for phrase in language.editor_words)
COUNTED: dict[str, tuple[str, Role]] = {
    template(phrase.replace("#", "0")): (rule, role)
    for language in LANGUAGES
    for rule, (role, phrases) in language.counted.items()
    for phrase in phrases
}
"""Whole line, its numbers written 0 -> (rule, role)."""


def _calendar(rows: Iterable[tuple[str, ...]]) -> dict[str, int]:
    return {key(word): i for row in rows for i, words in enumerate(row, 1) for word in words.split(",")}


MONTHS = _calendar(language.months for language in LANGUAGES)
"""Name of a month, or a short form -> its number."""
WEEKDAYS = frozenset(_calendar(language.weekdays for language in LANGUAGES))
DATE_WORDS = frozenset(word for language in LANGUAGES for phrase in language.date_words for word in key(phrase).split())
FIRST_WORDS = frozenset(label.split()[0] for label in LABELS)
"""Words that a label begins with: few lines begin with one, and no other needs to be looked at for a label."""
LONGEST_LABEL_WORDS = max(len(label.split()) for label in LABELS)
LONGEST_TAIL_WORDS = max(len(tail.split()) for tail in TAILS)


def _first_letters(pattern: str) -> frozenset[str]:
    """Return the first two letters of all that "^(?:word|word)..." or "^word ..." can match; none for other forms."""
    match = re.match(r"\^(?:\(\?:(?P<words>[^()]{2,})\)(?![?*{])|(?P<word>[^\W\d_]{3,}))", pattern)
    if match is None:
        return frozenset()
    words = (match["words"] or match["word"]).split("|")
    plain = all(re.match(r"[^\W\d_]{3}|[^\W\d_]{2}(?: |$)", word) for word in words)
    return frozenset(word[:2] for word in words) if plain else frozenset()


def _alternatives(patterns: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern[1:]})" for pattern in patterns))


_INVITATIONS = {pattern: _first_letters(pattern) for language in LANGUAGES for pattern in language.invitations}
INVITATION_BY_LETTERS: dict[str, re.Pattern[str]] = {
    letters: _alternatives(pattern for pattern, first in _INVITATIONS.items() if letters in first)
    for letters in frozenset[str]().union(*_INVITATIONS.values())
}
"""First two letters of a line -> the calls that begin so: few lines begin with the letters of any."""
INVITATION_START = _alternatives(pattern for pattern, letters in _INVITATIONS.items() if not letters)
"""The calls whose first letters differ."""
INVITATION_WITHIN = tuple(
    (words, re.compile(pattern)) for language in LANGUAGES for words, pattern in language.invitations_within
)
"""Words one of which stands in the line, and the call that is then searched in it."""
APPEALS = tuple((words, re.compile(pattern)) for language in LANGUAGES for words, pattern in language.appeals)
"""The same for commissions owned up to and pleas for support."""
ASCII_APPEALS = tuple((words, pattern) for words, pattern in APPEALS if any(word.isascii() for word in words))
"""Those of them that a line of ASCII can be."""
