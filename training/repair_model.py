"""The character model of repair, from clean text: only counts leave this module, never text.

One paragraph in twelve and one small language in twelve are left out, so that the shipped model can be tested on text
that it was not trained on.
"""

from __future__ import annotations

import itertools
import json
import lzma
import math
import unicodedata
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from pipeline.repair.ground.charclass import char_class

HELD_OUT_SHARE = 12
# Characters of one language that are counted: no language may swamp the others (Vietnamese has 183,000).
LANGUAGE_CAP = 80_000
MIN_PAIR = 2
UPPERCASE_EVERY = 7

# News typography, which translated declarations and treebanks have little of: how often a character, or a short
# context standing for its like (a letter for a word, 0 for a number), is to be counted. Weights are judgement.
TYPOGRAPHY = {
    "’": 9000, "“": 6000, "”": 6000, "‘": 2500, "–": 5000, "—": 2500, "…": 2000, "»": 2500, "«": 1800, "\u00a0": 3000,
    "£": 900, "€": 1500, "™": 250, "®": 250, "©": 600, "•": 1500, "·": 500, "°": 400, "„": 1500, "‚": 100, "‹": 60,
    "›": 150, "→": 60, "′": 30, "″": 30, "§": 100, "×": 150, "½": 60, "²": 120, "³": 60, "µ": 20, "±": 30,
    "\u200b": 60, "\u200d": 40, "\u00ad": 60, "\ufeff": 20, "†": 20, "¿": 200, "¡": 150, "№": 100, "✓": 30, "★": 40,
    "¥": 40, "¢": 30, "−": 60, "‑": 60, "\u202f": 60, "‐": 60, "✔": 20, "►": 30, "▶": 20, "■": 20, "●": 30, "❤": 20,
    "️": 30, "⚡": 10, "←": 20, "↓": 20, "¼": 20, "¾": 20, "🔥": 10, "😂": 20, "😍": 10, "👍": 10, "🙏": 10, "😀": 10,
    "🎉": 10, "🚀": 10, "📷": 10, "😭": 10, "🤣": 10, "💪": 10, "👏": 10, "🇺": 10, "🇸": 10, "✅": 20, "❌": 10,
}  # fmt: skip
CONTEXTS = {
    "a’s": 9000, " “T": 3000, " “t": 2000, "e.”": 3000, "e,”": 3000, "e”": 3000, " ‘T": 800, "e’": 800,
    "a – a": 4000, "a — a": 2500, "a—a": 600, "0–0": 800, "e…": 1000, "e… ": 1000, " » T": 2000, "e » ": 500,
    " • T": 1200, "\n• T": 1200, " £0": 800, " €0": 900, "0 €": 400, "a™ ": 200, "a® ": 150, " © 0": 300, "\n© 0": 200,
    "0°C": 200, "0\u00a0a": 900, "0\u00a00": 900, "a\u00a0a": 600, "«\u00a0T": 400, "e\u00a0»": 400, "a« ": 100,
    "«T": 900, "e»": 900, "e»,": 400, "\n“T": 900, "”\n": 900, "’\n": 100, "“…": 50, ".”\n": 800, "— “": 50,
    "a²": 50, "\n»": 50, "A’": 300, "A”": 300, "“A": 300, "É”": 60, "É’": 60, "É»": 60, "É…": 40, "É™": 15,
    "É®": 15, "É°": 10, "«É»": 40, "«é»": 60, "Я»": 200, "Я”": 80, "Я…": 60, "я®": 20, "Я®": 20, "Я°": 10,
    "Я“": 60, "я™": 20, "Я™": 20, "Σ»": 60, "Σ”": 60, "Σ™": 10, "Σ®": 10, "Σ°": 10, "Ř”": 40, "Ř“": 40, "Ř»": 20,
    "Ř™": 10, "Ř®": 10, "Ř°": 10, "Ř…": 20, "Ř’": 20, "É¹": 5, "Ř¹": 5, "Я¹": 5, "Σ¹": 5, "é’s": 100, "é”": 100,
    "\u200ba": 20, " →": 30, " \u00a0": 100, "\u00a0 ": 100, "я»": 500, "«Я": 500, "я — я": 500, "я – я": 300,
    "„Я": 200, "я“": 200, "я”": 200, "“Я": 200, "א”": 50, "“א": 50, "א – א": 50, "ا»": 100, "«ا": 100, "ا”": 60,
    "“ا": 60, "ก”": 80, "“ก": 80, "ก…": 20, "α»": 100, "«Α": 100, "α – α": 60, "क”": 60, "“क": 60, "क’": 30,
    "‘क": 30, "“中": 200, "中”": 200, "中—": 60, "—中": 60, "中…": 60, "中·中": 60, "가”": 100, "“가": 100,
    "가’": 60, "‘가": 60, "a😀": 10, " 😀": 40, "😀\n": 30, "😀 ": 30, "😀😀": 20, "❤️": 20,
}  # fmt: skip

# Marks that news puts around words of every script, as (mark, share of the letters before or after it). The training
# text has few of them, and where it has none, a letter and its quotation mark look like the image of something.
MARKS_BEFORE = (("open_quote", 4e-3), ("apostrophe", 2e-3), ("open_guillemet", 3e-3), ("dash", 1e-3), ("nbsp", 1e-3))
MARKS_AFTER = (
    ("close_quote", 4e-3), ("apostrophe", 3e-3), ("close_guillemet", 3e-3), ("open_quote", 1e-3), ("ellipsis", 1e-3),
    ("dash", 1e-3), ("nbsp", 4e-4), ("trade", 2e-4), ("degree", 1e-4), ("currency", 5e-5),
)  # fmt: skip


def held_out(language: str, text: str) -> bool:
    """Say whether the model never sees this paragraph: by language for the small ones, by paragraph for all."""
    small = len(language) > 2 and language != "zht"
    if small and zlib.crc32(language.encode()) % HELD_OUT_SHARE == 0:
        return True
    return zlib.crc32(text.encode()) % HELD_OUT_SHARE == 0


def packed_model(records: Sequence[dict[str, str]]) -> tuple[bytes, dict[str, object]]:
    """Return the model as it is packaged, and what its manifest says of the records."""
    training = [record for record in records if not held_out(record["lang"], record["text"])]
    raw = json.dumps(train(training), ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()
    packed = lzma.compress(raw, format=lzma.FORMAT_XZ, check=lzma.CHECK_CRC32, preset=9)
    return packed, {
        "paragraphs": len(records),
        "paragraphs_trained_on": len(training),
        "languages": len({record["lang"] for record in records}),
        "languages_trained_on": len({record["lang"] for record in training}),
        "characters_trained_on": sum(len(record["text"]) for record in training),
        "sources": sorted({record["source"].split("/")[0].split(":")[0] for record in training}),
    }


def train(records: Iterable[dict[str, str]]) -> dict[str, object]:
    characters: Counter[str] = Counter()
    pairs: Counter[str] = Counter()
    transitions: Counter[tuple[str, str]] = Counter()
    by_language: dict[str, Counter[str]] = defaultdict(Counter)
    for language, text in _samples(records):
        characters.update(text)
        classes = [char_class(character) for character in text]
        transitions.update(itertools.pairwise(classes))
        pairs.update(a + b for a, b in itertools.pairwise(text))
        by_language[language].update(text)
    for character, count in TYPOGRAPHY.items():
        characters[character] += count
    for context, count in CONTEXTS.items():
        classes = [char_class(character) for character in context]
        for transition in itertools.pairwise(classes):
            transitions[transition] += count
    _add_marks(characters, transitions)
    pairs = Counter({pair: n for pair, n in pairs.items() if n >= MIN_PAIR and not pair.isascii()})
    return {
        "characters": _pack(characters),
        "pairs": _pack(pairs),
        "transitions": [[a, b, n] for (a, b), n in sorted(transitions.items()) if n],
        "languages": {language: _alphabet(counts) for language, counts in sorted(by_language.items())},
    }


def _add_marks(characters: Counter[str], transitions: Counter[tuple[str, str]]) -> None:
    letters: Counter[str] = Counter()
    for character, count in characters.items():
        name = char_class(character)
        if character.isalpha() or name.endswith("_mark"):
            letters[name] += count
    for name, count in letters.items():
        for mark, share in MARKS_BEFORE:
            if not name.endswith("_mark"):
                transitions[mark, name] += round(share * count)
        for mark, share in MARKS_AFTER:
            # Words end in capitals only in headlines.
            rarer = 0.2 if name.endswith("upper") else 1.0
            transitions[name, mark] += round(rarer * share * count)


def _samples(records: Iterable[dict[str, str]]) -> Iterator[tuple[str, str]]:
    """Every paragraph as a line of its own, and some again in capitals, up to the cap of each language."""
    left: Counter[str] = Counter()
    for number, record in enumerate(records):
        language, text = record["lang"], record["text"]
        if left[language] > LANGUAGE_CAP:
            continue
        left[language] += len(text)
        yield language, f"\n{text}\n"
        if any("\u1f00" <= character < "\u2000" for character in text):
            yield "ell", f"\n{monotonic(text)}\n"
        if number % UPPERCASE_EVERY == 0:
            yield language, f"\n{text.upper()}\n"


def monotonic(text: str) -> str:
    """Greek text in the spelling of today: one accent, no breathings. The training text has only the old spelling."""
    parts = []
    for character in unicodedata.normalize("NFD", text):
        if character in "\u0300\u0301\u0342":
            parts.append("\u0301")
        elif character not in "\u0313\u0314\u0345":
            parts.append(character)
    return unicodedata.normalize("NFC", "".join(parts))


def _alphabet(counts: Counter[str]) -> list[str]:
    """The letters above ASCII of one language, with their share among all its letters in quarter-bits."""
    total = sum(n for character, n in counts.items() if character.isalpha())
    letters = sorted(c for c, n in counts.items() if c > "\x7f" and n >= 2 and char_class(c)[:3] not in ("han",))
    shares = "".join(chr(48 + min(70, round(-4 * math.log2(counts[c] / total)))) for c in letters)
    return ["".join(letters), shares]


def _pack(counts: Counter[str]) -> list[str]:
    """All keys of one length in one string, all counts as quarter-bits of their logarithm in another."""
    keys = sorted(counts)
    return ["".join(keys), "".join(chr(48 + round(4 * math.log2(counts[key]))) for key in keys)]
