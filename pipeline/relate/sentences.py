"""The sentences of a text that are long enough to say by themselves that somebody copied somebody."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import blake2b

from pipeline.language.weight import weight
from pipeline.relate.words import folded

LEAST_WORDS = 9
"""A shorter sentence ("He is survived by two sons.") is written twice by chance."""

# A full stop ends a sentence before a space or a closing quote; the full-width marks of CJK need none.
_END = re.compile(r"(?<=[.!?…؟۔।])[\"'”’»)\]]{0,3}\s+|(?<=[。！？｡])[」』”’）]{0,3}|\n+")
_NO_LETTER = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, the number of its paragraph from 0, and 64 bits of a hash over its folded letters and digits."""

    text: str
    paragraph: int
    number: int


def sentences(text: str) -> Iterator[Sentence]:
    """Yield the sentences of `LEAST_WORDS` or more, in order.

    >>> [s.paragraph for s in sentences("One two three.\\n\\nThe quick brown fox jumps over the lazy old dog. It ran.")]
    [1]
    """
    for paragraph, block in enumerate(text.split("\n\n")):
        for piece in _END.split(block):
            if weight(piece) >= LEAST_WORDS:
                yield Sentence(piece.strip(), paragraph, _number(_letters(piece)))


def fingerprint(text: str) -> bytes:
    """Return a hash that two texts share only if they are the same letters and digits, whatever their typography."""
    return blake2b(_letters(text).encode(), digest_size=16).digest()


def _letters(text: str) -> str:
    return _NO_LETTER.sub("", folded(text))


def _number(letters: str) -> int:
    return int.from_bytes(blake2b(letters.encode(), digest_size=8).digest(), "big") >> 1
