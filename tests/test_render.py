"""Articles as they are to be read: Markdown, HTML and text of cases, and of any text with any structure."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipeline.render import as_markdown, as_page, as_text, document_of
from schemas.article import Article
from tests.markdown_reader import emphasis, expected, read, spans
from tests.records import article

MARKUP = [
    *"\\`*_{}[]()#+-.!|<>&~:=\"'$^@/\t\n",
    *("\n\n", "\n\n", "\n\n", "\n\n", " ", " ", "  ", "    ", "1. ", "1) ", "- ", "* ", "+ ", "> ", "# ", "###### ", "---", "===", "***"),
    *("```", "~~~", "**", "__", "~~", "![", "](", "[^1]", "[ ] ", "| --- | --- |", "|-|", "a|b", "<b>", "<!--", "-->", "<a@b.c>"),
    *("&amp;", "&#35;", "&copy", "www.a.org", "https://a.org/x_(y)", "a.b@c.org", "[a]: /x", "<script>", "<http://a.org>", ": -"),
]  # fmt: skip
LETTERS = [
    "word",
    "a",
    "é",
    "ß",
    "东京",
    "「",
    "」",
    "。",
    "؟",
    "שלום",
    "مرحبا",
    "👩‍👩‍👧",
    "€",
    "+",
    "“",
    "”",
    "\u00a0",
    "\u3000",
    "\u200b",
    "e\u0301",
]
TEXTS = st.lists(st.sampled_from([*MARKUP, *LETTERS, *LETTERS]) | st.text(max_size=2), min_size=1, max_size=40).map(
    lambda pieces: "".join(pieces) or "a"
)
KINDS = [
    "subheading",
    "list_item",
    "list_item",
    "quotation",
    "pull_quote",
    "table",
    "code",
    "question",
    "speaker",
    "live_entry",
]
URLS = st.sampled_from(
    [
        "https://a.org/x_(y)?b=1&amp;c=2",
        "http://a.org/*_[~!",
        "mailto:a@b.c",
        "javascript:alert(1)",
        "https://a.org/" + "é" * 3,
    ]
)


@st.composite
def articles(draw: st.DrawFn) -> Article:
    """Return an article of any text, structure, links, emphasis and media, most of which fit."""
    text = draw(TEXTS)
    count, size = text.count("\n\n") + 1, len(text)
    numbers, places = st.integers(0, count), st.integers(0, size + 1)
    shape = st.fixed_dictionaries(
        {
            "paragraph": numbers,
            "kind": st.sampled_from(KINDS),
            "level": st.none() | st.integers(-1, 12),
            "ordered": st.none() | st.booleans(),
            "header_rows": st.none() | st.integers(-1, 3),
            "time": st.none() | st.sampled_from(["10:42", "1. Mai", "*"]),
        }
    )
    stretch = {"start": places, "end": places}
    link = st.fixed_dictionaries({"url": URLS, "text": st.just("x"), **stretch})
    strong = st.fixed_dictionaries({"kind": st.sampled_from(["bold", "italic"]), **stretch})
    said = st.none() | TEXTS
    image = st.fixed_dictionaries({"url": URLS, "alt": said, "caption": said, "credit": said, "paragraph": numbers})
    embed = st.fixed_dictionaries({"kind": st.sampled_from(["video", "post"]), "url": URLS, "paragraph": numbers})
    return article(
        text,
        structure=draw(st.lists(shape, max_size=12)),
        links=draw(st.lists(link, max_size=6)),
        emphasis=draw(st.lists(strong, max_size=8)),
        images=draw(st.lists(image, max_size=2)),
        embeds=draw(st.lists(embed, max_size=1)),
        captions=draw(
            st.lists(st.fixed_dictionaries({"text": said, "credit": said, "paragraph": numbers}), max_size=2)
        ),
    )


@settings(max_examples=400)
@given(articles())
def test_markdown_is_read_back_as_the_blocks_the_words_and_the_links_it_was_made_of(made: Article) -> None:
    """Kinds, levels, numbers, cells, code, texts character by character, and where each link and picture leads."""
    document = document_of(made)
    assert read(as_markdown(document)) == expected(document)
