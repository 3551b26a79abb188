"""What an article is and how it stands: its type, whether it is free, other wordings of its title, its comments."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline import process
from schemas import Article, MediaType, RawDocument, Settings
from tests.conftest import cases

LISTS = {"other_titles", "authors", "section", "tags"}


def article(content: str, kind: MediaType) -> Article:
    row = process(RawDocument("memory", content, kind), Settings(min_words=5))
    assert isinstance(row, Article), row
    return row


@pytest.mark.parametrize("case", cases("html_declared"))
def test_a_page_says_what_it_is(case: dict[str, Any]) -> None:
    row = article(f"<html><head>{case['head']}</head><body>{case['body']}</body></html>", MediaType.HTML)
    assert {name: getattr(row, name) for name in case["expect"]} == case["expect"]
    told = {entry.field: entry for entry in row.evidence}
    given_values = {name for name, value in case["expect"].items() if value or value is False or value == 0}
    assert {name for name in given_values if not told[name].rule} == set()


@pytest.mark.parametrize("case", cases("text_standing"))
def test_a_text_says_what_it_is(case: dict[str, Any]) -> None:
    row = article(case["input"], MediaType.TEXT)
    assert {name: getattr(row, name) for name in case["expect"]} == case["expect"]


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=40),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
KEYS = [
    "isAccessibleForFree",
    "hasPart",
    "commentCount",
    "interactionStatistic",
    "alternativeHeadline",
    "headline",
    "@type",
]


@settings(max_examples=100, deadline=None)
@given(st.dictionaries(st.sampled_from(KEYS), VALUES))
def test_whatever_a_page_declares_its_article_is_read(node: dict[str, Any]) -> None:
    """A declared value of any form costs at most itself."""
    data = json.dumps({"@type": "NewsArticle", **node}).replace("</", "<\\/")
    prose = "<p>" + "The ferry to the outer islands will sail again from Monday, the harbour office said. " * 4 + "</p>"
    page = f'<html><head><script type="application/ld+json">{data}</script></head><body><h1>Ferry</h1>{prose}</body>'
    row = article(page, MediaType.HTML)
    assert row.text.startswith("The ferry to the outer islands")
    assert row.comments_count is None or 0 <= row.comments_count < 10_000_000
    assert len(row.other_titles) <= 5
