"""The standfirst: what is displayed between headline and text and belongs to neither, chosen among the lines there."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise

from pipeline.label.dateline import split_dateline
from pipeline.label.evidence import Witness
from pipeline.label.parts import Parts
from pipeline.label.standfirst_weights import IN_HTML, IN_TEXT
from pipeline.label.title_signs import have_role
from pipeline.language.content import distinct_words
from pipeline.language.phrases import KICKERS, LABELS, key
from pipeline.language.sentences import ends_sentence
from pipeline.language.weight import weight
from schemas.stages import Line, Role

_SHORTEST, _LONGEST = 4, 110
_MOST_LINES = 24
_PARAGRAPHS = 3
# Of those given right, and of all found, in five folds by page: in HTML .90 and .88, at .3 .95 and .83; in text .88 and
# .39, at 0 .80 and .48. Trees in place of these weights, and ten times the pages, labelled by what is found in their
# HTML, gave no more in text.
_LEAST_IN_HTML, _LEAST_IN_TEXT = -0.5, 0.6
_SPOKEN = frozenset({Role.BYLINE, Role.DATE, Role.AGENCY})
_PICTURED = frozenset({Role.CAPTION, Role.CREDIT})
_LATER = 12
_TOLD_AGAIN = 12
_SHORTEST_HEADLINE = 6
_NEAR = 3
_ANY_WORD = re.compile(r"\w+")
_CREDIT_WORDS = frozenset(label for label, kind in LABELS.items() if kind == "credit" and " " not in label)
_TOLD_ALONE, _TOLD_BESIDE = 0.3, 0.45  # of its words, in the text


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a page: its lines, what forms and models said of them, where headline and text begin.

    `scores` are the chances that lines are the article's; `body` are the indices of its kept lines. `title` is -1 where
    the headline is not shown and the text begins with what stands below it.
    """

    lines: Sequence[Line]
    forms: Sequence[Parts | None]
    scores: Sequence[float]
    title: int
    body: Sequence[int]
    witness: Witness | None = None


def find_standfirst(head: Head) -> int | None:
    """Return the index of the standfirst, or None where there is none."""
    weights, least = (IN_TEXT, _LEAST_IN_TEXT) if head.witness is None else (IN_HTML, _LEAST_IN_HTML)
    scored = {i: _score(signs(head, i), weights) for i in candidates(head)}
    best = max(scored, key=lambda i: (scored[i], -i), default=None)
    if best is not None and scored[best] > least:
        return best
    return next((i for i in scored if _is_second_headline(head, i)), None) if head.witness is None else None


def _is_second_headline(head: Head, index: int) -> bool:
    """Tell whether a line of text is set like the headline above it, right below it, and is told again in the article.

    Text that was copied without its menu has such a line between headline and lead, where the annotated pages, whose
    menus and captions stand there, have taught the weights to expect none.
    """
    text = head.lines[index].text
    if ends_sentence(text) or text[-1] in ")）" or weight(text) < _SHORTEST_HEADLINE or head.title < 0:
        return False
    found = signs(head, index)
    if found["credited"] or index - head.title > _NEAR:
        return False
    alone = _is_alone(head, index, [i for i in head.body if i > index])
    if alone and key(text.partition(":")[0]) in KICKERS:
        return True  # "EXCLUSIVE: ..."
    return found["told_again"] >= (_TOLD_ALONE if alone else _TOLD_BESIDE) and (alone or index == head.title + 1)


def candidates(head: Head) -> list[int]:
    """Return the lines from the headline to the third paragraph that no form is known of and that say something.

    What is left must be a text: a page's only paragraph is no standfirst.
    """
    paragraphs = (i for i in head.body if i > head.title and weight(head.lines[i].text) > _SHORTEST)
    end = max(islice(paragraphs, _PARAGRAPHS), default=0)
    between = range(head.title + 1, end)
    open_lines = [i for i in between if head.forms[i] is None]
    return [i for i in open_lines if _SHORTEST <= weight(head.lines[i].text) <= _LONGEST][:_MOST_LINES]


def signs(head: Head, index: int) -> dict[str, float]:
    """Return the signs of a line for being the standfirst, each from 0 to 1."""
    text = head.lines[index].text
    between = head.forms[head.title + 1 : index]
    following = head.body[bisect_right(head.body, index) :]
    after = head.forms[index + 1 : following[0]] if following else ()
    spoken_after = float(have_role(after, _SPOKEN))
    next_words = weight(head.lines[following[0]].text) if following else 0
    words = weight(text)
    found = {
        "bias": 1.0,
        "few_words": float(words < 8),
        "many_words": float(words > 60),
        "paragraph": float(35 < words <= 60),
        "sentence": float(ends_sentence(text)),
        "score": head.scores[index],
        "sure": float(head.scores[index] > 0.9),
        "furniture": float(head.scores[index] < 0.03),
        "next_to_title": float(index == head.title + 1),
        "distance": min(index - head.title, _LATER) / _LATER,
        "rank": float(bisect_right(head.body, head.title) < bisect_left(head.body, index)),
        "only_paragraph": float(len(following) < 2),
        "before_byline": spoken_after,
        "after_byline": float(have_role(between, _SPOKEN)),
        "before_picture": float(have_role(after, _PICTURED)),
        "after_picture": float(have_role(between, _PICTURED)),
        "much_shorter": float(words * 1.6 < next_words),
        "dateline": float(split_dateline(text) is not None),
        "question": float(text[-1:] in "?？"),
        "colon": float(text[-1:] in ":："),
        "quoted": float(text[:1] in "\"“„«'‘「"),
        "digits": float(_digits(text) > 0.1 * len(text)),
    }
    found |= _word_signs(head, index, following, spoken_after)
    if head.witness is not None:
        found |= _markup_signs(head, index, following, head.witness)
    return found


def _word_signs(head: Head, index: int, following: Sequence[int], spoken_after: float) -> dict[str, float]:
    """Return how far the text says again what the line says: a summary is told again, a first paragraph is not."""
    text_of = head.lines[index].text
    own = distinct_words(text_of)
    first = distinct_words(head.lines[following[0]].text) if following else frozenset()
    untold = own.difference(*(distinct_words(head.lines[i].text) for i in following[:_TOLD_AGAIN]))
    told_again = _share(own - untold, own)
    title = distinct_words(head.lines[head.title].text) if head.title >= 0 else frozenset()
    return {
        "told_again": told_again,
        "told_at_once": _share(own & first, own),
        "of_title": _share(own & title, own),
        "title_in_it": _share(own & title, title),
        "title_in_next": _share(first & title, title),
        "told_before_byline": told_again * spoken_after,
        "credited": float("©" in text_of or not _CREDIT_WORDS.isdisjoint(_ANY_WORD.findall(text_of.casefold()))),
        "first_line_sentence": float(index == head.title + 1 and ends_sentence(text_of)),
        "first_before_byline": float(index == head.title + 1) * spoken_after,
    }


def _is_alone(head: Head, index: int, following: Sequence[int]) -> bool:
    """Tell whether nothing else of which no form is known stands between headline and lead."""
    if not following or head.title < 0:
        return False
    between = range(head.title + 1, max(index + 1, following[0]))
    return [i for i in between if head.forms[i] is None] == [index]


def _digits(text: str) -> int:
    # A line of 600 characters has as many to ask, or ten figures to count.
    return sum(map(text.count, "0123456789")) if text.isascii() else sum(map(str.isdigit, text))


def _share(part: frozenset[str], whole: frozenset[str]) -> float:
    return len(part) / len(whole) if whole else 0.0


def _markup_signs(head: Head, index: int, following: Sequence[int], witness: Witness) -> dict[str, float]:
    own = witness(head.lines[index])
    below = [witness(head.lines[i]) for i in following[:2]]
    described = "description" in own.declared
    named = "standfirst" in own.uses
    text_uses = own.uses & {"body", "content"}
    others = own.uses & {"related", "teaser", "signup", "advert", "navigation", "share", "aside", "comments", "popup"}
    alike = any(own.group == one.group for one in below)
    return {
        "described": float(described),
        "named": float(named),
        "described_alike": float(described and alike),
        "described_named": float(described and named),
        "named_alike": float(named and alike),
        "named_body": float("body" in own.uses),
        "named_content": float(bool(text_uses)),
        "named_other": float(bool(others)),
        "named_byline": float(bool(own.uses & {"byline", "date", "biography"})),
        "named_picture": float(bool(own.uses & {"caption", "credit", "picture", "media"})),
        "named_tags": float("tags" in own.uses),
        "alike": float(alike),
        "heading": float(own.is_heading),
        "bold": float(own.is_bold),
        "header": float(own.in_header),
        "linked": own.linked,
        "unlike_all": float(bool(below) and not alike and all(a.group == b.group for a, b in pairwise(below))),
    }


def _score(found: Mapping[str, float], weights: Mapping[str, float]) -> float:
    return sum(weights.get(sign, 0.0) * value for sign, value in found.items())
