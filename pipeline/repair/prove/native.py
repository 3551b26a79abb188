"""Prove a text clean by the flags of its neighbours and a look at the few places that stand out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from typing import Final

from pipeline.repair.ground.charclass import common_han
from pipeline.repair.ground.codepages import character_set
from pipeline.repair.ground.model import load_model
from pipeline.repair.ground.suspects import is_suspicious, reads_commonly
from pipeline.repair.prove.flags import ALPHABETS, EAST_ASIAN, VIETNAMESE, Flag
from pipeline.repair.prove.sweep import Sweep, sweep
from pipeline.repair.undo.legacy import looks_misread, may_be_shown

_MOST_SPOTS: Final = 60
_MOST_PLACES: Final = 300
_FEW: Final = 2
_BEFORE: Final = 2
_AFTER: Final = 5
_SHORT: Final = 4
_FIRST_NATIVE: Final = "\u0370"
_LONGEST: Final = 60
_SPOT: Final = Flag.GUEST | Flag.FLIP | Flag.TWO
_NATIVE_WANTED: Final = _SPOT | Flag.MORE | Flag.LATIN | Flag.UNREAD | Flag.STRANGE
_LATIN_WANTED: Final = Flag.RUN | Flag.UNREAD | Flag.STRANGE
# Words of these lengths before and behind a Latin one, and what may stand between.
_LONGEST_BEFORE: Final = 3
_LONGEST_AFTER: Final = 4
_BETWEEN: Final = frozenset(" .,")
# A text shorter than this may be misread if two of its pairs are unread, a longer one if so many in one stretch are; a
# misread one has one in ten unread, and some stretch has more. `looks_misread` has the last word.
_LONG: Final = 1500
_LEAST_UNREAD: Final = 2
_STRETCH: Final = 64
_MANY_UNREAD: Final = 7
_SOME_UNREAD: Final = 3
_SOME_STRANGE: Final = 3
_MANY_STRANGE: Final = 6


def is_native(text: str, *, latin: bool = True) -> bool:
    """Whether a text in a script of its own has only what belongs there.

    With `latin` short words beside Latin ones are looked at too; Vietnamese is all Latin.
    """
    found = sweep(text, _NATIVE_WANTED if latin else _NATIVE_WANTED & ~Flag.LATIN)
    if found is None or found.present & Flag.ODD:
        return False
    spots = [*found.where(_SPOT, _MOST_SPOTS), *_beginnings(found)]
    if len(spots) >= _MOST_SPOTS:
        return False
    if spots and _hold_images({text[max(0, at - _BEFORE) : at + _AFTER] for at in spots}):
        return False
    if latin and any(map(_is_strange_word, _words_beside_latin(text, found))):
        return False
    if not _may_be_misread(text, found, _MANY_UNREAD):
        return True
    return not may_be_shown(text) or not looks_misread(text, load_model())


def is_latin(text: str) -> bool:
    """Whether a text in Latin letters has no run of other characters that may be an image."""
    found = sweep(text, _LATIN_WANTED)
    if found is None:
        return False
    places = found.where(Flag.RUN, _MOST_PLACES)
    if len(places) == _MOST_PLACES:
        return False
    runs = {_run_around(text, at) for at in places}
    model = load_model()
    if any(is_suspicious(run, model, stands_out=len(run) <= _SHORT and run >= _FIRST_NATIVE) for run in runs):
        return False
    if not found.present & Flag.STRANGE and not _may_be_misread(text, found, _SOME_UNREAD):
        return True
    return not may_be_shown(text) or not looks_misread(text, model)


def _beginnings(found: Sweep) -> list[int]:
    """Where a mark and its neighbour may begin an image of three bytes, and not all of it is known text."""
    if not found.present & Flag.MORE:
        return []
    more = (found.flags & Flag.MORE).astype(bool)
    first, second = found.flags[more], found.following[more]
    likely = (second & Flag.ABOVE).astype(bool) & ((first | second) & Flag.NEW).astype(bool)
    places: list[int] = found.places[more][likely][:_MOST_SPOTS].tolist()
    return places


def _run_around(text: str, at: int) -> str:
    """The run of characters above ASCII that has this one, bounded."""
    start = end = at
    while start and at - start < _LONGEST and text[start - 1] > "\x7f":
        start -= 1
    while end < len(text) and end - at < _LONGEST and text[end] > "\x7f":
        end += 1
    return text[start:end]


def _may_be_misread(text: str, found: Sweep, near: int) -> bool:
    """Whether so many pairs are unread, or characters strange, that the text may be a misread legacy charset.

    In a long text that is `near` unread pairs not far from each other.
    """
    strange = _SOME_STRANGE if len(text) < _LONG else _MANY_STRANGE
    if found.present & Flag.STRANGE and _has_near(found.where(Flag.STRANGE, _MOST_PLACES), strange):
        return True
    unread = found.where(Flag.UNREAD, _MOST_PLACES)
    if len(text) < _LONG or found.present & Flag.FLIP:
        return len(unread) >= _LEAST_UNREAD
    return _has_near(unread, near)


def _has_near(places: list[int], count: int) -> bool:
    """Whether so many of the places are within one stretch."""
    return any(b - a < _STRETCH for a, b in zip(places, islice(places, count - 1, None), strict=False))


def _words_beside_latin(text: str, found: Sweep) -> set[str]:
    """The short words of another script beside a Latin word."""
    around = (beside_latin(text, start, end) for start, end in _rows(found.where(Flag.LATIN)))
    return {text[start:end] for spans in around for start, end in spans}


def beside_latin(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The short words of another script that are beside the Latin word text[start:end]: "Home ยป".

    A Chinese character next to a Latin word is everyday, and so is a word behind another Latin one.
    """
    letters = _letters()
    spans = []
    last = start - 1 if text[start - 1 : start] == " " else start
    first = last
    while first and last - first <= _LONGEST_BEFORE and text[first - 1] in letters:
        first -= 1
    if 0 < last - first <= _LONGEST_BEFORE:
        spans.append((first, last))
    first = end + 1 if text[end : end + 1] in _BETWEEN else end
    last = first
    while last < len(text) and last - first <= _LONGEST_AFTER and text[last] in letters:
        last += 1
    if 0 < last - first <= _LONGEST_AFTER:
        spans.append((first, last))
    return spans


@lru_cache(maxsize=1)
def _letters() -> frozenset[str]:
    """The letters of the alphabets other than Latin."""
    return frozenset(re.findall(f"[{ALPHABETS}]", "".join(map(chr, range(0x10000)))))


def _rows(places: list[int]) -> Iterator[tuple[int, int]]:
    """Start and end of each row of places without a gap."""
    start = last = -2
    for place in places:
        if place != last + 1:
            if start >= 0:
                yield start, last + 1
            start = place
        last = place
    if start >= 0:
        yield start, last + 1


def _hold_images(kinds: set[str]) -> bool:
    """Whether one of the places that stand out may be the image of a mark, or some of them those of letters."""
    model = load_model()
    likely = [kind for kind in kinds if reads_commonly(kind, model)]
    return len(likely) > _FEW or any(reads_commonly(kind, model, alone=True) for kind in likely)


@lru_cache(maxsize=1 << 12)
def _is_strange_word(word: str) -> bool:
    """Whether a short word beside a Latin one may be an image."""
    return len(word) > 1 and is_suspicious(word, load_model(), stands_out=True)


@lru_cache(maxsize=1)
def native_letters() -> str:
    """The body of a character class of everything that words of the non-Latin scripts are written with."""
    ideographs = character_set("".join(c for c in common_han() if "\u4e00" <= c <= "\u9fff"))[1:-1]
    return f"{ALPHABETS}{VIETNAMESE}{EAST_ASIAN}{ideographs}\uac00-\ud7a3"
