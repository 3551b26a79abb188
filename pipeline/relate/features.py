"""What is kept of an article to relate it to others: numbers of its words, sentences and runs of words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import log
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from pipeline.relate.sentences import fingerprint, sentences
from pipeline.relate.words import COMMON_BY_LENGTH, COMMON_NAME, COMMON_NUMBER, COMMON_PAIR, Word, words

MOST_WORDS = 20_000
"""Words that are looked at: a book is not compared to its end."""
STORY_WORDS = 250
"""Words that a story is told by: news says first what happened, and later what else did (benchmarks/relations.py)."""
MOST_RUNS = 256
_NUMBER_CONTEXTS = 64
_MOST_OPENERS = 64

_LOGS = {share: log(share) for share in (*COMMON_BY_LENGTH, COMMON_NAME, COMMON_NUMBER, COMMON_PAIR)}

Numbers = NDArray[np.uint32]


@dataclass(frozen=True, slots=True)
class Features:
    """The fingerprints of one article; all sets are sorted, so that equal articles have equal features.

    `terms` are words, each with its count and the natural logarithm of the share of articles it is expected in;
    `names` are those of them that are set as names. `runs` are hashes of three words in a row, of which those
    divisible by 2 ** `rate` are kept. `sentences` and `paragraphs` go together. `contexts` are words before a number,
    `values` the numbers. `openers` are the first words of the paragraphs.
    """

    exact: bytes
    length: int
    terms: Numbers
    counts: NDArray[np.uint16]
    expected: NDArray[np.float32]
    names: Numbers
    runs: Numbers
    rate: int
    sentences: NDArray[np.int64]
    paragraphs: NDArray[np.uint16]
    contexts: Numbers
    values: Numbers
    openers: Numbers


def features(text: str) -> Features:
    """Return the features of a text. Its headline is none of them: alone it is no evidence, and the text repeats it."""
    body = _some(text)
    found = sorted(sentences(text), key=lambda sentence: (sentence.number, sentence.paragraph))
    terms, counts, expected = _terms(body[:STORY_WORDS])
    runs, rate = runs_of(np.array([word.number for word in body], np.uint32))
    contexts, values = _numbers_of(body[:STORY_WORDS])
    return Features(
        exact=fingerprint(text),
        length=len(body),
        terms=terms,
        counts=counts,
        expected=expected,
        names=_sorted({word.number for word in body[:STORY_WORDS] if word.is_name}),
        runs=runs,
        rate=rate,
        sentences=np.array([sentence.number for sentence in found], np.int64),
        paragraphs=np.array([min(sentence.paragraph, 65535) for sentence in found], np.uint16),
        contexts=contexts,
        values=values,
        openers=_openers(text),
    )


def runs_of(numbers: Numbers) -> tuple[Numbers, int]:
    """Return the hashes of three words in a row that are kept, at most `MOST_RUNS`, and the rate they are kept at."""
    if len(numbers) < 3:
        return np.zeros(0, np.uint32), 0
    wide = numbers.astype(np.uint64)
    mixed = (wide[:-2] * np.uint64(0x9E3779B97F4A7C15)) ^ (wide[1:-1] * np.uint64(0xC2B2AE3D27D4EB4F))
    mixed = (mixed ^ (mixed >> np.uint64(29))) * np.uint64(0xBF58476D1CE4E5B9) + wide[2:] * np.uint64(
        0x94D049BB133111EB
    )
    mixed = (mixed ^ (mixed >> np.uint64(32))) * np.uint64(0x9E3779B97F4A7C15)
    runs, rate = np.unique((mixed >> np.uint64(32)).astype(np.uint32)), 0
    while len(runs) > MOST_RUNS:
        rate += 1
        runs = thinned(runs, rate)
    return runs, rate


def thinned(runs: Numbers, rate: int) -> Numbers:
    """Return the runs that are kept at a rate, of those kept at a lower one."""
    kept: Numbers = runs[(runs & np.uint32((1 << rate) - 1)) == 0]
    return kept


def _some(text: str) -> list[Word]:
    found: list[Word] = []
    for word in words(text):
        found.append(word)
        if len(found) == MOST_WORDS:
            break
    return found


def _terms(found: Sequence[Word]) -> tuple[Numbers, NDArray[np.uint16], NDArray[np.float32]]:
    counts: Counter[int] = Counter()
    sums: dict[int, float] = {}
    for word in found:
        counts[word.number] += 1
        sums[word.number] = sums.get(word.number, 0.0) + _LOGS[word.expected]
    order = sorted(counts)
    return (
        np.array(order, np.uint32),
        np.array([min(counts[number], 65535) for number in order], np.uint16),
        np.array([sums[number] / counts[number] for number in order], np.float32),
    )


def _numbers_of(found: Sequence[Word]) -> tuple[Numbers, Numbers]:
    """Return the two words before each number and the two behind it, and the number; a context counts once."""
    seen: dict[int, int] = {}
    digits = [word.form[0].isdigit() for word in found]
    for place, word in enumerate(found):
        if not digits[place]:
            continue
        for mark, low, high in (("<", place - 2, place), (">", place + 1, place + 3)):
            if low >= 0 and high <= len(found) and not any(digits[low:high]):
                context = f"{mark}{found[low].form} {found[low + 1].form}"
                seen.setdefault(crc32(context.encode()), word.number)
        if len(seen) >= _NUMBER_CONTEXTS:
            break
    order = sorted(seen)
    return np.array(order, np.uint32), np.array([seen[context] for context in order], np.uint32)


def _openers(text: str) -> Numbers:
    found = set()
    for block in text.split("\n\n")[:_MOST_OPENERS]:
        word = next(words(block[:80]), None)
        if word is not None:
            found.add(word.number)
    return _sorted(found)


def _sorted(numbers: set[int]) -> Numbers:
    return np.array(sorted(numbers), np.uint32)
