"""What a language brings: the fixed words of a news page, as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from schemas.stages import Role


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Words of one language, in lower case, straight apostrophes, without end marks.

    `phrases` are whole lines: rule name -> (role, phrases). `*_labels` stand before a value ("image source");
    `tails` may be glued to the end of a paragraph. `byline_words` come before names, `name_joiners` between them.
    `kickers` stand before a standfirst or title, with a colon or alone. `note_labels`: kind -> words before a note.
    `counted` are whole lines with a number in them, written "#". `editor_words` come before names that did not write.
    `months` and `weekdays` are twelve and seven rows of alternatives; `date_words` may stand in a date and say nothing.
    """

    language: str
    phrases: Mapping[str, tuple[Role, tuple[str, ...]]]
    caption_labels: tuple[str, ...] = ()
    credit_labels: tuple[str, ...] = ()
    related_labels: tuple[str, ...] = ()
    published_labels: tuple[str, ...] = ()
    modified_labels: tuple[str, ...] = ()
    byline_words: tuple[str, ...] = ()
    name_joiners: tuple[str, ...] = ()
    kickers: tuple[str, ...] = ()
    tails: tuple[str, ...] = ()
    home: tuple[str, ...] = ()
    job_titles: tuple[str, ...] = ()
    note_labels: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    counted: Mapping[str, tuple[Role, tuple[str, ...]]] = field(default_factory=dict)
    editor_words: tuple[str, ...] = ()
    months: tuple[str, ...] = ()
    weekdays: tuple[str, ...] = ()
    date_words: tuple[str, ...] = ()
    invitations: tuple[str, ...] = ()
    """Regular expressions, matched at the start of a casefolded line of at most 25 words: a call to the reader."""
    invitations_within: tuple[tuple[tuple[str, ...], str], ...] = ()
    """(words one of which every such line holds, regular expression that is searched in it)."""
    appeals: tuple[tuple[tuple[str, ...], str], ...] = ()
    """The same for a casefolded line without a quotation: commissions owned up to, pleas for support."""


def listed(text: str) -> tuple[str, ...]:
    """Return the phrases of a table written with bars between them.

    >>> listed("read more|read on")
    ('read more', 'read on')
    """
    return tuple(phrase.strip() for phrase in text.replace("\n", " ").split("|") if phrase.strip())
