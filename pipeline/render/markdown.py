"""The article in Markdown that parsers of CommonMark and GFM read back to the same blocks, words and links."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.render.addresses import host_of
from pipeline.render.escapes import destination, escaped, escaped_heading
from pipeline.render.inlines import inlined
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
    Table,
    Words,
)

_LEAST_FENCE = 3


def as_markdown(document: Document) -> str:
    """Return the article in Markdown, a newline at its end; nothing in it is raw HTML."""
    parts = [*_head(document), *_body(document.blocks)]
    parts += [f"*{_plain(remark.text)}*" for remark in document.remarks]
    return "\n\n".join(parts) + "\n"


def _head(document: Document) -> Iterator[str]:
    if document.kicker:
        yield "".join(escaped(document.kicker))
    if document.title:
        yield "# " + "".join(escaped_heading(document.title))
    if document.standfirst:
        yield f"**{_plain(document.standfirst)}**"
    outlet = document.publisher or (host_of(document.url) if document.url else None)
    signed = " · ".join(filter(None, (document.byline, document.date)))
    line = "".join(escaped(signed))
    if outlet:
        linked = _link(outlet, document.url) if document.url else "".join(escaped(outlet, starts_lines=not line))
        line = " · ".join(filter(None, (line, linked)))
    if line:
        yield line
    if document.lead is not None:
        yield _figure(document.lead)


def _body(blocks: Sequence[Block]) -> Iterator[str]:
    before: Listing | None = None
    turned = False
    for block in blocks:
        if isinstance(block, Listing):
            turned = _follows(before, block) and not turned
            before = block
            yield "\n".join(_listing(block, turned=turned))
        else:
            before, turned = None, False
            yield _block(block)


def _block(block: Block) -> str:
    match block:
        case Paragraph(words):
            return inlined(words)
        case Heading(level, words):
            return "#" * level + " " + inlined(words, escaped_heading(words.text))
        case Quotation(paragraphs):
            return "\n>\n".join(_indented(inlined(words), "> ", "> ") for words in paragraphs)
        case Table():
            return _table(block)
        case Code(text):
            fence = "`" * max(_LEAST_FENCE, _longest_run(text) + 1)
            return f"{fence}\n{text}\n{fence}"
        case Moment(time):
            return f"**{_plain(time)}**"
        case Player(kind, url):
            return _link(f"{kind}: {host_of(url)}", url)
        case Figure():
            return _figure(block)
    raise AssertionError(block)


def _listing(listing: Listing, *, turned: bool) -> Iterator[str]:
    """Yield the lines of a list; the sign is another where it follows a list of its sort, so that they stay two."""
    for number, item in enumerate(listing.items, listing.start):
        mark = f"{number}{')' if turned else '.'} " if listing.ordered else ("* " if turned else "- ")
        margin = " " * len(mark)
        yield _indented(inlined(item.words), mark, margin)
        before: Listing | None = None
        inner_turned = False
        for inner in item.lists:
            inner_turned = _follows(before, inner) and not inner_turned
            before = inner
            for line in _listing(inner, turned=inner_turned):
                yield _indented(line, margin, margin)


def _follows(before: Listing | None, listing: Listing) -> bool:
    return before is not None and before.ordered == listing.ordered


def _table(table: Table) -> str:
    """Return a table with exactly one row of headers, as GFM wants it: an empty one where the record has none."""
    width = max(map(len, table.rows))
    first: tuple[Words, ...] = table.rows[0] if table.header_rows else ()
    head = [*first, *[Words("")] * (width - len(first))]
    rows = [_row(head), "|" + " --- |" * width, *map(_row, table.rows[1 if table.header_rows else 0 :])]
    return "\n".join(rows)


def _row(cells: Sequence[Words]) -> str:
    return "|" + "".join(f" {inlined(cell, escaped(cell.text, starts_lines=False, cell=True))} |" for cell in cells)


def _figure(figure: Figure) -> str:
    legend = f"*{_plain(figure.legend)}*" if figure.legend else ""
    picture = f"![{_plain(figure.alt)}]({destination(figure.url)})" if figure.url else ""
    return "\\\n".join(filter(None, (picture, legend)))


def _link(text: str, url: str) -> str:
    return f"[{_plain(text)}]({destination(url)})"


def _plain(text: str) -> str:
    """Return a text of one line as it stands behind a delimiter."""
    return "".join(escaped(text, starts_lines=False))


def _indented(text: str, first: str, others: str) -> str:
    return first + text.replace("\n", f"\n{others}")


def _longest_run(text: str) -> int:
    longest = run = 0
    for character in text:
        run = run + 1 if character == "`" else 0
        longest = max(longest, run)
    return longest
