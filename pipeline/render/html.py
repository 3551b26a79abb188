"""Articles as one whole HTML document: nothing of a record is markup, and nothing in it can run.

Pictures are shown from where they are published. A reader of a page expects them, and `img` runs nothing; its host
learns that somebody looks, so no referrer is sent, and the policy lets nothing but pictures be loaded.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape
from itertools import chain

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

_POLICY = "default-src 'none'; img-src http: https:; base-uri 'none'; form-action 'none'"
_MARKS = {"bold": "strong", "italic": "em"}


def as_page(documents: Iterable[Document]) -> Iterator[str]:
    """Yield the lines of one document that holds the articles in order; its language and title are the first one's."""
    rest = iter(documents)
    first = next(rest, None)
    if first is None:
        return
    yield "<!DOCTYPE html>"
    yield f"<html{_tongue(first)}>"
    yield "<head>"
    yield '<meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
    yield '<meta name="referrer" content="no-referrer">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{escape(first.title or first.publisher or 'Article', quote=False)}</title>"
    yield "</head>"
    yield "<body>"
    for document in chain([first], rest):
        yield from _article(document)
    yield "</body>"
    yield "</html>"


def _article(document: Document) -> Iterator[str]:
    yield f"<article{_tongue(document)}>"
    yield from _head(document)
    for block in document.blocks:
        yield from _block(block)
    if document.remarks:
        yield "<footer>"
        for remark in document.remarks:
            yield f'<p class="note {escape(remark.kind)}">{_text(remark.text)}</p>'
        yield "</footer>"
    yield "</article>"


def _tongue(document: Document) -> str:
    language = f' lang="{escape(document.language)}"' if document.language else ""
    return f'{language} dir="{document.direction}"'


def _head(document: Document) -> Iterator[str]:
    yield "<header>"
    if document.kicker:
        yield f'<p class="kicker">{_text(document.kicker)}</p>'
    if document.title:
        yield f"<h1>{_text(document.title)}</h1>"
    if document.standfirst:
        yield f'<p class="standfirst">{_text(document.standfirst)}</p>'
    if signed := list(_signed(document)):
        yield f'<p class="byline">{" · ".join(signed)}</p>'
    if document.lead is not None:
        yield from _figure(document.lead)
    yield "</header>"


def _signed(document: Document) -> Iterator[str]:
    if document.byline:
        yield _text(document.byline)
    if document.date:
        instant = f' datetime="{escape(document.instant)}"' if document.instant else ""
        yield f"<time{instant}>{_text(document.date)}</time>"
    if document.url:
        yield _link(document.url, _text(document.publisher or host_of(document.url)))
    elif document.publisher:
        yield _text(document.publisher)


def _block(block: Block) -> Iterator[str]:
    match block:
        case Paragraph(words, kind):
            sort = "" if kind == "prose" else f' class="{kind}"'
            yield f"<p{sort}>{_words(words)}</p>"
        case Heading(level, words):
            yield f"<h{level}>{_words(words)}</h{level}>"
        case Listing():
            yield from _listing(block)
        case Quotation(paragraphs, pulled):
            lines = [f"<p>{_words(words)}</p>" for words in paragraphs]
            sort = ' class="pull-quote"' if pulled else ""
            yield from (f"<blockquote{sort}>", *lines, "</blockquote>")
        case Table():
            yield from _table(block)
        case Code(text):
            yield f"<pre><code>{_text(text)}\n</code></pre>"
        case Moment(time):
            yield f'<p class="live-entry"><time>{_text(time)}</time></p>'
        case Player(kind, url):
            yield f'<p class="embed">{_link(url, _text(f"{kind}: {host_of(url)}"))}</p>'
        case Figure():
            yield from _figure(block)


def _listing(listing: Listing) -> Iterator[str]:
    tag = "ol" if listing.ordered else "ul"
    yield f"<{tag}>" if listing.start == 1 else f'<{tag} start="{listing.start}">'
    for item in listing.items:
        yield from _item(item)
    yield f"</{tag}>"


def _item(item: Item) -> Iterator[str]:
    if not item.lists:
        yield f"<li>{_words(item.words)}</li>"
        return
    yield f"<li>{_words(item.words)}"
    for inner in item.lists:
        yield from _listing(inner)
    yield "</li>"


def _table(table: Table) -> Iterator[str]:
    yield "<table>"
    if table.header_rows:
        yield "<thead>"
        yield from (_row(row, "th") for row in table.rows[: table.header_rows])
        yield "</thead>"
    if table.rows[table.header_rows :]:
        yield "<tbody>"
        yield from (_row(row, "td") for row in table.rows[table.header_rows :])
        yield "</tbody>"
    yield "</table>"


def _row(cells: Sequence[Words], tag: str) -> str:
    return "<tr>" + "".join(f"<{tag}>{_words(cell)}</{tag}>" for cell in cells) + "</tr>"


def _figure(figure: Figure) -> Iterator[str]:
    yield "<figure>"
    if figure.url:
        sizes = "".join(
            f' {name}="{size}"' for name, size in (("width", figure.width), ("height", figure.height)) if size
        )
        yield f'<img src="{escape(figure.url)}" alt="{escape(figure.alt)}"{sizes} loading="lazy">'
    if figure.legend:
        yield f"<figcaption>{_text(figure.legend)}</figcaption>"
    yield "</figure>"


def _words(words: Words) -> str:
    return "".join(_pieces(words.text, words.spans, 0, len(words.text)))


def _pieces(text: str, spans: Sequence[Span], start: int, end: int) -> Iterator[str]:
    for span in spans:
        yield _text(text[start : span.start])
        inner = "".join(_pieces(text, span.inner, span.start, span.end))
        tag = _MARKS.get(span.kind)
        yield f"<{tag}>{inner}</{tag}>" if tag else _link(span.url, inner)
        start = span.end
    yield _text(text[start:end]).replace("\n", "<br>\n")


def _link(url: str, inner: str) -> str:
    return f'<a href="{escape(url)}" rel="noopener noreferrer">{inner}</a>'


def _text(text: str) -> str:
    return escape(text, quote=False)
