"""From scores to decisions: which lines are kept, and by which rule each other line is cut.

Pure Python on purpose: it runs over a few hundred numbers, and a reader must be able to follow it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

_LEAST = 0.2  # no line below this is kept for the F1's sake
_NO_ARTICLE = 0.5  # where no line reaches this and all likely lines together are short, there is no article
_NO_ARTICLE_WORDS = 150.0
_SENTENCE_FLOOR = 0.3  # a full sentence beside a kept line is kept from here on (F1 moves by less than .0005)
_SENTENCE_REACH = 2  # lines: a "read also" or a caption may stand between
_SENTENCE_WEIGHT = 13.0  # ten words
_SENTENCE_ENDS = ".!?。！？…؟۔।॥｡"
_DOUBT = (0.25, 0.75)
_CLOSERS = "\"”’»)']」』"


class Decision(NamedTuple):
    """Whether a line is the article's, the rule that decided, and the probability it rests on."""

    keep: bool
    rule: str  # model, sentence (kept at low confidence); model, before_start, after_end, no_article (cut)
    score: float

    @property
    def uncertain(self) -> bool:
        """Tell whether the decision could as well have been the other."""
        return _DOUBT[0] < self.score < _DOUBT[1]


def weight(line: str) -> float:
    """The share a line has in the text: its words, or a third of its characters where nobody writes spaces, plus 3.

    The 3 is what a short line costs in the measure: the 4-token shingles that run over its edges.
    """
    words = line.count(" ") + 1
    if words * 12 < len(line):
        words = len(line) // 3
    return words + 3.0


def threshold(scores: Sequence[float], weights: Sequence[float]) -> float:
    """The score from which lines are kept, so that the expected F1 of the text is highest.

    Known result: the best cut is at half the F1 one expects. A sure page is cut near 0.5, an unsure one lower.
    """
    order = sorted(range(len(scores)), key=lambda i: -scores[i])
    expected = sum(p * w for p, w in zip(scores, weights, strict=True))
    best, level, hit, size = -1.0, 1.0, 0.0, 0.0
    for rank, i in enumerate(order):
        hit += scores[i] * weights[i]
        size += weights[i]
        last_of_its_score = rank + 1 == len(order) or scores[order[rank + 1]] < scores[i]
        f1 = 2 * hit / (size + expected) if size + expected else 0.0
        if last_of_its_score and f1 > best:
            best, level = f1, scores[i]
    return max(level, _LEAST)


def has_article(scores: Sequence[float], weights: Sequence[float]) -> bool:
    """False for a page without one likely line and with little that is even possible: a menu, an error, a video page.

    Of 721 seed-like pages this empties 7, none of which has its article in the text.
    """
    possible = sum(w for p, w in zip(scores, weights, strict=True) if p >= _LEAST)
    return max(scores, default=0.0) >= _NO_ARTICLE or possible >= _NO_ARTICLE_WORDS


def is_sentence(line: str) -> bool:
    """A line of running text: at least ten words' worth, with the mark that ends a sentence."""
    core = line.rstrip(_CLOSERS)
    return core != "" and core[-1] in _SENTENCE_ENDS and weight(line) >= _SENTENCE_WEIGHT


def article_end(keep: Sequence[bool]) -> int:
    """Index one past the last kept line: what stands from here on is after the article."""
    return max((i + 1 for i, kept in enumerate(keep) if kept), default=0)


def decisions(scores: Sequence[float], lines: Sequence[str]) -> list[Decision]:
    """Every line's decision with its rule; all lines are cut only where `has_article` says there is none."""
    weights = [weight(line) for line in lines]
    if not has_article(scores, weights):
        return [Decision(False, "no_article", score) for score in scores]
    level = threshold(scores, weights)
    keep = [score >= level for score in scores]
    saved = [
        not kept
        and scores[i] >= min(_SENTENCE_FLOOR, level)
        and any(keep[max(0, i - _SENTENCE_REACH) : i + _SENTENCE_REACH + 1])
        and is_sentence(lines[i])
        for i, kept in enumerate(keep)
    ]
    final = [kept or rescued for kept, rescued in zip(keep, saved, strict=True)]
    start = next((i for i, kept in enumerate(final) if kept), len(final))
    end = article_end(final)
    result = []
    for i, score in enumerate(scores):
        if start <= i < end:
            result.append(Decision(final[i], "sentence" if saved[i] else "model", score))
        else:
            result.append(Decision(False, "before_start" if i < start else "after_end", score))
    return result


def decide(scores: Sequence[float], lines: Sequence[str]) -> list[bool]:
    """For each line whether it is kept as body."""
    return [decision.keep for decision in decisions(scores, lines)]
