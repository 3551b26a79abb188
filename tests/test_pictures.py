"""Pictures and embeds of pages of our own writing: which are the article's, where they stand, what is said of them."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline import process
from pipeline.html.embeds.addresses import frame_of, page_of
from pipeline.html.embeds.forms import FORMS
from pipeline.html.pictures.alternatives import alternative
from pipeline.html.pictures.identity import picture_key
from pipeline.html.pictures.srcset import srcset_entries
from pipeline.urls import clean_url
from schemas import Article, MediaType, RawDocument, Settings
from schemas.stages import Given
from tests.conftest import cases

PAGE = "https://ferry.example/news/boats.html"


def paragraph(number: int) -> str:
    return (
        f"<p>The ferry company of North Harbour has ordered two electric boats for the island route, and boat {number} "
        "will be built in the yard of the town, as its board said on Tuesday.</p>"
    )


def article(html: str, head: str = "", url: str | None = PAGE) -> Article:
    """Return the record of a page: each "¶" of its markup is a paragraph of text."""
    first, *others = html.split("¶")
    body = first + "".join(paragraph(number) + piece for number, piece in enumerate(others))
    page = f"<html><head><title>Ferry company orders two boats</title>{head}</head><body>{body}</body></html>"
    row = process(RawDocument("page.html", page.encode(), MediaType.HTML, given=Given(url=url)), Settings())
    assert isinstance(row, Article), row
    return row


def shown(values: list[Any], expected: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return of each value what its expectation names, all of those that nothing is expected of."""
    rows = [value.model_dump() for value in values]
    return [
        {key: row[key] for key in expected[i]} if i < len(expected) else {"url": row["url"]}
        for i, row in enumerate(rows)
    ]


@pytest.mark.parametrize("case", cases("html_images"), ids=lambda case: str(case["label"]))
def test_the_pictures_of_a_page(case: dict[str, Any]) -> None:
    row = article(case["html"], case.get("head", ""), case.get("url", PAGE))
    assert shown(row.images, case["expect"]) == case["expect"]


@pytest.mark.parametrize("case", cases("html_embeds"), ids=lambda case: str(case["label"]))
def test_the_embeds_of_a_page(case: dict[str, Any]) -> None:
    row = article(case["html"], case.get("head", ""), case.get("url", PAGE))
    assert shown(row.embeds, case["expect"]) == case["expect"]


def test_what_is_said_of_a_picture_is_an_entry_of_captions() -> None:
    row = article(
        "<article><h1>Ferry company orders two boats</h1>"
        "<figure><img src='a.jpg'><figcaption>The new boat at the quay on Monday.</figcaption></figure>"
        "<div class='credit'>Photo: Ann Lee</div>¶¶"
        "<figure><img src='b.jpg'><figcaption>The yard of the town. Photo: Bo Dahl</figcaption></figure>¶¶¶</article>"
    )
    said = [(caption.text, caption.credit) for caption in row.captions]
    assert [(image.caption, image.credit) for image in row.images] == said
    assert said == [("The new boat at the quay on Monday.", "Ann Lee"), ("The yard of the town.", "Bo Dahl")]


def test_a_page_of_thousands_of_pictures_gives_a_bounded_number() -> None:
    pictures = "".join(f"<img src='/photo-of-the-boat-{n}.jpg'><iframe src='https://vimeo.com/{n}'></iframe>"
                       for n in range(2500))  # fmt: skip
    row = article(f"<article><h1>Ferry company orders two boats</h1>¶¶{pictures}¶¶¶</article>")
    assert len(row.images) == 300
    assert len(row.embeds) == 200


@given(st.text(max_size=300))
@settings(max_examples=200, deadline=None)
def test_a_list_of_sizes_yields_parts_of_itself(value: str) -> None:
    entries = list(srcset_entries(value))
    assert len(entries) <= 64
    assert all(url and url in value and number >= 0 and unit in "wx" for url, number, unit in entries)


@given(st.text(max_size=200))
@settings(max_examples=200, deadline=None)
def test_an_embed_is_an_address_that_may_stand_in_a_record(tail: str) -> None:
    for address in (tail, "https://www.youtube.com/embed/" + tail, "https://w.soundcloud.com/player/?url=" + tail):
        url = clean_url(address)
        for known in (page_of(url), frame_of(url, tail)) if url else ():
            assert known is None or clean_url(known[1]) == known[1]


@given(st.text(max_size=200))
@settings(max_examples=200, deadline=None)
def test_alternative_text_has_one_line(value: str) -> None:
    text = alternative(value)
    assert text is None or (text == " ".join(text.split()) and text)


@given(st.text(max_size=300))
@settings(max_examples=200, deadline=None)
def test_every_address_has_a_key(value: str) -> None:
    assert picture_key(value) or not value.strip()


def test_every_page_of_a_form_can_be_filled() -> None:
    for form in FORMS:
        groups = [""] * form.pattern.groups
        if form.page and not form.page.startswith("="):
            assert form.page.format("", *groups).startswith("https://")
