"""Prove a text clean in a few passes at C speed; most texts need no more than this."""

from __future__ import annotations

import operator
import re
from functools import lru_cache
from typing import Final

from pipeline.repair.clean.entities import has_references
from pipeline.repair.ground.codepages import single_byte_pages
from pipeline.repair.prove.native import is_latin, is_native

# `bytes.translate` deletes at some 1,500 MB/s, a regular expression searches at 250: what is left of an English text
# is a hundredth of it.
_PLAIN: Final = bytes((9, 10, *range(32, 127)))
# Share of residue from which a text is one in a script of its own: Polish has 0.08, Vietnamese 0.25, Russian 0.8.
NATIVE_SHARE: Final = 0.45
_RUN: Final = re.compile(r"[^\x00-\x7f]{2,}")
_FEW: Final = 3
_HEAD: Final = 256
_SURROGATE: Final = "\ud800"
# Up to this share the residue of a Western text is searched before the text itself.
WESTERN_SHARE: Final = 0.1
_WESTERN_SET: Final = frozenset("’“”‘–—…\u00a0•«»£€é™®©°·áèàñóíçüöäêâôîûùëïåøæßúãõìòýÉœ§½²ÀÖÜÄ¿¡‑„ℹ")
# A text with this share of residue and this letter is Vietnamese.
MIXED_SHARE: Final = 0.15
VIETNAMESE_SIGN: Final = "\u1ea1"


def residue(text: str) -> str:
    """All characters of the text that are neither printable ASCII nor tab or newline; of lone surrogates only one."""
    raw = text.encode("utf-8", "surrogatepass").translate(None, _PLAIN)
    try:
        return raw.decode()
    except UnicodeDecodeError:
        # Python decodes surrogates one by one, in Python; the sign of them is all that is needed.
        return raw.decode("utf-8", "ignore") + _SURROGATE


def doubtful_residue(text: str) -> str | None:
    """None if nothing in the text can be mojibake, a reference, a control, or part of an image; else its residue."""
    if text.isascii():
        rest = residue(text)
        return rest if rest or has_references(text) else None
    if has_references(text):
        return residue(text)
    head = text[:_HEAD]
    begins_native = _count_above(head) > NATIVE_SHARE * len(head)
    if begins_native and is_native(text):
        return None
    rest = residue(text)
    if len(rest) > NATIVE_SHARE * len(text):
        return None if not begins_native and is_native(text) else rest
    if VIETNAMESE_SIGN in rest and len(rest) > MIXED_SHARE * len(text):
        return None if is_native(text, latin=False) else rest
    return None if _is_western(text, rest) or is_latin(text) else rest


def _count_above(text: str) -> int:
    return len(text) - len(text.encode("ascii", "ignore"))


def _is_western(text: str, rest: str) -> bool:
    """Whether a text has no other characters above ASCII than those of Western news, and no image among them.

    Neighbours in the residue are asked first: they are few, and the search of the text is the dear part.
    """
    if len(rest) > WESTERN_SHARE * len(text):
        return False
    different = set(rest)
    if not _WESTERN_SET.issuperset(different):
        return False
    leads, pairs = _image_pairs(_WESTERN_SET)
    if leads.isdisjoint(different):
        return True
    near = pairs.intersection(map(operator.add, rest, rest[1:]))
    if len(near) > _FEW:
        return not any(pair in run for run in set(_RUN.findall(text)) for pair in near)
    return not any(pair in text for pair in near)


@lru_cache(maxsize=2)
def _image_pairs(letters: frozenset[str]) -> tuple[frozenset[str], frozenset[str]]:
    """Pairs of marks and letters of European news that begin a sequence of UTF-8, and the first ones of them."""
    found: set[str] = set()
    for page in single_byte_pages():
        shown = [(c, byte) for c, byte in page.bytes_of.items() if c in letters]
        for a, lead in shown:
            if lead >= 0xC2:
                found |= {a + b for b, byte in shown if byte < 0xC0 and _hides_western(lead, byte)}
    return frozenset(pair[0] for pair in found), frozenset(found)


def _hides_western(lead: int, byte: int) -> bool:
    """Whether two bytes are, or begin, what Western text has: a Latin letter, a mark, U+FEFF, U+FFFD."""
    if lead >= 0xE0:
        return lead == 0xE2 or (lead == 0xEF and byte in (0xBB, 0xBF)) or lead == 0xF0
    character = chr((lead & 0x1F) << 6 | byte & 0x3F)
    return character < "\u0180" or not character.isalpha()
