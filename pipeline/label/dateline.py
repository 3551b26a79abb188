"""The dateline before the first sentence: place, sometimes a day, sometimes the agency in brackets."""

from __future__ import annotations

import re

from pipeline.label.parts import Part, Parts
from pipeline.language.agencies import is_wire
from pipeline.language.known import LANGUAGES
from pipeline.language.phrases import KICKERS, key
from schemas.stages import Role

_WITH_AGENCY = re.compile(
    r"(?P<place>[^\W\d_][^()\n]{0,58}?)?\s?[(（](?P<agency>[^()（）]{2,40})[)）]\s?[-–—−:：.]{0,2}\s*(?=\S)"
)
_AGENCY_FIRST = re.compile(
    r"[(（\[【]?(?P<agency>[^\W\d_][^()（）\[\]【】\n]{1,30}?)[)）\]】]?\s?[-–—]\s?"
    r"(?P<place>[^\W\d_]{2}[^()\n.!?;:]{0,30}?,? \d{1,2} [^\W\d_]{3,10}\.?)\s?[-–—]\s*(?=\S)"
)
_NATIVE = tuple(re.compile(pattern) for language in LANGUAGES for pattern in language.datelines)
_OWN_DESKS = frozenset(name for language in LANGUAGES for name in language.own_desks)
_UNDATED = re.compile(r",?\s(?:le )?\d{1,2}(?:\.| de)?\s[^\W\d_]{3,10}\.?(?:\s\d{4})?\.?$")
_CAPITALS = re.compile(r"(?P<place>[^\W\d_]{2}[^()\n!?;:\"“]{0,48}?)\s?(?:[–—]|--|\s-)\s*(?=\S)")

# "SINGAPORE: Seven years ..."
_COLON = re.compile(r"(?P<place>[A-ZÀ-ÖØ-Þ]{4,20}(?: [A-ZÀ-ÖØ-Þ]{2,20}){0,2}):\s(?=[A-ZÀ-ÖØ-Þ“\"][^\W\d_])")
# One town, several with a stroke, or one with its state; between two words a dash may part what a sentence is about.
_TOWN = re.compile(
    r"(?P<place>[^\W\d_]{3,20}(?:/[^\W\d_]{3,20}){0,2}|[^\W\d_]{3,20}(?: [^\W\d_]{3,20}){0,2}, [A-Z]{2})"
    r"\s[–—]\s(?=[A-ZÀ-ÖØ-ÞА-Я])"
)


def split_dateline(text: str) -> Parts | None:
    """Return dateline and sentence of a lead such as "LONDON (Reuters) - The ...", or None.

    Without an agency the place must be in capitals, or one town before a long dash and a sentence: "Paris - a city ..."
    may be prose.
    """
    if native := _native(text):
        end = native.end()
        return Part(text[:end].rstrip(), Role.DATELINE, "dateline"), Part(text[end:], Role.BODY, "lead")
    match = _AGENCY_FIRST.match(text)
    if match and _is_wire(match["agency"]) and match["place"].split(",")[0].split()[0].isupper():
        return _parts(text, match)
    match = _WITH_AGENCY.match(text)
    if match and _is_wire(match["agency"]) and _is_place(match["place"] or ""):
        return _parts(text, match)
    match = _CAPITALS.match(text)
    if match and _in_capitals(match["place"]):
        return _parts(text, match)
    match = _COLON.match(text) or _TOWN.match(text)
    if match and key(match["place"]) not in KICKERS and match["place"][0].isupper():
        return _parts(text, match)
    return None


def agency_of(dateline: str) -> str | None:
    """Return the agency in brackets: "LONDON (Reuters)" gives "Reuters"."""
    match = re.search(r"[(（]([^()（）]{2,40})[)）]", dateline)
    if match and _is_wire(match.group(1)):
        return match.group(1)
    native = _native(f"{dateline} .")
    agency = native.groupdict().get("agency") if native else None
    return agency.strip("/") if agency and agency not in _OWN_DESKS else None


def _native(text: str) -> re.Match[str] | None:
    """Return the dateline in the form of a language of its own, such as "新华社北京9月25日电", or None."""
    if text.isascii():
        return None
    return next((match for pattern in _NATIVE if (match := pattern.match(text))), None)


def _is_wire(name: str) -> bool:
    """Tell whether it is an agency that writes text, or a regional desk of one: "dpa/lno"."""
    head, _, desk = name.partition("/")
    return is_wire(name) or (is_wire(head) and 2 <= len(desk) <= 4 and desk.islower())


def _parts(text: str, match: re.Match[str]) -> Parts:
    end = match.end("place")
    if "agency" in match.groupdict() and match.end("agency") > end:
        end = match.end("agency") + 1
    return (
        Part(text[: match.end()].rstrip(), Role.DATELINE, "dateline", text[:end].strip()),
        Part(text[match.end() :], Role.BODY, "lead"),
    )


def _is_place(place: str) -> bool:
    return len(place.split()) <= 7 and (not place or not place[0].islower())


def _in_capitals(place: str) -> bool:
    town = _UNDATED.sub("", place).split(",")[0]
    return town.isupper() and len(place.split()) <= 6 and sum(map(str.isalpha, town)) >= 3
