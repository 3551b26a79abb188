"""Flag all neighbours in a text by one look-up each in a table, at C speed; a clean text has few flags.

A text is turned into numbers, one for each character that a code page can show and one for each kind of all others. Two
neighbours make one index into a square table, made once from the code pages and the model. That takes five microseconds
a thousand characters, as long as a single search for a class of characters.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from pipeline.printable import BIDI, BYTE_ORDER, CONTROLS, NONCHARACTERS, SEPARATORS
from pipeline.repair.charclass import common_han, script
from pipeline.repair.codepages import multi_byte_pages, single_byte_pages
from pipeline.repair.model import load_model
from pipeline.repair.suspects import is_common

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Flags = npt.NDArray[np.uint16]
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
# A long text is swept in pieces that stay in the cache.
_PIECE: Final = 1 << 15


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


class Sweep(NamedTuple):
    """Where in a text are flags that were asked for."""

    present: int
    """All flags of the text together."""
    places: Classes
    """Indexes of characters with a flag that is wanted."""
    flags: Flags
    """All flags of each of them."""
    following: Flags
    """All flags of the character after each."""

    def where(self, flag: int, most: int | None = None) -> list[int]:
        """The places with one of these flags, which must be wanted ones; the first ones if there are too many."""
        if not self.present & flag:
            return []
        found: list[int] = self.places[(self.flags & flag).astype(bool)][:most].tolist()
        return found


def sweep(text: str, wanted: int) -> Sweep | None:
    """The flags of the text; None if it has what no published text has."""
    import numpy as np

    classes, size, table = _table()
    try:
        units = np.frombuffer(f"\n{text}\n".encode("utf-16-le"), np.uint16)
    except UnicodeEncodeError:
        return None
    pieces = []
    present = 0
    for start in range(0, len(units) - 1, _PIECE):
        found = classes.take(units[start : start + _PIECE + 1])
        keys = found[:-1] * size
        keys += found[1:]
        flags = table.take(keys)
        present |= int(np.bitwise_or.reduce(flags))
        if present & Flag.ALIEN:
            return None
        pieces.append(flags)
    flags = pieces[0] if len(pieces) == 1 else np.concatenate(pieces)
    places = np.flatnonzero((flags & wanted).astype(bool)) if present & wanted else np.zeros(0, np.intp)
    chosen, following = flags[places], flags.take(places + 1, mode="clip")
    if len(units) != len(text) + 2:
        # Characters beyond U+FFFF have two units.
        places = places - np.searchsorted(np.flatnonzero(units[1:] & 0xFC00 == 0xD800), places)
    return Sweep(present, places, chosen, following)


@lru_cache(maxsize=1)
def _table() -> tuple[Classes, int, Flags]:
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

    def have(trait: int) -> npt.NDArray[np.bool_]:
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
    """The flags of the pairs that some page shows for bytes of UTF-8, and of those that no known text has."""
    import numpy as np

    size, apart = len(kinds), len(own)
    two, more = np.zeros((size, size), bool), np.zeros((size, size), bool)
    begins = np.zeros((size, size), bool)
    common = np.array([(0xC0 | p >> 6, 0x80 | p & 0x3F) for p in range(0x80, 0x800) if is_common(chr(p))])
    paged = np.zeros(size, bool)
    for page in single_byte_pages():
        of_byte = np.full(256, -1)
        for character, byte in page.bytes_of.items():
            of_byte[byte] = classes[ord(character)]
        paged[of_byte[of_byte >= 0]] = True
        first, second = of_byte[common[:, 0]], of_byte[common[:, 1]]
        shown = (first >= 0) & (second >= 0)
        two[first[shown], second[shown]] = True
        tails = _present(of_byte[0x80:0xC0])
        more[np.ix_(_present(of_byte[0xE0:0xF5]), tails)] = True
        begins[np.ix_(_present(of_byte[0xC2:0xF5]), tails)] = True
    known = np.zeros((size, size), bool)
    pairs = [pair for pair in load_model().pairs if pair[0] < "\U00010000" and pair[1] < "\U00010000"]
    known[[classes[ord(pair[0])] for pair in pairs], [classes[ord(pair[1])] for pair in pairs]] = True
    # Nothing is known of the pairs of a class of many characters.
    known[apart:] = known[:, apart:] = False
    above = (kinds & _TRAIT_ABOVE) != 0
    known[np.ix_(~above, ~above)] = True
    flags[~known] |= Flag.NEW
    readable = paged | ~above
    flags[np.outer(readable, readable) & ~known] |= Flag.UNREAD
    mark = np.zeros(size, bool)
    mark[[classes[ord(c)] for c in _MARKS]] = True
    with_mark = mark[:, None] | mark[None, :]
    flags[two & with_mark & ~known] |= Flag.TWO
    flags[more & with_mark] |= Flag.MORE
    # E2 80 before a lost byte is looked for too.
    euro = classes[ord("€")]
    flags[more[:, euro], euro] |= Flag.TWO
    for lead in "âโ":
        flags[classes[ord(lead)], euro] |= Flag.ALIEN
    # The first two characters of a surrogate that was encoded by itself.
    flags[classes[0xED], classes[0xA0:0xB0]] |= Flag.ALIEN
    far = (kinds & _TRAIT_FAR) != 0
    both = np.outer(above, above)
    flags[both & ~known & np.outer(paged, paged)] |= Flag.RUN
    flags[begins & far[:, None] & both] |= Flag.RUN


def _present(classes: Classes) -> Classes:
    return classes[classes >= 0]
