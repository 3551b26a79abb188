"""Lines of a page to blocks with roles: forms first, then the model, then the head, then what the neighbours say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.label.dates import with_dates
from pipeline.label.evidence import Witness
from pipeline.label.forms import parts_of, without_tail
from pipeline.label.head import is_prose, read_head
from pipeline.label.judging import Scorer, judge
from pipeline.label.model import Decision
from pipeline.label.neighbours import settle
from pipeline.label.parts import Part, Parts
from pipeline.label.pictures import read_pictures
from pipeline.language.sentences import ends_sentence
from pipeline.language.weight import weight
from schemas.stages import TEXT_ROLES, Block, Line, Role

__all__ = ["Labelled", "Markup", "label"]

_BULLETS = ("• ", "- ", "* ", "– ", "· ", "‣ ", "◦ ", "▪ ", "● ", "■ ")
_LONGEST_SUBHEADING_WORDS = 14


@dataclass(frozen=True, slots=True)
class Labelled:
    """The blocks of a page in order, and how many lines were decided at low confidence."""

    blocks: tuple[Block, ...]
    uncertain: int


@dataclass(frozen=True, slots=True)
class Markup:
    """What a page's markup says of a line: its parts, where it settles them, and the role its element looks like.

    `may_head` tells whether a short line in such an element can be a heading.
    """

    parts: Parts | None = None
    look: Role | None = None
    may_head: bool = True


_NO_MARKUP = Markup()


def label(
    lines: Sequence[Line],
    given_title: str | None = None,
    *,
    scorer: Scorer,
    markup: Sequence[Markup] | None = None,
    witness: Witness | None = None,
) -> Labelled:
    """Return the blocks of the page: every line, or every part of one, once and in order.

    `scorer` gives each line's probability of being the article's. `markup`, one for each line, is what HTML adds,
    and `witness` gives what it adds to lines of the head.
    """
    marks = markup or [_NO_MARKUP] * len(lines)
    forms = [mark.parts or parts_of(line.text) for line, mark in zip(lines, marks, strict=True)]
    bare, tails = _split_tails(lines, forms)
    decisions = judge(bare, forms, scorer)
    forms = read_pictures(bare, forms, decisions, given_title, marked=markup is not None)
    kept = [i for i, decision in enumerate(decisions) if decision.keep and forms[i] is None]
    scores = [decision.score for decision in decisions]
    head = read_head(bare, forms, kept, scores, given_title, witness)
    settled = settle(bare, head, decisions, marked=markup is not None)
    if markup is None:  # a page of HTML declares its dates, or has them in elements called so
        settled = with_dates(bare, settled)
    blocks = tuple(_blocks(bare, settled, decisions, tails, marks))
    uncertain = sum(decision.uncertain for decision, parts in zip(decisions, forms, strict=True) if parts is None)
    return Labelled(blocks, uncertain)


def _split_tails(lines: Sequence[Line], forms: Sequence[Parts | None]) -> tuple[list[Line], dict[int, Part]]:
    """Return the lines without the calls to action that are glued to their ends, and these by the line's index."""
    bare, tails = list(lines), {}
    for i, line in enumerate(lines):
        if forms[i] is None and (cut := without_tail(line.text)):
            sentence, tails[i] = cut
            bare[i] = replace(line, text=sentence.text)
    return bare, tails


def _blocks(
    lines: Sequence[Line],
    settled: Sequence[Parts | None],
    decisions: Sequence[Decision],
    tails: Mapping[int, Part],
    marks: Sequence[Markup],
) -> Iterator[Block]:
    """Yield every line's parts as blocks, its tail behind them; a line that nothing settled is the article's own."""
    backwards = range(len(lines) - 1, -1, -1)
    last = next((i for i in backwards if settled[i] is None and is_prose(lines[i].text)), -1)
    for i, line in enumerate(lines):
        parts = settled[i] or (_by_look(line.text, marks[i].look, may_head=i < last and marks[i].may_head),)
        for part in (*parts, tails[i]) if i in tails else parts:
            by_model = part.rule == decisions[i].rule or (settled[i] is None and part.role in TEXT_ROLES)
            yield Block(part.text, part.role, part.rule, line.number, _score(decisions[i], by_model), part.value)


def _score(decision: Decision, by_model: bool) -> float:
    if not by_model:
        return 1.0
    return decision.score if decision.keep else round(1 - decision.score, 3)


def _by_look(text: str, look: Role | None, *, may_head: bool) -> Part:
    if look is not None:
        return Part(text, look, "element")
    if text.startswith(_BULLETS):
        return Part(text, Role.LIST_ITEM, "bullet")
    if may_head and 0 < weight(text) <= _LONGEST_SUBHEADING_WORDS and not ends_sentence(text):
        return Part(text, Role.SUBHEADING, "short_line_before_prose")
    return Part(text, Role.BODY, "prose" if is_prose(text) else "left_over")
