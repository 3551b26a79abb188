"""What may be said of two neighbours in a text: flags for every pair of characters, in one table made once."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from pipeline.printable import BIDI, BYTE_ORDER, CONTROLS, NONCHARACTERS, SEPARATORS
from pipeline.repair.ground.charclass import common_han, script
from pipeline.repair.ground.codepages import multi_byte_pages, single_byte_pages
from pipeline.repair.ground.model import load_model
from pipeline.repair.ground.suspects import is_common

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Flags = npt.NDArray[np.uint16]
    Bools = npt.NDArray[np.bool_]
    Classes = npt.NDArray[np.intp]

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
# What foreign names and formulas bring: such a place is looked at by itself. "í" is a surrogate's.
_GUESTS: Final = (
    "\u00bf-\u00c1\u00c4-\u00ec\u00ee-\u024f\u1e00-\u1eff\u200b\u200e-\u2012\u2015\u2024\u2025\u2027\u2032\u2033\u2100-\u23ff\u2460-\u24ff"
    "\u25a0-\u27bf\u0300-\u036f\ufe0e\ufe0f"
)
# Private use besides: Windows shows bytes its tables leave undefined so.
_UNWANTED: Final = f"{CONTROLS}{SEPARATORS}{BIDI}{BYTE_ORDER}{NONCHARACTERS}\ue000-\uf8ff"
# The first units of tags, and of the blocks beyond U+FFFF that end in two characters that are none and have no others.
_UNWANTED_HIGH: Final = "\udb40" + "".join(chr(0xD83F + (plane << 6)) for plane in range(16))
_EMOJI: Final = "\ud83c-\ud83e"
_HIGH: Final = "\ud800-\udbff"
_LOW: Final = "\udc00-\udfff"
_IDEOGRAPHS: Final = "\u3400-\u9fff"
_HANGUL: Final = "\uac00-\ud7a3"
_DENSE: Final = "\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7af\ue000-\uf8ff\uff00-\uffef"
_LINE: Final = "\u2500"
_FIRST_OWN_CLASS_LESS: Final = 0x3000
# Scripts of which some code page has the letters: those are told apart, the letters of the others are all alike.
_PAGE_SCRIPTS: Final = frozenset(("", "latin", "greek", "greek2", "cyrillic", "hebrew", "arabic", "thai"))
# Pages that are looked for character by character; the others have the same images and more.
_COMMON_PAGES: Final = 5


class Flag:
    """What may be said of two neighbours, mostly of the second one."""

    ABOVE = 1
    """It is above ASCII."""
    NEW = 2
    """The known texts have not these two."""
    UNREAD = 4
    """The same, and both are on some code page of one byte: the sign of a legacy misreading."""
    STRANGE = 8
    """An ideograph or syllable that running text hardly has."""
    LATIN = 16
    """An ASCII letter."""
    TWO = 32
    """With a mark they are, among letters of another script, the image of a common character."""
    MORE = 64
    """With a mark they may begin the image of one of three bytes."""
    GUEST = 128
    """A character that foreign names bring into a text in a script of its own, or that begins an image."""
    ODD = 256
    """A character that no text in a script of its own has."""
    FLIP = 512
    """A Cyrillic capital behind a small letter: "вА" is how x-mac-cyrillic shows a quotation mark."""
    RUN = 1024
    """In a text in Latin letters: a run in which an image may be."""
    ALIEN = 2048
    """No text has it as published."""


@lru_cache(maxsize=1)
def flag_table() -> tuple[Classes, int, Flags]:
    """The class of every UTF-16 unit, the number of classes, and the flags of every pair of them."""
    import numpy as np

    traits = _unit_traits()
    own = sorted(_told_apart())
    # All characters that are not told apart and have the same traits are one class.
    kinds, classes = np.unique(traits, return_inverse=True)
    classes = classes.astype(np.intp) + len(own)
    points = np.array(list(map(ord, own)))
    classes[points] = np.arange(len(own))
    kinds = np.concatenate((traits[points], kinds))
    return classes, len(kinds), _pair_flags(own, kinds, classes).ravel()


# Traits of one character, by which those that are not told apart are classed.
_TRAIT_NATIVE, _TRAIT_GUEST, _TRAIT_ALIEN, _TRAIT_DENSE, _TRAIT_STRANGE = 1, 2, 4, 8, 16
_TRAIT_HIGH, _TRAIT_LOW, _TRAIT_BESIDE_LINE, _TRAIT_ABOVE, _TRAIT_LATIN, _TRAIT_FAR = 32, 64, 128, 256, 512, 1024


def _unit_traits() -> Flags:
    import numpy as np

    traits = np.zeros(0x10000, np.uint16)
    every = "".join(map(chr, range(0x10000)))

    def mark(characters: str, trait: int) -> None:
        for match in re.finditer(f"[{characters}]+", every):
            traits[match.start() : match.end()] |= trait

    ideographs = [ord(c) for c in common_han() if "\u4e00" <= c <= "\u9fff"]
    mark(f"\t\n -~{ALPHABETS}{VIETNAMESE}{EAST_ASIAN}{_HANGUL}{_MARKS}{_EMOJI}{_LOW}{_IDEOGRAPHS}", _TRAIT_NATIVE)
    mark(_GUESTS, _TRAIT_GUEST)
    mark(_UNWANTED + _UNWANTED_HIGH + _LEADS, _TRAIT_ALIEN)
    mark(_DENSE, _TRAIT_DENSE)
    mark(_HIGH, _TRAIT_HIGH)
    mark(_LOW, _TRAIT_LOW)
    mark(f"{_LINE}\u3001-\uffff", _TRAIT_BESIDE_LINE)
    mark("\x80-\uffff", _TRAIT_ABOVE)
    mark("A-Za-z", _TRAIT_LATIN)
    mark("\u0370-\uffff", _TRAIT_FAR)
    mark("\u3400-\u9fff\uff61-\uff9f", _TRAIT_STRANGE)
    known = np.array([ord(c) for c in load_model().characters if c < "\U00010000"])
    ordinary = np.intersect1d(known, ideographs)
    traits[ordinary] &= ~np.uint16(_TRAIT_STRANGE)
    traits[0xAC00:0xD7A4] |= _TRAIT_STRANGE
    # KS X 1001 holds the syllables in use.
    pairs = (bytes((lead, trail)) for lead in range(0xB0, 0xC9) for trail in range(0xA1, 0xFF))
    traits[[ord(pair.decode("euc_kr")) for pair in pairs]] &= ~np.uint16(_TRAIT_STRANGE)
    rare = set(_double_leads()).difference(map(chr, ideographs))
    points = [ord(c) for c in rare]
    traits[points] = traits[points] & ~np.uint16(_TRAIT_NATIVE) | _TRAIT_GUEST
    return traits


def _double_leads() -> str:
    """The ideographs that some multi-byte page shows for the first two bytes of a sequence of UTF-8."""
    pairs = [bytes((lead, tail)) for lead in range(0xC2, 0xF0) for tail in range(0x80, 0xC0)]
    shown = "".join(p.decode(page.codec, "ignore") for page in multi_byte_pages()[:_COMMON_PAGES] for p in pairs)
    return "".join(re.findall(f"[{_IDEOGRAPHS}]", shown))


def _told_apart() -> set[str]:
    """The characters that the table has a row of their own for: ASCII, the code pages, and the letters beside them."""
    own = {chr(point) for point in (9, 10, *range(32, 127))}
    own.update(character for page in single_byte_pages() for character in page.bytes_of)
    letters = {character for pair in load_model().pairs for character in pair}
    own.update(c for c in letters if ord(c) < _FIRST_OWN_CLASS_LESS and script(c) in _PAGE_SCRIPTS)
    return own


def _pair_flags(own: list[str], kinds: Flags, classes: Classes) -> Flags:
    import numpy as np

    size = len(kinds)
    flags = np.zeros((size, size), np.uint16)

    def have(trait: int) -> Bools:
        return (kinds & trait).astype(bool)

    for trait, flag in (
        (_TRAIT_ABOVE, Flag.ABOVE), (_TRAIT_LATIN, Flag.LATIN), (_TRAIT_STRANGE, Flag.STRANGE),
        (_TRAIT_ALIEN, Flag.ALIEN), (_TRAIT_DENSE, Flag.RUN),
    ):  # fmt: skip
        flags[:, have(trait)] |= flag
    flags[:, have(_TRAIT_GUEST) & ~have(_TRAIT_NATIVE)] |= Flag.GUEST
    flags[:, ~(have(_TRAIT_NATIVE) | have(_TRAIT_GUEST))] |= Flag.ODD
    # The two halves of a character, one without the other.
    flags[np.ix_(have(_TRAIT_HIGH), ~have(_TRAIT_LOW))] |= Flag.ALIEN
    flags[np.ix_(~have(_TRAIT_HIGH), have(_TRAIT_LOW))] |= Flag.ALIEN
    # A dash made of box lines between ideographs.
    line = classes[ord(_LINE)]
    flags[have(_TRAIT_BESIDE_LINE), line] &= ~np.uint16(Flag.ODD)
    flags[line, ~have(_TRAIT_BESIDE_LINE)] |= Flag.ODD
    _add_images(flags, own, kinds, classes)
    small = [classes[point] for point in range(0x430, 0x460)]
    capital = [classes[point] for point in range(0x410, 0x430)]
    flags[np.ix_(small, capital)] |= Flag.FLIP
    return flags


def _add_images(flags: Flags, own: list[str], kinds: Flags, classes: Classes) -> None:
    """Flag the pairs that some page shows for bytes of UTF-8, and those that no known text has."""
    import numpy as np

    pages = _shown_by_pages(len(kinds), classes)
    above = (kinds & _TRAIT_ABOVE) != 0
    known = _known_pairs(len(own), above, classes)
    readable = pages.has | ~above
    flags[~known] |= Flag.NEW
    flags[np.outer(readable, readable) & ~known] |= Flag.UNREAD
    flags[np.outer(above & pages.has, above & pages.has) & ~known] |= Flag.RUN
    far = (kinds & _TRAIT_FAR) != 0
    flags[pages.begins & np.outer(above & far, above)] |= Flag.RUN
    mark = np.zeros(len(kinds), bool)
    mark[[classes[ord(c)] for c in _MARKS]] = True
    with_mark = mark[:, None] | mark[None, :]
    flags[pages.whole & with_mark & ~known] |= Flag.TWO
    flags[pages.begins_three & with_mark] |= Flag.MORE
    _add_cut_images(flags, pages, classes)


class _Shown(NamedTuple):
    """What the single-byte pages show, by classes of characters: one is on a page, two are the image of bytes."""

    has: Bools
    """(n,) On a page."""
    whole: Bools
    """(n, n) The image of a common character of two bytes."""
    begins: Bools
    """(n, n) The image of the first two bytes of any character."""
    begins_three: Bools
    """(n, n) The image of the first two bytes of a character of three or four."""


def _shown_by_pages(size: int, classes: Classes) -> _Shown:
    import numpy as np

    common = np.array([(0xC0 | p >> 6, 0x80 | p & 0x3F) for p in range(0x80, 0x800) if is_common(chr(p))])
    shown = _Shown(np.zeros(size, bool), *(np.zeros((size, size), bool) for _ in range(3)))
    for page in single_byte_pages():
        of_byte = np.full(256, -1)
        for character, byte in page.bytes_of.items():
            of_byte[byte] = classes[ord(character)]
        shown.has[_present(of_byte)] = True
        lead, tail = of_byte[common[:, 0]], of_byte[common[:, 1]]
        both = (lead >= 0) & (tail >= 0)
        shown.whole[lead[both], tail[both]] = True
        tails = _present(of_byte[0x80:0xC0])
        shown.begins[np.ix_(_present(of_byte[0xC2:0xF5]), tails)] = True
        shown.begins_three[np.ix_(_present(of_byte[0xE0:0xF5]), tails)] = True
    return shown


def _present(classes: Classes) -> Classes:
    """The classes without the places of bytes that a page does not have."""
    return classes[classes >= 0]


def _known_pairs(told_apart: int, above: Bools, classes: Classes) -> Bools:
    """(n, n) The pairs that known texts have; two of ASCII are known whether they do or not."""
    import numpy as np

    known = np.zeros((len(above), len(above)), bool)
    pairs = [pair for pair in load_model().pairs if pair[0] < "\U00010000" and pair[1] < "\U00010000"]
    known[[classes[ord(pair[0])] for pair in pairs], [classes[ord(pair[1])] for pair in pairs]] = True
    # Nothing is known of the pairs of a class of many characters.
    known[told_apart:] = known[:, told_apart:] = False
    known[np.ix_(~above, ~above)] = True
    return known


def _add_cut_images(flags: Flags, pages: _Shown, classes: Classes) -> None:
    """Flag the first two characters of images whose third byte was lost, or belongs to a surrogate."""
    # E2 80 before a lost byte is looked for too.
    euro = classes[ord("€")]
    flags[pages.begins_three[:, euro], euro] |= Flag.TWO
    for lead in "âโ":
        flags[classes[ord(lead)], euro] |= Flag.ALIEN
    # The first two characters of a surrogate that was encoded by itself.
    flags[classes[0xED], classes[0xA0:0xB0]] |= Flag.ALIEN
