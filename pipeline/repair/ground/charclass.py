"""Sort every character into one of about a hundred classes: script, case, and role in news typography."""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from functools import lru_cache

# Start of each range and its name. Only scripts in news use get a name of their own; letters of one script are split
# by case and mark below.
_RANGES: tuple[tuple[int, str], ...] = (
    (0x0080, "latin1"), (0x0100, "latin2"), (0x0250, "ipa"), (0x0300, "mark"), (0x0370, "greek"),
    (0x0400, "cyrillic"), (0x0530, "armenian"), (0x0590, "hebrew"), (0x0600, "arabic"), (0x0700, "syriac"),
    (0x0750, "arabic"), (0x0780, "thaana"), (0x07C0, "nko"), (0x0800, "other1"), (0x08A0, "arabic"),
    (0x0900, "deva"), (0x0980, "bengali"), (0x0A00, "gurmukhi"), (0x0A80, "gujarati"), (0x0B00, "oriya"),
    (0x0B80, "tamil"), (0x0C00, "telugu"), (0x0C80, "kannada"), (0x0D00, "malayalam"), (0x0D80, "sinhala"),
    (0x0E00, "thai"), (0x0E80, "lao"), (0x0F00, "tibetan"), (0x1000, "myanmar"), (0x10A0, "georgian"),
    (0x1100, "jamo"), (0x1200, "ethiopic"), (0x13A0, "cherokee"), (0x1400, "canadian"), (0x1680, "other2"),
    (0x1780, "khmer"), (0x1800, "mongolian"), (0x18B0, "canadian"), (0x1900, "other3"), (0x1C90, "georgian"),
    (0x1CC0, "other3"), (0x1D00, "phonetic"), (0x1E00, "latin3"), (0x1F00, "greek2"), (0x2000, "space"),
    (0x2010, "general"), (0x2070, "symbol"), (0x2200, "math"), (0x2300, "symbol"), (0x2500, "box"),
    (0x25A0, "shape"), (0x2800, "other4"), (0x2C60, "latin3"), (0x2C80, "other4"), (0x2D00, "georgian"),
    (0x2D30, "tifinagh"), (0x2D80, "ethiopic"), (0x2DE0, "other4"), (0x3000, "cjk_mark"), (0x3040, "hiragana"),
    (0x30A0, "katakana"), (0x3100, "bopomofo"), (0x3130, "jamo"), (0x3190, "cjk_mark"), (0x3400, "han_rare"),
    (0x4DC0, "symbol"), (0x4E00, "han"), (0xA000, "yi"), (0xA4D0, "other5"), (0xA640, "cyrillic2"),
    (0xA6A0, "other5"), (0xA720, "latin3"), (0xA800, "other5"), (0xAB30, "latin3"), (0xAB70, "cherokee"),
    (0xABC0, "other5"), (0xAC00, "hangul"), (0xD7B0, "jamo"), (0xD800, "surrogate"), (0xE000, "private"),
    (0xF900, "han_rare"), (0xFB00, "form"), (0xFE00, "selector"), (0xFE10, "form"), (0xFF00, "fullwidth"),
    (0xFF61, "half_kana"), (0xFFA0, "half_other"), (0xFFFD, "replacement"), (0xFFFE, "other6"),
    (0x1F000, "emoji"), (0x1FB00, "other6"), (0x20000, "han_rare"), (0x32000, "other6"),
)  # fmt: skip
_STARTS = tuple(start for start, _ in _RANGES)

# Marks with a role of their own in running text; the rest of their blocks share a class.
_ROLES = {
    "apostrophe": "’‘", "open_quote": "“„", "close_quote": "”", "open_guillemet": "«‹", "close_guillemet": "»›",
    "dash": "–—", "ellipsis": "…", "bullet": "•·", "nbsp": "\u00a0\u202f", "currency": "£€¥¢", "trade": "™®©",
    "degree": "°ºª²³¹", "inverted": "¿¡", "section": "§¶№", "times": "×±÷", "fraction": "½¼¾",
    "invisible": "\u00ad\u200b\u200e\u200f\ufeff", "joiner": "\u200c\u200d",
    "odd": "¬¦¤¨¯´¸µ†‡‰ƒˆ˜‚",
}  # fmt: skip
_ROLE_OF = {character: role for role, characters in _ROLES.items() for character in characters}
_ASCII_ROLES = {" ": "blank", "\t": "blank", "\n": "newline", "-": "hyphen"}
_ASCII_ROLES |= dict.fromkeys(".,;:!?", "stop") | dict.fromkeys("\"'", "quote")
_ASCII_ROLES |= dict.fromkeys("([{", "open") | dict.fromkeys(")]}", "close")


@lru_cache(maxsize=1)
def common_han() -> frozenset[str]:
    """The Han that the first level of a national standard holds: the ones that running text is made of."""
    levels = (("gb2312", 0xB0, 0xD8), ("big5", 0xA4, 0xC7), ("shift_jis", 0x88, 0x99))
    return frozenset(
        bytes((lead, trail)).decode(codec, "ignore")
        for codec, first, last in levels
        for lead in range(first, last)
        for trail in range(0x40, 0xFF)
    )


@lru_cache(maxsize=1 << 14)
def char_class(character: str) -> str:
    """Name the class of one character."""
    if character < "\x80":
        return _ascii_class(character)
    role = _ROLE_OF.get(character)
    if role is not None:
        return role
    name = _RANGES[bisect_right(_STARTS, ord(character)) - 1][1]
    if character < "\xa0":
        return "c1"
    if name == "han":
        return "han" if character in common_han() else "han_rare"
    if name == "hangul":
        # KS X 1001 holds the 2,350 syllables in use; the other 8,822 come up when bytes are misread as UHC.
        return "hangul" if len(character.encode("euc_kr", "ignore")) == 2 else "hangul_rare"
    return name + _suffix(character, name)


def script(character: str) -> str:
    """Name the script of a letter or of a mark inside a word; "" for everything else."""
    if character < "\x80":
        return "latin" if character.isalpha() else ""
    name = char_class(character)
    base = name.split("_")[0] if name.startswith(("han_", "hangul_")) else name.partition("_")[0]
    if not (character.isalpha() or name.endswith("_mark")) or base in ("mark", "degree", "odd", "half", "fullwidth"):
        return ""
    return "latin" if base in ("latin1", "latin2", "latin3", "ipa") else base


def _ascii_class(character: str) -> str:
    if character.islower():
        return "lower"
    if character.isupper():
        return "upper"
    if character.isdigit():
        return "digit"
    role = _ASCII_ROLES.get(character)
    if role is None:
        role = "ascii_symbol" if character.isprintable() else "control"
    return role


def _suffix(character: str, name: str) -> str:
    category = unicodedata.category(character)
    if category == "Lu":
        return "_upper"
    if category[0] == "M":
        return "_mark"
    if category[0] == "N":
        return "_digit"
    if category == "Cn":
        return "_unassigned"
    # Ѐ-ѿ beyond the Russian letters: Serbian, Ukrainian, Belarusian; half of code page 1251's continuation bytes.
    if name == "cyrillic" and character > "\u044f":
        return "_extra" if character < "\u0460" else "_far"
    if name == "thai" and "\u0e40" <= character <= "\u0e44":
        return "_prefix"
    return "" if category[0] == "L" else "_sign"
