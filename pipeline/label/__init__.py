"""Lines of a page to blocks with roles: forms first, then the head, then what the neighbours say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from pipeline.label.dateline import split_dateline
from pipeline.label.forms import SENTENCE_END, Part, Parts, parts_of, without_tail
from pipeline.label.head import is_prose, read_head, weight
from schemas.stages import Block, Line, Role

__all__ = ["label"]

_HEADS_OF_LISTS = frozenset({Role.RELATED, Role.COMMENTS, Role.NEWSLETTER, Role.TAGS, Role.SHARE, Role.AUTHOR_BOX})
_BULLETS = ("• ", "- ", "* ", "– ", "· ", "‣ ", "◦ ", "▪ ", "● ", "■ ")
_LONGEST_SUBHEADING_WORDS = 14


def label(lines: Sequence[Line], given_title: str | None = None) -> tuple[Block, ...]:
    """Return the blocks of the page: every line, or every part of one, once and in order."""
    forms = [parts_of(line.text) for line in lines]
    glued = {i: tail for i, line in enumerate(lines) if forms[i] is None and (tail := without_tail(line.text))}
    whole = [replace(line, text=glued[i][0].text) if i in glued else line for i, line in enumerate(lines)]
    head = read_head(whole, forms, given_title)
    settled = _below_list_heads(whole, [forms[i] or head.get(i) for i in range(len(whole))])
    settled = _with_dateline(whole, settled)
    return tuple(_blocks(whole, settled, {i: tail[1] for i, tail in glued.items()}))


def _below_list_heads(lines: Sequence[Line], settled: Sequence[Parts | None]) -> list[Parts | None]:
    """Cut the unfinished lines right below the heading of a list of links, up to the next sentence."""
    result = list(settled)
    under: Part | None = None
    for i, line in enumerate(lines):
        parts = result[i]
        if parts is not None:
            under = parts[0] if len(parts) == 1 and parts[0].role in _HEADS_OF_LISTS else under
        elif is_prose(line.text) or SENTENCE_END.search(line.text):
            under = None
        elif under is not None:
            result[i] = (Part(line.text, under.role, f"below_{under.rule}"),)
    return result


def _with_dateline(lines: Sequence[Line], settled: Sequence[Parts | None]) -> list[Parts | None]:
    result = list(settled)
    lead = next((i for i, line in enumerate(lines) if result[i] is None and is_prose(line.text)), None)
    if lead is not None:
        result[lead] = split_dateline(lines[lead].text)
    return result


def _blocks(lines: Sequence[Line], settled: Sequence[Parts | None], tails: Mapping[int, Part]) -> Iterator[Block]:
    prose = [i for i, line in enumerate(lines) if settled[i] is None and is_prose(line.text)]
    last = prose[-1] if prose else -1
    for i, line in enumerate(lines):
        parts = settled[i] or (_by_look(line.text, before_prose=i < last),)
        for part in (*parts, tails[i]) if i in tails else parts:
            yield Block(part.text, part.role, part.rule, line.number, value=part.value)


def _by_look(text: str, *, before_prose: bool) -> Part:
    if text.startswith(_BULLETS):
        return Part(text, Role.LIST_ITEM, "bullet")
    if before_prose and not SENTENCE_END.search(text) and weight(text) <= _LONGEST_SUBHEADING_WORDS:
        return Part(text, Role.SUBHEADING, "short_line_before_prose")
    return Part(text, Role.BODY, "prose" if is_prose(text) else "left_over")
