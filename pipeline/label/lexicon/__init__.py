"""The words of all languages in one place: a page seldom keeps to one, so they are looked up together."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipeline.label.lexicon.en import LEXICON as ENGLISH
from pipeline.label.lexicon.types import Lexicon
from schemas.stages import Role

LEXICONS: tuple[Lexicon, ...] = (ENGLISH,)

# What a page hangs on its phrases: arrows, bullets, colons, counters' brackets.
_EDGES = " \t\u00a0.:,;…»«›‹>→➔▶►▸|•·*#+-–—!?[](){}\"“”'’‘/\\=~_。：、，！？「」【】"


def key(text: str) -> str:
    """Return the form in which phrases are compared: lower case, one space, straight apostrophes, bare edges.

    >>> key("  Read  more »")
    'read more'
    """
    return " ".join(text.casefold().replace("’", "'").strip(_EDGES).split())


def _table(rows: Iterable[tuple[str, str]]) -> dict[str, str]:
    return {key(phrase): name for name, phrase in rows}


PHRASES: dict[str, tuple[str, Role]] = {
    key(phrase): (rule, role)
    for lexicon in LEXICONS
    for rule, (role, phrases) in lexicon.phrases.items()
    for phrase in phrases
}
"""Whole line -> (rule, role)."""

LABELS: dict[str, str] = _table(
    (kind, phrase)
    for lexicon in LEXICONS
    for kind, phrases in (
        ("related", lexicon.related_labels),
        ("byline", lexicon.byline_words),
        ("published", lexicon.published_labels),
        ("modified", lexicon.modified_labels),
        ("kicker", lexicon.kickers),
        *((f"note_{kind}", words) for kind, words in lexicon.note_labels.items()),
        ("credit", lexicon.credit_labels),
        ("caption", lexicon.caption_labels),
    )
    for phrase in phrases
)
"""Words before a value -> what the value is; where two kinds share a word the later kind in the list has it."""

KICKERS = frozenset(key(phrase) for lexicon in LEXICONS for phrase in lexicon.kickers)
BYLINE_WORDS = frozenset(key(phrase) for lexicon in LEXICONS for phrase in lexicon.byline_words)
PUBLISHED = frozenset(key(phrase) for lexicon in LEXICONS for phrase in lexicon.published_labels)
MODIFIED = frozenset(key(phrase) for lexicon in LEXICONS for phrase in lexicon.modified_labels)
RELATED = frozenset(key(phrase) for lexicon in LEXICONS for phrase in lexicon.related_labels)
TAILS = frozenset(key(phrase) for lexicon in LEXICONS for phrase in lexicon.tails)
HOME = frozenset(key(phrase) for lexicon in LEXICONS for phrase in lexicon.home)
JOB_TITLES = frozenset(word for lexicon in LEXICONS for word in lexicon.job_titles)
NAME_JOINERS = frozenset(word for lexicon in LEXICONS for word in lexicon.name_joiners)
NOTE_STARTS: tuple[tuple[str, str], ...] = tuple(
    (phrase, kind) for lexicon in LEXICONS for kind, words in lexicon.note_labels.items() for phrase in words
)
LONGEST_LABEL_WORDS = max(len(label.split()) for label in LABELS)
LONGEST_TAIL_WORDS = max(len(tail.split()) for tail in TAILS)
INVITATION = re.compile("|".join(f"(?:{pattern})" for lexicon in LEXICONS for pattern in lexicon.invitations))
