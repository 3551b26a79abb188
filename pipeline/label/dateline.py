"""The dateline before the first sentence: place, sometimes a day, sometimes the agency in brackets."""

from __future__ import annotations

import re

from pipeline.label.parts import Part, Parts
from pipeline.language.agencies import is_wire
from pipeline.language.known import LANGUAGES
from pipeline.language.phrases import CAPTION_SIGNS, KICKERS, PHRASES, key
from pipeline.language.sentences import ends_sentence
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
_CAPITALS = re.compile(r"(?P<place>[^\W\d_]{2}[^()\n!?;:\"“]{0,48}?)\s?(?:[–—]|--|\s-|\.-)\s*(?=\S)")

# "SINGAPORE: Seven years ..."
_COLON = re.compile(
    r"(?P<place>(?:[A-ZÀ-ÖØ-Þ]{4,20}|[A-ZÀ-ÖØ-Þ]{2,3} [A-ZÀ-ÖØ-Þ]{2,20})(?: [A-ZÀ-ÖØ-Þ]{2,20}){0,2}):"
    r"\s(?=[A-ZÀ-ÖØ-Þ“\"][^\W\d_])"
)
# One town, several with a stroke, or one with its state; between two words a dash may part what a sentence is about.
_TOWN = re.compile(
    r"(?P<place>[^\W\d_]{3,20}(?:/[^\W\d_]{3,20}){0,2}|[^\W\d_]{3,20}(?: [^\W\d_]{3,20}){0,2}, [A-Z]{2})"
    r"\s[–—]\s(?=[A-ZÀ-ÖØ-ÞА-Я])"
)
_NAME = r"[^\W\d_a-zß-öø-ÿ][^\W\d_]{1,20}"
_NAMES = rf"{_NAME}(?:[ -]{_NAME}){{0,2}}"
_SENTENCE = r"(?=[\"“„«]?[A-ZÀ-ÖØ-ÞА-Я])"
# "Lagos, Nigeria — The ferry ...", "London, 12 May 2023 – The ferry ..."
_WITH_COUNTRY = re.compile(rf"(?P<place>{_NAMES}, (?:{_NAMES}|D\.C\.))\s?(?:[–—]|--)\s{_SENTENCE}")
_WITH_DAY = re.compile(
    rf"(?P<place>{_NAMES}, (?:\d{{1,2}}\.? [^\W\d_]{{3,12}}\.?|[^\W\d_]{{3,10}}\.? \d{{1,2}})(?:,? \d{{4}})?)"
    rf"\s?(?:[–—-]|--)\s{_SENTENCE}"
)
# "BERLIN dpa | Die Fähre ...", "(HBN) — The ferry ..."
_WITH_BAR = re.compile(
    r"(?P<place>[^\W\d_a-zß-öø-ÿ]{3,20}(?:/[^\W\d_a-zß-öø-ÿ]{3,20})?) (?P<agency>[a-z/]{2,15}) \| ?(?=\S)"
)
_OUTLET_ALONE = re.compile(r"(?P<place>\([A-Z]{2,6}\))(?:\s?[–—-]{1,2}\s*(?=\S)|(?=[A-Z][a-z]))")
_KNOWN_TOWN = re.compile(rf"(?P<place>{_NAMES}(?:/{_NAMES}){{0,2}})(?:[.:]|\s?(?:[–—-]|--))\s{_SENTENCE}")
_TOWNS = frozenset(key(town) for language in LANGUAGES for town in language.towns)
_MARKED = re.compile(r"[-–—:]\s*\Z")
_STATE = re.compile(r", [A-Z]{2}\b")
_PLACE_ALONE = re.compile(r"[^\W\d_a-zß-öø-ÿ][^\W\d_]{3,20}(?:[/ -][^\W\d_a-zß-öø-ÿ][^\W\d_]{2,20}){0,2}\.")
_DASHES = frozenset("–—")
_LONGEST_ALONE = 60
_LONGEST_TOWN_WORDS = 4


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
    if match and _is_place(match["place"] or "") and (_is_wire(match["agency"]) or _is_town_of_outlet(text, match)):
        return _parts(text, match)
    match = _CAPITALS.match(text)
    if match and _in_capitals(match["place"]) and not _is_heading(match["place"], text):
        return _parts(text, match)
    match = _COLON.match(text) or _TOWN.match(text)
    if match and key(match["place"]) not in KICKERS and match["place"][0].isupper():
        return _parts(text, match)
    return _in_ordinary_letters(text)


def _in_ordinary_letters(text: str) -> Parts | None:
    """Return dateline and sentence where the place is not in capitals: with its country, a day, an outlet, or known."""
    for pattern in (_WITH_COUNTRY, _WITH_DAY, _WITH_BAR, _OUTLET_ALONE):
        if match := pattern.match(text):
            return None if _is_heading(match["place"], text) else _parts(text, match)
    match = _KNOWN_TOWN.match(text)
    return _parts(text, match) if match and any(key(town) in _TOWNS for town in match["place"].split("/")) else None


def _is_town_of_outlet(text: str, match: re.Match[str]) -> bool:
    """Tell whether a place in capitals has an outlet or a day in brackets, and a mark: "NORHAVEN (HBN) —"."""
    return bool(match["place"]) and _in_capitals(match["place"]) and _MARKED.search(text[: match.end()]) is not None


def split_later_dateline(text: str) -> Parts | None:
    """Return dateline and sentence of a second paragraph, below one that sums up, if the dateline can be nothing else.

    It has an agency, a place in capitals, several places with a stroke, or one with its state.
    """
    parts = split_dateline(text)
    if parts is None:
        return None
    place = parts[0].value or parts[0].text
    if key(place) in KICKERS:
        return None
    return parts if agency_of(place) or "/" in place or _STATE.search(place) or _in_capitals(place) else None


def sole_dateline(text: str, *, is_open: bool) -> Parts | None:
    """Return a dateline alone on its line: "NORHAVEN, Maine —"; also "Neustadt." where nothing else claims the line."""
    if len(text) > _LONGEST_ALONE:
        return None
    led_on = split_dateline(f"{text.rstrip()} A") if text.rstrip()[-1:] in _DASHES else None
    named = _PLACE_ALONE.fullmatch(text) is not None and key(text) not in KICKERS | PHRASES.keys()
    if led_on is None and not (is_open and (named or key(text) in _TOWNS)):
        return None
    return (Part(text, Role.DATELINE, "dateline", led_on[0].value if led_on else text.rstrip(".")),)


def split_called_dateline(text: str) -> Parts | None:
    """Return dateline and sentence of a short first line such as "NORHAVEN: Seven years.", which is no prose yet."""
    match = _COLON.match(text)
    return _parts(text, match) if match and ends_sentence(text) and key(match["place"]) not in KICKERS else None


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


def _is_heading(place: str, text: str) -> bool:
    """Tell whether what stands before a dash says what kind of text or picture follows: "TLDR", "FILE"."""
    return key(place) in KICKERS or CAPTION_SIGNS.match(text[:_LONGEST_ALONE].casefold()) is not None


def _in_capitals(place: str) -> bool:
    town = _UNDATED.sub("", place).split(",")[0]
    short = len(place.split()) <= 6 and len(town.split()) <= _LONGEST_TOWN_WORDS
    return town.isupper() and short and sum(map(str.isalpha, town)) >= 3
