"""The four articles that started the project, against their hand-written gold; no rule names a word of theirs."""

from __future__ import annotations

import json
from typing import Any

import pytest

from pipeline import process
from schemas import Article, MediaType, RawDocument, Settings
from tests.conftest import SHARED, needs_shared

SEEDS = SHARED / "seeds"
GOLD = (
    [json.loads(line) for line in (SEEDS / "gold.jsonl").read_text(encoding="utf-8").splitlines()]
    if SEEDS.exists()
    else []
)
FILES = [row["file"] for row in GOLD]

pytestmark = needs_shared("seeds")


@pytest.fixture(params=GOLD, ids=FILES)
def pair(request: pytest.FixtureRequest) -> tuple[dict[str, Any], Article]:
    gold = request.param
    content = (SEEDS / gold["file"]).read_bytes()
    record = process(RawDocument(gold["file"], content, MediaType.TEXT), Settings())
    assert isinstance(record, Article)
    return gold, record


def test_the_body_is_right_to_the_character(pair: tuple[dict[str, Any], Article]) -> None:
    gold, record = pair
    assert record.text.split("\n\n") == gold["body_paragraphs"]


def test_title_and_standfirst(pair: tuple[dict[str, Any], Article]) -> None:
    gold, record = pair
    assert record.title in gold["title_accept"]
    assert record.standfirst in gold["standfirst_accept"]


def test_people_and_agency(pair: tuple[dict[str, Any], Article]) -> None:
    gold, record = pair
    assert record.authors == gold["authors"]
    assert record.agency == gold["source_credit"]


def test_captions_and_credits(pair: tuple[dict[str, Any], Article]) -> None:
    gold, record = pair
    assert [caption.text for caption in record.captions if caption.text] == gold["captions"]
    assert [caption.credit for caption in record.captions if caption.credit] == gold["image_credits"]


def test_no_date_is_invented(pair: tuple[dict[str, Any], Article]) -> None:
    _, record = pair
    assert (record.published_date, record.published_at, record.published_raw, record.modified_at) == (None,) * 4


def test_language_and_publisher(pair: tuple[dict[str, Any], Article]) -> None:
    gold, record = pair
    assert record.language == gold["language"]
    assert record.publisher in (gold["publisher"], None)


def test_everything_cut_is_cut_in_the_gold(pair: tuple[dict[str, Any], Article]) -> None:
    gold, record = pair
    cut = "\n".join(row["line"] for row in gold["removed"])
    for removed in record.removed:
        assert removed.text in cut or removed.rule == "breadcrumb"
