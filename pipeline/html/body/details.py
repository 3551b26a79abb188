"""What the markup of a kept paragraph says beyond its role: its shape, its links, its words in bold or italic."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urljoin

from pipeline.html.body.shapes import shape_of
from pipeline.html.body.tables import Table, written
from pipeline.html.markup.blocks import Blocks, PageBlock
from pipeline.shapes import interview, live_entries
from pipeline.urls import clean_url
from schemas.stages import TEXT_ROLES, Block, Inline, Role, Shape

_MAIL = re.compile(r"mailto:[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}", re.ASCII | re.IGNORECASE)
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_SEVERAL = 2
_MOST_LINKS = 2000
_LONGEST_ADDRESS = 2083


@dataclass(frozen=True, slots=True)
class Details:
    """What is asked of a page: `base` resolves relative addresses, `texts` are its blocks' own, after repair."""

    page: Blocks
    texts: Mapping[int, str]
    tables: Mapping[int, Table]
    base: str
    emphasis: bool


def with_details(blocks: Sequence[Block], asked: Details) -> tuple[Block, ...]:
    """Return the blocks of the page, those of the text with their shapes, links and emphasis."""
    result: list[Block] = []
    links = 0
    for block in _without_lone_bullets(_without_bold_headings(blocks, asked.page)):
        if block.role in TEXT_ROLES:
            table = asked.tables.get(block.line) if block.role is Role.TABLE else None
            found: tuple[Inline, ...] = ()
            if links < _MOST_LINKS and table is not None:
                found = tuple(_of_table(table, asked))
            elif links < _MOST_LINKS and (asked.emphasis or asked.page.blocks[block.line - 1].link_characters):
                found = tuple(_of_paragraph(block, asked))
            links += len(found)
            if shape := _shape(block, table, asked.page):
                block = replace(block, shape=shape, inlines=found)
            elif found:
                block = replace(block, inlines=found)
        result.append(block)
    return _with_talk(result)


def _with_talk(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Return the blocks with the entries of a live blog, and the questions and speakers of an interview, told as such.

    What an element says goes before what the words say, but for short lines in bold.
    """
    found = interview(blocks) | live_entries(blocks)
    return tuple(
        replace(block, shape=found[i].shape, role=Role.BODY) if i in found and _may_be_talk(block) else block
        for i, block in enumerate(blocks)
    )


def _may_be_talk(block: Block) -> bool:
    return block.shape is None or (block.role is Role.SUBHEADING and block.rule != "element")


def _without_bold_headings(blocks: Sequence[Block], page: Blocks) -> Sequence[Block]:
    """Return the blocks with short bold lines made body where the article has headings that are marked as such."""
    tags = [page.blocks[block.line - 1].tag for block in blocks]
    marked = sum(b.role is Role.SUBHEADING and tag in _HEADINGS for b, tag in zip(blocks, tags, strict=True))
    if marked < _SEVERAL:
        return blocks
    return [
        replace(block, role=Role.BODY) if block.role is Role.SUBHEADING and tag not in _HEADINGS else block
        for block, tag in zip(blocks, tags, strict=True)
    ]


def _without_lone_bullets(blocks: Sequence[Block]) -> Sequence[Block]:
    """Return the blocks with a paragraph that begins with a dash made body where no other stands beside it."""
    own = [i for i, block in enumerate(blocks) if block.role in TEXT_ROLES]
    marked = {i for i in own if blocks[i].role is Role.LIST_ITEM and blocks[i].rule == "bullet"}
    beside = zip([-1, *own], own, [*own[1:], -1], strict=False)  # none where the page has no text
    lone = {i for before, i, after in beside if i in marked and marked.isdisjoint((before, after))}
    if not lone:
        return blocks
    return [replace(block, role=Role.BODY) if i in lone else block for i, block in enumerate(blocks)]


def _shape(block: Block, table: Table | None, page: Blocks) -> Shape | None:
    if table is not None:
        return Shape("table", header_rows=table.header_rows)
    return shape_of(page, page.blocks[block.line - 1], block.role)


def _of_paragraph(block: Block, asked: Details) -> Iterator[Inline]:
    """Yield what is set apart in a paragraph, which may be a part of its block."""
    origin = asked.page.blocks[block.line - 1]
    text = asked.texts.get(origin.number - 1, "")
    at = text.find(block.content)
    if at >= 0:
        yield from _shifted(_of_block(origin, text, asked), -at, len(block.content))


def _of_table(table: Table, asked: Details) -> Iterator[Inline]:
    """Yield what is set apart in the cells of a table, each block once, in the first place of its cell."""
    at, seen = 0, set()
    for i, piece in written(table, asked.texts):
        if i >= 0 and i not in seen:
            seen.add(i)
            yield from _shifted(_of_block(asked.page.blocks[i], piece, asked), at, at + len(piece))
        at += len(piece)


def _shifted(inlines: Iterator[Inline], by: int, end: int) -> Iterator[Inline]:
    """Yield the inlines moved, those that begin before the text or end behind it left out."""
    for inline in inlines:
        if inline.start + by >= 0 and inline.end + by <= end:
            yield replace(inline, start=inline.start + by, end=inline.end + by)


def _of_block(origin: PageBlock, text: str, asked: Details) -> Iterator[Inline]:
    """Yield what is set apart in a block, by the characters of its text after repair."""
    if not (origin.link_characters or asked.emphasis):
        return
    found = 0  # where the text after repair is looked through from
    last = 0
    for span in origin.spans():
        words = origin.text[span.start : span.end]
        if text == origin.text:
            start = span.start
        else:
            start = text.find(words, found)
            found = max(found, start)
        if start < 0 or not words.strip():
            continue
        if span.kind == "link":
            url = _address(span.href or "", asked.base)
            if url and start >= last:  # a link inside another is none
                last = start + len(words)
                yield Inline("link", start, last, url)
        elif asked.emphasis:
            yield Inline(span.kind, start, start + len(words))


def _address(href: str, base: str) -> str | None:
    """Return the absolute address of a link; None for what is no web or mail address, or leads to this page."""
    href = href.strip()
    if not href or len(href) > _LONGEST_ADDRESS or href.startswith("#"):
        return None
    if href[:7].lower() == "mailto:":
        mail = _MAIL.match(href)
        return mail[0] if mail else None
    try:
        return clean_url(urljoin(base, href) if base else href)
    except ValueError:
        return None
