"""Prove most clean texts clean in a few passes at C speed, so that only suspicious ones are weighed."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from pipeline.repair.charclass import common_han
from pipeline.repair.codepages import character_set
from pipeline.repair.model import load_model
from pipeline.repair.suspects import is_suspicious, may_be_image, reads_commonly

# `bytes.translate` deletes at some 1,500 MB/s, a regular expression searches at 150: what is left of an English text
# is a hundredth of it.
_PLAIN: Final = bytes((9, 10, *range(32, 127)))
# Share of residue from which a text counts as one in a script of its own: Polish has 0.08, Vietnamese 0.25, Russian 0.8.
_NATIVE_SHARE: Final = 0.45
_MIXED_SHARE: Final = 0.15
_VIETNAMESE_SIGN: Final = "\u1ea1"
# Up to this share the residue is small enough to look at all its neighbours.
_FEW_SHARE: Final = 0.03
_CYRILLIC: Final = "аео"
_RUN: Final = re.compile(r"[^\x00-\x7f](?:[^\x00-\x7f]+|(?<=[\u0370-\u1fff\u2c80-\U0010ffff]))")
_FIRST_NATIVE: Final = "\u0370"
_SHORT: Final = 4
# Windows of suspicious text around a run, for the weighing.
_REACH: Final = 30
_MOST_WINDOWS: Final = 20
_MOST_CHARACTERS: Final = 900
# Letters that running text of the non-Latin scripts is made of. Left out are the rare Cyrillic capitals and the rare
# letters ѓ ѕ ќ: code page 1251 has them where UTF-8 has continuation bytes.
_ALPHABETS: Final = (
    "\u0370-\u0401\u0404\u0406-\u0408\u040b\u040e\u0410-\u0452\u0454\u0456-\u045b\u045e-\u0482\u048a-\u085f"
    "\u08a0-\u1dff\u1f00-\u1fff\u2c80-\u2ddf\ua640-\uabff\ufb1d-\ufdff\ufe70-\ufefe"
)
_VIETNAMESE: Final = "\u1ea0-\u1ef9àáâãèéêìíòóôõùúýăđĩũơưÀÁÂÈÉÊÌÍÒÓÔÕÙÚÝĂĐĨŨƠƯ"
_EAST_ASIAN: Final = "\u3001-\u33ff\ua000-\ua63f\uff01-\uff60"


def suspicious_windows(text: str, rest: str) -> list[tuple[int, int]]:
    """The stretches of the text that may hold mojibake; `rest` is what `residue` left of it."""
    if len(rest) > _NATIVE_SHARE * len(text) or (len(rest) > _MIXED_SHARE * len(text) and _VIETNAMESE_SIGN in rest):
        return _native_windows(text, rest)
    if len(rest) < _FEW_SHARE * len(text) and not may_be_image(rest, text):
        return []
    return _latin_windows(text)


def residue(text: str) -> str:
    """All characters of the text that are neither printable ASCII nor tab or newline."""
    return text.encode("utf-8", "surrogatepass").translate(None, _PLAIN).decode("utf-8", "surrogatepass")


def _latin_windows(text: str) -> list[tuple[int, int]]:
    """In a text that is mostly ASCII each different run of other characters is looked at."""
    model = load_model()
    runs = set(_RUN.findall(text))
    runs = {run for run in runs if run[0] >= _FIRST_NATIVE or run not in model.pairs}
    found = {run for run in runs if is_suspicious(run, model, stands_out=len(run) <= _SHORT and run >= _FIRST_NATIVE)}
    if not found:
        return []
    return _windows([match.span() for match in _RUN.finditer(text) if match.group() in found], len(text))


def _native_windows(text: str, rest: str) -> list[tuple[int, int]]:
    """In a text in a script of its own, what does not belong to the script is looked at."""
    model = load_model()
    mixed, flip, beside_latin = _patterns()
    spots = [(max(0, match.start() - 2), match.end()) for match in mixed.finditer(text)]
    if any(vowel in rest for vowel in _CYRILLIC):
        spots += [(match.start() - 1, match.end()) for match in flip.finditer(text)]
    kinds = {text[start:end] for start, end in spots}
    found = {kind for kind in kinds if reads_commonly(kind, model)}
    spots = [(start, end) for start, end in spots if text[start:end] in found] if found else []
    if len(rest) > _NATIVE_SHARE * len(text):
        for match in beside_latin.finditer(text):
            start, end = match.span(match.lastindex or 0)
            if is_suspicious(text[start:end], model, stands_out=True):
                spots.append((start, end))
    return _windows(sorted(spots), len(text))


def _windows(spots: list[tuple[int, int]], length: int) -> list[tuple[int, int]]:
    """The spots with their surroundings, joined where they meet, thinned out evenly if there are many."""
    windows: list[tuple[int, int]] = []
    size = 0
    for start, end in spots[:: max(1, len(spots) // _MOST_WINDOWS)]:
        low, high = max(0, start - _REACH), min(length, end + _REACH)
        if windows and low <= windows[-1][1]:
            windows[-1] = (windows[-1][0], max(high, windows[-1][1]))
        else:
            windows.append((low, high))
        size += end - start + _REACH
        if size > _MOST_CHARACTERS:
            break
    return windows


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], ...]:
    """Patterns that begin with one character class each, so that the search skips the rest of the text at C speed.

    Their reach is bounded: in a text without spaces a run has no end.
    """
    ideographs = character_set("".join(c for c in common_han() if "\u4e00" <= c <= "\u9fff"))[1:-1]
    native = f"{_ALPHABETS}{_VIETNAMESE}{_EAST_ASIAN}{ideographs}\uac00-\ud7a3"
    other = rf"[^\x00-\x7f{native}]"
    mixed = rf"{other}(?:(?<=[{native}]{other})|{other})[^\x00-\x7f]{{0,3}}"
    # "вА" is how x-mac-cyrillic shows the beginning of a quotation mark.
    flip = r"[\u0410-\u042f](?<=[\u0430-\u045f][\u0410-\u042f])[^\x00-\x7f]{0,2}"
    # Short words of the script next to Latin ones: "Home ยป". A Chinese character next to a Latin word is everyday.
    alone = rf"(?<![{_ALPHABETS}])[{_ALPHABETS}]"
    before = "|".join(rf"(?<=({alone}{{{n}}}){gap}[A-Za-z])" for n in (1, 2, 3) for gap in ("", " "))
    beside_latin = rf"[A-Za-z](?:[ .,]?([{_ALPHABETS}]{{1,4}})(?![{_ALPHABETS}])|{before})"
    return tuple(map(re.compile, (mixed, flip, beside_latin)))
