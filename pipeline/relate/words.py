"""The words of a text as numbers, each with how common a word of its form is; the same for every language."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple
from zlib import crc32

# A number keeps its marks, whichever of them its language writes: 7,912.44 and 18.747 and 20:15.
_WORD = re.compile(r"\d+(?:[.,:]\d+){0,8}[^\W\d_]*|[^\W_]+(?:['’.][^\W_]+){0,8}")
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
_POSSESSIVE = re.compile(r"['’]s?$")
# A capital behind one of these begins a sentence, and tells nothing of the word.
_BEFORE_A_START = frozenset('.!?:;“”"«»„(¿¡…\n')
_LONGEST_WORD = 40
LONGEST_FORM = 7
"""Letters of a word that are looked at: endings differ, in most languages, and the story does not."""

COMMON_BY_LENGTH = (0.5, 0.5, 0.4, 0.3, 0.15, 0.08, 0.05, 0.03, 0.02, 0.015, 0.01)
"""The share of articles that a lower-case word of so many letters is expected in before any article was seen: the
law of Zipf, that frequent words are short, holds in all languages that write words apart."""
COMMON_NAME = 0.004
COMMON_NUMBER = 0.01
COMMON_PAIR = 0.02
"""Of two neighbouring characters in a script without spaces."""


class Word(NamedTuple):
    """One word of a text: its folded form, its number, the share of articles it is expected in, and whether a name."""

    written: str
    form: str
    number: int
    expected: float
    is_name: bool


def folded(text: str) -> str:
    """Return a text without what a copy may change and say the same: case, width, accents set apart, and old forms."""
    return unicodedata.normalize("NFKC", text).casefold()


def words(text: str, *, whole: bool = False) -> Iterator[Word]:
    """Yield the words in order; in scripts without spaces every two neighbouring characters are one.

    `whole` keeps the endings of long words, which are cut off else.

    >>> [word.form for word in words("Ann's 3rd report. By Bo")]
    ['ann', '3rd', 'report', 'by', 'bo']
    """
    for match in _WORD.finditer(text):
        written = match.group()
        if not written.isascii() and _UNSPACED.search(written):
            yield from _pairs(folded(written))
            continue
        bare = _POSSESSIVE.sub("", written) if written[-1] in "s'’" else written
        is_name = bare[:1].isupper() and _is_within(text, match.start())
        letters = _LONGEST_WORD if whole else LONGEST_FORM
        form = bare[:letters].lower() if bare.isascii() else folded(bare[:letters])
        yield Word(bare[:_LONGEST_WORD], form, crc32(form.encode()), _expected(bare, is_name=is_name), is_name)


def _pairs(form: str) -> Iterator[Word]:
    for start in range(max(1, len(form) - 1)):
        pair = form[start : start + 2]
        yield Word(pair, pair, crc32(pair.encode()), COMMON_PAIR, is_name=False)


def _is_within(text: str, start: int) -> bool:
    """Tell whether what stands at `start` is inside a sentence, so that a capital there is a name's."""
    return start > 1 and text[start - 1] in " -\u00a0" and text[start - 2] not in _BEFORE_A_START


def _expected(word: str, *, is_name: bool) -> float:
    if word[:1].isdigit():
        return COMMON_NUMBER
    return COMMON_NAME if is_name else COMMON_BY_LENGTH[min(len(word), len(COMMON_BY_LENGTH) - 1)]
