"""Captions and credits of pages of our own writing: what is one, whose it is, and what only looks like one."""

from __future__ import annotations

from typing import Any

import pytest

from pipeline import process
from schemas import Article, MediaType, RawDocument, Settings
from tests.conftest import cases

BODY = "".join(
    f"<p>The ferry company of North Harbour has ordered two electric boats for the island route, and boat {n} will be "
    "built in the yard of the town, as its board said on Tuesday.</p>"
    for n in range(5)
)


def article(head: str, foot: str = "") -> Article:
    html = (
        "<html><head><title>Ferry company orders two electric boats</title></head><body><article>"
        f"<h1>Ferry company orders two electric boats</h1>{head}<div>{BODY}{foot}</div></article></body></html>"
    )
    row = process(RawDocument("page.html", html.encode(), MediaType.HTML), Settings())
    assert isinstance(row, Article), row
    return row


@pytest.mark.parametrize("case", cases("html_captions"), ids=lambda case: str(case["label"]))
def test_captions_of_a_page(case: dict[str, Any]) -> None:
    row = article(case["head"])
    assert [[caption.text, caption.credit] for caption in row.captions] == case["expect"]
    assert row.quality.paragraphs == 5


def test_the_credit_of_the_lead_at_the_foot_belongs_to_the_head() -> None:
    lead = "<figure><img src='a.jpg' alt=''><figcaption>The new boat at the quay.</figcaption></figure>"
    row = article(lead, "<p>[Featured image by Ann Lee/Getty Images]</p>")
    assert [(caption.text, caption.credit, caption.paragraph) for caption in row.captions] == [
        ("The new boat at the quay.", "Ann Lee/Getty Images", 0)
    ]


def test_the_holder_of_a_texts_rights_is_credited_for_no_picture() -> None:
    row = article("<div><p>Translated from the German by Ann Lee</p><p>© Harbour Syndicate, 2025</p></div>")
    assert [cut.text for cut in row.removed if cut.role == "copyright"] == ["© Harbour Syndicate, 2025"]
    assert row.captions == []


def test_a_photographer_above_a_library_is_credited_with_it() -> None:
    row = article("<div><p>By Bob Ray</p></div><div class='authorRow'><p>Ann Lee</p><p>Getty Images</p></div>")
    assert [(caption.text, caption.credit) for caption in row.captions] == [(None, "Ann Lee / Getty Images")]
    assert row.agency is None


def test_a_caption_cut_short_for_a_button_is_not_told_twice() -> None:
    less, text = "<span class='caption'>Less</span>", "The new boat at the quay of the harbour on Monday."
    whole = f"<div class='caption-full'>{text}{less}</div>"
    cut = "<div class='caption-short'>The new boat at the quay of the ...<span class='caption'>More</span></div>"
    row = article(f"<div class='photo'><img src='a.jpg'>{whole}{cut}<div class='credit'>Photo: Ann Lee</div></div>")
    assert [(caption.text, caption.credit) for caption in row.captions] == [(text, "Ann Lee")]
