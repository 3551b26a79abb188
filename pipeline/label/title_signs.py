"""What speaks for and against each line above the article being its headline, as a row of numbers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from pipeline.label.parts import Parts
from pipeline.language.calendar import written_dates
from pipeline.language.content import content_words, distinct_words
from pipeline.language.phrases import KICKERS, LABELS, PHRASES, key
from pipeline.language.sentences import ends_sentence
from pipeline.language.weight import weight
from schemas.stages import Line, Role

LONGEST_TITLE = 250
_ANY_WORD = re.compile(r"\w+")
_NUMBERED = re.compile(r"[\d#•*-]")
_PARAGRAPHS = 40
_FIRST_PARAGRAPHS = 10  # what the article is about is said there
_HEAD_ROLES = frozenset({Role.BYLINE, Role.DATE, Role.SHARE, Role.LABEL})
_DATED = frozenset({Role.BYLINE, Role.DATE})
_TOP_ROLES = frozenset({Role.BREADCRUMB, Role.NAVIGATION})
_AROUND = 4
_GLUED = 40  # candidates between a headline and one that holds it: a breadcrumb, the label of a button
_SHORTEST_HEADLINE = 4
_LONGEST_HEADLINE = 25
_MOST_SAID = 6
_LETTERS_OF_WORD = 5
_LONGEST_DATED = 100


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the candidates for a headline are compared in: the lines, their forms, the lead, what it is about."""

    lines: Sequence[Line]
    forms: Sequence[Parts | None]
    lead: int
    first_words: frozenset[str]
    word_counts: Counter[str]
    announced: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Said:
    """What one line says by itself: its words, those of content, what the article repeats of it."""

    text: str
    words: int
    folded: str
    content: frozenset[str]
    about_lead: float
    is_headline: bool
    """As long as one, and no finished sentence."""


def survey(
    lines: Sequence[Line], forms: Sequence[Parts | None], body: Sequence[int], announced: Mapping[str, int]
) -> Surroundings:
    """Return what is known of the page when its headline is looked for."""
    paragraphs = [content_words(lines[i].text) for i in body[:_PARAGRAPHS]]
    counts = Counter(chain.from_iterable(paragraphs))
    first = frozenset(chain.from_iterable(paragraphs[:_FIRST_PARAGRAPHS]))
    return Surroundings(lines, forms, body[0] if body else len(lines), first, counts, announced)


def rows(page: Surroundings, candidates: Sequence[int]) -> list[dict[str, float]]:
    """Return the signs of each candidate for being the headline, each from 0 to 1, in the same order of names."""
    said = {i: _said(page, i) for i in candidates}
    order = list(said.values())
    often = Counter(one.folded for one in said.values())
    return [
        _signs(page, i, one, rank / len(candidates))
        | _beside(said, i)
        | _glued(order, rank)
        | {"again": float(often[one.folded] > 1)}
        | _make_up(one.text)
        for rank, (i, one) in enumerate(said.items())
    ]


def _said(page: Surroundings, index: int) -> Said:
    text = page.lines[index].text
    words, content = weight(text), distinct_words(text)
    is_headline = _SHORTEST_HEADLINE <= words <= _LONGEST_HEADLINE and not ends_sentence(text)
    return Said(
        text,
        words,
        " ".join(_ANY_WORD.findall(text.casefold())),
        content,
        _share(content & page.first_words, content),
        is_headline,
    )


def _signs(page: Surroundings, index: int, said: Said, rank: float) -> dict[str, float]:
    """Return what the line, its place, and the article say."""
    text, words, content = said.text, said.words, said.content
    below, before = page.forms[index + 1 : index + 4], page.forms[max(0, index - 3) : index]
    most = _MOST_SAID * len(content)
    known = key(text.partition(":")[0]) if ":" in text else ""
    return {
        "announced": float(bool(page.announced) and key(text) in page.announced),
        "about_lead": said.about_lead,
        "about_text": sum(min(page.word_counts[word], _MOST_SAID) for word in content) / most if content else 0.0,
        "distance": min(page.lead - index, 30) / 30,
        "beside_lead": float(page.lead - index == 1),
        "words": min(words, 40) / 40,
        "length": min(_length(text, words), 150) / 150,
        "sentence": float(ends_sentence(text) and text[-1] not in '?!？！"”»'),
        "question": float(text[-1] in "?？"),
        "first": float(rank == 0),
        "rank": rank,
        "above_byline": float(have_role(below, _HEAD_ROLES)),
        "dated_below": float(have_role(below, _DATED)),
        "dated_above": float(have_role(page.forms[max(0, index - 1) : index], _DATED)),
        "date_in_next": float(any(_holds_date(line.text) for line in page.lines[index + 1 : index + 3])),
        "below_navigation": float(have_role(before, _TOP_ROLES)),
        "standfirst_below": float(_longer(page, range(index + 1, index + 9), len(text) * 1.15)),
        "headline_above": float(_shorter(page, range(max(0, index - 8), index), len(text) / 1.15)),
        "kicker": float(known in KICKERS),
        "labelled": float(known in PHRASES or known in LABELS),
    }


def _beside(said: Mapping[int, Said], index: int) -> dict[str, float]:
    """Return what the other candidates right beside it are: headlines, as in a list of them."""
    above = [said[i] for i in (index - 1, index - 2) if i in said]
    around = [said[i] for i in range(index - _AROUND, index + _AROUND + 1) if i != index and i in said]
    return {
        "headline_right_above": float(any(one.is_headline for one in above)),
        "about_above": max((one.about_lead for one in above if one.words > 2), default=0.0),
        "headline_below": float(any(said[i].is_headline for i in (index + 1, index + 2) if i in said)),
        "list": sum(one.is_headline for one in around) / (2 * _AROUND),
        "short_around": sum(one.words < 3 for one in around) / (2 * _AROUND),
    }


def _glued(order: Sequence[Said], rank: int) -> dict[str, float]:
    """Return whether another candidate not far away ends in the line, or the line in it: a breadcrumb, a button."""
    own = order[rank]
    text, size = own.folded, len(own.folded)
    near = order[max(0, rank - _GLUED) : rank + _GLUED + 1]
    longer = own.words > 2 and [other for other in near if other.folded.endswith(text) and len(other.folded) != size]
    tails = tuple([other.folded for other in near if other.words > 2 and len(other.folded) != size])
    return {"tail_of_other": float(bool(longer)), "holds_other": float(text.endswith(tails))}


def _make_up(text: str) -> dict[str, float]:
    """Return how the line is set."""
    words = text.split()
    return {
        "numbered": float(_NUMBERED.match(text) is not None),
        "bracketed": float(text[0] in "(（[>" or text[-1] in ")）"),
        "open_end": float(text[-1] in ":：…,;"),
        "quoted": float(text[0] in "\"“„«'‘「"),
        "lower_case": float(text[0].islower()),
        "capitals": float(text.isupper() and len(text) > 6),
        "title_case": sum(word[0].isupper() for word in words) / max(1, len(words)),
    }


def _length(text: str, words: int) -> int:
    """Return the length in letters of a script with spaces: the same headline has a third of them in Chinese."""
    return max(len(text), _LETTERS_OF_WORD * words)


@lru_cache(maxsize=1 << 10)
def _holds_date(text: str) -> bool:
    return len(text) <= _LONGEST_DATED and any(map(str.isdigit, text)) and bool(written_dates(text))


def have_role(forms: Sequence[Parts | None], roles: frozenset[Role]) -> bool:
    """Tell whether one of the lines is known to have one of these roles."""
    for parts in forms:
        for part in parts or ():
            if part.role in roles:
                return True
    return False


def _longer(page: Surroundings, around: Iterable[int], length: float) -> bool:
    """Tell whether a line that could be a standfirst, longer than `length`, is among those `around`."""
    for i in around:
        if i >= page.lead:
            return False
        text = page.lines[i].text
        if page.forms[i] is None and length <= len(text) <= 2 * LONGEST_TITLE and weight(text) >= 8:
            return True
    return False


def _shorter(page: Surroundings, around: Iterable[int], length: float) -> bool:
    """Tell whether a line that could be a headline, shorter than `length`, is among those `around`."""
    for i in around:
        text = page.lines[i].text
        if page.forms[i] is None and len(text) <= length and weight(text) >= _SHORTEST_HEADLINE:
            return True
    return False


def _share(part: frozenset[str], whole: frozenset[str]) -> float:
    return len(part) / len(whole) if whole else 0.0
