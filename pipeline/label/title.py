"""The headline among the lines above the article: the one the page repeats, announces, or goes on to write about."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from operator import mul

from pipeline.label.metalines import read_spans
from pipeline.label.parts import Parts
from pipeline.label.title_weights import LEAST_SCORE, WEIGHTS
from pipeline.language.calendar import written_dates
from pipeline.language.people import is_name_alone
from pipeline.language.phrases import KICKERS, key
from pipeline.language.sentences import ends_sentence
from pipeline.language.weight import weight
from schemas.stages import Line, Role

_LONGEST_TITLE = 250
_MOST_CANDIDATES = 400
WORD = re.compile(r"\w{4,}|[\u3400-\u9fff\u3040-\u30ff]{2}|[\uac00-\ud7af]{2,}|[\u0e00-\u0e7f]{4,}")
_DIGIT = re.compile(r"\d")
_BARS = "/|·•"
_LONGEST_SECTION_WORDS = 3
_NUMBERED = re.compile(r"[\d#•*-]")
_FEW = 3  # above a text copied without its menu stands little but its headline
_PARAGRAPHS = 40
_FIRST_PARAGRAPHS = 10  # what the article is about is said there
_HEAD_ROLES = frozenset({Role.BYLINE, Role.DATE, Role.SHARE, Role.LABEL})
_TOP_ROLES = frozenset({Role.BREADCRUMB, Role.NAVIGATION})


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the candidates for a headline are compared in: the lines, their forms, the lead, what it is about."""

    lines: Sequence[Line]
    forms: Sequence[Parts | None]
    lead: int
    first_words: frozenset[str]
    word_counts: Counter[str]
    announced: Mapping[str, int]


def find_title(
    lines: Sequence[Line], forms: Sequence[Parts | None], body: Sequence[int], announced: Mapping[str, int]
) -> int | None:
    """Return the index of the headline above the lead, or None.

    `body` are the indices of the article's lines, `announced` the keys of breadcrumbs' last steps.
    """
    candidates = title_candidates(lines, forms, body)
    page = survey(lines, forms, body, announced)
    scores = {i: _score(signs(page, i, rank / len(candidates))) for rank, i in enumerate(candidates)}
    ranked = sorted(candidates, key=lambda i: (-scores[i], i))[:_FEW]
    best = next((i for i in ranked if _can_be_title(lines[i].text)), None)
    if best is None or (len(candidates) > _FEW and scores[best] < LEAST_SCORE):
        return None
    return best


def _score(found: Mapping[str, float]) -> float:
    return float(sum(map(mul, map(WEIGHTS.__getitem__, found), found.values())))


def title_candidates(lines: Sequence[Line], forms: Sequence[Parts | None], body: Sequence[int]) -> list[int]:
    """Return the indices of the lines above the lead that no form is known of, the nearest few hundred."""
    lead = body[0] if body else len(lines)
    above = [i for i in range(lead) if forms[i] is None and 2 <= len(lines[i].text) <= _LONGEST_TITLE]
    return above[-_MOST_CANDIDATES:]


def survey(
    lines: Sequence[Line], forms: Sequence[Parts | None], body: Sequence[int], announced: Mapping[str, int]
) -> Surroundings:
    """Return what is known of the page when its headline is looked for."""
    paragraphs = [WORD.findall(lines[i].text.casefold()) for i in body[:_PARAGRAPHS]]
    counts = Counter(chain.from_iterable(paragraphs))
    first = frozenset(chain.from_iterable(paragraphs[:_FIRST_PARAGRAPHS]))
    return Surroundings(lines, forms, body[0] if body else len(lines), first, counts, announced)


def signs(page: Surroundings, index: int, rank: float) -> dict[str, float]:
    """Return the signs of a line for being the headline, each from 0 to 1; `rank` is its place among the candidates."""
    text = page.lines[index].text
    words = weight(text)
    content = set(WORD.findall(text.casefold()))
    near, before = page.forms[index + 1 : index + 4], page.forms[max(0, index - 3) : index]
    label = text.partition(":")[0]
    return {
        "announced": float(key(text) in page.announced),
        "about_lead": _share(content & page.first_words, content),
        "about_text": sum([min(page.word_counts.get(word, 0), 6) for word in content]) / (6 * len(content))
        if content
        else 0.0,
        "distance": min(page.lead - index, 30) / 30,
        "beside_lead": float(page.lead - index == 1),
        "long_enough": float(5 <= words <= 25),
        "too_short": float(words < 3),
        "length": min(len(text), 150) / 150,
        "sentence": float(ends_sentence(text) and text[-1] not in '?!？！"”»'),
        "question": float(text[-1] in "?？"),
        "first": float(rank == 0),
        "rank": rank,
        "above_byline": float(_have(near, _HEAD_ROLES)),
        "below_navigation": float(_have(before, _TOP_ROLES)),
        "very_long": float(words > 22),
        "standfirst_below": float(_longer(page, range(index + 1, index + 9), len(text) * 1.15)),
        "headline_above": float(_shorter(page, range(max(0, index - 8), index), len(text) / 1.15)),
        "kicker": float(label != text and key(label) in KICKERS),
        "numbered": float(_NUMBERED.match(text) is not None),
    }


def _can_be_title(text: str) -> bool:
    """Tell whether the line is neither a date, alone or behind a section, nor a name alone."""
    return not read_spans(text, in_head=True) and not is_name_alone(text) and not _is_dated_section(text)


def _is_dated_section(text: str) -> bool:
    """Tell whether the line is a word or two, a bar and a date: "Harbour / June 12, 2024"."""
    dates = written_dates(text) if _DIGIT.search(text) else []
    if not dates or text[dates[-1].end :].strip():
        return False
    before = text[: dates[0].start].rstrip()
    return before.endswith(tuple(_BARS)) and len(before.rstrip(_BARS).split()) <= _LONGEST_SECTION_WORDS


def _have(forms: Sequence[Parts | None], roles: frozenset[Role]) -> bool:
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
        if page.forms[i] is None and length <= len(text) <= 2 * _LONGEST_TITLE and weight(text) >= 8:
            return True
    return False


def _shorter(page: Surroundings, around: Iterable[int], length: float) -> bool:
    """Tell whether a line that could be a headline, shorter than `length`, is among those `around`."""
    for i in around:
        text = page.lines[i].text
        if page.forms[i] is None and len(text) <= length and weight(text) >= 4:
            return True
    return False


def _share(part: set[str] | frozenset[str], whole: set[str]) -> float:
    return len(part) / len(whole) if whole else 0.0
