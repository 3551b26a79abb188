"""The head of a page of our own writing: what stands between headline and text, and what is no part of either."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any

import pytest

from benchmarks.head import measure
from pipeline import process
from pipeline.label.bylines import declared_byline
from pipeline.label.dateline import split_dateline
from schemas import Article, MediaType, RawDocument, Settings
from schemas.stages import Role
from tests.conftest import ROOT, cases, needs_shared

TITLE = "Ferry company orders two electric boats"
BODY = (
    "The ferry company of North Harbour has ordered two electric boats for the island route, and they will replace the "
    "old ferries from spring, its board said on Tuesday after a meeting of five hours.",
    "The boats with their batteries will be built in the yard of the town, where sixty people have been without work "
    "since the last freighter left.",
    "Each of them takes two hundred passengers and forty cars, and a crossing will be eight minutes longer than it is "
    "with the old boats, which the islanders do not mind.",
)


def article(case: dict[str, Any]) -> Article:
    kicker = '<p class="article-kicker">On the islands</p>' if case.get("body") == "kicker" else ""
    paragraphs = "".join(f"<p>{text}</p>" for text in BODY)
    html = (
        f"<html><head><title>{TITLE}</title>{case['meta']}</head><body><article><header>{kicker}<h1>{TITLE}</h1>"
        f"{case['head']}</header><div class='text'>{paragraphs}</div></article></body></html>"
    )
    row = process(RawDocument("page.html", html.encode(), MediaType.HTML), Settings())
    assert isinstance(row, Article), row
    return row


@pytest.mark.parametrize("case", cases("html_head"), ids=lambda case: str(case["label"]))
def test_the_head_of_a_page(case: dict[str, Any]) -> None:
    row = article(case)
    assert {field: getattr(row, field) for field in case["expect"]} == case["expect"]
    assert row.text.split("\n\n") == list(BODY)


@pytest.mark.parametrize(
    ("line", "authors", "byline"),
    [
        ("By Ann Lee | 3 hours", ("Ann Lee",), "By Ann Lee"),
        ("October 12, 2018 / by Ann Lee", ("Ann Lee",), "by Ann Lee"),
        ("Ann Lee and Bob Ray, Political Editors", ("Ann Lee", "Bob Ray"), "Ann Lee and Bob Ray"),
        ("Photo by Ann Lee", ("Ann Lee",), None),
        ("The minister said that Ann Lee would not come to the meeting in the harbour on Monday or on Tuesday.",
         ("Ann Lee",), None),
        ("Anneliese Leeds", ("Ann Lee",), None),
    ],
)  # fmt: skip
def test_a_declared_author_is_parted_from_what_stands_beside(
    line: str, authors: tuple[str, ...], byline: str | None
) -> None:
    parts = declared_byline(line, authors) or ()
    assert [part.text for part in parts if part.role is Role.BYLINE] == ([byline] if byline else [])
    assert "".join("".join(part.text for part in parts).split()) == ("".join(line.split()) if parts else "")


@pytest.mark.parametrize(
    ("lead", "dateline"),
    [
        ("SINGAPORE: Seven years have passed since the harbour was closed.", "SINGAPORE"),
        ("München/London – Kurz vor dem Fest kommen Zweifel an der Fähre auf.", "München/London"),
        ("New York, NY – The range of boats that are available has doubled in a year.", "New York, NY"),
        ("Paris – a city of light – has ordered two boats for the river this year.", None),
        ("UPDATE: Seven years have passed since the harbour was closed.", None),
        ("Note: Seven years have passed since the harbour was closed.", None),
    ],
)
def test_a_place_before_the_first_sentence(lead: str, dateline: str | None) -> None:
    parts = split_dateline(lead) or ()
    assert [part.value or part.text for part in parts if part.role is Role.DATELINE] == ([dateline] if dateline else [])


FLOORS = json.loads((ROOT / "tests" / "floors.json").read_text(encoding="utf-8"))["head"]
measured = lru_cache(maxsize=1)(measure)


@pytest.mark.slow
@pytest.mark.xdist_group("head floors")
@needs_shared("data/head/dev.jsonl")
@pytest.mark.parametrize(("form", "field"), [(form, field) for form, fields in FLOORS.items() for field in fields])
def test_a_field_holds_its_floors_on_annotated_pages(form: str, field: str) -> None:
    """Precision and recall; `python -m benchmarks.head` prints the tables."""
    found = measured()[MediaType(form)][field]
    precision, recall = FLOORS[form][field]
    assert found["precision"] >= precision
    assert found["recall"] >= recall
