"""A decoded page to labelled blocks: trafilatura says what the body is, the labeller what else stands in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from lxml.html import HtmlElement

from pipeline.errors import Reject
from pipeline.html.blocks import PageBlock, page_blocks
from pipeline.html.declared import gather
from pipeline.html.extractor import main_text
from pipeline.html.kind import PageSigns, check_kind, page_signs
from pipeline.html.metadata import metadata_of
from pipeline.html.tree import parse
from pipeline.label import label
from pipeline.label.forms import parts_of
from pipeline.label.weight import weight
from pipeline.repair import Repair, repair_text
from schemas.settings import Settings
from schemas.stages import Block, Decoded, Found, Line, Page, RawDocument, Role

_METADATA_LINE = 0


def read_html(decoded: Decoded, raw: RawDocument, settings: Settings) -> tuple[Page, Sequence[Repair]]:
    """Return the page's blocks, kept and cut, with what its head declares; raise Reject if there is no article."""
    tree = parse(decoded.text, settings)
    blocks = page_blocks(tree)
    head = gather(tree, raw.given.url)
    declared = metadata_of(tree, head)
    signs = page_signs(tree, head, has_date=any(value.field == "published_raw" for value in declared))
    paragraphs, doubts = _body_and_doubts(tree, signs)
    lines = _numbered(paragraphs, blocks)
    lines, found, changes = _repaired(lines, declared)
    title = next((value.value for value in found if value.field == "title"), raw.given.title)
    captions = {" ".join(block.text.split()) for block in blocks if block.in_caption}
    kept = [_captioned(block, captions) for block in label(lines, title).blocks]
    cut = _cut_between(blocks, lines, {line.text for line in lines})
    merged = sorted([*kept, *cut], key=lambda block: block.line)
    return Page(tuple(merged), found, doubts, furniture=len(blocks) - len({block.line for block in merged})), changes


def _body_and_doubts(tree: HtmlElement, signs: PageSigns) -> tuple[list[str], tuple[str, ...]]:
    """Return the paragraphs and what is doubtful about the kind of page; raise Reject if it is surely no article."""
    try:
        paragraphs = main_text(tree)
    except Reject:
        check_kind(signs, 0)
        raise
    return paragraphs, check_kind(signs, sum(map(weight, paragraphs)), paragraphs[0])


def _numbered(paragraphs: Sequence[str], blocks: Sequence[PageBlock]) -> list[Line]:
    """Return the paragraphs as lines, numbered by the block of the page that each came from."""
    numbers: dict[str, list[int]] = {}
    for block in blocks:
        numbers.setdefault(block.text, []).append(block.number)
    lines: list[Line] = []
    at = 1
    for paragraph in paragraphs:
        text = " ".join(paragraph.split())
        at = next((number for number in numbers.get(text.removeprefix("- "), ()) if number >= at), at)
        lines.append(Line(at, paragraph, blank_before=1))
    return lines


def _repaired(lines: Sequence[Line], declared: Sequence[Found]) -> tuple[list[Line], tuple[Found, ...], list[Repair]]:
    """Return lines and values with their characters put right, decided over all of them together.

    A change's `line` is the number of the block, or 0 for a declared value, and `start` counts from its beginning.
    """
    rows = [line.text.replace("\n", " ") for line in lines] + [value.value.replace("\n", " ") for value in declared]
    original = "\n".join(rows)
    repaired = repair_text(original)
    if not repaired.repairs:
        return list(lines), tuple(declared), []
    starts, start = [], 0
    for row in rows:
        starts.append(start)
        start += len(row) + 1
    changed: dict[int, list[Repair]] = {}
    for change in repaired.repairs:
        changed.setdefault(change.line - 1, []).append(change)
    texts = [_replay(row, starts[i], changed.get(i, ())) for i, row in enumerate(rows)]
    numbers = [line.number for line in lines] + [_METADATA_LINE] * len(declared)
    changes = [
        replace(change, line=numbers[i], start=change.start - starts[i]) for i, row in changed.items() for change in row
    ]
    count = len(lines)
    new_lines = [replace(line, text=text.strip()) for line, text in zip(lines, texts[:count], strict=True)]
    values = tuple(replace(value, value=text.strip()) for value, text in zip(declared, texts[count:], strict=True))
    return [line for line in new_lines if line.text], values, changes


def _replay(row: str, start: int, changes: Sequence[Repair]) -> str:
    for change in sorted(changes, key=lambda change: -change.start):
        at = change.start - start
        row = row[:at] + change.after.replace("\n", " ") + row[at + len(change.before) :]
    return row


def _captioned(block: Block, captions: set[str]) -> Block:
    if block.role is Role.BODY and " ".join(block.text.split()) in captions:
        return replace(block, role=Role.CAPTION, rule="figcaption")
    return block


def _cut_between(blocks: Sequence[PageBlock], lines: Sequence[Line], kept: set[str]) -> Iterator[Block]:
    """Yield what stands between the first and the last kept block and was not kept."""
    if not lines:
        return
    first, last = lines[0].number, lines[-1].number
    used = {line.number for line in lines}
    body = "\n".join(kept)
    for block in blocks[first - 1 : last]:
        if block.number in used or block.text in body:
            continue
        text = repair_text(block.text).text.strip()
        if not text:
            continue
        if block.in_caption:
            yield Block(text, Role.CAPTION, "figcaption", block.number)
            continue
        for part in parts_of(text) or ():
            yield Block(part.text, part.role, part.rule, block.number, value=part.value)
        if parts_of(text) is None:
            yield Block(text, Role.OTHER, "outside_main_content", block.number, score=0.5)
