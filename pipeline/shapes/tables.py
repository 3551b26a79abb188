"""Tables in plain text: lines that have the same number of cells, parted by tabs or by bars."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from pipeline.language.weight import weight
from pipeline.shapes.shaped import FURTHEST, Indents, is_next
from schemas.stages import TEXT_ROLES, Block, Role, Shape

_BAR = re.compile(r"(?<!\\)\|")
_OF_RULES = frozenset("|-:+=─┼│ \t")
_FEW_ROWS = 2
_ROWS_OF_PAIRS = 3
_MOST_COLUMNS = 64
_MOST_ROWS = 2000
_MOST_HEADERS = 3
_LONGEST_CELL_WORDS = 40


_MAY_BE_ROWS = TEXT_ROLES | {Role.OTHER}
"""A row that the line model cut, with no form of its own, belongs to the table that most rows are kept of."""


class _Row(NamedTuple):
    """A row of a table: its block, its cells, whether tabs part them, and whether it begins and ends with a bar."""

    at: int
    cells: tuple[str, ...]
    tabbed: bool
    edged: bool


def join_tables(blocks: Sequence[Block], indents: Indents | None = None) -> list[Block]:
    """Return the blocks, the rows of each table made one: rows by newline, cells by tab, as a record has them.

    A line that only rules off the header has no words; it becomes a label, and is listed with what is cut.
    """
    whole = "\n".join([block.text for block in blocks])
    if whole.count("\t") + whole.count("|") < _FEW_ROWS:  # most pages have none
        return list(blocks)
    joined: list[Block] = []
    at = 0
    for stretch in _stretches(blocks, indents or {}):
        rows, rules = stretch.rows, stretch.rules
        ruled = next((i for i in rules if rows[0].at < i < rows[-1].at), None)
        kept = sum(blocks[row.at].role in TEXT_ROLES for row in rows)
        if 2 * kept < len(rows) or not _is_table(rows, ruled):
            continue
        joined += blocks[at : min([rows[0].at, *rules])]
        joined += [_rule_line(blocks[i]) for i in rules if i < rows[0].at]
        joined.append(_table(blocks, rows, ruled))
        joined += [_rule_line(blocks[i]) for i in rules if i > rows[0].at]
        at = max([rows[-1].at, *rules]) + 1
    return [*joined, *blocks[at:]]


class _Stretch(NamedTuple):
    """Blocks in a run that have one number of cells, and the lines among them that only rule."""

    rows: list[_Row]
    rules: list[int]


def _stretches(blocks: Sequence[Block], indents: Indents) -> Iterator[_Stretch]:
    """Yield the stretches of rows."""
    i = 0
    while i < len(blocks):
        opened = _is_rule(blocks[i].text) and i + 1 < len(blocks) and is_next(blocks, i, i + 1)
        first = _row(blocks, i + opened)
        if first is None:
            i += 1
            continue
        stretch = _Stretch([first], [i] if opened else [])
        i = _extended(blocks, indents, stretch)
        yield stretch


def _extended(blocks: Sequence[Block], indents: Indents, stretch: _Stretch) -> int:
    """Fill a stretch that has its first row; return the index of the first block behind it."""
    i = stretch.rows[0].at + 1
    gap = FURTHEST
    while i < len(blocks) and len(stretch.rows) < _MOST_ROWS and blocks[i].line - blocks[i - 1].line <= gap:
        if _is_rule(blocks[i].text):
            stretch.rules.append(i)
        else:
            row, last = _row(blocks, i), stretch.rows[-1]
            if row is None or row.tabbed is not last.tabbed:
                break
            if len(row.cells) == len(last.cells) + 1 and _lacks_corner(blocks, indents, stretch.rows):
                stretch.rows[0] = last._replace(cells=("", *last.cells))
            elif len(row.cells) != len(last.cells):
                break
            gap = blocks[i].line - blocks[i - 1].line
            stretch.rows.append(row)
        i += 1
    return i


def _lacks_corner(blocks: Sequence[Block], indents: Indents, rows: Sequence[_Row]) -> bool:
    """Tell whether the one row so far begins with white space: a header whose first cell is empty."""
    return len(rows) == 1 and rows[0].tabbed and indents.get(blocks[rows[0].at].line, 0) > 0


def _row(blocks: Sequence[Block], index: int) -> _Row | None:
    block = blocks[index]
    text = block.text
    tabbed = "|" not in text
    if block.role not in _MAY_BE_ROWS or block.value is not None or (tabbed and "\t" not in text) or _is_rule(text):
        return None
    return _Row(index, tuple(_cells(text, tabbed=tabbed)), tabbed, edged=text[0] == text[-1] == "|")


def _cells(text: str, *, tabbed: bool) -> list[str]:
    if tabbed:
        return [" ".join(cell.split()) for cell in text.split("\t")]
    inner = text.removeprefix("|")
    inner = inner[:-1] if inner.endswith("|") and not inner.endswith("\\|") else inner
    return [" ".join(cell.replace("\\|", "|").split()) for cell in _BAR.split(inner)]


def _is_rule(text: str) -> bool:
    """Tell whether a line only rules off rows: "|---|---|", "+----+----+"."""
    return (
        text[0] in _OF_RULES
        and _OF_RULES.issuperset(text)
        and any(mark in text for mark in "-=─")
        and any(mark in text for mark in "|+┼│\t")
    )


def _is_table(rows: Sequence[_Row], ruled: int | None) -> bool:
    columns = len(rows[0].cells)
    if not 2 <= columns <= _MOST_COLUMNS:
        return False
    if any(weight(cell) > _LONGEST_CELL_WORDS for row in rows for cell in row.cells):
        return False
    if ruled is not None:
        return len(rows) >= _FEW_ROWS
    if rows[0].tabbed or all(row.edged for row in rows):
        return len(rows) >= (_FEW_ROWS if columns > 2 else _ROWS_OF_PAIRS)
    # Bars between words alone part menus and bylines too.
    return columns > 2 and len(rows) >= _ROWS_OF_PAIRS


def _table(blocks: Sequence[Block], rows: Sequence[_Row], ruled: int | None) -> Block:
    first = blocks[rows[0].at]
    above = sum(row.at < ruled for row in rows) if ruled is not None else 0
    headers = above if 0 < above <= _MOST_HEADERS else int(_has_header(rows))
    return replace(
        first,
        text="\n".join(blocks[row.at].text for row in rows),
        value="\n".join("\t".join(row.cells) for row in rows),
        role=Role.TABLE,
        rule="table_rows",
        score=min(blocks[row.at].score for row in rows),
        shape=Shape("table", header_rows=headers),
    )


def _has_header(rows: Sequence[_Row]) -> bool:
    """Tell whether the first row has words where all the others have figures, in one column or more."""
    header, *others = (row.cells for row in rows)
    if any(_has_figure(cell) for cell in header):
        return False
    return any(all(_has_figure(row[column]) for row in others) for column in range(1, len(header)) if header[column])


def _has_figure(cell: str) -> bool:
    return any(character.isdigit() for character in cell)


def _rule_line(block: Block) -> Block:
    return replace(block, role=Role.LABEL, rule="table_rule", score=1.0) if block.role in TEXT_ROLES else block
