"""Subheadings in plain text: a short line between paragraphs, or one behind the marks of Markdown."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from pipeline.label.head import is_prose
from pipeline.language.people import is_name_alone
from pipeline.language.phrases import LABELS, key
from pipeline.language.sentences import ends_sentence
from pipeline.language.weight import weight
from pipeline.shapes.shaped import Shaped, text_blocks
from schemas.stages import Block, Role, Shape

_MARKED = re.compile(r"(?P<marks>#{1,6})[ \t\u00a0]{1,4}(?=[^\s#])")
_CLOSED = re.compile(r"[ \t\u00a0]{1,4}#{1,6}$")
_LEVEL = 2
_LONGEST_MARKED_WORDS = 30
_MOST_WORDS = 12
_LONGEST = 100
_STARTS = "¿¡\"“„«‘'「『《【(（…"
_NOT_IN_ONE = ("://", " | ", "\t", "@", "…")
_LEAST_WORDS = 5
_LEAST_BESIDE_WORDS = 2
_LEAST_QUESTIONS = 3
_LEAST_QUESTION_WORDS = 3
_ENDS_OF_QUESTIONS = frozenset('?？؟”"»')
_OF_PICTURES = (Role.CREDIT, Role.CAPTION, Role.LABEL)
_MOST_OF_A_PICTURE = 4
_LINE = Shaped(Shape("subheading", level=_LEVEL), "short_line_between_paragraphs", Role.SUBHEADING)
_ASKING = _LINE._replace(rule="question_between_paragraphs")


def subheadings(blocks: Sequence[Block], shaped: Mapping[int, Shaped] | None = None) -> dict[int, Shaped]:
    """Return the subheadings among the blocks; `shaped` is what is known of other blocks.

    Of the short lines that the labeller took for subheadings only those are that stand alone between paragraphs; so are
    short questions, where there are several.
    """
    places = text_blocks(blocks)
    found = _marked(blocks, places)
    known = {**(shaped or {}), **found}
    short = [rank for rank, i in enumerate(places) if i not in known and blocks[i].role is Role.SUBHEADING]
    often = Counter(blocks[places[rank]].content for rank in short)
    lines = [
        places[rank]
        for rank in short
        if _is_between_paragraphs(blocks, places, rank, known)
        if often[blocks[places[rank]].content] == 1 and _is_heading(blocks[places[rank]].content)
    ]
    several = [i for i in lines if weight(blocks[i].content) > 1]
    # A word alone is as often a place, an outlet or a button, unless the text is parted by headings.
    lines = lines if len(several) >= _LEAST_BESIDE_WORDS else several
    asking = [
        i
        for rank, i in enumerate(places)
        if blocks[i].text[-1] in _ENDS_OF_QUESTIONS and i not in known and _is_short_question(blocks[i].content)
        if rank and _is_above_paragraph(blocks, places, rank, known)
    ]
    asking = asking if len(asking) >= _LEAST_QUESTIONS else []
    return found | dict.fromkeys(lines, _LINE) | dict.fromkeys(asking, _ASKING)


def _marked(blocks: Sequence[Block], places: Sequence[int]) -> dict[int, Shaped]:
    """Return the headings behind the marks of Markdown, which are taken off; one alone behind one "#" is none."""
    matches = {i: match for i in places if blocks[i].text[0] == "#" and (match := _MARKED.match(blocks[i].content))}
    if all(len(match["marks"]) == 1 for match in matches.values()):
        return {}
    found = {}
    for i, match in matches.items():
        content = blocks[i].content
        closed = _CLOSED.search(content, match.end())
        end = closed.start() if closed else len(content)
        if weight(content) <= _LONGEST_MARKED_WORDS:
            level = max(_LEVEL, len(match["marks"]))
            found[i] = Shaped(Shape("subheading", level=level), "marked_heading", Role.SUBHEADING, match.end(), end)
    return found


def _is_heading(text: str) -> bool:
    """Tell whether a line has the form of a heading: short, begun as a sentence, without signs of lists and links."""
    return not ends_sentence(text) and text[-1] not in ",，、،-–—" and _has_form(text) and not _is_credit(text)


def _is_short_question(text: str) -> bool:
    asks = text[-1] in "?？؟" or text.endswith(("?”", '?"', "?»"))
    return asks and len(text) <= _LONGEST and weight(text) >= _LEAST_QUESTION_WORDS and _has_form(text)


def _has_form(text: str) -> bool:
    if len(text) > _LONGEST or weight(text) > _MOST_WORDS:
        return False
    first = text.lstrip(_STARTS)[:1]
    if not first.isalnum() or first.islower() or any(mark in text for mark in _NOT_IN_ONE):
        return False
    return any(character.isalpha() for character in text)


def _is_credit(text: str) -> bool:
    """Tell whether a line names a person, alone or with what they are, or begins with a label: "Source: ..."."""
    label, mark, _ = text.replace("：", ":", 1).partition(":")
    return (mark != "" and key(label) in LABELS) or is_name_alone(text.partition(",")[0].partition("(")[0].strip())


def _is_between_paragraphs(
    blocks: Sequence[Block], places: Sequence[int], rank: int, known: Mapping[int, Shaped]
) -> bool:
    """Tell whether a paragraph stands above a line, and one right below it or below its picture."""
    if not rank or not _is_above_paragraph(blocks, places, rank, known):
        return False
    return _is_paragraph(blocks, places[rank - 1], known)


def _is_above_paragraph(blocks: Sequence[Block], places: Sequence[int], rank: int, known: Mapping[int, Shaped]) -> bool:
    if rank + 1 == len(places):
        return False
    cut = blocks[places[rank] + 1 : places[rank + 1]]
    if len(cut) > _MOST_OF_A_PICTURE or any(block.role not in _OF_PICTURES for block in cut):
        return False
    return _is_paragraph(blocks, places[rank + 1], known)


def _is_paragraph(blocks: Sequence[Block], index: int, known: Mapping[int, Shaped]) -> bool:
    """Tell whether a block is a paragraph, or a piece of a list, a table or the like, and no short line itself."""
    if index in known:
        return known[index].role is not Role.SUBHEADING
    if blocks[index].role is Role.SUBHEADING:
        return False
    text = blocks[index].content
    if blocks[index].shape is not None or is_prose(text):
        return True
    return ends_sentence(text) and weight(text) >= _LEAST_WORDS and text[-1] not in ":：?？؟"
