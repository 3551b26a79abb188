"""What an article's paragraphs are, and which of their words are linked or emphasized: pages of our own writing."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline import process
from pipeline.html.markup.blocks import page_blocks
from pipeline.html.markup.tree import parse
from pipeline.render import as_markdown, document_of
from pipeline.typography import in_plain
from schemas import Article, MediaType, RawDocument, Rejection, Settings
from schemas.article import Emphasis, Link
from schemas.stages import Given
from tests.conftest import cases

ABOVE = (
    "<p>The ferry to the outer islands will sail again from Monday, the harbour office said, after nine weeks in the "
    "yard.</p>"
)
BELOW = (
    "<p>Passengers had been taken across in smaller boats that could not carry cars, and the queues were long all "
    "summer.</p><p>The new timetable has four crossings a day, and the fare stays what it was, the office added on its "
    "own page.</p>"
)
OWN = {text for piece in (ABOVE + BELOW).split("<p>") if (text := piece.removesuffix("</p>"))}


def article(inner: str, url: str | None = "https://news.example/sea/ferry") -> Article:
    title = "Ferry to the islands sails again"
    page = f"<html><head><title>{title}</title></head><body><article><h1>{title}</h1>{ABOVE}{inner}{BELOW}</article>"
    raw = RawDocument("memory", page + "</body></html>", MediaType.HTML, given=Given(url=url))
    row = process(raw, Settings(min_words=5, emphasis=True))
    assert isinstance(row, Article), row
    return row


@pytest.mark.parametrize("case", cases("html_structure"))
def test_a_page_s_structure_is_a_reader_s(case: dict[str, Any]) -> None:
    row = article(case["html"], case["url"])
    paragraphs = row.text.split("\n\n")
    rows = [
        {"text": paragraphs[entry.paragraph], **entry.model_dump(exclude_none=True, exclude={"paragraph"})}
        for entry in row.structure
    ]
    found = {
        "own": [paragraph for paragraph in paragraphs if paragraph not in OWN],
        "structure": rows,
        "links": [[link.text, link.url] for link in row.links],
        "captions": [caption.text for caption in row.captions],
        "emphasis": [[row.text[span.start : span.end], span.kind] for span in row.emphasis],
    }
    assert found == {"emphasis": [], **case["expect"]}


@pytest.mark.parametrize("case", cases("page_markdown"))
def test_a_page_comes_out_as_this_markdown(case: dict[str, Any]) -> None:
    """From the page to what a person reads, on the whole road."""
    assert as_markdown(document_of(article(case["html"], case["url"]))) == case["markdown"]


WORDS = st.text("abé “”—", min_size=1, max_size=12)
PIECES = st.lists(st.tuples(st.sampled_from(["", "a", "b", "em", "span"]), WORDS), min_size=1, max_size=12)


def paragraph(pieces: list[tuple[str, str]]) -> str:
    marked = (f'<{tag} href="/x">{words}</{tag}>' if tag else words for tag, words in pieces)
    return f"<p>Beside the pier of the old harbour they said {''.join(marked)} to everybody who came along.</p>"


@settings(max_examples=200, deadline=None)
@given(st.lists(PIECES, min_size=1, max_size=4))
def test_a_span_of_a_record_is_the_words_that_it_says(paragraphs: list[list[tuple[str, str]]]) -> None:
    """As published and in plain typography, which changes lengths; no span reaches over its paragraph's ends."""
    published = article("".join(map(paragraph, paragraphs)))
    for row in (published, in_plain(published)):
        starts = [0]
        for text in row.text.split("\n\n"):
            starts.append(starts[-1] + len(text) + 2)
        for link in row.links:
            assert row.text[link.start : link.end] == link.text == link.text.strip()
        spans: list[Link | Emphasis] = [*row.links, *row.emphasis]
        for span in spans:
            assert starts[span.paragraph] <= span.start < span.end <= starts[span.paragraph + 1] - 2
    linked = sum(tag == "a" and words.strip() != "" for pieces in paragraphs for tag, words in pieces)
    whole = not published.repairs and len(published.text.split("\n\n")) == 3 + len(paragraphs)
    assert len(published.links) == linked or not whole


TAGS = ["table", "tr", "td", "th", "caption", "thead", "pre", "ul", "li", "a", "p"]
TREES = st.recursive(WORDS, lambda inner: st.lists(st.tuples(st.sampled_from(TAGS), inner), max_size=5), max_leaves=12)


@settings(max_examples=150, deadline=None)
@given(TREES)
def test_any_nesting_of_tables_and_lists_keeps_every_word(tree: Any) -> None:
    """The words of every block stand in the text, in a field or in a cut line; nothing is lost in a table."""
    row = article(_written(tree))
    fields = (row.title, row.kicker, row.standfirst, row.byline, row.agency, row.dateline, row.published_raw)
    captions = (words for caption in row.captions for words in (caption.text, caption.credit))
    places = [row.text, *(cut.text for cut in row.removed), *(words or "" for words in (*fields, *captions))]
    placed = "".join(" ".join(places).split())
    page = parse(f"<html><body>{ABOVE}{_written(tree)}{BELOW}</body></html>".encode())
    lost = [block.text for block in page_blocks(page).blocks if "".join(block.text.split()) not in placed]
    assert lost == []


def _written(tree: Any) -> str:
    if isinstance(tree, str):
        return tree
    return "".join(f"<{tag}>{_written(inner)}</{tag}>" for tag, inner in tree)


@pytest.mark.parametrize("inner", ["<p>Share</p>", "<table><tr><th>Share<td>Menu</table>", "<pre>Menu</pre>"])
def test_a_page_without_a_paragraph_of_text_is_a_reject(inner: str) -> None:
    """Nothing that is said of paragraphs may need one."""
    row = process(RawDocument("memory", f"<html><body>{inner}</body></html>", MediaType.HTML), Settings())
    assert isinstance(row, Rejection), row
