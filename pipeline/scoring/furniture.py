"""The closed list of furniture words (`Language.furniture`), found in a scanned document by their hashes.

Words and pairs of words of some 25 languages in twelve categories. The list is written by hand and short on purpose:
learnt or hashed words are the first thing to overfit (../shared/notes/extract.md, "Later addition").
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from pipeline.language.known import LANGUAGES
from pipeline.scoring.scan import CJK, Hashes, Ints, Scan, scan

CATEGORIES = (
    "share",
    "nav",
    "related",
    "signup",
    "comments",
    "legal",
    "media",
    "byline",
    "time",
    "advert",
    "tags",
    "person",
)
_PAIR = np.uint64(0xD1B54A32D192ED03)
_SIEVE_SHIFT = np.uint64(48)


def _pairs(hashes: Hashes) -> Hashes:
    """Hash of each word with the one after it, (w-1,)."""
    with np.errstate(over="ignore"):
        joined: Hashes = hashes[:-1] * _PAIR + hashes[1:]
        return joined


@lru_cache(maxsize=1)
def _table() -> tuple[Hashes, Ints, NDArray[np.bool_]]:
    """(sorted hashes, bit set of categories) of every entry, and which leading 16 bits occur."""
    entries = [
        (index, entry)
        for index, category in enumerate(CATEGORIES)
        for language in LANGUAGES
        for entry in language.furniture.get(category, ())
    ]
    found = scan([entry for _, entry in entries])
    begin = np.searchsorted(found.word_line, np.arange(len(entries)))
    phrase = (found.words[:, 0] > 1) & (found.counts[:, CJK] == 0)  # a Han or kana word is a pair already
    bits: dict[int, int] = {}
    for (index, _), at, joined in zip(entries, begin.tolist(), phrase.tolist(), strict=True):
        key = int((_pairs(found.word_hash[at : at + 2]) if joined else found.word_hash[at : at + 1])[0])
        bits[key] = bits.get(key, 0) | (1 << index)
    keys = np.array(sorted(bits), np.uint64)
    sieve = np.zeros(1 << 16, bool)
    sieve[keys >> _SIEVE_SHIFT] = True
    return keys, np.array([bits[int(key)] for key in keys], np.int64), sieve


def category_hits(found: Scan, n: int) -> tuple[Ints, Ints]:
    """(n, len(CATEGORIES)) how many words or pairs of each category a line holds, and how many it begins with.

    A number before the first word is looked through: "59 Comments on ..." begins with a word of comments.
    """
    keys, bits, sieve = _table()
    opens = np.diff(found.word_line, prepend=-1) > 0
    after_number = np.concatenate([[False], (opens & found.word_number)[:-1]])[: len(opens)]
    begins = opens | (after_number & ~opens)
    lines, hashes, first = [found.word_line], [found.word_hash], [begins]
    if len(found.word_hash) > 1:
        same = found.word_line[:-1] == found.word_line[1:]
        lines.append(found.word_line[:-1][same])
        hashes.append(_pairs(found.word_hash)[same])
        first.append(begins[:-1][same])
    all_hashes = np.concatenate(hashes)
    maybe = np.flatnonzero(sieve[all_hashes >> _SIEVE_SHIFT])
    at = np.minimum(np.searchsorted(keys, all_hashes[maybe]), len(keys) - 1)
    hit = keys[at] == all_hashes[maybe]
    where = maybe[hit]
    width = len(CATEGORIES)
    member = (bits[at[hit]][:, None] >> np.arange(width)) & 1 > 0
    cells = np.concatenate(lines)[where][:, None] * width + np.arange(width)
    everywhere = np.bincount(cells[member], minlength=n * width).reshape(n, width)
    leading = np.bincount(cells[member & np.concatenate(first)[where][:, None]], minlength=n * width).reshape(n, width)
    return everywhere, leading
