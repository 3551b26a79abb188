"""Lines of a page to blocks with roles: forms first, then the head, then what the neighbours say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.label.dateline import split_dateline
from pipeline.label.forms import SENTENCE_END, Part, Parts, parts_of, without_tail
from pipeline.label.head import is_prose, read_head, weight
from schemas.stages import TEXT_ROLES, Block, Line, Role

__all__ = ["label"]

_HEADS_OF_LISTS = frozenset({Role.RELATED, Role.COMMENTS, Role.NEWSLETTER, Role.TAGS, Role.SHARE, Role.AUTHOR_BOX})
_BULLETS = ("• ", "- ", "* ", "– ", "· ", "‣ ", "◦ ", "▪ ", "● ", "■ ")
_LONGEST_SUBHEADING_WORDS = 14


def label(lines: Sequence[Line], given_title: str | None = None) -> tuple[Block, ...]:
    """Return the blocks of the page: every line, or every part of one, once and in order."""
    forms = [parts_of(line.text) for line in lines]
    head = read_head(lines, forms, given_title)
    settled = [forms[i] or head.get(i) for i in range(len(lines))]
    settled = _below_list_heads(lines, settled)
    settled = _with_dateline(lines, settled)
    return tuple(_blocks(lines, settled))


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


def _blocks(lines: Sequence[Line], settled: Sequence[Parts | None]) -> Iterator[Block]:
    prose = [i for i, line in enumerate(lines) if settled[i] is None and is_prose(line.text)]
    last = prose[-1] if prose else -1
    for i, line in enumerate(lines):
        for part in settled[i] or _by_look(line.text, before_prose=i < last):
            tail = without_tail(part.text) if part.role in TEXT_ROLES else None
            for piece in tail or (part,):
                yield Block(piece.text, piece.role, piece.rule, line.number, value=piece.value)


def _by_look(text: str, *, before_prose: bool) -> Parts:
    if tail := without_tail(text):
        return tail
    if text.startswith(_BULLETS):
        return (Part(text, Role.LIST_ITEM, "bullet"),)
    if before_prose and not SENTENCE_END.search(text) and weight(text) <= _LONGEST_SUBHEADING_WORDS:
        return (Part(text, Role.SUBHEADING, "short_line_before_prose"),)
    return (Part(text, Role.BODY, "prose" if is_prose(text) else "left_over"),)
