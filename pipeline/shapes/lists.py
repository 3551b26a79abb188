"""Lists in plain text: paragraphs in a run that begin with a bullet, or with numbers that count on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from pipeline.language.phrases import MONTHS, key
from pipeline.language.sentences import ends_sentence
from pipeline.shapes.shaped import Indents, Shaped, is_next
from schemas.stages import TEXT_ROLES, Block, Role, Shape

_BULLETS = "•‣⁃◦∙▪▫●○■□·*✓✔✗✘➤➢▸▹▶►–-"
_DASHES = "–-"
_MARK = re.compile(
    rf"(?:(?P<bullet>[{_BULLETS}])[ \t\u00a0\u3000]{{1,8}}"
    r"|\((?P<inner>\d{1,3}|[a-zа-я])\)[ \t\u00a0]{0,8}"
    r"|(?P<digits>\d{1,3})(?:[.)][ \t\u00a0]{1,8}|[、．）][ \u3000]{0,8})"
    r"|(?P<letter>[a-zа-я])\)[ \t\u00a0]{1,8})(?=\S)"
)
_FIRST = frozenset(_BULLETS + "(０１２３４５６７８９٠١٢٣٤٥٦٧٨٩0123456789")
_SAID = re.compile(r"[,?!…»”\"]?[ \u00a0][-–—][ \u00a0][^\W\d_]")  # "– Tak – powiedział": one who speaks is named
_EXCLAIMED = ("?", "!", "？", "！", "؟")
_DEEPEST = 6
_LEAST_STEP = 2
_LEAST_WITHOUT_ONE = 3
_MOST_ITEMS = 2000


class _Item(NamedTuple):
    """A paragraph that may be an item: where it stands, how far in, its mark (a bullet, or "1" for a number)."""

    at: int
    indent: int
    kind: str
    number: int
    start: int


def list_items(blocks: Sequence[Block], indents: Indents | None = None) -> dict[int, Shaped]:
    """Return the items of lists, each with its level and whether it is numbered.

    A bullet is no word and is taken off; a number is one (it may count down, or be referred to) and stays.
    """
    found: dict[int, Shaped] = {}
    for run in _runs(blocks, indents or {}):
        levels = _levels(run)
        for group in _siblings(run, levels):
            items = [run[i] for i in group]
            if _is_list(items, levels[group[0]], blocks):
                found |= {run[i].at: _shaped(run[i], levels[i]) for i in group if blocks[run[i].at].role in TEXT_ROLES}
    return found


def _shaped(item: _Item, level: int) -> Shaped:
    ordered = item.kind not in _BULLETS
    shape = Shape("list_item", level=level, ordered=ordered)
    return Shaped(shape, "numbered" if ordered else "bullet", Role.LIST_ITEM, 0 if ordered else item.start)


def _runs(blocks: Sequence[Block], indents: Indents) -> Iterator[list[_Item]]:
    """Yield the runs of items that stand right below one another; a line of one that was wrapped parts none.

    Neither does an item that the model cut: it stands in the run, so that those around it are told by it.
    """
    run: list[_Item] = []
    last = -1
    for i, block in enumerate(blocks):
        if not run and block.text[0] not in _FIRST and block.text[1:2] != ")":
            continue
        if block.role not in TEXT_ROLES and not (run and block.role is Role.OTHER):
            continue
        item = _item(block.content, i, indents.get(block.line, 0))
        follows = bool(run) and is_next(blocks, last, i)
        wrapped = item is None and follows and block.line - blocks[last].line == 1
        if wrapped and indents.get(block.line, 0) > run[-1].indent:
            last = i
            continue
        if run and (item is None or not follows or len(run) >= _MOST_ITEMS):
            yield run
            run = []
        if item is not None:
            run.append(item)
            last = i
    if run:
        yield run


def _item(text: str, index: int, indent: int) -> _Item | None:
    match = _MARK.match(text)
    if match is None:
        return None
    rest = text[match.end() :]
    bullet = match["bullet"]
    # A figure behind a dash may be below zero.
    if not any(map(str.isalpha if bullet and bullet in _DASHES else str.isalnum, rest)):
        return None
    if bullet:
        # "- 30 -" is set between dashes, and no item.
        kind = "-" if bullet in _DASHES else bullet
        return None if rest[-1] in _DASHES else _Item(index, indent, kind, 0, match.end())
    if digits := match["digits"]:
        # "5. April" is a day.
        return None if key(rest.split(None, 1)[0]) in MONTHS else _Item(index, indent, "1", int(digits), match.end())
    letter = match["letter"] or match["inner"]
    number = int(letter) if letter.isdecimal() else ord(letter)
    return _Item(index, indent, "1" if letter.isdecimal() else "a", number, match.end())


def _levels(run: Sequence[_Item]) -> list[int]:
    """Return the level of each item, from 1: it is deeper than what it is indented under."""
    levels = []
    outer: list[int] = []
    for item in run:
        while outer and outer[-1] - item.indent >= _LEAST_STEP:
            outer.pop()
        if not outer or (item.indent - outer[-1] >= _LEAST_STEP and len(outer) < _DEEPEST):
            outer.append(item.indent)
        levels.append(len(outer))
    return levels


def _siblings(run: Sequence[_Item], levels: Sequence[int]) -> list[list[int]]:
    """Return the items of one level and one mark under one outer item, as positions in the run."""
    groups: list[list[int]] = []
    opened: dict[int, list[int]] = {}  # level -> its group
    for i, (item, level) in enumerate(zip(run, levels, strict=True)):
        for deeper in [inner for inner in opened if inner > level]:
            del opened[deeper]
        group = opened.get(level)
        if group is None or run[group[0]].kind != item.kind:
            group = opened[level] = []
            groups.append(group)
        group.append(i)
    return groups


def _is_list(items: Sequence[_Item], level: int, blocks: Sequence[Block]) -> bool:
    if items[0].kind not in _BULLETS:
        return _counts(items)
    if len(items) == 1:
        return level > 1
    if items[0].kind != "-":
        return True
    above = blocks[items[0].at - 1].content if items[0].at else ""
    texts = [blocks[item.at].content for item in items]
    return not _is_dialogue(texts, introduced=above.endswith((":", "：")))


def _counts(items: Sequence[_Item]) -> bool:
    """Tell whether the numbers go up, or down, by one; a pair has to begin at one."""
    steps = {later.number - earlier.number for earlier, later in pairwise(items)}
    first = items[0].number in (1, ord("a"), ord("а"))
    return steps in ({1}, {-1}) and (len(items) >= _LEAST_WITHOUT_ONE or (first and steps == {1}))


def _is_dialogue(texts: Sequence[str], *, introduced: bool) -> bool:
    """Tell whether paragraphs behind dashes are what people say, as in Polish, Russian, French and Spanish."""
    if not all(map(ends_sentence, texts)):
        return False
    if any(_SAID.search(text, 2) or text.endswith(_EXCLAIMED) for text in texts):
        return True
    return not introduced and any(text[0] == "–" for text in texts)
