"""The data tables of a page: which tables are one, and their rows and cells as a reader sees them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from pipeline.html.markup.blocks import Blocks, PageBlock
from pipeline.language.weight import weight

_CELLS = frozenset({"td", "th"})
_LAID_OUT = frozenset({"form", "article", "nav", "h1", "h2", "main", "menu", "fieldset", "figure"})
"""What stands in the cells of a table that only lays out a page."""
_MOST_ROWS, _MOST_COLUMNS, _MOST_CELLS = 2000, 60, 20_000
_LONGEST_CELL_WORDS = 120
_LONGEST_MEDIAN_WORDS = 25
_LEAST_FILLED = 0.4


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: the indices of its blocks, and whether it is a header."""

    blocks: tuple[int, ...]
    is_header: bool


@dataclass(frozen=True, slots=True)
class Table:
    """A data table: its rows of cells, spanned ones repeated, and the indices of its blocks and of its caption's.

    `header_rows` counts its first rows that are headers.
    """

    rows: tuple[tuple[Cell, ...], ...]
    header_rows: int
    blocks: tuple[int, ...]
    captions: tuple[int, ...]


@dataclass(slots=True)
class _Row:
    cells: list[tuple[int, Cell]]  # the index of the cell's box, and the cell
    in_head: bool


def data_tables(page: Blocks) -> list[Table]:
    """Return the data tables of a page in order; one inside another is looked at alone, the outer one lays out."""
    at = [i for i, box in enumerate(page.boxes) if box.tag == "table"]
    inner = [i for i, following in zip_longest(at, at[1:]) if not _holds(page, i, following)]
    if not inner:
        return []
    own = _blocks_by_box(page.blocks)
    return [table for i in inner if (table := _table(page, i, own))]


def _holds(page: Blocks, outer: int, following: int | None) -> bool:
    return following is not None and following < page.boxes[outer].end


def _blocks_by_box(blocks: Sequence[PageBlock]) -> dict[int, list[int]]:
    own: dict[int, list[int]] = {}
    for i, block in enumerate(blocks):
        own.setdefault(block.box, []).append(i)
    return own


def _table(page: Blocks, at: int, own: Mapping[int, list[int]]) -> Table | None:
    """Return the table in a box, None where it is none of data."""
    box = page.boxes[at]
    inside = range(at + 1, box.end)
    if "presentation" in box.names or any(page.boxes[i].tag in _LAID_OUT for i in inside):
        return None
    rows = _rows(page, inside, own)
    if not 2 <= len(rows) <= _MOST_ROWS or sum(len(row.cells) for row in rows) > _MOST_CELLS:
        return None
    captions = tuple(
        i
        for k in inside
        if page.boxes[k].tag == "caption"
        for inner in range(k, page.boxes[k].end)
        for i in own.get(inner, ())
    )
    marked = bool(captions) or any(row.in_head or any(cell.is_header for _, cell in row.cells) for row in rows)
    grid = _grid(page, rows)
    if grid is None or not _is_of_data(page, grid, marked=marked):
        return None
    found = tuple(sorted({i for row in grid for cell in row for i in cell.blocks}))
    everything = {i for k in range(at, box.end) for i in own.get(k, ())}
    if everything != {*found, *captions}:
        return None  # words beside the cells: the markup is broken
    return Table(grid, _header_rows(rows), found, captions)


def _rows(page: Blocks, inside: range, own: Mapping[int, list[int]]) -> list[_Row]:
    """Return the rows with cells, each cell with the blocks that stand in it."""
    rows: list[_Row] = []
    ends = 0  # of the cell at hand
    for i in inside:
        box = page.boxes[i]
        if box.tag == "tr":
            rows.append(_Row([], page.boxes[box.parent].tag == "thead"))
        elif box.tag in _CELLS and rows and i >= ends:
            blocks = tuple(found for k in range(i, box.end) for found in own.get(k, ()))
            rows[-1].cells.append((i, Cell(blocks, box.tag == "th")))
            ends = box.end
    return [row for row in rows if row.cells]


def _grid(page: Blocks, rows: Sequence[_Row]) -> tuple[tuple[Cell, ...], ...] | None:
    """Return the rows with each cell in every column and row that it spans; None for a table out of bounds."""
    grid: list[tuple[Cell, ...]] = []
    lasting: dict[int, tuple[int, Cell]] = {}  # column -> how many more rows its cell spans, and the cell
    cells = 0
    widest = max(len(row.cells) for row in rows)  # a cell said to span a million columns spans what there is
    for row in rows:
        placed: list[Cell] = []
        waiting = iter(row.cells)
        while True:
            if kept := lasting.get(len(placed)):
                _carry(lasting, len(placed), kept)
                placed.append(kept[1])
                continue
            following = next(waiting, None)
            if following is None:
                break
            columns, below = page.boxes[following[0]].span
            columns = min(columns, widest)
            for column in range(len(placed), len(placed) + columns):
                if below > 1:
                    lasting[column] = (below - 1, following[1])
                placed.append(following[1])
            if len(placed) > _MOST_COLUMNS:
                return None
        cells += len(placed)
        if cells > _MOST_CELLS:
            return None
        grid.append(tuple(placed))
    return tuple(grid)


def _carry(lasting: dict[int, tuple[int, Cell]], column: int, kept: tuple[int, Cell]) -> None:
    """Count off one row of a cell that spans several."""
    if kept[0] > 1:
        lasting[column] = (kept[0] - 1, kept[1])
    else:
        del lasting[column]


def _is_of_data(page: Blocks, grid: Sequence[Sequence[Cell]], *, marked: bool) -> bool:
    """Tell whether a grid holds data: two columns at least, cells short as data is, most of them filled.

    One that is not marked by headers or a caption has to be a regular grid.
    """
    columns = [len(row) for row in grid]
    width = max(columns)
    if width < 2 or sum(count >= 2 for count in columns) < 2:
        return False
    if not marked and (len(grid) < 3 or sum(count == width for count in columns) < len(columns) - 1):
        return False
    cells = {id(cell): cell for row in grid for cell in row}.values()
    weights = sorted(sum(weight(page.blocks[i].text) for i in cell.blocks) for cell in cells)
    filled = [words for words in weights if words]
    if len(filled) < _LEAST_FILLED * len(weights) or len(filled) < 4:
        return False
    return filled[-1] <= _LONGEST_CELL_WORDS and filled[len(filled) // 2] <= _LONGEST_MEDIAN_WORDS


def _header_rows(rows: Sequence[_Row]) -> int:
    """Return how many of the first rows are headers: they stand in the head, or are made of header cells alone."""
    count = 0
    for row in rows:
        if not (row.in_head or all(cell.is_header for _, cell in row.cells)):
            break
        count += 1
    return count if count < len(rows) else 0


def written(table: Table, texts: Mapping[int, str]) -> Iterator[tuple[int, str]]:
    """Yield the table as one text in pieces, each with the index of the block it is of, -1 for what is between them.

    Rows are parted by newlines, cells by tabs; what a block holds of either is a space.
    """
    for r, row in enumerate(table.rows):
        if r:
            yield -1, "\n"
        for c, cell in enumerate(row):
            if c:
                yield -1, "\t"
            for k, i in enumerate(i for i in cell.blocks if texts.get(i)):
                if k:
                    yield -1, " "
                yield i, " ".join(texts[i].split())
