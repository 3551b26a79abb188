"""Prove a text clean in a few passes at C speed; most texts need no more than this."""

from __future__ import annotations

import operator
import re
from functools import lru_cache
from typing import Final

from pipeline.repair.charclass import common_han
from pipeline.repair.codepages import character_set, single_byte_pages
from pipeline.repair.legacy import looks_misread, may_be_shown
from pipeline.repair.model import load_model
from pipeline.repair.suspects import is_common

# `bytes.translate` deletes at some 1,500 MB/s, a regular expression searches at 250: what is left of an English text
# is a hundredth of it.
_PLAIN: Final = bytes((9, 10, *range(32, 127)))
_NO_LETTERS: Final = bytes(sorted(set(range(256)) - set(b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")))
# Share of residue from which a text is one in a script of its own: Polish has 0.08, Vietnamese 0.25, Russian 0.8.
NATIVE_SHARE: Final = 0.45
# Letters that running text of the non-Latin scripts is made of. Left out are the rare Cyrillic capitals and the rare
# letters ѓ ѕ ќ: code page 1251 has them where UTF-8 has continuation bytes.
ALPHABETS: Final = (
    "\u0370-\u0401\u0404\u0406-\u0408\u040b\u040e\u0410-\u0452\u0454\u0456-\u045b\u045e-\u0482\u048a-\u085f"
    "\u08a0-\u1dff\u1f00-\u1fff\u2c80-\u2ddf\ua640-\uabff\ufb1d-\ufdff\ufe70-\ufefe"
)
VIETNAMESE: Final = "\u1ea0-\u1ef9àáâãèéêìíòóôõùúýăđĩũơưÀÁÂÈÉÊÌÍÒÓÔÕÙÚÝĂĐĨŨƠƯ"
EAST_ASIAN: Final = "\u3001-\u33ff\ua000-\ua63f\uff01-\uff60"
# Marks that stand beside the letters of every script, and the joiners inside Persian and Hindi words.
_MARKS: Final = "«»—–“”’‘„…•·‹›\u00a0£€™®©°§№²³×±½\u200c\u200d"
# Images of the lead bytes C2, C3 and E2 80 that need no second sign: a text with one is looked at closely.
_LEADS: Final = "ÃÂ鈥窶"
_RUN: Final = re.compile(r"[^\x00-\x7f]{2,}")
_FEW: Final = 3
_EMOJI: Final = "\U0001f300-\U0001faff"
# Up to this share the residue of a Western text is searched before the text itself.
WESTERN_SHARE: Final = 0.1
_WESTERN_SET: Final = frozenset("’“”‘–—…\u00a0•«»£€é™®©°·áèàñóíçüöäêâôîûùëïåøæßúãõìòýÉœ§½²ÀÖÜÄ¿¡‑„ℹ")


def residue(text: str) -> str:
    """All characters of the text that are neither printable ASCII nor tab or newline."""
    return text.encode("utf-8", "surrogatepass").translate(None, _PLAIN).decode("utf-8", "surrogatepass")


def doubtful_residue(text: str) -> str | None:
    """None if nothing in the text can be mojibake, a reference, a control, or part of an image; else its residue."""
    raw = text.encode("utf-8", "surrogatepass")
    rest = raw.translate(None, _PLAIN)
    above = len(text) - len(raw) + len(rest)
    if above <= NATIVE_SHARE * len(text) or not above:
        shown = rest.decode("utf-8", "surrogatepass")
        return None if "&" not in text and _is_western(text, shown) else shown
    if "&" in text or raw.translate(None, _NO_LETTERS) or not _is_native(text):
        return rest.decode("utf-8", "surrogatepass")
    return None


def _is_native(text: str) -> bool:
    """Whether a text in a script of its own has only what belongs there."""
    odd, trigger = native_gate()
    if odd.search(text) or trigger.search(text):
        return False
    return not may_be_shown(text) or not looks_misread(text, load_model())


def _is_western(text: str, rest: str) -> bool:
    """Whether a text has no other characters above ASCII than those of Western news, and no image among them.

    Neighbours in the residue are asked first: they are few, and the search of the text is the dear part.
    """
    if len(rest) > WESTERN_SHARE * len(text):
        return False
    different = set(rest)
    if not _WESTERN_SET.issuperset(different):
        return False
    leads, pairs = _image_pairs()
    if leads.isdisjoint(different):
        return True
    near = pairs.intersection(map(operator.add, rest, rest[1:]))
    if len(near) > _FEW:
        return not any(pair in run for run in set(_RUN.findall(text)) for pair in near)
    return not any(pair in text for pair in near)


@lru_cache(maxsize=1)
def native_letters() -> str:
    """The body of a character class of everything that words of the non-Latin scripts are written with."""
    ideographs = character_set("".join(c for c in common_han() if "\u4e00" <= c <= "\u9fff"))[1:-1]
    return f"{ALPHABETS}{VIETNAMESE}{EAST_ASIAN}{ideographs}\uac00-\ud7a3"


@lru_cache(maxsize=1)
def native_gate() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """For a text in a script of its own: what it should not have at all, and a mark or capital where none belongs."""
    usual = set(re.findall(f"[{native_letters()}]", "".join(map(chr, range(0x370, 0xFFFF)))))
    usual |= set(_MARKS)
    usual -= set(_LEADS)
    odd = f"[^\t\n -%'-~{_EMOJI}{character_set(''.join(usual))[1:-1]}]"
    # "вА" is how x-mac-cyrillic shows the beginning of a quotation mark.
    flips = [f"{capital}(?<=[\u0430-\u045f]{capital})" for capital in map(chr, range(0x410, 0x430))]
    # Every branch begins with a character of its own: the search skips the rest of the text at C speed.
    return re.compile(odd), re.compile("|".join((*filter(None, map(_beside, _MARKS)), *flips)))


def _beside(mark: str) -> str:
    """A pattern for the mark where it and its neighbour are the image of a common character; "" if they never are."""
    pairs = load_model().pairs
    before, after, lead, more = set(), set(), set(), set()
    for page in single_byte_pages():
        byte = page.bytes_of.get(mark, 0)
        for character, other in page.bytes_of.items():
            if byte < 0xC0 and other >= 0xE0:
                lead.add(character)
            elif byte < 0xC0 and (other, byte) in _common() and character + mark not in pairs:
                before.add(character)
            elif (byte, other) in _common() and mark + character not in pairs:
                after.add(character)
            elif byte >= 0xE0 and other < 0xC0:
                more.add(character)
    # E2 80 before a lost byte is looked for too; of other three bytes the third must follow.
    third = "" if mark == "€" else r"(?=[^\x00-\x7f])"
    parts = [f"(?<={character_set(''.join(before))}{mark})"] if before else []
    parts += [f"(?<={character_set(''.join(lead))}{mark}){third}"] if lead else []
    parts += [f"(?={character_set(''.join(after))})"] if after else []
    parts += [rf"(?={character_set(''.join(more))}[^\x00-\x7f])"] if more else []
    return f"{mark}(?:{'|'.join(parts)})" if parts else ""


@lru_cache(maxsize=1)
def _common() -> frozenset[tuple[int, int]]:
    """The sequences of two bytes that stand for a common character."""
    return frozenset((0xC0 | point >> 6, 0x80 | point & 0x3F) for point in range(0x80, 0x800) if is_common(chr(point)))


@lru_cache(maxsize=1)
def _image_pairs() -> tuple[frozenset[str], frozenset[str]]:
    """Pairs of marks and letters of Western news that begin a sequence of UTF-8, and the first ones of them."""
    found: set[str] = set()
    for page in single_byte_pages():
        shown = [(c, byte) for c, byte in page.bytes_of.items() if c in _WESTERN_SET]
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
