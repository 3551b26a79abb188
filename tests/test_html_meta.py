"""What a page declares: title, authors, dates and the rest, on pages of our own writing and on any tree at all."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree, html

from benchmarks.html_meta import measure
from pipeline.html.declared.json_ld import LinkedData, read_linked_data, types_of
from pipeline.html.declared.metadata import read_metadata
from pipeline.html.markup.tree import parse, prepared
from pipeline.language.dates import read_moment
from schemas import Settings
from tests.conftest import ROOT, needs_shared
from tests.work import growth

CASES: list[dict[str, Any]] = [
    case
    for name in ("html_meta", "html_topics")
    for case in json.loads((ROOT / "tests" / "cases" / f"{name}.json").read_text(encoding="utf-8"))
]


def answer(case: dict[str, Any]) -> dict[str, Any]:
    """Return the page's metadata under the names the cases use."""
    lang = f' lang="{case["lang"]}"' if "lang" in case else ""
    page = f"<html{lang}><head>{case['head']}</head><body>{case['body']}</body></html>"
    found = read_metadata(parse(prepared(page, Settings())), case.get("url"))
    values = {value.field: value.value for value in reversed(found)}
    language = values.get("declared_language")
    published = read_moment(values.get("published_raw", ""), language)
    modified = read_moment(values.get("modified_raw", ""), language)
    return {
        "title": values.get("title"),
        "authors": [value.value for value in found if value.field == "author"],
        "day": published.day if published else None,
        "instant": published.instant if published else None,
        "modified": modified.day if modified else None,
        "address": values.get("url"),
        "publisher": values.get("publisher"),
        "description": values.get("description"),
        "section": [value.value for value in found if value.field == "section"],
        "tags": [value.value for value in found if value.field == "tag"],
        "language": language,
    }


@pytest.mark.parametrize("case", CASES, ids=[case["label"] for case in CASES])
def test_the_page_is_read_as_a_reader_would(case: dict[str, Any]) -> None:
    got = answer(case)
    assert {name: got[name] for name in case["expect"]} == case["expect"]


def test_the_tree_is_left_as_it_was() -> None:
    tree = parse(prepared(f"<html><head>{CASES[0]['head']}</head><body>{CASES[0]['body']}</body></html>", Settings()))
    before = etree.tostring(tree)
    read_metadata(tree, "https://rivernews.example/a")
    assert etree.tostring(tree) == before


def test_every_value_says_where_it_came_from() -> None:
    for case in CASES:
        tree = parse(prepared(f"<html><head>{case['head']}</head><body>{case['body']}</body></html>", Settings()))
        assert all(value.rule and value.selector for value in read_metadata(tree))


JSON = st.recursive(
    # Whole numbers of 64 bits: larger ones are read as floating point, as the browser does.
    st.none() | st.booleans() | st.integers(-(2**63), 2**63 - 1) | st.text(max_size=12),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                "@type @id @graph @list @value headline name author creator publisher datePublished dateModified "
                "inLanguage itemListElement isAccessibleForFree givenName".split()
            ),
            inner | st.sampled_from(["NewsArticle", "Person", "Organization", "#a", "2024-06-12", "Ann Lee"]),
            max_size=6,
        )
    ),
    max_leaves=30,
)
TAGS = st.sampled_from("div p span h1 h2 a time meta link article section header title img body main li".split())
ATTRIBUTES = st.dictionaries(
    st.sampled_from("class itemprop property name content datetime rel href itemtype alt id lang".split()),
    st.sampled_from(
        "author byline published updated datePublished og:title article:published_time 2024-06-12 By "
        "https://a.example/b http://[ comment headline en 99999-99-99 +99:99".split()
    )
    | st.text(alphabet=st.characters(exclude_categories=("Cs", "Cc")), max_size=20),
    max_size=4,
)
TEXTS = st.sampled_from(
    ["By Ann Lee", "By", "12 June 2024", "Updated", "|", "", "x" * 300, "٣٠ / ٢", "１２．６．２０２４"]
) | st.text(alphabet=st.characters(exclude_categories=("Cs", "Cc")), max_size=30)


@st.composite
def trees(draw: st.DrawFn) -> html.HtmlElement:
    root = html.Element("html")
    nodes = [root]
    for _ in range(draw(st.integers(0, 14))):
        node = etree.SubElement(draw(st.sampled_from(nodes)), draw(TAGS), draw(ATTRIBUTES))
        node.text, node.tail = draw(TEXTS), draw(TEXTS)
        nodes.append(node)
    if draw(st.booleans()):
        script = etree.SubElement(root, "script", {"type": "application/ld+json"})
        script.text = json.dumps(draw(JSON), ensure_ascii=True)
    return root


@given(trees(), st.sampled_from([None, "https://a.example/b-c-d", "http://[", "", "x"]))
@settings(max_examples=150)
def test_no_tree_raises_and_no_value_is_empty(tree: html.HtmlElement, url: str | None) -> None:
    for value in read_metadata(tree, url):
        assert value.value.strip()


def objects_in(value: object) -> Iterator[dict[str, Any]]:
    """Yield every object of a JSON value, however deep."""
    if isinstance(value, dict):
        yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from objects_in(inner)


@given(JSON)
@settings(max_examples=150)
def test_linked_data_holds_objects_of_the_page_and_makes_none_up(value: object) -> None:
    """Each stands there once, under the types it names."""
    given = list(objects_in(value))
    found = read_linked_data([json.dumps(value)])
    nodes = (*found.articles, *found.pages, *found.others)
    assert len(nodes) <= len(given)
    for node in nodes:
        assert node in given
        assert types_of(node) <= found.kinds
    assert all(node in given and node["@id"] == name for name, node in found.named.items())


@given(st.text(max_size=200) | st.text(alphabet='{}[]",:@ab1\\\n', max_size=60))
def test_a_script_that_is_no_json_costs_only_itself(text: str) -> None:
    """What stands in another script is read all the same, and of text without an object nothing is."""
    good = {"@type": "NewsArticle", "headline": "Ferry sails"}
    assert good in read_linked_data([text, json.dumps(good)]).articles
    assert "{" in text or read_linked_data([text]) == LinkedData()


@pytest.mark.slow
@pytest.mark.parametrize(
    "grown",
    [
        lambda n: "<h1>" + "<b>a | b </b>" * n,
        lambda n: "<p class='author'>Ann Lee</p>" * n,
        lambda n: "<h1>Ferry sails</h1>" + "<span>By</span>" * n,
        lambda n: f"<title>{'a - b | ' * n}</title>",
        lambda n: "<meta name='author' content='Ann Lee'>" * n,
        lambda n: f"<meta name='author' content='{'Ann Lee, ' * n}'>",
        lambda n: f"<script type='application/ld+json'>{'[' * n}</script>",
        lambda n: f"<script type='application/ld+json'>[{','.join(['{}'] * n)}]</script>",
        lambda n: f"<script type='application/ld+json'>{',' * n}{' ' * n};</script>",
        lambda n: "<div itemprop='author'>" * min(n, 900) + "Ann Lee",
    ],
)
def test_work_grows_with_the_page_and_no_faster(grown: Callable[[int], str]) -> None:
    """Eight times the page takes no more than eight times the work, and a tenth: counted, see tests/work.py."""
    trees = {n: parse(prepared(f"<html><body>{grown(n)}</body></html>", Settings())) for n in (500, 4000)}
    assert growth(lambda n: read_metadata(trees[n]), 500, 4000) <= 1.1


FLOORS = json.loads((ROOT / "tests" / "floors.json").read_text(encoding="utf-8")).get("html_meta", {})


@pytest.mark.slow
@needs_shared("data/extract/html.jsonl.xz")
def test_metadata_holds_its_floors_on_shared_pages() -> None:
    """All pages in one run with trafilatura; `python -m benchmarks.html_meta` prints the table."""
    found = measure()
    for part, floors in FLOORS.items():
        source, _, sites = part.partition(" ")
        ours = found[(source, sites)]["copydesk"]
        for name, floor in floors.items():
            assert ours[name] >= floor, (part, name)
    both = found[("both", "all")]
    assert both["copydesk"]["title"] > both["trafilatura"]["title"] + 0.2
