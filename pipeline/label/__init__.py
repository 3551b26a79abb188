"""Lines of a page to blocks with roles: forms first, then the model, then the head, then what the neighbours say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.label.dateline import split_dateline
from pipeline.label.extent import article_range, outside_article
from pipeline.label.forms import Part, Parts, parts_of, without_tail
from pipeline.label.head import is_prose, lead_of, read_head
from pipeline.label.judging import Scorer, judge
from pipeline.label.model import Decision
from pipeline.label.weight import weight
from pipeline.language.phrases import PHRASES
from pipeline.language.sentences import ends_sentence
from schemas.stages import TEXT_ROLES, Block, Line, Role

__all__ = ["Labelled", "Markup", "label"]

_LIST_HEADS = frozenset({Role.RELATED, Role.COMMENTS, Role.NEWSLETTER, Role.TAGS, Role.SHARE, Role.AUTHOR_BOX})
_HEADINGS = frozenset(rule for rule, _ in PHRASES.values())
_BULLETS = ("• ", "- ", "* ", "– ", "· ", "‣ ", "◦ ", "▪ ", "● ", "■ ")
_LONGEST_SUBHEADING_WORDS = 14
_SURE = 0.6
_SURE_IN_HTML = 0.75  # markup tells a standfirst from a first short paragraph better than its place does


@dataclass(frozen=True, slots=True)
class Labelled:
    """The blocks of a page in order, and how many lines were decided at low confidence."""

    blocks: tuple[Block, ...]
    uncertain: int


@dataclass(frozen=True, slots=True)
class Markup:
    """What a page's markup says of a line: its parts, where it settles them, and the role its element looks like."""

    parts: Parts | None = None
    look: Role | None = None


_NO_MARKUP = Markup()


def label(
    lines: Sequence[Line],
    given_title: str | None = None,
    *,
    scorer: Scorer,
    markup: Sequence[Markup] | None = None,
) -> Labelled:
    """Return the blocks of the page: every line, or every part of one, once and in order.

    `scorer` gives each line's probability of being the article's. `markup`, one for each line, is what HTML adds.
    """
    given = markup or [_NO_MARKUP] * len(lines)
    forms = [given[i].parts or parts_of(line.text) for i, line in enumerate(lines)]
    tails = {i: tail for i, line in enumerate(lines) if forms[i] is None and (tail := without_tail(line.text))}
    whole = [replace(line, text=tails[i][0].text) if i in tails else line for i, line in enumerate(lines)]
    decisions = judge(whole, forms, scorer)
    body = [i for i, decision in enumerate(decisions) if decision.keep and forms[i] is None]
    body = lead_of(whole, body)
    sure = (
        {i for i, decision in enumerate(decisions) if decision.keep and decision.score >= _SURE_IN_HTML}
        if markup
        else frozenset()
    )
    settled = _settle(whole, read_head(whole, forms, body, given_title, sure), decisions, marked=markup is not None)
    looks = [line.look for line in given]
    blocks = tuple(_blocks(whole, settled, decisions, {i: tail[1] for i, tail in tails.items()}, looks))
    return Labelled(blocks, sum(decision.uncertain for i, decision in enumerate(decisions) if forms[i] is None))


def _settle(
    lines: Sequence[Line], head: Sequence[Parts | None], decisions: Sequence[Decision], *, marked: bool
) -> list[Parts | None]:
    """Return the parts of every line that is not the article's own words; None where it is."""
    settled = list(head)
    kept = [i for i, decision in enumerate(decisions) if decision.keep and settled[i] is None]
    first, last = article_range(settled, kept)
    settled = [outside_article(parts, i, first, last) if parts else None for i, parts in enumerate(settled)]
    under: Part | None = None
    for i, line in enumerate(lines):
        parts = settled[i]
        if parts is not None:
            under = parts[0] if len(parts) == 1 and _heads_list(parts[0]) else under
        elif decisions[i].keep if marked else _ends_list(line.text, decisions[i]):
            under = None
        elif under is not None:
            settled[i] = (Part(line.text, under.role, f"below_{under.rule.removeprefix('below_')}"),)
        elif not decisions[i].keep:
            settled[i] = (Part(line.text, Role.OTHER, decisions[i].rule),)
    lead = next((i for i, line in enumerate(lines) if settled[i] is None and is_prose(line.text)), None)
    if lead is not None:
        settled[lead] = split_dateline(lines[lead].text)
    return settled


def _heads_list(part: Part) -> bool:
    """Tell whether the line is the heading of a list of links: a fixed phrase, no single link or count."""
    return part.role in _LIST_HEADS and part.rule in _HEADINGS


def _ends_list(text: str, decision: Decision) -> bool:
    """Tell whether the line is the article's own again below the heading of a list of links."""
    return decision.keep and (ends_sentence(text) or decision.score >= _SURE)


def _blocks(
    lines: Sequence[Line],
    settled: Sequence[Parts | None],
    decisions: Sequence[Decision],
    tails: Mapping[int, Part],
    looks: Sequence[Role | None],
) -> Iterator[Block]:
    prose = [i for i, line in enumerate(lines) if settled[i] is None and is_prose(line.text)]
    last = prose[-1] if prose else -1
    for i, line in enumerate(lines):
        parts = settled[i] or (_by_look(line.text, looks[i], before_prose=i < last),)
        for part in (*parts, tails[i]) if i in tails else parts:
            by_model = part.rule == decisions[i].rule or (settled[i] is None and part.role in TEXT_ROLES)
            yield Block(part.text, part.role, part.rule, line.number, _score(decisions[i], by_model), part.value)


def _score(decision: Decision, by_model: bool) -> float:
    if not by_model:
        return 1.0
    return decision.score if decision.keep else round(1 - decision.score, 3)


def _by_look(text: str, look: Role | None, *, before_prose: bool) -> Part:
    if look is not None:
        return Part(text, look, "element")
    if text.startswith(_BULLETS):
        return Part(text, Role.LIST_ITEM, "bullet")
    if before_prose and not ends_sentence(text) and weight(text) <= _LONGEST_SUBHEADING_WORDS:
        return Part(text, Role.SUBHEADING, "short_line_before_prose")
    return Part(text, Role.BODY, "prose" if is_prose(text) else "left_over")
