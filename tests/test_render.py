"""Articles as they are to be read: Markdown, HTML and text of cases, and of any text with any structure."""

from __future__ import annotations

import json
import lzma
import re
from collections.abc import Callable
from typing import Any, get_args

import lxml.html
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipeline import process
from pipeline.printable import is_clean
from pipeline.render import article_of, as_markdown, as_page, as_text, document_of
from pipeline.render.inlines import inlined
from pipeline.render.records import NoRecord
from pipeline.render.tree import Document
from schemas import MediaType, RawDocument, Settings
from schemas.article import Article, Structure
from tests.conftest import CASES, SHARED, cases, needs_shared
from tests.markdown_reader import emphasis, every_words, expected, read, spans
from tests.records import article, marked, row
from tests.work import growth

ELEMENTS = {
    "html": "lang dir",
    "head": "",
    "meta": "charset http-equiv content name",
    "title": "",
    "body": "",
    "article": "lang dir",
    "header": "",
    "footer": "",
    "h1": "",
    "h2": "",
    "h3": "",
    "h4": "",
    "h5": "",
    "h6": "",
    "p": "class",
    "time": "datetime",
    "a": "href rel",
    "figure": "",
    "figcaption": "",
    "ul": "",
    "ol": "start",
    "li": "",
    "img": "src alt width height loading",
    "blockquote": "class",
    "table": "",
    "thead": "",
    "tbody": "",
    "tr": "",
    "th": "",
    "td": "",
    "pre": "",
    "code": "",
    "strong": "",
    "em": "",
    "br": "",
}
MARKUP = [
    *"\\`*_{}[]()#+-.!|<>&~:=\"'$^@/\t\n",
    *("\n\n", "\n\n", "\n\n", "\n\n", " ", " ", "  ", "    ", "1. ", "1) ", "- ", "* ", "+ ", "> ", "# ", "###### "),
    *("---", "===", "***", "```", "~~~", "**", "__", "~~", "![", "](", "[^1]", "[ ] ", "| --- | --- |", "|-|", "a|b"),
    *("<b>", "<!--", "-->", "<a@b.c>", "&amp;", "&#35;", "&copy", "www.a.org", "https://a.org/x_(y)", "a.b@c.org"),
    *("[a]: /x", "<script>", "<http://a.org>", ": -"),
]
LETTERS = [
    *("word", "a", "é", "ß", "东京", "「", "」", "。", "؟", "שלום", "مرحبا", "👩‍👩‍👧", "€", "+", "“", "”"),
    *("\u00a0", "\u3000", "\u200b", "e\u0301"),
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


@pytest.mark.slow
@settings(max_examples=400)
@given(articles())
def test_markdown_is_read_back_as_the_blocks_the_words_and_the_links_it_was_made_of(made: Article) -> None:
    """Kinds, levels, numbers, cells, code, texts character by character, and where each link and picture leads."""
    document = document_of(made)
    assert read(as_markdown(document)) == expected(document)


@pytest.mark.slow
@settings(max_examples=200)
@given(articles())
def test_what_markdown_shows_as_emphasis_is_emphasis_of_the_record(made: Article) -> None:
    """It may show less, where parsers would not agree, and never other words."""
    for words in every_words(document_of(made).blocks):
        marked = [(span.kind, words.text[span.start : span.end]) for span in spans(words)]
        for kind, said in emphasis(inlined(words)):
            assert any(kind == one and said in whole for one, whole in marked), (kind, said)


@pytest.mark.slow
@settings(max_examples=300)
@given(articles())
@example(article("a", title="</title><script>alert(1)</script>", language="en", byline='" onload="x'))
@example(article("a", images=[{"url": "https://a.org/'\u00e9?&quot;", "alt": '"><script>', "caption": "<b>"}]))
def test_html_is_one_document_of_known_elements_whose_words_are_the_articles(made: Article) -> None:
    """No script, no handler, no style, no address of another scheme; every word of the body, and none of it markup."""
    document = document_of(made)
    page = "\n".join(as_page([document]))
    root = lxml.html.document_fromstring(page, parser=lxml.html.HTMLParser(encoding="utf-8"))
    for element in root.iter():
        assert element.tag in ELEMENTS, element.tag
        for name, value in element.attrib.items():
            assert name in ELEMENTS[element.tag].split(), (element.tag, name)
            if name in ("href", "src"):
                assert re.match("https?://" if name == "src" else "https?://|mailto:", str(value))
    assert root.get("dir") in ("ltr", "rtl")
    (body,) = root.iter("article")
    shown = "".join("".join(map(str, body.itertext())).split())
    for words in every_words(document.blocks):
        assert "".join(words.text.split()) in shown


@pytest.mark.slow
@settings(max_examples=200)
@given(articles())
def test_plain_text_has_every_word_and_lists_every_address(made: Article) -> None:
    document = document_of(made)
    shown = as_text(document)
    assert is_clean(shown)
    assert shown.endswith("\n")
    for words in every_words(document.blocks):
        rest = iter(shown)
        assert all(character in rest for character in "".join(words.text.split())), "a word is missing, or out of order"
        for span in spans(words):
            assert span.url in shown


@pytest.mark.slow
@needs_shared("data/extract/html.jsonl.xz")
def test_five_hundred_development_pages_are_read_back() -> None:
    """Blocks, words, links and pictures of real pages; the reader fails on raw HTML."""
    read_pages = 0
    with lzma.open(SHARED / "data" / "extract" / "html.jsonl.xz", "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            raw = RawDocument("pages", json.loads(line)["html"], MediaType.HTML, record_id=str(number))
            made = process(raw, Settings())
            if isinstance(made, Article):
                document = document_of(made)
                body = read(as_markdown(document))[-len(document.blocks) - len(document.remarks) :]
                assert body[: len(document.blocks)] == expected(document), number
                read_pages += 1
            if read_pages == 500:
                return
    raise AssertionError(f"only {read_pages} pages")


@pytest.mark.parametrize("case", cases("render"))
def test_cases_are_markdown_to_the_character(case: dict[str, Any]) -> None:
    document = document_of(article_of_case(case["input"]))
    markdown = as_markdown(document)
    assert markdown == "\n".join(case["expect"]) + "\n"
    assert expected(document) == read(markdown)[-len(document.blocks) - len(document.remarks) :][: len(document.blocks)]


def article_of_case(given: dict[str, Any]) -> Article:
    """Return the article of a case, whose links and emphasis name words instead of offsets."""
    rest = {key: value for key, value in given.items() if key not in ("text", "links", "emphasis")}
    whole = given["text"]
    links = [marked(whole, row["words"], url=row["url"], text=row["words"]) for row in given.get("links", ())]
    strong = [marked(whole, row["words"], kind=row["kind"]) for row in given.get("emphasis", ())]
    return article(whole, links=links, emphasis=strong, **rest)


def test_the_cases_are_over_every_kind() -> None:
    rows = json.loads((CASES / "render.json").read_text(encoding="utf-8"))
    assert len(rows) >= 60
    assert {row["kind"] for case in rows for row in case["input"].get("structure", ())} == set(
        get_args(Structure.model_fields["kind"].annotation)
    )


WHOLE = article(
    "قال الوزير\n\nTeam\tPoints\nReds 東京\t3\n\none\n\ntwo\n\ncode  here",
    title="Result",
    language="ar",
    publisher="Desk",
    url="https://example.org/a?b=1&c=2",
    structure=[
        {"paragraph": 1, "kind": "table", "header_rows": 1},
        {"paragraph": 2, "kind": "list_item", "level": 1, "ordered": True},
        {"paragraph": 3, "kind": "list_item", "level": 2, "ordered": False},
        {"paragraph": 4, "kind": "code"},
    ],
    links=[{"url": "https://example.org/m", "text": "x", "start": 4, "end": 10}],
    images=[{"url": "https://example.org/1.jpg", "caption": "At sea", "credit": "PA", "paragraph": 1, "width": 4}],
    notes=[{"kind": "correction", "text": "Corrected."}],
)


def test_a_page_of_html() -> None:
    assert "\n".join(as_page([document_of(WHOLE)])) == (
        "<!DOCTYPE html>\n"
        '<html lang="ar" dir="ltr">\n'
        "<head>\n"
        '<meta charset="utf-8">\n'
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; img-src http: https:; '
        "base-uri 'none'; form-action 'none'\">\n"
        '<meta name="referrer" content="no-referrer">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        "<title>Result</title>\n"
        "</head>\n"
        "<body>\n"
        '<article lang="ar" dir="ltr">\n'
        "<header>\n"
        "<h1>Result</h1>\n"
        '<p class="byline"><a href="https://example.org/a?b=1&amp;c=2" rel="noopener noreferrer">Desk</a></p>\n'
        "</header>\n"
        '<p>قال <a href="https://example.org/m" rel="noopener noreferrer">الوزير</a></p>\n'
        "<figure>\n"
        '<img src="https://example.org/1.jpg" alt="" width="4" loading="lazy">\n'
        "<figcaption>At sea (PA)</figcaption>\n"
        "</figure>\n"
        "<table>\n<thead>\n<tr><th>Team</th><th>Points</th></tr>\n</thead>\n"
        "<tbody>\n<tr><td>Reds 東京</td><td>3</td></tr>\n</tbody>\n</table>\n"
        "<ol>\n<li>one\n<ul>\n<li>two</li>\n</ul>\n</li>\n</ol>\n"
        "<pre><code>code  here\n</code></pre>\n"
        '<footer>\n<p class="note correction">Corrected.</p>\n</footer>\n'
        "</article>\n"
        "</body>\n"
        "</html>"
    )


def test_a_page_of_plain_text() -> None:
    """Columns are as wide as a terminal shows them: a Chinese character takes two."""
    assert as_text(document_of(WHOLE)) == (
        "Result\n======\n\nDesk [1]\n\n"
        "قال الوزير [2]\n\n"
        "[picture: At sea (PA)] [3]\n\n"
        "Team       Points\n---------  ------\nReds 東京  3\n\n"
        "1. one\n   - two\n\n"
        "    code  here\n\n"
        "Corrected.\n\n"
        "[1] https://example.org/a?b=1&c=2\n[2] https://example.org/m\n[3] https://example.org/1.jpg\n"
    )


def test_several_articles_are_one_page_and_none_is_nothing() -> None:
    other = document_of(article("Zweite.", title="B", language="de"))
    page = list(as_page([document_of(WHOLE), other]))
    assert [line for line in page if line.startswith(("<html", "<article", "<title"))] == [
        '<html lang="ar" dir="ltr">',
        "<title>Result</title>",
        '<article lang="ar" dir="ltr">',
        '<article lang="de" dir="ltr">',
    ]
    assert list(as_page([])) == []


@pytest.mark.parametrize("form", [as_markdown, as_text, lambda document: "".join(as_page([document]))])
def test_a_table_of_one_long_row_and_many_short_ones_grows_with_its_cells(form: Callable[[Document], str]) -> None:
    """No row is filled up to the longest: a thousand cells and a thousand rows would be a million."""

    def write(count: int) -> str:
        text = "\t".join("a" * count) + "\na" * count
        return form(document_of(article(text, structure=[{"paragraph": 0, "kind": "table", "header_rows": 1}])))

    assert growth(write, 200, 1_000) < 1.3
    assert len(write(1_000)) < 6 * len(write(200))


@pytest.mark.parametrize(
    ("text", "direction"), [("قال الوزير نعم the", "rtl"), ("He said قال.", "ltr"), ("123", "ltr"), ("שלום", "rtl")]
)
def test_direction_is_that_of_most_letters(text: str, direction: str) -> None:
    assert document_of(article(text)).direction == direction


@pytest.mark.slow
def test_many_marks_of_one_text_are_read_in_time_that_grows_with_them() -> None:
    """Overlapping stretches count once: 4,000 over the whole text are no more work than one."""

    def made(count: int) -> Article:
        text = "word " * count + "\n\n" + "- item\n\n" * count
        all_of_it = [{"kind": "bold", "start": 0, "end": len(text)} for _ in range(count)]
        links = [{"url": "https://a.org/", "text": "x", "start": 5 * i, "end": 5 * i + 4} for i in range(count)]
        items = [{"paragraph": i, "kind": "list_item", "level": i} for i in range(1, count)]
        return article(text, emphasis=all_of_it, links=links, structure=[{"paragraph": 0, "kind": "question"}, *items])

    whole = {count: made(count) for count in (500, 2_000)}

    def write(count: int) -> None:
        document = document_of(whole[count])
        assert as_markdown(document) + as_text(document) + "".join(as_page([document]))

    assert growth(write, 500, 2_000) < 1.3


def test_a_row_of_another_version_of_the_schema_is_read() -> None:
    """Keys that came later are left out, keys it did not know yet are null or empty; another schema is refused."""
    made = row("Words.", title="Storm", links=[{"url": "https://a.org/", "text": "Words", "start": 0, "end": 5}])
    later = {**made, "schema_version": "1.7", "mood": "calm"}
    later["links"] = [{**made["links"][0], "mood": 1}]
    assert article_of(json.dumps(later)) == Article.model_validate(made)
    earlier = {key: value for key, value in made.items() if key not in ("links", "structure", "article_type", "images")}
    read_back = article_of(json.dumps({**earlier, "schema_version": "1.0"}))
    assert (read_back.title, read_back.links, read_back.article_type) == ("Storm", [], None)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{", "no JSON"),
        ("[" * 100_000, "no JSON"),
        ("[1]", "no object"),
        ("{}", "schema_version"),
        ('{"schema_version": "2.0"}', "schema_version"),
        ('{"schema_version": "1.1"}', "`id`"),
        (json.dumps(row("", title="x")), "`text`"),
        (json.dumps({**row("a"), "id": "../../etc/passwd"}), "`id`"),
        (json.dumps({**row("a"), "links": 7}), "`links`"),
    ],
)
def test_what_is_no_record_is_said_without_words_of_its_own(line: str, said: str) -> None:
    with pytest.raises(NoRecord, match=said) as caught:
        article_of(line)
    assert "passwd" not in str(caught.value)
