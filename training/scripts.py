"""Rewrite a page in another kind of script, so that the model learns pages without capitals, spaces or words it knows.

The letters mean nothing; what stays is the shape: which words repeat, where sentences end, what is short.

Development only. The data is mostly European; this stands in for Arabic, Hindi, Chinese, Japanese and Thai.
"""

from __future__ import annotations

import re
import unicodedata
import zlib
from collections.abc import Sequence

_WORD = re.compile(r"[^\W\d_]+")
_ALPHABETS = {
    "arabic": "ابتثجحخدذرزسشصضطظعغفقكلمنهوي",
    "hebrew": "אבגדהוזחטיכלמנסעפצקרשת",
    "hindi": "अआइईउऊएऐओकखगघचछजटडतदनपबमयरलवशसह",
    "georgian": "აბგდევზთიკლმნოპჟრსტუფქღყშჩცძწჭხჯჰ",
}
_MARKS: dict[str, dict[int, int]] = {"arabic": str.maketrans(",;?", "،؛؟"), "hebrew": {}, "georgian": {}}
_CJK_MARKS = str.maketrans({",": "，", ".": "。", "!": "！", "?": "？", ":": "：", ";": "；", "(": "（", ")": "）"})
_SENTENCE = re.compile(r"\.(?=\s|$|[\"”’»)])")


def rewrite(lines: Sequence[str], script: str) -> list[str]:
    """The lines in `script`: arabic, hebrew, hindi, georgian (by letter), han, kana (by word), thai (unspaced)."""
    if script in ("han", "kana"):
        return [_ideographs(line, script) for line in lines]
    if script == "thai":
        return [_unspaced(line) for line in lines]
    alphabet = _ALPHABETS[script]
    result = []
    for line in lines:
        line = _SENTENCE.sub("।", line) if script == "hindi" else line.translate(_MARKS[script])
        result.append(_WORD.sub(lambda m: "".join(_letter(c, alphabet) for c in _plain(m[0])), line))
    return result


def _plain(word: str) -> str:
    return unicodedata.normalize("NFD", word.lower())


def _letter(character: str, alphabet: str) -> str:
    return "" if unicodedata.combining(character) else alphabet[(ord(character) * 7) % len(alphabet)]


def _ideographs(line: str, script: str) -> str:
    """Each word as one to three characters drawn by its hash; no spaces; full-width marks."""

    def word(match: re.Match[str]) -> str:
        seed = zlib.crc32(match[0].lower().encode())
        count = 1 if len(match[0]) < 4 else 2 if len(match[0]) < 9 else 3
        if script == "kana":
            return "".join(
                chr((0x3042 + (seed >> (5 * k)) % 80) if k % 2 or count == 1 else 0x4E00 + (seed >> k) % 3000)
                for k in range(count + 1)
            )
        return "".join(chr(0x4E00 + (seed >> (4 * k)) % 3500) for k in range(count))

    text = _WORD.sub(word, line).translate(_CJK_MARKS)
    return re.sub(r"(?<=[^\x00-\x7f])\s+(?=[^\x00-\x7f])", "", text)


def _unspaced(line: str) -> str:
    """Thai letters, no spaces inside a sentence, no full stops."""
    text = _WORD.sub(
        lambda m: "".join(chr(0x0E01 + (ord(c) * 5) % 46) for c in _plain(m[0]) if not unicodedata.combining(c)), line
    )
    text = re.sub(r"(?<=[\u0e01-\u0e2f])[ ,]+(?=[\u0e01-\u0e2f])", "", text)
    return _SENTENCE.sub("", text).strip() or line
