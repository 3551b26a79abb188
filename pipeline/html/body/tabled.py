"""The lines of a page with each data table and each listing made one of them, kept whole or cut whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.html.body.code import code, listings
from pipeline.html.body.tables import Table, data_tables, written
from pipeline.html.markup.blocks import Blocks
from pipeline.label.parts import Part, Parts
from pipeline.language.weight import weight
from schemas.stages import Line, Role

# Of 183 data tables on pages with a body by hand, the article's are told from others by the mean chance of their words
# (nearly all are over .5 or under .3) and by their neighbours where numbers alone make the model doubt.
_KEPT, _DOUBTED, _SURE_NEIGHBOURS = 0.5, 0.3, 0.8
_NEIGHBOURS = 3


@dataclass(frozen=True, slots=True)
class Tabled:
    """The lines, the parts of those that are settled, and the tables kept, both by the number of their line."""

    lines: list[Line]
    parts: Mapping[int, Parts]
    tables: Mapping[int, Table]


def with_tables(page: Blocks, lines: Sequence[Line], chances: Sequence[float]) -> Tabled:
    """Return the lines with one for each table and listing of the article; `chances` are those of the page's blocks."""
    texts = {line.number - 1: line.text for line in lines}
    parts: dict[int, Parts] = {}
    kept: dict[int, Table] = {}
    inner: set[int] = set()
    for table in data_tables(page):
        if set(table.blocks) <= texts.keys():
            parts |= {i + 1: (Part(texts[i], Role.CAPTION, "table_caption"),) for i in table.captions if i in texts}
            text = "".join(piece for _, piece in written(table, texts))
            whole = Part(text, Role.TABLE, "data_table")
            if _settle(page, table.blocks, whole, texts, chances, parts):
                kept[table.blocks[0] + 1] = table
                inner.update(i + 1 for i in table.blocks[1:])
    for blocks in listings(page):
        if set(blocks) <= texts.keys() and not any(i + 1 in parts or i + 1 in inner for i in blocks):
            whole = Part(code(page, blocks, texts), Role.CODE, "listing")
            if _settle(page, blocks, whole, texts, chances, parts):
                inner.update(i + 1 for i in blocks[1:])
    if not parts:
        return Tabled(list(lines), {}, {})
    own = [line for line in lines if line.number not in inner]
    own = [
        Line(line.number, parts[line.number][0].text if line.number in parts else line.text, line.blank_before)
        for line in own
    ]
    return Tabled(own, parts, kept)


def _settle(
    page: Blocks,
    blocks: Sequence[int],
    whole: Part,
    texts: Mapping[int, str],
    chances: Sequence[float],
    parts: dict[int, Parts],
) -> bool:
    """Add to `parts` the whole where it is the article's, else each of its blocks as cut; tell which."""
    if _is_kept(page, blocks, chances):
        parts[blocks[0] + 1] = (whole,)
        return True
    parts |= {i + 1: (Part(texts[i], Role.OTHER, f"cut_{whole.rule}"),) for i in blocks}
    return False


def _is_kept(page: Blocks, blocks: Sequence[int], chances: Sequence[float]) -> bool:
    """Tell whether blocks are the article's: by the chances of their words, and of what stands around them."""
    weights = [max(weight(page.blocks[i].text), 1.0) for i in blocks]
    mean = sum(chances[i] * words for i, words in zip(blocks, weights, strict=True)) / sum(weights)
    first, last = blocks[0], blocks[-1]
    above = max(chances[max(0, first - _NEIGHBOURS) : first], default=0.0)
    below = max(chances[last + 1 : last + 1 + _NEIGHBOURS], default=0.0)
    return mean >= _KEPT or (mean >= _DOUBTED and min(above, below) >= _SURE_NEIGHBOURS)
