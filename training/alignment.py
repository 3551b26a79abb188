"""Say which lines of a page are article body, by aligning them with the gold text; and score texts against gold.

Development only. The measure is the one of scrapinghub/article-extraction-benchmark: bags of 4-token shingles,
precision and recall averaged over documents, F1 of the two averages.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

_WORDS = re.compile(r"\w+")
# Han and kana are cut into single characters for the alignment only: a clause without spaces is one \w+ token.
_ALIGN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|[^\W\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+")
_N = 4


@dataclass(frozen=True)
class Fit:
    """Precision and recall of one text (None where the measure leaves the document out), shares in [0, 1]."""

    precision: float | None
    recall: float | None


def shingles(text: str) -> Counter[tuple[str, ...]]:
    """The bag of 4-token shingles; a shorter text is one shingle, an empty text none."""
    words = _WORDS.findall(text)
    if not words:
        return Counter()
    return Counter(tuple(words[i : i + _N]) for i in range(max(1, len(words) - _N + 1)))


def fit(gold: str, predicted: str) -> Fit:
    """Precision and recall of `predicted` against `gold` over shingles."""
    want, have = shingles(gold), shingles(predicted)
    both = sum((want & have).values())
    return Fit(both / have.total() if have else None, both / want.total() if want else None)


def f1(fits: Iterable[Fit]) -> tuple[float, float, float]:
    """(F1, precision, recall) of a set: harmonic mean of the two document means."""
    fits = list(fits)
    precisions = [f.precision for f in fits if f.precision is not None]
    recalls = [f.recall for f in fits if f.recall is not None]
    p = sum(precisions) / len(precisions) if precisions else 0.0
    r = sum(recalls) / len(recalls) if recalls else 0.0
    return (2 * p * r / (p + r) if p + r else 0.0), p, r


def _tokens(text: str) -> list[str]:
    return [w.lower() for w in _ALIGN.findall(text)]


def _grams(words: Sequence[str]) -> list[tuple[str, ...]]:
    return [tuple(words[i : i + _N]) for i in range(len(words) - _N + 1)]


def body_lines(lines: Sequence[str], gold: str, *, loosely: bool = False) -> list[bool]:
    """For each line: True when it is part of the gold text.

    Long lines are chained in the order of the gold (heaviest increasing chain of 4-gram matches), so that a teaser that
    repeats a sentence of the article is not body; short lines count when the gold has them between their neighbours.
    `loosely`: places in the gold are told to within four words, and two lines of the chain may stand at one.
    """
    gold_words = _tokens(gold)
    places: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for i, gram in enumerate(_grams(gold_words)):
        places[gram].append(i)
    words = [_tokens(line) for line in lines]
    spans = [_candidates(w, places, 4 if loosely else 1) for w in words]
    chain = _heaviest_chain(spans, may_share=loosely)
    used = bytearray(len(gold_words) + _N)
    result = [False] * len(lines)
    for line, start, end in chain:
        result[line] = True
        used[start:end] = b"\1" * (end - start)
    _add_moved(spans, chain, used, result)
    _add_short(words, chain, gold_words, result)
    return result


Span = tuple[int, int]  # first and last + 1 gold token


def _candidates(words: Sequence[str], places: dict[tuple[str, ...], list[int]], step: int) -> list[Span]:
    """Up to six gold spans that hold at least half of the line's 4-grams; their starts are multiples of `step`."""
    grams = _grams(words)
    if not grams:
        return []
    offsets: Counter[int] = Counter()
    hits = 0
    for i, gram in enumerate(grams):
        found = places.get(gram)
        if found:
            hits += 1
            for place in found[:8]:
                offsets[(place - i) // step] += 1
    if hits < 0.5 * len(grams):
        return []
    return [(max(0, o * step), max(0, o * step) + len(words)) for o, _ in offsets.most_common(6)]


def _heaviest_chain(spans: Sequence[Sequence[Span]], *, may_share: bool) -> list[tuple[int, int, int]]:
    """(line, start, end) of the chain with most words whose gold starts rise, by a Fenwick tree of maxima.

    `may_share`: they may also stay, so that two lines use the same gold span.
    """
    starts = sorted({s for line in spans for s, _ in line})
    best: list[tuple[float, int]] = [(0.0, -1)] * (len(starts) + 1)
    nodes: list[tuple[int, int, int, int]] = []
    for line, options in enumerate(spans):
        fresh = []
        for start, end in options:
            rank = bisect_left(starts, start) + 1
            top, at = (0.0, -1), rank if may_share else rank - 1
            while at > 0:
                top = max(top, best[at])
                at -= at & -at
            nodes.append((line, start, end, top[1]))
            fresh.append((rank, top[0] + end - start, len(nodes) - 1))
        for rank, weight, node in fresh:
            at = rank
            while at < len(best):
                best[at] = max(best[at], (weight, node))
                at += at & -at
    node = max(best)[1] if best else -1
    chain = []
    while node >= 0:
        line, start, end, node = nodes[node]
        chain.append((line, start, end))
    return chain[::-1]


def _add_moved(
    spans: Sequence[Sequence[Span]], chain: Sequence[tuple[int, int, int]], used: bytearray, result: list[bool]
) -> None:
    """Lines out of order whose gold span no chained line has taken: the converter moved them."""
    if not chain:
        return
    first, last = chain[0][0], chain[-1][0]
    for line, options in enumerate(spans):
        if result[line] or not options or not (first - 30 <= line <= last + 5):
            continue
        for start, end in options:
            if sum(used[start:end]) < 0.3 * (end - start):
                result[line] = True
                used[start:end] = b"\1" * (end - start)
                break


def _add_short(
    words: Sequence[Sequence[str]], chain: Sequence[tuple[int, int, int]], gold: Sequence[str], result: list[bool]
) -> None:
    """Lines of under four words that stand, in order, in the gold between the chained lines around them."""
    edges = [(-1, 0, 0), *chain, (len(words), len(gold), len(gold))]
    for (before, _, end), (after, start, _) in pairwise(edges):
        if before == -1:
            before = max(-1, after - 12)
        after = min(after, before + 40) if after == len(words) else after
        low, high = max(0, end - 6), min(len(gold), start + 6)
        for line in range(before + 1, after):
            width = len(words[line])
            if result[line] or not width:
                result[line] = result[line] or (
                    not width and before >= 0 and after < len(words) and after - before == 2
                )
                continue
            for at in range(low, high - width + 1):
                if gold[at : at + width] == list(words[line]) and (width > 1 or len(words[line][0]) > 1):
                    result[line] = True
                    low = at + width
                    break
