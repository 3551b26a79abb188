"""Prove a text in a script of its own clean: at C speed, and by a look at the few places that stand out."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import islice
from typing import Final

from pipeline.repair.charclass import common_han
from pipeline.repair.codepages import character_set, single_byte_pages
from pipeline.repair.legacy import looks_misread, may_be_shown
from pipeline.repair.model import load_model
from pipeline.repair.suspects import is_common, is_suspicious, reads_commonly

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
_EMOJI: Final = "\U0001f300-\U0001faff"
# What foreign names and formulas bring, and rare ideographs: such a place is looked at by itself. "í" is a surrogate's.
_GUEST: Final = re.compile(
    "[\u00bf-\u00c1\u00c4-\u00ec\u00ee-\u024f\u1e00-\u1eff\u200b\u200e-\u2012\u2015\u2024\u2025\u2027\u2032\u2033\u2100-\u23ff\u2460-\u24ff"
    "\u25a0-\u27bf\u3400-\u9fff]"
)
_MOST_SPOTS: Final = 60
_FEW: Final = 2
_LINE: Final = "\u2500"
_FIRST_EAST_ASIAN: Final = "\u3001"
_BEFORE: Final = 2
_AFTER: Final = 5


def is_native(text: str, *, latin: bool) -> bool:
    """Whether a text in a script of its own has only what belongs there; `latin` if ASCII letters may stand in it."""
    odd, trigger = native_gate()
    guests = [match.start() for match in islice(odd.finditer(text), _MOST_SPOTS) if not _is_dash(text, match.start())]
    if len(guests) == _MOST_SPOTS or not all(_GUEST.match(text, at) and text[at] not in _LEADS for at in guests):
        return False
    spots = [match.start() for match in islice(trigger.finditer(text), _MOST_SPOTS)]
    if len(spots) == _MOST_SPOTS:
        return False
    if _hold_images({text[max(0, at - _BEFORE) : at + _AFTER] for at in (*guests, *spots)}):
        return False
    if latin and any(map(_is_strange_word, set(beside_latin().findall(text)))):
        return False
    return not may_be_shown(text) or not looks_misread(text, load_model())


def _is_dash(text: str, at: int) -> bool:
    """Whether the character belongs to a dash made of box lines between ideographs."""
    return text[at] == _LINE and all(c == _LINE or c >= _FIRST_EAST_ASIAN for c in text[max(0, at - 1) : at + 2])


def _hold_images(kinds: set[str]) -> bool:
    """Whether one of the places that stand out may be the image of a mark, or some of them those of letters."""
    if not kinds:
        return False
    model = load_model()
    likely = [kind for kind in kinds if reads_commonly(kind, model)]
    return len(likely) > _FEW or any(reads_commonly(kind, model, alone=True) for kind in likely)


@lru_cache(maxsize=1 << 12)
def _is_strange_word(groups: tuple[str, ...]) -> bool:
    """Whether a short word beside a Latin one may be an image; the groups are those of `beside_latin`."""
    word = "".join(groups)
    return len(word) > 1 and is_suspicious(word, load_model(), stands_out=True)


@lru_cache(maxsize=1)
def beside_latin() -> re.Pattern[str]:
    """Short words of a script next to Latin ones: "Home ยป". A Chinese character next to a Latin word is everyday."""
    alone = rf"(?<![{ALPHABETS}])[{ALPHABETS}]"
    before = "|".join(rf"(?<=({alone}{{{n}}}){gap}[A-Za-z])" for n in (1, 2, 3) for gap in ("", " "))
    first = r"(?<![!-~][A-Za-z])"
    # A class of three ranges becomes a table, which is searched twice as fast as two ranges.
    return re.compile(rf"[A-Za-z\x01](?:[ .,]?([{ALPHABETS}]{{1,4}})(?![{ALPHABETS}])|{first}(?:{before}))")


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
