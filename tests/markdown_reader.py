"""Markdown as a parser of CommonMark and of GFM's tables and strikethrough reads it, and what a tree says it must read.

Both are plain values: ("heading", 2, words), ("table", rows), and words as (text, links, pictures).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeAlias

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from pipeline.render.addresses import host_of
from pipeline.render.tree import (
    Block,
    Code,
    Document,
    Figure,
    Heading,
    Item,
    Listing,
    Moment,
    Paragraph,
    Player,
    Quotation,
    Span,
    Table,
    Words,
)

Read: TypeAlias = tuple[Any, ...]
PARSER = MarkdownIt("commonmark", {"strikethrough_single_tilde": True}).enable(["table", "strikethrough"])
_EMPHASIS = {"strong": "bold", "em": "italic"}


def read(markdown: str) -> list[Read]:
    """Return the blocks that a parser reads; raw HTML is none of ours, and fails."""
    return [_block(node) for node in SyntaxTreeNode(PARSER.parse(markdown)).children]


def _block(node: SyntaxTreeNode) -> Read:
    kinds: dict[str, Callable[[], Read]] = {
        "heading": lambda: ("heading", int(node.tag[1]), _words(node.children[0])),
        "paragraph": lambda: ("paragraph", _words(node.children[0])),
        "blockquote": lambda: ("quotation", [_block(child)[1] for child in node.children]),
        "fence": lambda: ("code", node.content.removesuffix("\n")),
        "table": lambda: ("table", [_cells(row) for part in node.children for row in part.children]),
        "bullet_list": lambda: ("list", False, 1, list(map(_item, node.children))),
        "ordered_list": lambda: ("list", True, int(node.attrs.get("start", 1)), list(map(_item, node.children))),
    }
    return kinds[node.type]()


def _cells(row: SyntaxTreeNode) -> list[Read]:
    return [_words(cell.children[0]) if cell.children else ("", (), ()) for cell in row.children]


def _item(node: SyntaxTreeNode) -> Read:
    first, *lists = node.children
    return _words(first.children[0]), [_block(one) for one in lists]


def _words(node: SyntaxTreeNode) -> Read:
    text, links, pictures, _ = _inline(node)
    return text, tuple(links), tuple(pictures)


def emphasis(markdown: str) -> list[tuple[str, str]]:
    """Return the kinds and the words of what a parser reads as emphasis, in order."""
    return [
        found
        for node in SyntaxTreeNode(PARSER.parse(markdown)).walk()
        if node.type == "inline"
        for found in _inline(node)[3]
    ]


def _inline(node: SyntaxTreeNode) -> tuple[str, list[Any], list[Any], list[tuple[str, str]]]:
    text, links, pictures, marked = "", [], [], []
    for child in node.children:
        if child.type in ("text", "hardbreak"):
            text += child.content if child.type == "text" else "\n"
        elif child.type == "image":
            pictures.append((child.attrs["src"], child.content and _inline(child)[0]))
        elif child.type in ("link", "strong", "em"):
            inner = _inline(child)
            if child.type == "link":
                links.append((inner[0], child.attrs["href"]))
            else:
                marked.append((_EMPHASIS[child.type], inner[0]))
            text, links, pictures = text + inner[0], links + inner[1], pictures + inner[2]
            marked += inner[3]
        else:
            raise AssertionError(f"{child.type}: {child.content!r}")
    return text, links, pictures, marked


def expected(document: Document) -> list[Read]:
    """Return what is to be read of the body of an article."""
    return [_expected(block) for block in document.blocks]


def _expected(block: Block) -> Read:
    match block:
        case Paragraph(words):
            return "paragraph", _said(words)
        case Heading(level, words):
            return "heading", level, _said(words)
        case Quotation(paragraphs):
            return "quotation", [_said(words) for words in paragraphs]
        case Code(text):
            return "code", text
        case Listing(ordered, start, items):
            return "list", ordered, start, [_expected_item(item) for item in items]
        case Table(rows, header_rows):
            width = max(map(len, rows))
            head: list[tuple[Words, ...]] = [] if header_rows else [()]
            filled = [[*map(_said, row), *[("", (), ())] * (width - len(row))] for row in [*head, *rows]]
            return "table", filled
        case Moment(time):
            return "paragraph", (time, (), ())
        case Player(kind, url):
            name = f"{kind}: {host_of(url)}"
            return "paragraph", (name, ((name, PARSER.normalizeLink(url)),), ())
        case Figure(url, alt):
            pictures = ((PARSER.normalizeLink(url), alt),) if url else ()
            return "paragraph", ("\n" * bool(url and block.legend) + block.legend, (), pictures)


def _expected_item(item: Item) -> Read:
    return _said(item.words), [_expected(one) for one in item.lists]


def _said(words: Words) -> Read:
    links = [span for span in spans(words) if span.kind == "link"]
    return words.text, tuple((words.text[one.start : one.end], PARSER.normalizeLink(one.url)) for one in links), ()


def spans(words: Words) -> list[Span]:
    """Return the spans of words, outer ones before those inside."""
    found: list[Span] = []

    def walk(level: tuple[Span, ...]) -> None:
        for span in level:
            found.append(span)
            walk(span.inner)

    walk(words.spans)
    return found


def every_words(blocks: Iterable[Block]) -> Iterator[Words]:
    """Yield all words with marks that blocks hold."""
    for block in blocks:
        match block:
            case Paragraph(words) | Heading(_, words):
                yield words
            case Quotation(paragraphs):
                yield from paragraphs
            case Table(rows):
                yield from (cell for row in rows for cell in row)
            case Listing():
                for item in block.items:
                    yield item.words
                    yield from every_words(item.lists)
