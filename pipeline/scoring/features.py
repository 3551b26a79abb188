"""Numbers that describe each line of a document: its look, its place, its neighbours; no language is assumed.

`describe` gives a dict of named (n,) columns, and `matrix` takes more of them, so that another module (blocks of HTML:
tag path, link density) can add its own. Square roots instead of logarithms: IEEE rounds them exactly, on every machine.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipeline.scoring import scan as s
from pipeline.scoring.furniture import CATEGORIES, category_hits
from pipeline.scoring.series import Floats, heaviest_run, ratio, shifted, steps_since, window_means

Columns = dict[str, Floats]
_FIRST = (("upper", (s.UPPER,)), ("lower", (s.LOWER,)), ("digit", (s.DIGIT,)), ("quote", (s.QUOTE, s.APOSTROPHE)),
          ("bullet", (s.DASH, s.BAR)), ("sign", (s.SIGN, s.OPEN, s.OTHER, s.MONEY)))  # fmt: skip
_LAST = (
    ("stop", (s.STOP,)),
    ("end", (s.END,)),
    ("colon", (s.COLON,)),
    ("letter", (s.UPPER, s.LOWER, s.CASELESS, s.CJK)),
    ("digit", (s.DIGIT,)),
    ("comma", (s.COMMA,)),
    ("sign", (s.BAR, s.SIGN, s.DASH, s.OTHER)),
)
_NEAR = (
    "size",
    "stop_end",
    "short_share",
    "capital_share",
    "digit_share",
    "furniture",
    "sentence_words",
    "own_time",
    "last_letter",
)
_NEAR_OFFSETS = (-3, -2, -1, 1, 2, 3)
_WINDOWS = (1, 3, 8, 20)
_MARKERS = ("comments", "related", "share", "signup", "legal", "time", "byline")


@dataclass(frozen=True)
class Document:
    """Everything counted once per document and used by both stages; n lines."""

    size: int
    words: Floats  # (n,) words, Han and kana at 0.6 a character
    prose: Floats  # (n,) 1.0 for a line that looks like running text
    vocabulary: NDArray[np.int64]  # (m,) number of the word type of each content word
    vocabulary_line: NDArray[np.int64]  # (m,) its line
    content: Floats  # (n,) content words
    columns: Columns  # look of the lines and their place
    window_source: Floats  # (n, k) what is averaged over windows


def one_of(kind: NDArray[np.int64], classes: Sequence[int]) -> Floats:
    """1.0 where the class is one of these."""
    table = np.zeros(s.CLASSES)
    table[list(classes)] = 1.0
    found: Floats = table[kind]
    return found


def shared_words(document: Document, weight: Floats) -> Floats:
    """(n,) share of a line's content words that also stand in other lines, these counted by `weight` (n,)."""
    if not len(document.vocabulary):
        return np.zeros(document.size)
    per_word = weight[document.vocabulary_line]
    total = np.bincount(document.vocabulary, per_word)
    elsewhere = np.minimum(np.maximum(total[document.vocabulary] - per_word, 0.0), 2.0)
    return ratio(np.bincount(document.vocabulary_line, elsewhere, document.size), document.content)


def _look(found: s.Scan, hits: NDArray[np.int64]) -> tuple[Columns, Floats]:
    """Columns of the lines by themselves, and their number of words."""
    words = _count_words(found)
    columns = _word_shares(found, words) | _mark_shares(found, words)
    columns["furniture"] = ratio(np.minimum(hits[:, :11], 3).sum(1), words)
    columns |= {f"first_{name}": one_of(found.first, kinds) for name, kinds in _FIRST}
    columns |= {f"last_{name}": one_of(found.last, kinds) for name, kinds in _LAST}
    columns |= {f"own_{name}": ratio(hits[:, i], words) for i, name in enumerate(CATEGORIES)}
    return columns, words


def _count_words(found: s.Scan) -> Floats:
    """(n,) words of each line, by its letters where nobody writes spaces, as in Thai."""
    letters = found.counts[:, s.LOWER : s.CJK + 1].sum(1)
    cjk, count = found.counts[:, s.CJK], found.words[:, 0]
    words: Floats = np.maximum(count - 0.4 * cjk, (letters + 1.5 * cjk) / 9.0)
    return words


def _word_shares(found: s.Scan, words: Floats) -> Columns:
    """How many words a line has, of what length and look, and its shares of characters that words are made of."""
    counts, count = found.counts, found.words[:, 0]
    length = counts.sum(1)
    return {
        "size": np.sqrt(words),
        "word_length": np.minimum(ratio(found.words[:, 5], count), 20.0),
        "short_share": ratio(found.words[:, 4], count),
        "shorts": np.sqrt(found.words[:, 4]),
        "capital_share": ratio(found.words[:, 1], count),
        "all_capital_share": ratio(found.words[:, 2], count),
        "number_share": ratio(found.words[:, 3], count),
        "digit_share": ratio(counts[:, s.DIGIT], length),
        "caseless_share": ratio(counts[:, s.CASELESS], length),
        "cjk_share": ratio(counts[:, s.CJK], length),
    }


def _mark_shares(found: s.Scan, words: Floats) -> Columns:
    """Sentences and the marks of a line, most of them for each of its words."""
    counts = found.counts
    return {
        "sentences": np.sqrt(found.ends),
        "sentence_words": np.minimum(words / np.maximum(found.ends, 1), 60.0),
        "comma_share": ratio(counts[:, s.COMMA], words),
        "commas": np.sqrt(counts[:, s.COMMA]),
        "stop_end": one_of(found.last_core, (s.STOP, s.END)),
        "ellipsis": one_of(found.last, (s.STOP,)) * (found.ends == 0),
        "quotes": np.sqrt(counts[:, s.QUOTE]),
        "closes_quote": one_of(found.last, (s.QUOTE,)),
        "brackets": ratio(counts[:, s.OPEN] + counts[:, s.CLOSE], words),
        "bars": ratio(counts[:, s.BAR], words),
        "signs": ratio(counts[:, s.SIGN], words),
        "money": ratio(counts[:, s.MONEY], words),
        "dashes": ratio(counts[:, s.DASH], words),
        "colons": ratio(counts[:, s.COLON], words),
        "colon_place": ratio(found.colon_at, counts.sum(1)),
        "colon_near": np.minimum(found.colon_at, 60).astype(np.float64),
        "addresses": ratio(found.inner_dots, words),
        "inner_numbers": ratio(found.inner_numbers, words),
    }


def _repeats(lines: Sequence[str], found: s.Scan, n: int) -> Columns:
    """How often the line, and its first word, stand in the document; how alike its look is to its neighbours'."""
    times = Counter(lines)
    first = np.zeros(n, np.uint64)
    begin = np.flatnonzero(np.diff(found.word_line, prepend=-1))
    first[found.word_line[begin]] = found.word_hash[begin]
    _, inverse, count = np.unique(first, return_inverse=True, return_counts=True)
    shape = found.first * 1024 + found.last_core * 32 + np.minimum(np.sqrt(found.words[:, 0]), 12).astype(np.int64)
    same = np.stack(
        [np.concatenate([np.full(min(k, n), 0.0), (shape[k:] == shape[:-k]).astype(np.float64)]) for k in (1, 2, 3, 4)],
        1,
    )
    alike = window_means(same, 6)
    return {
        "repeats": np.minimum(np.fromiter((times[line] for line in lines), np.float64, n), 5.0),
        "first_word_repeats": np.minimum(count[inverse], 12).astype(np.float64) * (first > 0),
        **{f"period_{k + 1}": alike[:, k] for k in range(4)},
    }


def _place(n: int, words: Floats, prose: Floats, blanks: Floats) -> Columns:
    """Where the line stands in the document and to the prose of it."""
    at = np.arange(n, dtype=np.float64)
    total = np.cumsum(words)
    weights = np.where(prose > 0, words, -np.minimum(words, 12.0) - 4.0)
    low, high = heaviest_run(weights)
    mass = np.cumsum(prose * words)
    ones = np.ones(n)
    return {
        "place": at / n,
        "words_before": (total - words) / max(total[-1], 1.0),
        "from_start": np.minimum(at, 50.0),
        "to_end": np.minimum(n - 1 - at, 50.0),
        "lines": ones * np.sqrt(n),
        "all_words": ones * np.sqrt(total[-1]),
        "prose_lines": ones * prose.mean(),
        "mean_words": ones * words.mean(),
        "blank_before": np.minimum(blanks, 3.0),
        "blank_after": np.minimum(np.append(blanks[1:], 1.0), 3.0),
        "blank_mean": ones * (np.minimum(blanks[1:], 2.0).mean() if n > 1 else 0.0),
        "since_prose": steps_since(prose, 25),
        "until_prose": steps_since(prose[::-1], 25)[::-1],
        "in_run": ((at >= low) & (at <= high)).astype(np.float64),
        "before_run": np.sqrt(np.maximum(low - at, 0.0)),
        "after_run": np.sqrt(np.maximum(at - high, 0.0)),
        "prose_before": (mass - prose * words) / (mass[-1] + 1.0),
        "prose_words": ones * np.sqrt(mass[-1]),
    }


def _markers(hits: NDArray[np.int64], words: Floats, prose: Floats) -> Columns:
    """Short lines of furniture words: how far back, how far ahead, how many since the prose began.

    A thread of comments is longer than any window; its marks are the marker before it and the one after every comment.
    """
    which = [CATEGORIES.index(name) for name in _MARKERS]
    flags = (np.minimum(hits[:, which], 1) * (words <= 8)[:, None]).astype(np.float64)
    since, until = steps_since(flags, 40), steps_since(flags[::-1], 40)[::-1]
    seen = np.sqrt(np.cumsum(flags * (np.cumsum(prose) > 0)[:, None], 0))
    around = window_means(flags, 20)
    return {
        f"{what}_{name}": values[:, i]
        for i, name in enumerate(_MARKERS)
        for what, values in (("since", since), ("until", until), ("seen", seen), ("around", around))
    }


def describe(lines: Sequence[str], blank_before: Sequence[int]) -> Document:
    """Scan the document and compute every column of its lines; n >= 1."""
    n = len(lines)
    found = s.scan(lines)
    hits, leading = category_hits(found, n)
    columns, words = _look(found, hits)
    columns |= {f"begins_{name}": np.minimum(leading[:, i], 1.0) for i, name in enumerate(CATEGORIES[:-1])}
    prose = (((words >= 10) & (columns["stop_end"] + (found.ends > 0) > 0)) | (words >= 30)).astype(np.float64)
    columns |= _repeats(lines, found, n)
    columns |= _place(n, words, prose, np.asarray(blank_before, np.float64))
    content = (found.word_length >= 5) | (found.counts[:, s.CJK] * 3 > found.counts.sum(1))[found.word_line]
    _, vocabulary = np.unique(found.stem_hash[content], return_inverse=True)
    line = found.word_line[content]
    capped = np.minimum(columns["size"], 8.0), prose, columns["short_share"], np.minimum(columns["furniture"], 1.0)
    source = np.stack([*capped, columns["capital_share"], columns["stop_end"], columns["last_letter"]], 1)
    columns |= _markers(hits, words, prose)
    document = Document(
        n,
        words,
        prose,
        vocabulary.astype(np.int64),
        line,
        np.bincount(line, minlength=n).astype(np.float64),
        columns,
        source,
    )
    columns["shared"] = shared_words(document, prose * columns["in_run"])
    columns["shared_all"] = shared_words(document, np.ones(n))
    return document


def matrix(document: Document, extra: Mapping[str, Floats] | None = None) -> Floats:
    """(n, d) of the first stage: own columns (and `extra` ones), windows, neighbours."""
    columns = document.columns | dict(extra or {})
    own = np.array(list(columns.values())).T
    shared = np.stack([columns["shared"], columns["shared_all"]], 1)
    windows = [window_means(document.window_source, radius) for radius in _WINDOWS]
    near = shifted(np.stack([columns[name] for name in _NEAR], 1), _NEAR_OFFSETS)
    return np.concatenate([own, window_means(shared, 3), *windows, near], 1)
