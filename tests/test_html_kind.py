"""Pages that are no articles: named, rejected only where that is sure, and never an article of the shared pages."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.html_body import DATA, rows
from pipeline import process
from pipeline.html.declared.metadata import metadata_of
from pipeline.html.declared.walk import gather
from pipeline.html.kind import PageSigns, page_kind, page_signs
from pipeline.html.markup.tree import parse, prepared
from schemas import Article, MediaType, RawDocument, Rejection, Settings
from tests.conftest import ROOT, needs_shared

CASES: list[dict[str, Any]] = json.loads((ROOT / "tests" / "cases" / "html_kind.json").read_text(encoding="utf-8"))
TEXT = "<p>The ferry to the outer islands sails again from Monday, the harbour office said, after nine weeks.</p>"


def signs_of(values: dict[str, Any]) -> PageSigns:
    listed = {"kinds": frozenset(values.get("kinds", ())), "headings": tuple(values.get("headings", ()))}
    return PageSigns(**{**values, **listed})


@pytest.mark.parametrize("case", CASES, ids=[case["label"] for case in CASES])
def test_the_kind_is_named(case: dict[str, Any]) -> None:
    kind = page_kind(signs_of(case["signs"]), case["body_words"], case["opening"])
    assert (kind.name if kind else None, kind.sure if kind else None) == (case["expect"], case["sure"])


def page(head: str, body: str, url: str | None = None) -> Article | Rejection:
    html = f"<html><head>{head}</head><body>{body}</body></html>"
    return process(RawDocument("page.html", html.encode(), MediaType.HTML), Settings())


@pytest.mark.parametrize(
    ("head", "body", "name"),
    [
        (
            "<title>Page not found | River News</title>",
            "<main><h1>Page not found</h1><p>The page you asked for is not here any more. Try the first page or "
            "look through what was printed this week on the river and its towns.</p></main>",
            "not_found",
        ),
        (
            "<title>Just a moment...</title>",
            "<div><h1>Checking your browser</h1><p>This page shows while we see whether you are a person and not a "
            "program. It takes some seconds and you will then be led to the page.</p></div>",
            "bot_check",
        ),
        (
            "<title>Anmelden | Flussblatt</title>",
            "<form><h1>Anmelden</h1><input type=password><p>Bitte geben Sie Ihre Adresse und Ihr Kennwort ein, dann "
            "geht es gleich weiter zum Artikel, den Sie lesen wollten.</p></form>",
            "login_wall",
        ),
        (
            "<title>River News</title><link rel=canonical href='https://rivernews.example/'>",
            "<ul>"
            + "".join(f"<li><a href=/{n}>Harbour office says ferry number {n} sails again</a></li>" for n in range(40))
            + "</ul><p>All the news of the river and its towns, every day from six in the morning, by people who live "
            "here and have done so for years.</p>",
            "index",
        ),
        ("<title>404</title>", "<h1>404</h1>", "not_found"),
    ],
    ids=["not found", "bot check", "log in", "index", "empty not found"],
)
def test_what_is_no_article_is_rejected_with_its_kind(head: str, body: str, name: str) -> None:
    row = page(head, body)
    assert isinstance(row, Rejection), row
    assert (row.reason, row.detail.partition(":")[0]) == ("not_article", name)


@pytest.mark.parametrize(
    ("script", "warning"),
    [
        ({"@type": "LiveBlogPosting", "headline": "Ferry live"}, "page_kind:live_blog"),
        ({"@type": "NewsArticle", "headline": "Ferry", "isAccessibleForFree": False}, "page_kind:paywall_stub"),
        ({"@type": "NewsArticle", "headline": "Ferry", "isAccessibleForFree": "False"}, "page_kind:paywall_stub"),
        ({"@type": "NewsArticle", "headline": "Ferry", "isAccessibleForFree": True}, None),
    ],
)
def test_what_is_unsure_is_a_warning(script: dict[str, Any], warning: str | None) -> None:
    head = f'<title>Ferry sails again</title><script type="application/ld+json">{json.dumps(script)}</script>'
    row = page(head, f"<article><h1>Ferry sails again</h1>{TEXT * 2}</article>")
    assert isinstance(row, Article), row
    assert [name for name in row.quality.warnings if name.startswith("page_kind")] == ([warning] if warning else [])


@given(
    st.builds(
        PageSigns,
        title=st.text(max_size=60),
        headings=st.lists(st.text(max_size=30), max_size=3).map(tuple),
        kinds=st.frozensets(st.sampled_from(["newsarticle", "itemlist", "liveblogposting", "webpage"]), max_size=3),
        og_type=st.sampled_from(["", "article", "website"]),
        has_date=st.booleans(),
        headline_links=st.integers(0, 500),
        link_share=st.floats(0, 1),
        path=st.none() | st.sampled_from(["/", "/a/b", "/search"]),
    ),
    st.integers(350, 5000),
    st.text(max_size=80),
)
def test_a_page_with_text_enough_is_never_rejected(signs: PageSigns, words: int, opening: str) -> None:
    kind = page_kind(signs, words, opening)
    assert kind is None or not kind.sure


@given(st.sampled_from(CASES), st.integers(0, 79))
def test_a_dated_declared_article_of_forty_words_is_never_rejected(case: dict[str, Any], words: int) -> None:
    values = {**case["signs"], "kinds": ["newsarticle"], "has_date": True}
    kind = page_kind(signs_of(values), words, case["opening"])
    assert kind is None or not kind.sure or kind.name == "search_results"


@pytest.mark.slow
@needs_shared("data/extract/html.jsonl.xz")
def test_no_article_of_the_shared_pages_is_rejected() -> None:
    """Even where only a quarter of its words were found."""
    assert DATA.exists()
    gold: dict[str, dict[str, Any]] = {}
    for row in rows("gold.jsonl.xz"):
        gold.setdefault(row["id"], row)
    rejected = []
    for shared in rows("html.jsonl.xz"):
        row = gold.get(shared["id"], {})
        if row.get("source") is None or row["source"] not in ("aeb", "fundus", "wcxb"):
            continue
        tree = parse(prepared(shared["html"], Settings()))
        declared = gather(tree, shared["url"] or None)
        dated = any(value.field == "published_raw" for value in metadata_of(tree, declared))
        words = len((row["articleBody"] or "").split()) // 4
        kind = page_kind(page_signs(tree, declared, has_date=dated), words)
        if kind and kind.sure:
            rejected.append((shared["id"], kind))
    assert not rejected
