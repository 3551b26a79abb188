"""The dateline before the first sentence: place, sometimes a day, sometimes the agency in brackets."""

from __future__ import annotations

import re

from pipeline.label.forms import Part, Parts
from pipeline.label.lexicon.agencies import is_wire
from schemas.stages import Role

_WITH_AGENCY = re.compile(
    r"(?P<place>[^\W\d_][^()\n]{0,58}?)?\s?[(（](?P<agency>[^()（）]{2,40})[)）]\s?[-–—−:：.]{0,2}\s*(?=\S)"
)
_AGENCY_FIRST = re.compile(
    r"[(（\[【]?(?P<agency>[^\W\d_][^()（）\[\]【】\n]{1,30}?)[)）\]】]?\s?[-–—]\s?"
    r"(?P<place>[^\W\d_]{2}[^()\n.!?;:]{0,30}?,? \d{1,2} [^\W\d_]{3,10}\.?)\s?[-–—]\s*(?=\S)"
)
_EAST = re.compile(
    r"[（(【]?(?P<agency>新华社|新華社|中新社|中新网|中央社|共同社|路透社|法新社|美联社|本报讯|本報訊)"
    r"(?P<place>[\u3400-\u9fff/／]{0,16}?\s?(?:\d{1,2}\s?月\s?)?(?:\d{1,2}\s?日)?)\s?(?:综合)?(?:[电電讯訊]|综合报道)"
    r"\s?(?:[（(](?:[\u3400-\u9fff]{0,6}记者|記者)[^（）()]{2,40}[）)])?[）)】:：]?\s*(?=\S)"
    r"|【(?P<desk>[\u3400-\u9fff]{1,6}(?:共同|時事|支局)|(?:共同通信|時事通信|時事|共同))】\s*(?=\S)"
)
_RUSSIAN = re.compile(
    r"(?P<place>[А-ЯЁ][А-ЯЁа-яё -]{2,30}(?:[.,] \d{1,2} [а-яё]{3,8}\.?)?)\s?(?:[–—-]\s)?"
    r"(?P<agency>РИА Новости|/ТАСС/|/?Интерфакс/?|INTERFAX\.RU)\s?[.–—-]{1,3}\s?(?=\S)"
)
_UNDATED = re.compile(r",?\s(?:le )?\d{1,2}(?:\.| de)?\s[^\W\d_]{3,10}\.?(?:\s\d{4})?\.?$")
_CAPITALS = re.compile(r"(?P<place>[^\W\d_]{2}[^()\n!?;:\"“]{0,48}?)\s?(?:[–—]|--|\s-)\s*(?=\S)")


def split_dateline(text: str) -> Parts | None:
    """Return dateline and sentence of a lead such as "LONDON (Reuters) - The ...", or None.

    Without an agency the place must be in capitals: "Paris - a city ..." may be prose.
    """
    if not text.isascii() and (match := _EAST.match(text)):
        end = match.end()
        return Part(text[:end].rstrip(), Role.DATELINE, "dateline"), Part(text[end:], Role.BODY, "lead")
    if not text.isascii() and (match := _RUSSIAN.match(text)):
        end = match.end()
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
    return None


def agency_of(dateline: str) -> str | None:
    """Return the agency in brackets: "LONDON (Reuters)" gives "Reuters"."""
    match = re.search(r"[(（]([^()（）]{2,40})[)）]", dateline)
    if match and _is_wire(match.group(1)):
        return match.group(1)
    if not dateline.isascii() and (russian := _RUSSIAN.match(f"{dateline} .")):
        return russian["agency"].strip("/")
    east = _EAST.match(f"{dateline} .") if not dateline.isascii() else None
    return east["agency"] if east and east["agency"] not in ("本报讯", "本報訊") else None


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
