"""The head of the page: what stands above the first sentence of the article, told by where it stands."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from pipeline.label.bylines import introduced_byline, may_be_called, timed_byline
from pipeline.label.evidence import Witness
from pipeline.label.metalines import read_spans
from pipeline.label.parts import Part, Parts, parts_of_spans
from pipeline.label.scenes import name_above_credit
from pipeline.label.signed import signed_names
from pipeline.label.standfirst import Head, find_standfirst
from pipeline.label.title import find_title
from pipeline.label.witnessed import has_byline, shown_title, take_bylines, take_kicker
from pipeline.language.agencies import is_outlet
from pipeline.language.calendar import written_dates
from pipeline.language.people import PARTICLES, is_explained, is_name_alone
from pipeline.language.phrases import HOME, KICKERS, PHRASES, key
from pipeline.language.sentences import ends_sentence
from pipeline.language.weight import weight
from schemas.stages import Line, Role

_CRUMBS = re.compile(r"\s{0,3}[»›>→]\s{0,3}|\s{1,3}[/|]\s{1,3}")
_CRUMB_MARK = re.compile(r"[»›>→/|]")
_KICKER = re.compile(r"(?P<kicker>[^\W\d_][^\d:：|]{1,28}?)\s?[:：|]\s*(?=\S)")
_QUOTED = re.compile(r"[“\"„«'‘](?P<inside>[^“”\"„«»]{10,250})[”\"“»'’]")
_LONGEST_TITLE = 250
_LONGEST_OUTLET_WORDS = 4
_NO_FULL_STOPS = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]")  # Thai, Lao, Burmese, Khmer
_PROSE_WORDS = 9
_PROSE_WORDS_WITHOUT_STOPS = 30
_LONGEST_BYLINE_WORDS = 12
_LONGEST_TEAM_WORDS = 5
_NEAR = 3
_PARAGRAPHS = 40
_OFTEN = 3
_OF_DECLARED = frozenset({"declared_author", "byline_of_declared"})
_MARKS = ".,;:!?\"'“”’()[]"
_LONGEST_EDGES = 40  # what may stand around a repeated headline


@lru_cache(maxsize=1 << 12)  # asked by every stage
def is_prose(text: str) -> bool:
    """Tell whether the line looks like running text: a finished sentence of some length, or a long line."""
    words = weight(text)
    if words < _PROSE_WORDS:
        return False
    if ends_sentence(text) or len(text) > _LONGEST_TITLE:
        return True
    return words >= _PROSE_WORDS_WITHOUT_STOPS and len(_NO_FULL_STOPS.findall(text)) > len(text) / 3


def lead_of(lines: Sequence[Line], kept: Sequence[int]) -> list[int]:
    """Return the kept lines from the lead on, the first sentence among them.

    What is kept above it may be headline and standfirst, which models take for text.
    """
    lead = next((i for i in kept if is_prose(lines[i].text)), 0)
    return [i for i in kept if i >= lead]


def breadcrumbs(
    lines: Sequence[Line], forms: Sequence[Parts | None], body: Sequence[int]
) -> tuple[dict[str, int], list[Parts | None]]:
    """Return the keys of the last steps of breadcrumbs above the lead, and the forms with the breadcrumbs in them."""
    lead = body[0] if body else len(lines)
    steps = {i: crumbs for i in range(lead) if forms[i] is None and (crumbs := _breadcrumb(lines, i))}
    parts = {i: (Part(lines[i].text, Role.BREADCRUMB, "breadcrumb"),) for i in steps}
    return {key(crumbs[-1]): 2 for crumbs in steps.values()}, [parts.get(i, form) for i, form in enumerate(forms)]


def read_head(
    lines: Sequence[Line],
    forms: Sequence[Parts | None],
    kept: Sequence[int],
    scores: Sequence[float],
    given_title: str | None,
    witness: Witness | None = None,
) -> list[Parts | None]:
    """Return the forms with those lines settled whose role follows from standing in the head of the page.

    `kept` are the indices of the lines that models take for the article's, `scores` the chances of all of them.
    """
    body = lead_of(lines, kept)
    announced, head = breadcrumbs(lines, forms, body)
    if given_title is None:
        title = find_title(lines, head, body, announced)
        title = _finished_title(lines, body) if title is None else title
    else:
        title = shown_title(lines, head, body, given_title, witness)
    if title is None:
        return _headless(lines, head, kept, scores, witness)
    lead = body[0] if body else len(lines)
    head[title] = _title_parts(lines[title].text)
    above = [i for i in range(max(0, title - _NEAR), title) if head[i] is None]
    for i, parts in _above_title(lines, forms, above).items():
        head[i] = parts
    _take_repeated(lines, head, title, lead)
    _take_standfirst(Head(lines, head, scores, title, kept, witness), head)
    authors = witness.authors if witness else _signed(lines, head, title, body)
    take_bylines(lines, head, title, body, authors, witness)
    if witness is not None:
        take_kicker(lines, head, title, witness)
    below = [i for i in range(title + 1, lead) if head[i] is None]
    for i, parts in _below_title(lines, head, below, body).items():
        head[i] = parts
    _take_introduced(lines, head, title, body)
    return head


def _take_introduced(lines: Sequence[Line], head: list[Parts | None], title: int, body: Sequence[int]) -> None:
    """Settle the bylines below a first sentence that may be a standfirst, and those that look like an author's box."""
    lead = body[0] if body else len(lines)
    for i in range(title + 1, body[1] if len(body) > 1 else lead):
        parts, text = head[i], lines[i].text
        if parts is not None and parts[0].rule == "author_box_label":
            head[i] = introduced_byline(text) or parts
        elif parts is None and i > lead:
            head[i] = introduced_byline(text) or timed_byline(text)


def _signed(lines: Sequence[Line], head: Sequence[Parts | None], title: int, body: Sequence[int]) -> tuple[str, ...]:
    """Return whose name a text is signed with, if no line below its headline says by a word who wrote."""
    said = any(has_byline(parts) for parts in head[title + 1 : body[0] if body else len(lines)])
    return () if said else signed_names(lines, head, title, body)


def _take_repeated(lines: Sequence[Line], head: list[Parts | None], title: int, lead: int) -> None:
    """Settle the lines that say the headline again, and what is left above a headline that stands above the lead.

    A line like the headline far down the text says nothing of what stands above it.
    """
    same = key(lines[title].text)
    longest = 2 * len(lines[title].text) + _LONGEST_EDGES
    for i, line in enumerate(lines):
        if head[i] is None and len(line.text) <= longest and key(line.text) == same:
            head[i] = (Part(line.text, Role.REPEATED_TITLE, "repeated_title"),)
        elif head[i] is None and i < title < lead:
            head[i] = (Part(line.text, Role.NAVIGATION, "before_title"),)


def _headless(
    lines: Sequence[Line],
    forms: list[Parts | None],
    kept: Sequence[int],
    scores: Sequence[float],
    witness: Witness | None,
) -> list[Parts | None]:
    """Return the forms with what stands above an article whose headline is not there, if it begins near the top."""
    if kept and kept[0] <= _NEAR:
        _take_standfirst(Head(lines, forms, scores, -1, kept, witness), forms)
    body = lead_of(lines, kept)
    if body and body[0] <= _NEAR:
        above = [i for i in range(body[0]) if forms[i] is None]
        for i, parts in _below_title(lines, forms, above, body).items():
            forms[i] = parts
    return forms


def _take_standfirst(head: Head, forms: list[Parts | None]) -> None:
    standfirst = find_standfirst(head)
    if standfirst is not None:
        forms[standfirst] = _standfirst_parts(head.lines[standfirst].text)


def _breadcrumb(lines: Sequence[Line], index: int) -> list[str] | None:
    """Return the steps of a breadcrumb: it begins at home, or its last step is a line of its own further on."""
    text = lines[index].text
    if len(text) > _LONGEST_TITLE or not _CRUMB_MARK.search(text) or ends_sentence(text):
        return None
    steps = [step for step in _CRUMBS.split(text) if step.strip()]
    if len(steps) < 2:
        return None
    last = key(steps[-1])
    repeated = any(key(line.text) == last for line in lines[index + 1 : index + 12])
    return steps if repeated or key(steps[0]) in HOME else None


def _finished_title(lines: Sequence[Line], body: Sequence[int]) -> int | None:
    """Return the first line though it is a finished sentence, where it is short and the next one much longer."""
    if len(body) < 2 or body[0] != 0:
        return None
    first, second = lines[body[0]].text, lines[body[1]].text
    short = weight(first) <= (20 if first[-1] in "?!？！" else 14)
    return body[0] if short and weight(second) >= 1.5 * weight(first) else None


def _title_parts(text: str) -> Parts:
    match = _KICKER.match(text)
    if match and match["kicker"].isupper() and key(match["kicker"]) in KICKERS:
        return (
            Part(text[: match.end()].rstrip(), Role.KICKER, "kicker_of_title", match["kicker"].strip()),
            Part(text[match.end() :], Role.TITLE, "title"),
        )
    quoted = _QUOTED.fullmatch(text)
    return (Part(text, Role.TITLE, "quoted_title", quoted["inside"]) if quoted else Part(text, Role.TITLE, "title"),)


def _below_title(
    lines: Sequence[Line],
    forms: Sequence[Parts | None],
    below: Sequence[int],
    body: Sequence[int],
) -> dict[int, Parts]:
    """Return what stands between headline and lead: names alone on a line, the outlet credited."""
    head: dict[int, Parts] = {}
    between = range(below[0], below[-1] + 1) if below else range(0)
    by_word = [i for i in between if has_byline(forms[i]) or introduced_byline(lines[i].text)]
    declared = any(part.rule in _OF_DECLARED for parts in forms for part in parts or ())
    for i in below:
        text = lines[i].text
        if has_byline(head.get(i - 1) or forms[i - 1]) and is_outlet(text) and weight(text) <= _LONGEST_OUTLET_WORDS:
            head[i] = (Part(text, Role.AGENCY, "outlet_below_byline"),)
        elif spans := read_spans(text, in_head=True):
            head[i] = parts_of_spans(text, spans)
        elif i and _asks_for_name(forms[i - 1]) and _may_fill(text):
            head[i] = (Part(text, Role.BYLINE, "name_below_word"),)
        elif parts := introduced_byline(text) or timed_byline(text) or name_above_credit(text, _at(forms, i + 1)):
            head[i] = parts
        elif is_name_alone(text) or _is_dated_byline(lines, i):
            beside = not by_word or any(i - one == 1 for one in by_word)
            may_be = not declared and beside and _may_be_author(text, introduced=bool(by_word))
            wrote = may_be and not _is_topic(lines, text, body)
            head[i] = (Part(text, Role.BYLINE, "name_alone") if wrote else Part(text, Role.OTHER, "name_of_no_author"),)
    return head


def _above_title(lines: Sequence[Line], forms: Sequence[Parts | None], above: Sequence[int]) -> dict[int, Parts]:
    """Return the dates that stand right above the headline, if there is but one day and no list of links heads them."""
    spans = {i: found for i in above if (found := read_spans(lines[i].text, in_head=True))}
    first = min(spans, default=0)
    parts = forms[first - 1] if first else None
    if len(spans) != 1 or (parts and parts[0].role is Role.RELATED):
        return {}
    return {i: parts_of_spans(lines[i].text, found) for i, found in spans.items()}


def _at(forms: Sequence[Parts | None], index: int) -> Parts | None:
    return forms[index] if index < len(forms) else None


def _asks_for_name(parts: Parts | None) -> bool:
    """Tell whether a line is nothing but a byline's word, which the next line fills: "By"."""
    return parts is not None and parts[-1].rule == "byline_word"


def _may_fill(text: str) -> bool:
    """Tell whether a line can be what "By" alone asks for: names, or a team or a desk in a few words."""
    if is_explained(text):
        return weight(text) <= _LONGEST_BYLINE_WORDS
    return weight(text) <= _LONGEST_TEAM_WORDS and may_be_called(text.split()) and not ends_sentence(text)


def _may_be_author(text: str, *, introduced: bool) -> bool:
    """Tell whether what looks like names is no button; uncommon names only where no other byline has a word for it."""
    return is_name_alone(text) or not (introduced or key(text).split(" ", 1)[0] in PHRASES)


def _is_topic(lines: Sequence[Line], text: str, body: Sequence[int]) -> bool:
    """Tell whether the article is about what the line names: all its words are the article's, or it is named often.

    "Remote Jobs" is no author of a text that speaks of remote jobs; whom three paragraphs name seldom wrote them.
    """
    paragraphs = [lines[i].text for i in body[:_PARAGRAPHS]]
    if sum(text in paragraph for paragraph in paragraphs) >= _OFTEN:
        return True
    common = [word.lower() for word in text.split() if word[0].isupper() and word.lower() not in PARTICLES]
    spoken = {word.strip(_MARKS) for paragraph in paragraphs for word in paragraph.split()} if common else set()
    return bool(common) and all(word in spoken for word in common)


def _is_dated_byline(lines: Sequence[Line], index: int) -> bool:
    """Tell whether the line is names and jobs with a date right above or below: uncommon names need that."""
    text = lines[index].text
    if (
        "/" in text
        or key(text).split(" ", 1)[0] in PHRASES
        or weight(text) > _LONGEST_BYLINE_WORDS
        or not is_explained(text)
    ):
        return False
    near = (lines[i].text for i in (index - 1, index + 1) if 0 <= i < len(lines))
    return any(len(text) <= 100 and written_dates(text) for text in near)


def _standfirst_parts(text: str) -> Parts:
    match = _KICKER.match(text)
    if match and key(match["kicker"]) in KICKERS:
        return (
            Part(text[: match.end()].rstrip(), Role.KICKER, "kicker_of_standfirst", match["kicker"].strip()),
            Part(text[match.end() :], Role.STANDFIRST, "standfirst"),
        )
    return (Part(text, Role.STANDFIRST, "standfirst"),)
