"""What is known of one language: every word, name and form of it that any part of the pipeline looks for, as data.

All tables of the pipeline are built from these (`pipeline.language.known.LANGUAGES`), so a language is one module in
`pipeline/language/words/` and nothing else. Words are in lower case with straight apostrophes and without end marks,
but where a field says otherwise. Patterns are bounded regular expressions.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from schemas.stages import Role

Phrases = tuple[str, ...]
Searched = tuple[tuple[Phrases, str], ...]
"""(words one of which every such line holds, pattern that is then searched in it)."""


@dataclass(frozen=True, slots=True)
class Language:
    """The words of one language; every field but the code may be left out."""

    code: str
    """ISO 639-1, or `mul` for names that are known everywhere and languages that have no module yet."""

    # Whole lines
    phrases: Mapping[str, tuple[Role, Phrases]] = field(default_factory=dict)
    """Rule -> role and the lines that are this and nothing else: "share this", "back to top"."""
    counted: Mapping[str, tuple[Role, Phrases]] = field(default_factory=dict)
    """Rule -> role and whole lines that count something, their numbers written "#": "# min read"."""
    furniture: Mapping[str, Phrases] = field(default_factory=dict)
    """Category -> words and pairs of words that furniture is made of: features of the line model."""

    # What stands before, between or behind a value
    caption_labels: Phrases = ()
    """Before a caption: "image caption"."""
    credit_labels: Phrases = ()
    """Before a credit: "photo by"."""
    lead_labels: Phrases = ()
    """Before the credit of the picture at the head, wherever it is printed: "featured image by"."""
    source_labels: Phrases = ()
    """Those of them that credit a text as often as a picture: "source"."""
    credit_closers: Phrases = ()
    """Behind the name that is credited for a picture: "撮影"."""
    caption_signs: Phrases = ()
    """Patterns searched in a casefolded line that only a caption holds: who stands where, "(left)", "von links"."""
    related_labels: Phrases = ()
    """Before the headline of another article: "read also"."""
    published_labels: Phrases = ()
    """Before the date of publication: "published on"."""
    modified_labels: Phrases = ()
    """Before the date of the last change: "last updated"."""
    byline_words: Phrases = ()
    """Before the names of those who wrote: "by", "words by"."""
    editor_words: Phrases = ()
    """Before names that did not write: "editing by"."""
    name_joiners: Phrases = ()
    """Between two names: "and"."""
    kickers: Phrases = ()
    """Before a standfirst or headline, with a colon or alone: "exclusive"."""
    tails: Phrases = ()
    """Glued to the end of a paragraph: "read more"."""
    towns: Phrases = ()
    """Towns that reports are dated from, where nothing but the name tells a place from a word: "Berlin. Die ..."."""
    toggles: Phrases = ()
    """Buttons that show and hide the rest of a caption, beside those: "less"."""
    home: Phrases = ()
    """First in a breadcrumb: "home", "you are here"."""
    no_sections: Phrases = ()
    """What a site files everything under, and no section: "articles", "uncategorized"."""
    article_types: Mapping[str, Phrases] = field(default_factory=dict)
    """Type of article (`Article.article_type`) -> sections, labels and folders of addresses that mean it: "op-ed"."""
    tag_paths: Phrases = ()
    """Folders of addresses under which a site lists what it has on one topic: "tag", "thema"."""
    company_words: Phrases = ()
    """Patterns of words that the name of a company has, and that of its outlet has not: "gmbh"."""
    note_labels: Mapping[str, Phrases] = field(default_factory=dict)
    """Kind of note -> words before it, or its first words: "editor's note"."""

    question_labels: Phrases = ()
    """Before a question of an interview, with a colon: "q", "question"."""
    answer_labels: Phrases = ()
    """Before an answer: "a", "answer"."""

    # Calls to the reader
    invitations: Phrases = ()
    """Patterns matched at the start of a casefolded line of at most 25 words: "^(?:click|tap) (?:here|below)"."""
    invitations_within: Searched = ()
    """The same, searched anywhere in the line."""
    appeals: Searched = ()
    """Searched in a casefolded line without a quotation: commissions owned up to, pleas for support."""

    # Names
    job_titles: Phrases = ()
    """Words that make a part of a byline a job: "correspondent"."""
    given_names: Phrases = ()
    """Given names that are common where news is written in this language."""
    family_names: str = ""
    """Characters that a family name begins with, where names have no spaces."""
    name_particles: Phrases = ()
    """Small words inside names: "von", "de la"."""
    no_names: Phrases = ()
    """Words of headings and buttons, set in capitals or not, that no name has: "table", "contents"."""
    place_words: Phrases = ()
    """Between a name and the place it wrote from: "in", "from"."""
    place_openers: Phrases = ()
    """First words of a byline in which a joiner of names can mean "in": "por", where "en" does."""
    byline_openings: Phrases = ()
    """Patterns of what is glued before names: "本报记者"."""
    whole_bylines: Phrases = ()
    """Patterns of whole lines that are bylines without a mark between word and names."""
    wires: Phrases = ()
    """News agencies that write text, casefolded."""
    credited: Phrases = ()
    """Agencies, picture libraries and outlets that stand in a credit's place, casefolded."""
    credit_words: Phrases = ()
    """Words that stand there and name nobody, or a site that pages link to: "archive", "supplied"."""
    outlet_words: Phrases = ()
    """Words that outlets and desks are called by, and people are not: "gazette"."""
    outlet_marks: Phrases = ()
    """The same, where words are not parted by spaces."""
    self_references: Phrases = ()
    """Patterns of what an outlet says of itself behind its name: "has learned"."""

    # Dates
    months: Phrases = ()
    """Twelve rows of alternatives, parted by commas: "january,jan"."""
    weekdays: Phrases = ()
    """Seven rows of alternatives."""
    date_words: Phrases = ()
    """Words that may stand in a date and say nothing: "at", "uhr"."""
    day_suffixes: Phrases = ()
    """Behind the number of a day: "th"."""
    date_joiners: Phrases = ()
    """Between day, month and year: "of", "de"."""
    date_leads: Phrases = ()
    """Alone before a date, and no part of it: "on", "am"."""
    date_closers: Phrases = ()
    """Words that a date ends with: "uhr", "г"."""
    clock_units: Phrases = ()
    """Between or behind hours and minutes: "h", "uhr", "時"."""
    clock_leads: Phrases = ()
    """Before hours and minutes: "ore", "godz."."""
    day_first: bool = False
    """Whether 03/04/2023 is the third of April and never the fourth of March."""
    misleading_months: Mapping[str, Phrases] = field(default_factory=dict)
    """Month -> codes of languages in which the same word is another month: "listopad"."""
    datelines: Phrases = ()
    """Patterns of a dateline in its own form, with the group `agency` and, if there is one, `place`."""
    own_desks: Phrases = ()
    """What stands in such a dateline for the outlet itself and is no agency."""

    # Pages that are no articles: whole titles, or their beginnings
    missing_pages: Phrases = ()
    """"page not found"."""
    bot_checks: Phrases = ()
    """"just a moment", "access denied"."""
    consent_walls: Phrases = ()
    """"before you continue"."""
    login_walls: Phrases = ()
    """"sign in to continue"."""
    search_pages: Phrases = ()
    """"search results for"."""
    search_paths: Phrases = ()
    """Parts of the address of a search: "suche"."""
    paywalls: Phrases = ()
    """Said where the text ends: "subscribe to continue reading"."""
    subscription_offers: Phrases = ()
    """Said at walls, and on free pages too: "already a subscriber"."""
    error_words: Phrases = ()
    """Before the number of an HTTP error: "fehler"."""

    # What elements are called in markup
    class_names: Mapping[str, Phrases] = field(default_factory=dict)
    """Use (see `pipeline.html.markup.uses.USES`) -> patterns of words in class names: "byline" -> "autor"."""
    kicker_classes: Phrases = ()
    """Parts of class names of elements that hold a label above the headline: "dachzeile"."""
    subheading_classes: Phrases = ()
    """Parts of class names of paragraphs that are headings: "zwischentitel"."""
    author_classes: Phrases = ()
    """Parts of class names of elements that name the author."""
    modified_classes: Phrases = ()
    """Parts of class names of elements that give the date of the last change."""


def listed(text: str) -> Phrases:
    """Return the phrases of a table written with bars between them.

    >>> listed("read more|read on")
    ('read more', 'read on')
    """
    return tuple(phrase.strip() for phrase in text.replace("\n", " ").split("|") if phrase.strip())
