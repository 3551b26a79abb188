"""The dateline before the first sentence: place, sometimes a day, sometimes the agency in brackets."""

from __future__ import annotations

import re

from pipeline.label.forms import Part, Parts
from pipeline.label.lexicon.agencies import is_wire
from schemas.stages import Role

_WITH_AGENCY = re.compile(
    r"(?P<place>[^\W\d_][^()\n]{0,58}?)?\s?[(（](?P<agency>[^()（）]{2,40})[)）]\s?[-–—−:：.]{0,2}\s*(?=\S)"
)
_CAPITALS = re.compile(r"(?P<place>[^\W\d_]{2}[^()\n.!?;:\"“]{0,48}?)\s?(?:[–—]|--|\s-)\s*(?=\S)")


def split_dateline(text: str) -> Parts | None:
    """Return dateline and sentence of a lead such as "LONDON (Reuters) - The ...", or None.

    Without an agency the place must be in capitals: "Paris - a city ..." may be prose.
    """
    match = _WITH_AGENCY.match(text)
    if match and is_wire(match["agency"]) and _is_place(match["place"] or ""):
        return _parts(text, match)
    match = _CAPITALS.match(text)
    if match and _in_capitals(match["place"]):
        return _parts(text, match)
    return None


def agency_of(dateline: str) -> str | None:
    """Return the agency in brackets: "LONDON (Reuters)" gives "Reuters"."""
    match = re.search(r"[(（]([^()（）]{2,40})[)）]", dateline)
    return match.group(1) if match and is_wire(match.group(1)) else None


def _parts(text: str, match: re.Match[str]) -> Parts:
    end = match.end("agency") + 1 if "agency" in match.groupdict() else match.end("place")
    return (
        Part(text[: match.end()].rstrip(), Role.DATELINE, "dateline", text[:end].strip()),
        Part(text[match.end() :], Role.BODY, "lead"),
    )


def _is_place(place: str) -> bool:
    return len(place.split()) <= 7 and (not place or not place[0].islower())


def _in_capitals(place: str) -> bool:
    town = place.split(",")[0]
    return town.isupper() and len(place.split()) <= 6 and sum(map(str.isalpha, town)) >= 3
