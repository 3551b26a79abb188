"""Entries of a live blog: paragraphs that begin with a time of day, in a run that goes one way."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from pipeline.language.clock import UNSURE_ZONES, ZONES
from pipeline.language.known import LANGUAGES
from pipeline.language.sentences import ends_sentence
from pipeline.language.weight import weight
from pipeline.shapes.shaped import Shaped, text_blocks
from schemas.stages import Block, Shape

_WORDS = sorted(
    {word for language in LANGUAGES for word in (*language.clock_units, *language.date_closers)} | {"a.m.", "p.m."},
    key=len,
    reverse=True,
)
_LEADS = sorted({word for language in LANGUAGES for word in language.clock_leads}, key=len, reverse=True)
_ZONES = sorted({*ZONES, *UNSURE_ZONES} - {"z"}, key=len, reverse=True)
_TIME = re.compile(
    rf"(?:(?:{'|'.join(map(re.escape, _LEADS))}) ?)?"
    r"(?P<hour>\d{1,2})(?P<mark>[:.hH時时٫])(?P<minute>\d{2})(?::\d{2})?(?P<sign>分)?(?!\d)"
    rf"(?P<unit> ?(?:{'|'.join(map(re.escape, _WORDS))})(?!\w))?"
    rf"(?P<zone> \(?(?:{'|'.join(_ZONES)})(?!\w)\)?)?",
    re.IGNORECASE,
)
_BEHIND = re.compile(r"[ \t\u00a0]{0,3}(?:[-–—:：|•,，،]|\]|\))(?=\s|$)|[ \t\u00a0]{0,3}$")
_BARE = re.compile(r"[ \t\u00a0\u3000]{1,3}[^\W\d_a-zа-я]")  # a word that begins as a sentence does
_FIGURE = re.compile(r"\d")
_FURTHEST_FIGURE = 12
_LONGEST_LOOKED_AT = 48
_LEAST_ENTRIES = 3
_LEAST_BARE_ENTRIES = 4
_FURTHEST = 12
_LEAST_WORDS = 5
_LAST_HOUR, _LAST_MINUTE = 23, 59


class _Entry(NamedTuple):
    """A paragraph that begins with a time: where it stands, the time as printed and in minutes, what else it says.

    `parted` tells that a mark stands between the two, or that the time stands alone.
    """

    at: int
    printed: str
    minutes: int
    rest: str
    parted: bool


def live_entries(blocks: Sequence[Block]) -> dict[int, Shaped]:
    """Return the first paragraph of each entry of a live blog, with its time as printed."""
    places = text_blocks(blocks)
    entries = [
        entry
        for i in places
        if _FIGURE.search(blocks[i].text, 0, _FURTHEST_FIGURE) and (entry := _entry(blocks[i].content, i))
    ]
    if len(entries) < _LEAST_ENTRIES:
        return {}
    ranks = {index: rank for rank, index in enumerate(places)}
    found: dict[int, Shaped] = {}
    for run in _runs(entries, ranks):
        least = _LEAST_ENTRIES if all(entry.parted for entry in run) else _LEAST_BARE_ENTRIES
        if len(run) >= least and _goes_one_way(run) and _tells(run, blocks, places, ranks):
            found |= {entry.at: Shaped(Shape("live_entry", time=entry.printed), "time_first") for entry in run}
    return found


def _entry(text: str, index: int) -> _Entry | None:
    start = text[0] in "[("
    match = _TIME.match(text[:_LONGEST_LOOKED_AT], start)
    if match is None or int(match["hour"]) > _LAST_HOUR or int(match["minute"]) > _LAST_MINUTE:
        return None
    rest = text[match.end() : match.end() + _LONGEST_LOOKED_AT]
    parted = _BEHIND.match(rest) is not None
    # "14.32 million" is no time: a full stop needs a word of the clock, or to stand alone.
    sure = match["unit"] or match["zone"] or match["sign"] or match["mark"] in ":時时"
    if not parted and not (sure and _BARE.match(rest)):
        return None
    minutes = int(match["hour"]) * 60 + int(match["minute"])
    return _Entry(index, match.group().strip(), minutes, text[match.end() :].lstrip(" \t\u00a0-–—:：|•,，،])"), parted)


def _runs(entries: Sequence[_Entry], ranks: dict[int, int]) -> list[list[_Entry]]:
    """Return the entries in runs: no more than a few paragraphs stand between one and the next."""
    runs: list[list[_Entry]] = []
    for entry in entries:
        if runs and ranks[entry.at] - ranks[runs[-1][-1].at] <= _FURTHEST:
            runs[-1].append(entry)
        else:
            runs.append([entry])
    return runs


def _goes_one_way(run: Sequence[_Entry]) -> bool:
    """Tell whether the times go up or go down; they may pass midnight once."""
    times = [entry.minutes for entry in run]
    if len(set(times)) < _LEAST_ENTRIES - 1:
        return False
    pairs = list(pairwise(times))
    up, down = sum(a > b for a, b in pairs), sum(a < b for a, b in pairs)
    return min(up, down) == 0 or (min(up, down) == 1 and len(run) > _LEAST_ENTRIES)


def _tells(run: Sequence[_Entry], blocks: Sequence[Block], places: Sequence[int], ranks: dict[int, int]) -> bool:
    """Tell whether most entries have a sentence: a row of a programme has none."""
    told = 0
    for entry in run:
        rank = ranks[entry.at]
        below = blocks[places[rank + 1]].content if rank + 1 < len(places) else ""
        told += any(ends_sentence(text) and weight(text) >= _LEAST_WORDS for text in (entry.rest, below))
    return 2 * told > len(run)
