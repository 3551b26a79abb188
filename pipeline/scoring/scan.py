"""Count the characters and words of all lines of a document at once, in numpy: one pass, no regular expression.

A line's look is the same in every script: classes of characters (letters with and without case, digits, marks that
end a sentence, ...) come from the Unicode database, words are runs of letters and digits, a Han or kana pair is a word.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Hashes = NDArray[np.uint64]

(
    OTHER,
    SPACE,
    LOWER,
    UPPER,
    CASELESS,
    CJK,
    DIGIT,
    STOP,
    END,
    COMMA,
    QUOTE,
    APOSTROPHE,
    DASH,
    OPEN,
    CLOSE,
    COLON,
    BAR,
    SIGN,
    MONEY,
) = range(19)
CLASSES = 32
_BY_CATEGORY = {
    "Ll": LOWER, "Lu": UPPER, "Lt": UPPER, "Lo": CASELESS, "Lm": CASELESS, "Mn": CASELESS, "Mc": CASELESS,
    "Me": CASELESS,
    "Nd": DIGIT, "Nl": DIGIT, "No": DIGIT, "Zs": SPACE, "Zl": SPACE, "Zp": SPACE, "Cc": SPACE, "Pd": DASH, "Ps": OPEN,
    "Pe": CLOSE, "Pi": QUOTE, "Pf": QUOTE, "Sc": MONEY,
}  # fmt: skip
_BY_CHARACTER = (
    (STOP, ".．"), (END, "!?。！？…؟۔।॥｡‽"), (COMMA, ",;،，、；؛､"),
    (QUOTE, "\"“”„‟«»‹「」『』《》"), (APOSTROPHE, "'’‘‚‛`´"),
    (DASH, "-–—‐‑−"), (COLON, ":："), (BAR, "|›>→►▶·•●▪■♦◆‣⁃*/\\~▸✓✔➔➤│｜・_"), (SIGN, "@#©®™&+="), (MONEY, "%％"),
)  # fmt: skip
_MULTIPLIER = 0x9E3779B97F4A7C15
_LONGEST = 32  # characters of a word that enter its hash
_STEM = 5
_IS_MARK = np.zeros(CLASSES, bool)
_IS_MARK[[STOP, END, COLON, BAR, DASH]] = True


@dataclass(frozen=True)
class Scan:
    """What one pass over a document found; n lines, w words (Han and kana: pairs)."""

    counts: Ints  # (n, CLASSES) characters by class
    first: Ints  # (n,) class of the first character
    last: Ints  # (n,) class of the last character
    last_core: Ints  # (n,) class of the last character that is no quote or closing bracket
    ends: Ints  # (n,) sentence ends: a mark followed by space, quote, bracket or the line's end
    inner_dots: Ints  # (n,) dots or slashes between letters: addresses
    inner_numbers: Ints  # (n,) marks between digits: dates and times
    colon_at: Ints  # (n,) characters before the first colon, the line's length if none
    words: Ints  # (n, 6) words, capitalised, all capitals, with a digit first, short and uncapitalised, word characters
    word_line: Ints  # (w,) line of each word
    word_length: Ints  # (w,) characters
    word_number: NDArray[np.bool_]  # (w,) begins with a digit
    word_hash: Hashes  # (w,)
    stem_hash: Hashes  # (w,) of the first five characters: inflected forms of a long word fall together


@lru_cache(maxsize=1)
def _tables() -> tuple[NDArray[np.uint8], NDArray[np.uint16]]:
    """(class, folded code) of each of the first 65,536 code points; higher ones are OTHER, or CJK if ideographs."""
    classes = np.array([_BY_CATEGORY.get(unicodedata.category(chr(c)), OTHER) for c in range(0x10000)], np.uint8)
    for low, high in (
        (0x3005, 0x3007),
        (0x3041, 0x30FF),
        (0x31F0, 0x31FF),
        (0x3400, 0x9FFF),
        (0xF900, 0xFAFF),
        (0xFF66, 0xFF9F),
    ):
        part = classes[low : high + 1]
        part[(part == CASELESS) | (part == DIGIT)] = CJK
    for kind, characters in _BY_CHARACTER:
        classes[[ord(c) for c in characters]] = kind
    folded = np.arange(0x10000, dtype=np.uint16)
    for code in np.flatnonzero(classes == UPPER).tolist():
        low_form = chr(code).lower()
        folded[code] = ord(low_form[0]) if ord(low_form[0]) < 0x10000 else code
    return classes, folded


@lru_cache(maxsize=1)
def _powers() -> Hashes:
    with np.errstate(over="ignore"):
        return np.cumprod(np.full(_LONGEST, _MULTIPLIER, np.uint64), dtype=np.uint64)


def scan(lines: Sequence[str]) -> Scan:
    """Every count of the lines; linear in the characters."""
    text = "\n".join(lines) + "\n"
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    table, folds = _tables()
    beyond = int(codes.max()) > 0xFFFF
    small = np.minimum(codes, 0xFFFF).astype(np.uint16) if beyond else codes.astype(np.uint16)
    kinds = table.take(small)
    if beyond:
        kinds[(codes >= 0x20000) & (codes < 0x32000)] = CJK
    n = len(lines)
    lengths = np.fromiter(map(len, lines), np.int64, n)
    starts = np.zeros(n, np.int64)
    np.cumsum(lengths[:-1] + 1, out=starts[1:])
    line_of = np.repeat(np.arange(n), lengths + 1)
    counts = np.bincount(line_of * CLASSES + kinds, minlength=n * CLASSES).reshape(n, CLASSES)
    counts[:, SPACE] -= 1  # the line feed
    finish = starts + lengths  # index of each line feed
    after = np.append(kinds[1:], np.uint8(SPACE))
    before = np.append(np.uint8(SPACE), kinds[:-1])
    return Scan(
        counts=counts,
        first=kinds[starts].astype(np.int64),
        last=kinds[np.maximum(finish - 1, 0)].astype(np.int64),
        last_core=_last_core(kinds, starts, finish),
        **_marks(kinds, before, after, line_of, starts, lengths),
        **_words(kinds, folds.take(small), before, line_of, n),
    )


def _last_core(kinds: NDArray[np.uint8], starts: Ints, finish: Ints) -> Ints:
    """Class of each line's last character, looking through up to three quotes, brackets or spaces."""
    closing = np.zeros(CLASSES, bool)
    closing[[QUOTE, APOSTROPHE, CLOSE, SPACE]] = True
    at = np.maximum(finish - 1, starts)
    for _ in range(3):
        at = np.where(closing[kinds[at]] & (at > starts), at - 1, at)
    return kinds[at].astype(np.int64)


def _marks(
    kinds: NDArray[np.uint8],
    before: NDArray[np.uint8],
    after: NDArray[np.uint8],
    line_of: Ints,
    starts: Ints,
    lengths: Ints,
) -> dict[str, Any]:
    """Sentence ends, dots inside words, marks inside numbers, the first colon: all found at the marks only."""
    n = len(starts)
    at = np.flatnonzero(_IS_MARK.take(kinds))
    kind, left, right, line = kinds[at], before[at], after[at], line_of[at]
    loose = (right == SPACE) | (right == QUOTE) | (right == CLOSE) | (right == APOSTROPHE)
    ends = ((kind == STOP) & loose & (left != UPPER)) | (kind == END)
    letters = (left >= LOWER) & (left <= CASELESS) & (right >= LOWER) & (right <= CASELESS)
    dots = letters & ((kind == STOP) | (kind == BAR))
    numbers = (left == DIGIT) & (right == DIGIT)
    colon = np.flatnonzero(kind == COLON)[::-1]
    colon_at = lengths.copy()
    colon_at[line[colon]] = at[colon] - starts[line[colon]]  # the last assignment wins: the first colon
    return {
        "ends": np.bincount(line[ends], minlength=n),
        "inner_dots": np.bincount(line[dots], minlength=n),
        "inner_numbers": np.bincount(line[numbers], minlength=n),
        "colon_at": colon_at,
    }


def _words(
    kinds: NDArray[np.uint8], folded: NDArray[np.uint16], before: NDArray[np.uint8], line_of: Ints, n: int
) -> dict[str, Any]:
    """Words with their line, length and hash; counts of words by look."""
    inside = (kinds >= LOWER) & (kinds <= DIGIT)
    was_inside = (before >= LOWER) & (before <= DIGIT)
    cjk = kinds == CJK
    begin = np.flatnonzero(inside & (~was_inside | cjk | (before == CJK)))
    places = np.flatnonzero(inside)
    if not len(begin):
        empty = np.zeros(0, np.int64)
        return {"words": np.zeros((n, 6), np.int64), "word_line": empty, "word_length": empty, "word_number": empty > 0,
                "word_hash": empty.astype(np.uint64), "stem_hash": empty.astype(np.uint64)}  # fmt: skip
    first = np.cumsum(inside)[begin] - 1
    length = np.diff(np.append(first, len(places)))
    hashes, stems = _hashes(folded.take(places), first, length)
    _join_pairs(hashes, stems, begin, cjk[begin])
    line = line_of[begin]
    return {
        "words": _counts_by_look(kinds, begin, length, line, n),
        "word_line": line,
        "word_length": length,
        "word_number": kinds[begin] == DIGIT,
        "word_hash": hashes,
        "stem_hash": stems,
    }


def _hashes(codes: NDArray[np.uint16], first: Ints, length: Ints) -> tuple[Hashes, Hashes]:
    """(w,) hash of each word and of its stem, from the characters of all words laid end to end."""
    spot = np.arange(len(codes))  # the place of a character in its word
    spot -= np.repeat(first, length)
    np.minimum(spot, _LONGEST - 1, out=spot)
    with np.errstate(over="ignore"):
        parts = codes.astype(np.uint64)
        parts += np.uint64(1)
        parts *= _powers().take(spot)
        hashes = np.add.reduceat(parts, first)
        parts[spot >= _STEM] = 0
        return hashes, np.add.reduceat(parts, first)


def _join_pairs(hashes: Hashes, stems: Hashes, begin: Ints, cjk: NDArray[np.bool_]) -> None:
    """Make each ideograph that another one follows the pair of both, in place."""
    if len(begin) > 1:
        pair = np.flatnonzero(cjk[:-1] & cjk[1:] & (np.diff(begin) == 1))
        with np.errstate(over="ignore"):
            follow = hashes[pair + 1] * np.uint64(31)
            hashes[pair] += follow
        stems[pair] = hashes[pair]


def _counts_by_look(kinds: NDArray[np.uint8], begin: Ints, length: Ints, line: Ints, n: int) -> Ints:
    """(n, 6) the counts of `Scan.words`."""
    kind = kinds[begin]
    upper = np.concatenate([[0], np.cumsum(kinds == UPPER)])
    capitals = upper[begin + length] - upper[begin]
    looks = (
        np.ones(len(begin), bool),
        kind == UPPER,
        (capitals == length) & (length > 1),
        kind == DIGIT,
        ((kind == LOWER) | (kind == CASELESS)) & (length <= 3),
    )
    edge = np.searchsorted(line, np.arange(n + 1))
    totals = np.zeros((len(line) + 1, 6), np.int64)
    np.cumsum(np.stack([*looks, length], 1), 0, out=totals[1:])
    counts: Ints = totals[edge[1:]] - totals[edge[:-1]]
    return counts
