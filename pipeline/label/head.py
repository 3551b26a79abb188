"""The head of the page: what stands above the first sentence of the article, told by where it stands."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.label.forms import SENTENCE_END, Part, Parts
from pipeline.label.lexicon import HOME, KICKERS, key
from pipeline.label.lexicon.agencies import is_outlet
from pipeline.label.names import is_person, people
from schemas.stages import Line, Role

_CRUMBS = re.compile(r"\s*[»›>→]\s*|\s+[/|]\s+")
_KICKER = re.compile(r"(?P<kicker>[^\W\d_][^\d:：|]{1,28}?)\s?[:：|]\s*(?=\S)")
_QUOTED = re.compile(r"[“\"„«'‘](?P<inside>[^“”\"„«»]{10,250})[”\"“»'’]")
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
_LONGEST_TITLE = 250
_LONGEST_OUTLET_WORDS = 4
_NO_FULL_STOPS = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]")  # Thai, Lao, Burmese, Khmer
_PROSE_WORDS = 9
_PROSE_WORDS_WITHOUT_STOPS = 30
_STANDFIRST_WORDS = 4


def weight(text: str) -> int:
    """Return the length in words; two characters of a script without spaces count as a word."""
    unspaced = len(_UNSPACED.findall(text)) if not text.isascii() else 0
    return unspaced // 2 if unspaced > len(text) / 3 else len(text.split())


def is_prose(text: str) -> bool:
    """Tell whether the line looks like running text: a finished sentence of some length, or a long line."""
    words = weight(text)
    if words < _PROSE_WORDS:
        return False
    if SENTENCE_END.search(text) or len(text) > _LONGEST_TITLE:
        return True
    return words >= _PROSE_WORDS_WITHOUT_STOPS and len(_NO_FULL_STOPS.findall(text)) > len(text) / 3


def read_head(lines: Sequence[Line], forms: Sequence[Parts | None], given_title: str | None) -> dict[int, Parts]:
    """Return the parts of those lines, by index, whose role follows from standing in the head of the page."""
    lead = next((i for i, line in enumerate(lines) if forms[i] is None and is_prose(line.text)), len(lines))
    crumbs = {i: parts for i in range(len(lines)) if forms[i] is None and (parts := _breadcrumb(lines, i))}
    open_lines = [i for i in range(len(lines)) if forms[i] is None and i not in crumbs]
    title = _find_title(lines, open_lines, lead, [crumb[-1] for crumb in crumbs.values()], given_title)
    head: dict[int, Parts] = {i: (Part(lines[i].text, Role.BREADCRUMB, "breadcrumb"),) for i in crumbs}
    if title is None:
        return head
    head[title] = _title_parts(lines[title].text)
    same = key(lines[title].text)
    for i in open_lines:
        if i != title and key(lines[i].text) == same:
            head[i] = (Part(lines[i].text, Role.REPEATED_TITLE, "repeated_title"),)
        elif i < min(title, lead):
            head[i] = (Part(lines[i].text, Role.NAVIGATION, "before_title"),)
    below = [i for i in range(title + 1, lead) if i not in head]
    head.update(_below_title(lines, forms, below))
    return head


def _breadcrumb(lines: Sequence[Line], index: int) -> list[str] | None:
    """Return the steps of a breadcrumb: it begins at home, or its last step is a line of its own further on."""
    text = lines[index].text
    steps = [step for step in _CRUMBS.split(text) if step.strip()]
    if len(steps) < 2 or len(text) > _LONGEST_TITLE or SENTENCE_END.search(text):
        return None
    last = key(steps[-1])
    repeated = any(key(line.text) == last for line in lines[index + 1 : index + 12])
    return steps if repeated or key(steps[0]) in HOME else None


def _find_title(
    lines: Sequence[Line], open_lines: Sequence[int], lead: int, announced: Sequence[str], given: str | None
) -> int | None:
    """Return the index of the headline: the one announced elsewhere, else the first line that could be one."""
    wanted = {key(step) for step in announced} | ({key(given)} if given else set())
    for i in open_lines:
        if key(lines[i].text) in wanted:
            return i
    if given is not None or not open_lines:
        return None
    above = [i for i in open_lines if i < lead and weight(lines[i].text) >= 2 and len(lines[i].text) <= _LONGEST_TITLE]
    counted = [key(lines[i].text) for i in above]
    for i, name in zip(above, counted, strict=True):
        if counted.count(name) > 1 and weight(lines[i].text) >= _STANDFIRST_WORDS:
            return i
    longer = [i for i in above if weight(lines[i].text) >= _STANDFIRST_WORDS]
    if longer or above:
        return (longer or above)[0] if len(open_lines) > 1 else None
    return _finished_title(lines, open_lines)


def _finished_title(lines: Sequence[Line], open_lines: Sequence[int]) -> int | None:
    """Return the first line though it is a finished sentence, where it is short and the next one much longer."""
    if len(open_lines) < 2:
        return None
    first, second = lines[open_lines[0]].text, lines[open_lines[1]].text
    short = weight(first) <= (20 if first[-1] in "?!？！" else 14)
    return open_lines[0] if short and weight(second) >= 1.5 * weight(first) else None


def _title_parts(text: str) -> Parts:
    match = _KICKER.match(text)
    if match and match["kicker"].isupper() and key(match["kicker"]) in KICKERS:
        return (
            Part(text[: match.end()].rstrip(), Role.KICKER, "kicker_of_title", match["kicker"].strip()),
            Part(text[match.end() :], Role.TITLE, "title"),
        )
    quoted = _QUOTED.fullmatch(text)
    return (Part(text, Role.TITLE, "quoted_title", quoted["inside"]) if quoted else Part(text, Role.TITLE, "title"),)


def _below_title(lines: Sequence[Line], forms: Sequence[Parts | None], below: Sequence[int]) -> dict[int, Parts]:
    """Return what stands between headline and lead: standfirst, names alone on a line, the outlet credited."""
    head: dict[int, Parts] = {}
    standfirst = False
    for i in below:
        if forms[i] is not None:
            continue
        text = lines[i].text
        above = head.get(i - 1) or forms[i - 1] or ()
        if (
            any(part.role is Role.BYLINE for part in above)
            and is_outlet(text)
            and weight(text) <= _LONGEST_OUTLET_WORDS
        ):
            head[i] = (Part(text, Role.AGENCY, "outlet_below_byline"),)
        elif is_person(text) or (weight(text) <= 8 and len(people(text)) > 1):
            head[i] = (Part(text, Role.BYLINE, "name_alone"),)
        elif not standfirst and weight(text) >= _STANDFIRST_WORDS and not SENTENCE_END.search(text):
            standfirst = True
            head[i] = _standfirst_parts(text)
    return head


def _standfirst_parts(text: str) -> Parts:
    match = _KICKER.match(text)
    if match and key(match["kicker"]) in KICKERS:
        return (
            Part(text[: match.end()].rstrip(), Role.KICKER, "kicker_of_standfirst", match["kicker"].strip()),
            Part(text[match.end() :], Role.STANDFIRST, "standfirst"),
        )
    return (Part(text, Role.STANDFIRST, "standfirst"),)
