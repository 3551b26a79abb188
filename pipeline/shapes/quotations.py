"""Quotations that stand by themselves: paragraphs behind ">", or in quotation marks with who said it below."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.language.sentences import ends_sentence
from pipeline.language.weight import weight
from pipeline.shapes.shaped import Shaped, is_next
from schemas.stages import TEXT_ROLES, Block, Role, Shape

_REPLY = re.compile(r">{1,3}[ \t\u00a0]{0,3}(?=[^\s>])")
_PAIRS = {"“": "”", '"': '"', "„": "“”", "«": "»", "»": "«", "‘": "’", "「": "」", "『": "』", "‹": "›", "”": "”"}
_DASHES = "—–―-"
_AFTER_DASH = re.compile(r"(?:—|–|―|--|-)[ \t\u00a0]{0,3}(?P<name>[^\W\d_].{0,98})")
_LEAST_WORDS = 5
_MOST_NAME_WORDS = 12
_LONGER_THAN_LINKS = 30
_QUOTED = Shape("quotation")


def quotations(blocks: Sequence[Block]) -> dict[int, Shaped]:
    """Return the paragraphs that are quotations, with the line that says whose they are; a ">" is taken off."""
    return _replies(blocks) | _signed(blocks)


def _replies(blocks: Sequence[Block]) -> dict[int, Shaped]:
    """Return the runs of lines behind ">" that are quotations: "> Read our guide" is a link."""
    found: dict[int, Shaped] = {}
    run: list[tuple[int, int]] = []
    for i, block in enumerate(blocks):
        if block.text[0] != ">" or block.role not in TEXT_ROLES or not (match := _REPLY.match(block.content)):
            continue
        if run and not is_next(blocks, run[-1][0], i):
            found |= _if_said(blocks, run)
            run = []
        run.append((i, match.end()))
    return found | (_if_said(blocks, run) if run else {})


def _if_said(blocks: Sequence[Block], run: Sequence[tuple[int, int]]) -> dict[int, Shaped]:
    """Return the lines of a run if it is a quotation: in quotation marks too, signed, or too long for links."""
    contents = [blocks[i].content[start:] for i, start in run]
    if not ends_sentence(contents[-1]) and not _is_name(contents[-1]):
        return {}
    below = run[-1][0] + 1
    signed = below < len(blocks) and is_next(blocks, below - 1, below) and _signs(blocks[below])
    marked = contents[0][0] in _PAIRS or _is_name(contents[-1])
    if not (marked or signed or sum(map(weight, contents)) >= _LONGER_THAN_LINKS):
        return {}
    found = {i: Shaped(_QUOTED, "quoted_line", Role.QUOTATION, start) for i, start in run}
    return found | ({below: Shaped(_QUOTED, "signed_quotation", Role.QUOTATION)} if signed else {})


def _signed(blocks: Sequence[Block]) -> dict[int, Shaped]:
    found: dict[int, Shaped] = {}
    for i, block in enumerate(blocks):
        if block.text[0] in _DASHES and i and is_next(blocks, i - 1, i) and _signs(block) and _is_quoted(blocks[i - 1]):
            found[i - 1] = found[i] = Shaped(_QUOTED, "signed_quotation", Role.QUOTATION)
    return found


def _signs(block: Block) -> bool:
    return block.role in TEXT_ROLES and _is_name(block.content)


def _is_name(text: str) -> bool:
    match = _AFTER_DASH.fullmatch(text)
    return match is not None and not ends_sentence(text) and weight(match["name"]) <= _MOST_NAME_WORDS


def _is_quoted(block: Block) -> bool:
    """Tell whether the whole paragraph stands in one pair of quotation marks."""
    text = block.content
    closing = _PAIRS.get(text[0])
    if block.role not in TEXT_ROLES or closing is None or len(text) < 2 or weight(text) < _LEAST_WORDS:
        return False
    inside = text[1:].rstrip(".,")
    return inside[-1:] in closing and not any(mark in inside[:-1] for mark in closing if mark not in "’”")
