"""Prove most clean texts clean in a few passes at C speed, so that only suspicious ones are weighed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from typing import Final

from pipeline.repair.ground.model import load_model
from pipeline.repair.ground.suspects import is_suspicious, may_be_image, reads_commonly
from pipeline.repair.prove.native import beside_latin, native_letters
from pipeline.repair.prove.quick import MIXED_SHARE, NATIVE_SHARE, VIETNAMESE_SIGN

# Up to this share the residue is small enough to look at all its neighbours.
_FEW_SHARE: Final = 0.03
_CYRILLIC: Final = "аео"
_RUN: Final = re.compile(r"[^\x00-\x7f](?:[^\x00-\x7f]+|(?<=[\u0370-\u1fff\u2c80-\U0010ffff]))")
_LATIN_WORD: Final = re.compile(r"[A-Za-z\x01]+")
_FIRST_NATIVE: Final = "\u0370"
_SHORT: Final = 4
# Windows of suspicious text around a run, for the weighing.
_REACH: Final = 30
_LONGEST: Final = 300
_MOST_ALIKE: Final = 3
_MOST_MATCHES: Final = 1200
_MOST_WINDOWS: Final = 12
_MOST_CHARACTERS: Final = 450


def suspicious_windows(text: str, rest: str) -> list[tuple[int, int]]:
    """The stretches of the text that may hold mojibake; `rest` is what `residue` left of it."""
    if len(rest) > NATIVE_SHARE * len(text) or (len(rest) > MIXED_SHARE * len(text) and VIETNAMESE_SIGN in rest):
        return _native_windows(text, rest)
    if len(rest) < _FEW_SHARE * len(text) and not may_be_image(rest, text):
        return []
    return _latin_windows(text)


def _latin_windows(text: str) -> list[tuple[int, int]]:
    """In a text that is mostly ASCII each different run of other characters is looked at."""
    model = load_model()
    matches = list(_some(_RUN, text))
    runs = {match.group() for match in matches}
    runs = {run for run in runs if run[0] >= _FIRST_NATIVE or run not in model.pairs}
    found = {run for run in runs if is_suspicious(run, model, stands_out=len(run) <= _SHORT and run >= _FIRST_NATIVE)}
    return _windows([match.span() for match in matches if match.group() in found], text) if found else []


def _native_windows(text: str, rest: str) -> list[tuple[int, int]]:
    """In a text in a script of its own, what does not belong to the script is looked at."""
    model = load_model()
    mixed, flip = _patterns()
    spots = [(max(0, match.start() - 2), match.end()) for match in _some(mixed, text)]
    if any(vowel in rest for vowel in _CYRILLIC):
        spots += [(match.start() - 1, match.end()) for match in _some(flip, text)]
    kinds = {text[start:end] for start, end in spots}
    found = {kind for kind in kinds if reads_commonly(kind, model)}
    spots = [(start, end) for start, end in spots if text[start:end] in found] if found else []
    if len(rest) > NATIVE_SHARE * len(text):
        for match in _some(_LATIN_WORD, text):
            for start, end in beside_latin(text, *match.span()):
                if is_suspicious(text[start:end], model, stands_out=True):
                    spots.append((start, end))
    return _windows(sorted(spots), text)


def _some(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """The matches in the text; of a text that is full of them those at its beginning and after its middle."""
    last = -1
    for match in islice(pattern.finditer(text), _MOST_MATCHES):
        last = match.start()
        yield match
    middle = len(text) // 2
    yield from islice(pattern.finditer(text, max(last + 1, middle)), _MOST_MATCHES) if last > -1 else ()


def _windows(spots: list[tuple[int, int]], text: str) -> list[tuple[int, int]]:
    """The spots with their surroundings, joined where they meet, thinned out evenly if there are many."""
    windows: list[tuple[int, int]] = []
    size = 0
    seen: Counter[str] = Counter()
    different = []
    for start, end in spots:
        shown = text[start : min(end, start + _LONGEST)]
        seen[shown] += 1
        if seen[shown] <= _MOST_ALIKE:
            different.append((start, end))
    for start, end in different[:: max(1, len(different) // _MOST_WINDOWS)]:
        low, high = max(0, start - _REACH), min(len(text), end + _REACH, start + _LONGEST)
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
    native = native_letters()
    other = rf"[^\x00-\x7f{native}]"
    mixed = rf"{other}(?:(?<=[{native}]{other})|{other})[^\x00-\x7f]{{0,3}}"
    # "вА" is how x-mac-cyrillic shows the beginning of a quotation mark.
    flip = r"[\u0410-\u042f](?<=[\u0430-\u045f][\u0410-\u042f])[^\x00-\x7f]{0,2}"
    return re.compile(mixed), re.compile(flip)
