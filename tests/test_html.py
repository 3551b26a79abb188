"""HTML pages of our own writing: what becomes body, field or removed, and what hostile markup does."""

from __future__ import annotations

import json
import socket

import pytest

from benchmarks.html_body import measure
from pipeline import process
from schemas import Article, MediaType, RawDocument, Rejection, Settings
from tests.conftest import ROOT, needs_shared

BODY = "".join(
    f"<p>The crew won by a length on Sunday in front of ten thousand people, and race {n} was the last of the day.</p>"
    for n in range(5)
)
HEAD = "<head><title>Rowers win by a length</title></head>"
PAGE = f"<html>{HEAD}<body><article><h1>Rowers win by a length</h1>{BODY}</article></body></html>"


def page(html: str) -> Article | Rejection:
    return process(RawDocument("page.html", html.encode("utf-8", "surrogatepass"), MediaType.HTML), Settings())


def article(html: str) -> Article:
    row = page(html)
    assert isinstance(row, Article), row
    return row


@pytest.mark.parametrize(
    "reference", ["&#1;", "&#8;", "&#x0B;", "&#27;", "&#xFFFE;", "&#xFFFF;", "&#xD800;", "\x00", "\x1b"]
)
def test_one_control_character_does_not_lose_the_article(reference: str) -> None:
    """trafilatura alone returns None for each of these."""
    row = article(PAGE.replace("last of the day", f"last{reference} of the day"))
    assert row.quality.paragraphs == 5


def test_deep_nesting_keeps_the_text_or_says_so() -> None:
    deep = article(PAGE.replace("<article>", "<div>" * 300 + "<article>"))
    assert deep.quality.paragraphs == 5
    too_deep = page(PAGE.replace("<article>", "<div>" * 5000 + "<article>"))
    assert isinstance(too_deep, Rejection)
    assert too_deep.reason == "pathological_markup"


@pytest.mark.parametrize(
    "markup",
    [
        "<p " + " ".join(f"a{n}=1" for n in range(50_000)) + ">x</p>",
        "<p>x</p>" * 200_000,
    ],
    ids=["50,000 attributes", "200,000 tags"],
)
def test_what_hangs_the_parsers_is_counted_before(markup: str) -> None:
    row = page(PAGE.replace("<article>", markup + "<article>"))
    assert isinstance(row, Rejection)
    assert row.reason == "pathological_markup"


def test_long_attributes_and_scripts_are_ordinary() -> None:
    state = "<div data-state='" + "x=1 y=2 <b " * 20_000 + "'></div><script>" + "if(a<b){c<d}" * 50_000 + "</script>"
    assert article(PAGE.replace("<article>", state + "<article>")).quality.paragraphs == 5


def test_dates_come_from_the_machine_readable_places_only() -> None:
    head = '<meta property="article:published_time" content="2023-09-25T10:00:00+02:00">'
    row = article(PAGE.replace("<head>", f"<head>{head}"))
    assert (row.published_date, row.published_at) == ("2023-09-25", "2023-09-25T08:00:00Z")
    for nothing in (
        "<p>ISBN 978-3-16-20190312</p>",
        "<p>© 2021 River News, link number 1995</p>",
        "<p>on 5 September</p>",
    ):
        row = article(PAGE.replace("</article>", f"{nothing}</article>"))
        assert (row.published_date, row.published_at, row.published_raw) == (None, None, None)


def test_an_impossible_zone_costs_the_date_and_nothing_else() -> None:
    head = '<meta property="article:published_time" content="2023-09-25T10:00:00+99:99">'
    row = article(PAGE.replace("<head>", f"<head>{head}"))
    assert (row.quality.paragraphs, row.published_at) == (5, None)


@pytest.mark.parametrize(
    ("title", "heading", "expected"),
    [
        ("Rowers win by a length | River News", "Rowers win by a length", "Rowers win by a length"),
        ("Counter-current pool opens - River News", "", "Counter-current pool opens"),
    ],
)
def test_titles(title: str, heading: str, expected: str) -> None:
    html = PAGE.replace("<title>Rowers win by a length", f"<title>{title}")
    html = html.replace("<h1>Rowers win by a length</h1>", f"<h1>{heading}</h1>" if heading else "")
    assert article(html).title == expected


def test_captions_are_a_field_and_not_in_the_body() -> None:
    figure = "<figure><img src=x><figcaption>The crew at dawn on the river</figcaption></figure>"
    row = article(PAGE.replace("</p><p>", f"</p>{figure}<p>", 1))
    assert [caption.text for caption in row.captions] == ["The crew at dawn on the river"]
    assert "at dawn" not in row.text


def test_what_stands_between_the_kept_blocks_is_listed() -> None:
    row = article(PAGE.replace("</p><p>", "</p><div class=share><a href=x>Share on Facebook</a></div><p>", 1))
    assert ("Share on Facebook", "share") in [(removed.text, removed.role) for removed in row.removed]


def test_mojibake_in_the_page_is_repaired_and_recorded() -> None:
    row = article(PAGE.replace("Rowers win by a length", "Rowers ยป win by a length"))
    assert row.title == "Rowers » win by a length"
    assert row.repairs


def test_entities_of_a_doctype_are_not_followed() -> None:
    html = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>' + PAGE.replace(
        "last of the day", "last &e; of the day"
    )
    assert "root:" not in article(html).model_dump_json()


def test_no_page_opens_a_socket(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    head = '<link rel="canonical" href="http://127.0.0.1:9/a"><meta property="og:image" content="http://127.0.0.1:9/i.png">'
    assert (
        article(PAGE.replace("<head>", f"<head>{head}<base href='http://127.0.0.1:9/'>")).url == "http://127.0.0.1:9/a"
    )


FLOORS = json.loads((ROOT / "tests" / "floors.json").read_text(encoding="utf-8"))["html_body"]


@pytest.mark.slow
@needs_shared("data/extract/html.jsonl.xz")
def test_body_f1_is_not_below_plain_trafilatura_on_the_same_pages() -> None:
    """Every fourth page, both in one run; `python benchmarks/html_body.py` prints all of them."""
    for source, tools in measure(every=4).items():
        assert tools["copydesk"]["f1"] >= tools["trafilatura"]["f1"], source
        assert tools["copydesk"]["f1"] >= FLOORS[source], source
        assert tools["copydesk"]["empty"] <= tools["trafilatura"]["empty"], source
