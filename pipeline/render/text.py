"""The article as plain text: a line a paragraph, tables in columns, the addresses of its links listed at its end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.render.addresses import host_of
from pipeline.render.tree import (
    Block,
    Code,
    Document,
    Figure,
    Heading,
    Listing,
    Moment,
    Paragraph,
    Player,
    Quotation,
    Span,
    Table,
    Words,
)
from pipeline.render.width import columns

_WIDEST = 40
"""Columns a cell is padded to; a longer one pushes its row on, so that one cell cannot make all others long."""
_GAP = "  "
_RULE = 72


def as_text(document: Document) -> str:
    """Return the article as plain text, a newline at its end.

    Words stay as they are: a number in brackets behind a link or a picture tells which of the addresses is meant.
    """
    addresses = _Addresses()
    parts = [*_head(document, addresses)]
    parts += ["\n".join(_block(block, addresses)) for block in document.blocks]
    parts += [remark.text for remark in document.remarks]
    if addresses.known:
        parts.append("\n".join(f"[{number}] {url}" for url, number in addresses.known.items()))
    return "\n\n".join(parts) + "\n"


class _Addresses:
    """Numbers addresses in the order in which they are met; one that comes again keeps its number."""

    def __init__(self) -> None:
        self.known: dict[str, int] = {}

    def mark(self, url: str) -> str:
        return f"[{self.known.setdefault(url, len(self.known) + 1)}]"


def _head(document: Document, addresses: _Addresses) -> Iterator[str]:
    if document.kicker:
        yield document.kicker
    if document.title:
        yield f"{document.title}\n{'=' * min(columns(document.title), _RULE)}"
    if document.standfirst:
        yield document.standfirst
    outlet = document.publisher or (host_of(document.url) if document.url else None)
    if outlet and document.url:
        outlet = f"{outlet} {addresses.mark(document.url)}"
    if signed := " · ".join(filter(None, (document.byline, document.date, outlet))):
        yield signed
    if document.lead is not None:
        yield _figure(document.lead, addresses)


def _block(block: Block, addresses: _Addresses) -> Iterator[str]:
    match block:
        case Paragraph(words):
            yield _words(words, addresses)
        case Heading(_, words):
            text = _words(words, addresses)
            yield from (text, "-" * min(columns(text), _RULE))
        case Listing():
            yield from _listing(block, addresses)
        case Quotation(paragraphs):
            yield "\n>\n".join(_indented(_words(words, addresses), "> ", "> ") for words in paragraphs)
        case Table():
            yield from _table(block, addresses)
        case Code(text):
            yield _indented(text, "    ", "    ")
        case Moment(time):
            yield time
        case Player(kind, url):
            yield f"[{kind}: {host_of(url)}] {addresses.mark(url)}"
        case Figure():
            yield _figure(block, addresses)


def _listing(listing: Listing, addresses: _Addresses) -> Iterator[str]:
    for number, item in enumerate(listing.items, listing.start):
        mark = f"{number}. " if listing.ordered else "- "
        margin = " " * len(mark)
        yield _indented(_words(item.words, addresses), mark, margin)
        for inner in item.lists:
            for line in _listing(inner, addresses):
                yield _indented(line, margin, margin)


def _table(table: Table, addresses: _Addresses) -> Iterator[str]:
    """Yield the rows of a table, each column as wide as its widest cell of ordinary length."""
    rows = [[_words(cell, addresses) for cell in row] for row in table.rows]
    widths: list[int] = []
    for row in rows:
        widths += [0] * (len(row) - len(widths))
        for place, cell in enumerate(row):
            widths[place] = max(widths[place], min(columns(cell), _WIDEST))
    for number, row in enumerate(rows):
        if number == table.header_rows > 0:
            yield _GAP.join("-" * width for width in widths)
        padded = [cell + " " * (width - columns(cell)) for cell, width in zip(row, widths, strict=False)]
        yield _GAP.join(padded).rstrip()


def _figure(figure: Figure, addresses: _Addresses) -> str:
    said = figure.legend or figure.alt
    if figure.url is None:
        return f"[{said}]"
    return f"[{': '.join(filter(None, ('picture', said)))}] {addresses.mark(figure.url)}"


def _words(words: Words, addresses: _Addresses) -> str:
    pieces: list[str] = []
    start = 0
    for link in _links(words.spans):
        if link.url == words.text[link.start : link.end]:
            continue  # the words are the address
        pieces += [words.text[start : link.end], " ", addresses.mark(link.url)]
        start = link.end
    return "".join([*pieces, words.text[start:]])


def _links(spans: Sequence[Span]) -> Iterator[Span]:
    for span in spans:
        if span.kind == "link":
            yield span
        else:
            yield from _links(span.inner)


def _indented(text: str, first: str, others: str) -> str:
    return first + text.replace("\n", f"\n{others}")
