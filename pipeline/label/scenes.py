"""Whether a line of text says what a picture shows: by its words, or above the credit of a picture."""

from __future__ import annotations

import re

from pipeline.label.credited import CLOSING, OPENING, in_brackets, is_weak
from pipeline.label.credits import closes_with_credit, may_credit, split_credit
from pipeline.label.parts import Part, Parts
from pipeline.language.agencies import is_agency, is_wire
from pipeline.language.calendar import written_dates
from pipeline.language.people import is_explained, is_name_alone
from pipeline.language.phrases import CAPTION_SIGNS, JOB_TITLES, key
from pipeline.language.sentences import ends_sentence
from pipeline.language.weight import weight
from schemas.stages import Role

_LONGEST_CAPTION_WORDS = 45
_SHORTEST_CAPTION_WORDS = 5
_LONGEST_DATE_WORDS = 8
_SHORTEST_IN_HEAD = 3
_LONGER_THAN_HEADINGS = 8
_SHORTEST_SCENE_WORDS = 10
_WORDS_OF_A_REPORT = 16
_DOUBTED = 0.45
_HALF_DOUBTED = 0.6
_DOUBTED_IN_HEAD = 0.7
_CREDITED = 0.85  # at .97, on other sites, half of what it added were paragraphs
_SIGNED = 0.9
_MOST_SENTENCES = 2
_COLONS = ":："
_BARS = "|–—-·•/, ("
_CLOCK = re.compile(r"\d:\d\d")
_INNER_STOP = re.compile(r"[^\W\d_]{4}[.!?]\s+[^\W\d_a-z]|[。！？](?=.)")
_YEAR_AT_END = re.compile(r"\b(?:19|20)\d\d\.\Z")


def by_its_words(text: str, score: float, *, in_head: bool) -> Parts | None:
    """Return the parts of a line that is a caption by its own words: who stands where, a day, a credit at its end.

    `score` is the probability that the line is the article's. What only a caption says outweighs a model that is not
    quite sure of it; the rest counts where it doubts.
    """
    if not _SHORTEST_CAPTION_WORDS <= weight(text) <= _LONGEST_CAPTION_WORDS:
        return None
    doubted = score < (_DOUBTED_IN_HEAD if in_head else _DOUBTED)
    if doubted and may_credit(text) and split_credit(text, under_picture=True):
        return _with_credit(text, "caption_before_credit")
    if score < _SIGNED:
        signed = CAPTION_SIGNS.search(text.casefold()) is not None
        if signed and _sentences(text) <= _MOST_SENTENCES and not is_explained(text):
            return _with_credit(text, "who_stands_where")
        if _ends_in_name(text) or (score < _CREDITED and closes_with_credit(text)):
            return _with_credit(text, "name_in_brackets")
    dated = in_head and score < _HALF_DOUBTED and _is_dated_scene(text)
    return (Part(text, Role.CAPTION, "dated_scene"),) if dated else None


def above_credit(text: str, score: float, *, in_head: bool) -> Parts | None:
    """Return the line above a credit as its caption, unless the model takes it for running text."""
    if text[-1] in _COLONS or score >= (_DOUBTED_IN_HEAD if in_head else _CREDITED):
        return None
    shortest = _SHORTEST_IN_HEAD if in_head else _SHORTEST_CAPTION_WORDS
    if score >= _DOUBTED and not in_head and not _is_one_scene(text):
        return None
    if _CLOCK.search(text) or any(key(word) in JOB_TITLES for word in text.split()[:_SHORTEST_CAPTION_WORDS]):
        return None
    if not shortest <= weight(text) <= _LONGEST_CAPTION_WORDS or is_explained(text):
        return None
    return None if is_dated(text) else (Part(text, Role.CAPTION, "above_credit"),)


def name_above_credit(text: str, below: Parts | None) -> Parts | None:
    """Return a name right above the credit of a picture: whom that shows, or who took it for a picture library."""
    if not any(part.role is Role.CREDIT for part in below or ()) or not is_name_alone(text):
        return None  # "Email me" stands above credits, too
    if below and below[0].rule == "agency_alone" and not is_wire(below[0].text):
        return (Part(text, Role.CREDIT, "name_above_agency"),)
    return (Part(text, Role.CAPTION, "name_above_credit"),)


def is_dated(text: str) -> bool:
    """Tell whether a line is a date and little else."""
    return weight(text) <= _LONGEST_DATE_WORDS and bool(written_dates(text))


def _with_credit(text: str, rule: str) -> Parts:
    """Return a caption with the credit at its end as a part of its own."""
    split = split_credit(text, under_picture=True) if may_credit(text) else None
    if split is None:
        return (Part(text, Role.CAPTION, rule),)
    return (
        Part(split.caption, Role.CAPTION, rule, split.caption.rstrip(_BARS)),
        Part(split.credit, Role.CREDIT, "credit_at_end", split.value),
    )


def _is_one_scene(text: str) -> bool:
    """Tell whether a line is one sentence, or too long for a heading: what stands above a credit may be either."""
    return _sentences(text) == 1 and (ends_sentence(text) or weight(text) >= _LONGER_THAN_HEADINGS)


def _is_dated_scene(text: str) -> bool:
    """Tell whether a line is one sentence that ends with a day of some year: "A crew at the quay, May 3, 2024."."""
    if weight(text) < _SHORTEST_SCENE_WORDS or _sentences(text) > 1 or _CLOCK.search(text):
        return False
    return _YEAR_AT_END.search(text) is not None and bool(written_dates(text))


def _sentences(text: str) -> int:
    return 1 + len(_INNER_STOP.findall(text))


def _ends_in_name(text: str) -> bool:
    """Tell whether a finished sentence is followed by a person's or an agency's name in brackets: "... (Ann Lee)".

    So end captions, and reports of agencies.
    """
    if text[-1] not in CLOSING:
        return False
    start = max(text.rfind(mark) for mark in OPENING)
    named = in_brackets(text[start:]) if start > 0 and ends_sentence(text[:start]) else None
    if named is None or is_weak(named) or (is_wire(named) and weight(text) >= _WORDS_OF_A_REPORT):
        return False
    return is_name_alone(named) or is_agency(named)
