"""Code in plain text: what stands between fences, and indented lines that have the signs of code."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.shapes.shaped import Indents, is_next
from schemas.stages import FIELD_ROLES, TEXT_ROLES, Block, Role, Shape

_FENCES = "`~"
_FENCE = re.compile(r"(?:`{3,8}|~{3,8})[ \t]{0,4}[\w+#.-]{0,20}")
_MOST_LINES = 400
_LEAST_INDENT = 4
_LONGEST_LINE = 400
_LONGEST_TOKEN = 80
_SIGN = re.compile(
    r"[;{}]$|\w\([^()]{0,80}\)[ \t]{0,3}[:;,]?$|[\w\])] ?(?:[-+*/%]|:)?= ?\S"
    r"|=>|->|\w::\w|<[/\w][^<>]{0,80}>$|^\$ |^>>> "
)


def join_code(blocks: Sequence[Block], indents: Indents | None = None) -> list[Block]:
    """Return the blocks, the lines of each piece of code made one paragraph, indented as they stood.

    Fences become labels, and are listed with what is cut. Blank lines are left out: one would end the paragraph.
    """
    columns = indents or {}
    if not columns and not any(map(_is_fence, blocks)):
        return list(blocks)
    joined: list[Block] = []
    at = 0
    for first, last in _pieces(blocks, columns):
        fenced = _is_fence(blocks[first])
        inside = blocks[first + 1 : last - 1] if fenced else blocks[first:last]
        joined += blocks[at:first]
        joined += [_label(blocks[first])] if fenced else []
        joined.append(_code(inside, columns, "code_fence" if fenced else "code_indent"))
        joined += [_label(blocks[last - 1])] if fenced else []
        at = last
    return [*joined, *blocks[at:]] if at else list(blocks)


def _pieces(blocks: Sequence[Block], columns: Indents) -> Iterator[tuple[int, int]]:
    """Yield where each piece begins and where it ends, one behind its last block."""
    i = 0
    closed = len(blocks)  # no fence closes one that stands behind this one
    while i < len(blocks):
        end = None
        if _is_fence(blocks[i]) and i < closed:
            end = _fenced(blocks, i)
            closed = closed if end else i
        elif columns.get(blocks[i].line, 0) >= _LEAST_INDENT:
            end = _indented(blocks, i, columns)
            if end is None:
                i = _behind(blocks, i, columns)
                continue
        if end:
            yield i, end
        i = end or i + 1


def _is_fence(block: Block) -> bool:
    return block.text[0] in _FENCES and _FENCE.fullmatch(block.text) is not None


def _fenced(blocks: Sequence[Block], first: int) -> int | None:
    """Return one behind the closing fence, if what stands between is mostly the article's own."""
    marks = blocks[first].text[:3]
    for i in range(first + 1, min(first + _MOST_LINES, len(blocks))):
        if blocks[i].text.startswith(marks) and not blocks[i].text.strip(_FENCES):
            inside = blocks[first + 1 : i]
            kept = sum(block.role in TEXT_ROLES for block in inside)
            whole = not any(block.role in FIELD_ROLES for block in inside)
            return i + 1 if whole and kept and 2 * kept >= len(inside) else None
    return None


def _behind(blocks: Sequence[Block], first: int, columns: Indents) -> int:
    """Return the index one behind the indented blocks in a run that begins with one."""
    i = first + 1
    while i < len(blocks) and i - first < _MOST_LINES and is_next(blocks, i - 1, i):
        if columns.get(blocks[i].line, 0) < _LEAST_INDENT:
            break
        i += 1
    return i


def _indented(blocks: Sequence[Block], first: int, columns: Indents) -> int | None:
    """Return one behind the last of indented lines if most of them have a sign of code, and none is prose."""
    last = _behind(blocks, first, columns)
    lines = blocks[first:last]
    kept = sum(block.role in TEXT_ROLES for block in lines)
    if len(lines) < 2 or 2 * kept < len(lines) or any(block.role in FIELD_ROLES for block in lines):
        return None
    if any(len(block.text) > _LONGEST_LINE or block.text[-1] in ".!?…" for block in lines):
        return None
    signs = sum(_SIGN.search(block.text) is not None for block in lines)
    return last if 2 * signs > len(lines) else None


def _code(inside: Sequence[Block], columns: Indents, rule: str) -> Block:
    least = min((columns.get(block.line, 0) for block in inside), default=0)
    rows: list[str] = []
    number = None
    for block in inside:
        if block.line == number:  # a line that was taken apart
            rows[-1] += f" {block.text}"
        else:
            rows.append(" " * min(columns.get(block.line, 0) - least, _LONGEST_TOKEN) + block.text)
        number = block.line
    shape = Shape("code")
    return replace(inside[0], text="\n".join(rows), value=None, role=Role.CODE, rule=rule, score=1.0, shape=shape)


def _label(block: Block) -> Block:
    return replace(block, role=Role.LABEL, rule="code_fence", score=1.0, value=None)
