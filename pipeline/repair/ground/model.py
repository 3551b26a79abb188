"""The character model: how plausible a stretch is between its neighbours, and which language fits its letters."""

from __future__ import annotations

import json
import lzma
import math
from collections import Counter, defaultdict
from functools import lru_cache
from pathlib import Path
from typing import Final

from pipeline.repair.ground.charclass import char_class

_PATH: Final = Path(__file__).with_name("model.json.xz")
# How many members a class has where the training text cannot know them all: an unseen ideograph is one of these.
_CLASS_SIZE: Final = {
    "han": 7000, "han_rare": 30000, "hangul": 2350, "hangul_rare": 8822, "private": 6400, "other6": 60000,
    "emoji_sign": 1500, "symbol_sign": 700, "c1": 32, "box_sign": 160, "half_kana": 63, "yi": 1200,
}  # fmt: skip
_UNSEEN: Final = 0.3
_BACKOFF: Final = 30.0
# A pair seen in the training text is believed to this share, the rest goes to the class model.
_PAIR_TRUST: Final = 0.6
_PAIR_DISCOUNT: Final = 20.0
# Nats for a letter that a language does not have (names, loans, quotations).
_FOREIGN: Final = -11.0


class Model:
    """Counts of characters, pairs and class transitions, and the alphabets of some three hundred languages."""

    def __init__(self, path: Path = _PATH) -> None:
        data = json.loads(lzma.decompress(path.read_bytes()))
        self.characters = _unpack(data["characters"], 1)
        self.pairs = _unpack(data["pairs"], 2)
        ascii_ = "\t\n" + "".join(map(chr, range(32, 127)))
        self.known = frozenset(self.pairs) | {a + b for a in ascii_ for b in ascii_}
        self._transitions = {(a, b): n for a, b, n in data["transitions"]}
        self._from_class: Counter[str] = Counter()
        for (a, _), n in self._transitions.items():
            self._from_class[a] += n
        self._class_total: defaultdict[str, float] = defaultdict(float)
        self._class_seen: Counter[str] = Counter()
        for character, n in self.characters.items():
            self._class_total[char_class(character)] += n
            self._class_seen[char_class(character)] += 1
        self._total = sum(self._class_total.values())
        self._languages: tuple[str, ...] = tuple(data["languages"])
        self._postings: dict[str, list[tuple[int, float]]] = {}
        for number, (letters, shares) in enumerate(data["languages"].values()):
            for letter, share in zip(letters, shares, strict=True):
                gain = (48 - ord(share)) / 4 * math.log(2) - _FOREIGN
                self._postings.setdefault(letter, []).append((number, gain))
        # Bounded: texts of all scripts bring the same few ten thousand pairs.
        self.pair = lru_cache(maxsize=1 << 17)(self._pair)

    def score(self, text: str, before: str, after: str) -> float:
        """Log-probability of `text`, and of `after` following it, given that `before` precedes it."""
        return sum(map(self.pair, before + text, text + after))

    def count(self, character: str) -> float:
        """How often the training text has the character."""
        return self.characters.get(character, 0.0)

    def knows(self, pair: str) -> bool:
        """Whether the training text has the two characters side by side."""
        return pair in self.pairs

    def language_fit(self, letters: Counter[str]) -> float:
        """Log-probability of the letters above ASCII under the language they fit best."""
        fits = [0.0] * len(self._languages)
        total = 0
        for letter, n in letters.items():
            total += n
            for number, gain in self._postings.get(letter, ()):
                fits[number] += n * gain
        return total * _FOREIGN + max(fits)

    def _pair(self, a: str, b: str) -> float:
        base = self._transition(char_class(a), char_class(b)) * self._within_class(b)
        n = self.pairs.get(a + b)
        if n is None:
            return math.log(base)
        seen = n / (self.characters.get(a, 1.0) + _PAIR_DISCOUNT)
        return math.log(_PAIR_TRUST * seen + (1 - _PAIR_TRUST) * base)

    def _transition(self, a: str, b: str) -> float:
        share = (self._class_total.get(b, 0.0) + 0.5) / self._total
        seen: float = self._transitions.get((a, b), 0)
        return (seen + _BACKOFF * share) / (self._from_class[a] + _BACKOFF)

    def _within_class(self, character: str) -> float:
        name = char_class(character)
        size = max(_CLASS_SIZE.get(name, 0), self._class_seen[name] + 30)
        return (self.characters.get(character, 0.0) + _UNSEEN) / (self._class_total.get(name, 0.0) + _UNSEEN * size)


@lru_cache(maxsize=1)
def load_model() -> Model:
    """The model that the package carries; read when the first suspicious text needs it."""
    return Model()


def _unpack(packed: list[str], width: int) -> dict[str, float]:
    keys, counts = packed
    parts = (keys[i : i + width] for i in range(0, len(keys), width))
    return {key: 2 ** ((ord(count) - 48) / 4) for key, count in zip(parts, counts, strict=True)}
