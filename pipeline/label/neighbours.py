"""What a line's neighbours make of it: a list of links under its heading, an article far away, the first of a text."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.label.dateline import sole_dateline, split_called_dateline, split_dateline, split_later_dateline
from pipeline.label.extent import article_range, outside_article
from pipeline.label.head import is_prose
from pipeline.label.model import Decision
from pipeline.label.parts import Part, Parts
from pipeline.language.phrases import PHRASES
from pipeline.language.sentences import ends_sentence
from schemas.stages import Line, Role

_LIST_HEADS = frozenset({Role.RELATED, Role.COMMENTS, Role.NEWSLETTER, Role.TAGS, Role.SHARE, Role.AUTHOR_BOX})
_HEADINGS = frozenset(rule for rule, _ in PHRASES.values())
_BELOW = "below_"
_SURE = 0.6


def settle(
    lines: Sequence[Line], head: Sequence[Parts | None], decisions: Sequence[Decision], *, marked: bool
) -> list[Parts | None]:
    """Return the parts of every line that is not the article's own words; None where it is.

    `head` are the parts that forms and the head of the page give; `marked` tells that the lines are blocks of HTML.
    """
    near = _without_far_fields(head, decisions)
    cut = _cut_lists(lines, near, decisions, marked=marked)
    return _with_dateline(lines, cut)


def _without_far_fields(head: Sequence[Parts | None], decisions: Sequence[Decision]) -> list[Parts | None]:
    """Return the parts with those cut that claim a field of the article from far above or below it."""
    kept = [i for i, decision in enumerate(decisions) if decision.keep and head[i] is None]
    first, last = article_range(head, kept)
    return [outside_article(parts, i, first, last) if parts else None for i, parts in enumerate(head)]


def _cut_lists(
    lines: Sequence[Line], settled: Sequence[Parts | None], decisions: Sequence[Decision], *, marked: bool
) -> list[Parts | None]:
    """Return the parts with every open line cut that stands in a list of links, or that the model does not keep."""
    result: list[Parts | None] = []
    heading: Part | None = None  # of the list that the line may stand in
    for line, parts, decision in zip(lines, settled, decisions, strict=True):
        own = parts
        if parts is not None:
            heading = parts[0] if len(parts) == 1 and _heads_list(parts[0]) else heading
        elif _ends_list(line.text, decision, marked=marked):
            heading = None
        elif heading is not None:
            own = (Part(line.text, heading.role, _BELOW + heading.rule.removeprefix(_BELOW)),)
        elif not decision.keep:
            own = (Part(line.text, Role.OTHER, decision.rule),)
        result.append(own)
    return result


def _heads_list(part: Part) -> bool:
    """Tell whether the line is the heading of a list of links: a fixed phrase, no single link or count."""
    return part.role in _LIST_HEADS and part.rule in _HEADINGS


def _ends_list(text: str, decision: Decision, *, marked: bool) -> bool:
    """Tell whether the line is the article's own again below the heading of a list of links.

    On a page of HTML the model's word is enough: it knows the boxes.
    """
    return decision.keep and (marked or ends_sentence(text) or decision.score >= _SURE)


def _with_dateline(lines: Sequence[Line], settled: list[Parts | None]) -> list[Parts | None]:
    """Return the parts with the dateline split from the article's first words: its first prose, or what is around."""
    own = [i for i, parts in enumerate(settled) if parts is None]
    prose = [i for i in own if is_prose(lines[i].text)][:2]
    if not prose:
        return settled
    lead = prose[0]
    above = [i - 1 for i in prose if i and i - 1 not in prose and _may_lead_on(settled[i - 1])]
    short = [i for i in sorted({own[0], lead - 1}) if 0 <= i < lead and _may_lead_on(settled[i])]
    found = [
        *((i, sole_dateline(lines[i].text, is_open=settled[i] is None)) for i in above),
        *((i, split_called_dateline(lines[i].text)) for i in short),
        (lead, split_dateline(lines[lead].text)),
        *((i, split_later_dateline(lines[i].text)) for i in prose[1:]),
    ]
    at, dateline = next((pair for pair in found if pair[1]), (lead, None))
    return [*settled[:at], dateline, *settled[at + 1 :]]


def _may_lead_on(parts: Parts | None) -> bool:
    """Tell whether nothing but its place below a heading, or the model, says what a line is."""
    return parts is None or (len(parts) == 1 and (parts[0].role is Role.OTHER or parts[0].rule.startswith(_BELOW)))
