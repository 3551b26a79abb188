"""The structure that a plain text shows: lists, tables, code, quotations, live entries, interviews, subheadings, links.

It is read from blocks whose roles are decided: which blocks are the article's own does not change by it, only what they
are. `interview` and `live_entries` need no more than blocks, so that a page of HTML can be asked the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.shapes.addresses import links_in
from pipeline.shapes.code import join_code
from pipeline.shapes.entries import live_entries
from pipeline.shapes.headings import subheadings
from pipeline.shapes.interview import interview
from pipeline.shapes.lists import list_items
from pipeline.shapes.quotations import quotations
from pipeline.shapes.shaped import Shaped, text_blocks
from pipeline.shapes.tables import join_tables
from schemas.stages import Block, Line, Role

__all__ = ["interview", "live_entries", "shape_text"]

_UNTOLD = (Role.SUBHEADING, Role.LIST_ITEM)
"""Roles that the labeller gives a line by itself, whatever stands around it."""


def shape_text(blocks: Sequence[Block], lines: Sequence[Line]) -> tuple[Block, ...]:
    """Return the blocks of a plain text with their shapes and links; the rows of a table and lines of code are joined.

    A short line or one behind a bullet that the labeller took for a subheading or an item is plain prose here unless
    those around it bear it out: a wrong row of structure is worse than none.
    """
    indents = {line.number: line.indent for line in lines if line.indent}
    joined = join_tables(join_code(blocks, indents), indents)
    places = text_blocks(joined)
    own = [joined[i] for i in places]
    shaped = quotations(joined) | list_items(joined, indents)
    for find in (live_entries, interview):
        shaped = {places[rank]: found for rank, found in find(own).items()} | shaped
    shaped = subheadings(joined, shaped) | shaped
    shaped = {i: found for i, found in shaped.items() if joined[i].shape is None}  # code may look like anything
    for i, block in zip(places, own, strict=True):
        if i in shaped or block.role in _UNTOLD or "://" in block.text:
            joined[i] = _as_shaped(block, shaped.get(i))
    return tuple(joined)


def _as_shaped(block: Block, shaped: Shaped | None) -> Block:
    if shaped is not None:
        content = block.content
        words = content[shaped.start : shaped.end]
        value = block.value if words == content else words
        shape, role, rule = shaped.shape, shaped.role, shaped.rule
        return replace(block, role=role, rule=rule, shape=shape, value=value, inlines=links_in(words))
    role = Role.BODY if block.role in _UNTOLD else block.role
    inlines = links_in(block.content)
    # Not by `replace`, which takes three times as long: most short lines of a page come here.
    return Block(
        block.text, role, block.rule, block.line, block.score, block.value, block.selector, block.shape, inlines
    )
