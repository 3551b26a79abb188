"""Prove a text clean by the flags of its neighbours and a look at the few places that stand out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from pipeline.repair.charclass import common_han
from pipeline.repair.codepages import character_set
from pipeline.repair.legacy import looks_misread, may_be_shown
from pipeline.repair.model import load_model
from pipeline.repair.suspects import is_suspicious, reads_commonly
from pipeline.repair.sweep import ALPHABETS, EAST_ASIAN, VIETNAMESE, Flag, Sweep, sweep

_MOST_SPOTS: Final = 60
_FEW: Final = 2
_BEFORE: Final = 2
_AFTER: Final = 5
# A word beside a Latin one is at most so far from a letter of that.
_REACH: Final = 12
_MOST_LATIN: Final = 300
_SHORT: Final = 4
_FIRST_NATIVE: Final = "\u0370"
_LONGEST: Final = 300
_SPOT: Final = Flag.GUEST | Flag.FLIP | Flag.TWO
# A text shorter than this is misread if two of its pairs are unread, a longer one if so many in one stretch are: a
# third of those that `looks_misread` asks for.
_LONG: Final = 1500
_LEAST_UNREAD: Final = 2
_STRETCH: Final = 64
_MANY_UNREAD: Final = 5
_SOME_UNREAD: Final = 3
_MANY_STRANGE: Final = 3


def is_native(text: str, *, latin: bool = True) -> bool:
    """Whether a text in a script of its own has only what belongs there; `latin` if short words beside Latin ones
    are foreign to it."""
    found = sweep(text)
    if found is None or found.present & Flag.ODD:
        return False
    spots = [*found.places(_SPOT), *_beginnings(found)]
    if len(spots) >= _MOST_SPOTS:
        return False
    characters = found.characters
    if spots and _hold_images({characters[max(0, at - _BEFORE) : at + _AFTER] for at in spots}):
        return False
    if latin and found.present & Flag.LATIN and any(map(_is_strange_word, _words_beside_latin(found))):
        return False
    return not _may_be_misread(found, _MANY_UNREAD) or not may_be_shown(text) or not looks_misread(text, load_model())


def is_latin(text: str) -> bool:
    """Whether a text in Latin letters has no run of other characters that may be an image."""
    found = sweep(text)
    if found is None:
        return False
    runs = set()
    end = 0
    for at in found.places(Flag.RUN):
        if at >= end:
            start, end = _run_around(found.characters, at)
            runs.add(found.characters[start:end])
            if len(runs) > _MOST_SPOTS:
                return False
    model = load_model()
    if any(is_suspicious(run, model, stands_out=len(run) <= _SHORT and run >= _FIRST_NATIVE) for run in runs):
        return False
    if not found.present & Flag.STRANGE and not _may_be_misread(found, _SOME_UNREAD):
        return True
    return not may_be_shown(text) or not looks_misread(text, model)


def _beginnings(found: Sweep) -> list[int]:
    """Where a mark and its neighbour may begin an image of three bytes, and not all of it is known text."""
    if not found.present & Flag.MORE:
        return []
    import numpy as np

    places = np.flatnonzero(found.flags & Flag.MORE)
    after = found.flags[places + 1]
    # Of the flags of the next pair the lowest bit says that a third character above ASCII follows.
    likely = (after & Flag.ABOVE != 0) & ((found.flags[places] | after) & Flag.NEW != 0)
    chosen: list[int] = places[likely].tolist()
    return chosen


def _run_around(characters: str, at: int) -> tuple[int, int]:
    """The run of characters above ASCII that has this one, bounded."""
    start = end = at
    while start and at - start < _LONGEST and characters[start - 1] > "\x7f":
        start -= 1
    while end < len(characters) and end - at < _LONGEST and characters[end] > "\x7f":
        end += 1
    return start, end


def _may_be_misread(found: Sweep, near: int) -> bool:
    """Whether so many pairs are unread, or characters strange, that the text may be a misread legacy charset.

    In a long text that is `near` unread pairs not far from each other.
    """
    if found.present & Flag.STRANGE and _has_near(found.places(Flag.STRANGE), _MANY_STRANGE):
        return True
    unread = found.places(Flag.UNREAD)
    if len(found.characters) < _LONG or found.present & Flag.FLIP:
        return len(unread) >= _LEAST_UNREAD
    return _has_near(unread, near)


def _has_near(places: list[int], count: int) -> bool:
    """Whether so many of the places are within one stretch."""
    return any(last - first < _STRETCH for first, last in zip(places, places[count - 1 :], strict=False))


def _words_beside_latin(found: Sweep) -> set[tuple[str, ...]]:
    """The groups of `beside_latin` wherever it matches."""
    places = found.places(Flag.LATIN)
    if len(places) > _MOST_LATIN:
        return set(beside_latin().findall(found.characters))
    return {
        match.groups("")
        for start, end in _clusters(places)
        for match in beside_latin().finditer(found.characters, max(0, start - 1), end + _REACH)
    }


def _clusters(places: list[int]) -> Iterator[tuple[int, int]]:
    """Places that are near each other, first and last."""
    start = last = places[0]
    for place in places:
        if place - last > 2 * _REACH:
            yield start, last
            start = place
        last = place
    yield start, last


def _hold_images(kinds: set[str]) -> bool:
    """Whether one of the places that stand out may be the image of a mark, or some of them those of letters."""
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
