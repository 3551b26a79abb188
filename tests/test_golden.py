"""The records of examples/inbox, whole: what a reader of the documentation is promised."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.conftest import ROOT
from tools.write_golden import GOLDEN, example_rows

EXPECTED = json.loads(GOLDEN.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def rows() -> list[dict[str, Any]]:
    return example_rows()


def test_there_is_a_row_for_every_record(rows: list[dict[str, Any]]) -> None:
    assert [row["id"] for row in rows] == [row["id"] for row in EXPECTED]


@pytest.mark.parametrize("number", range(len(EXPECTED)), ids=lambda number: EXPECTED[number]["source"])
def test_the_record_is_the_golden_one(rows: list[dict[str, Any]], number: int) -> None:
    assert rows[number] == EXPECTED[number], "read the difference; if it is right, run `make golden`"


def test_the_examples_show_what_they_are_there_for(rows: list[dict[str, Any]]) -> None:
    """Mojibake, navigation, bylines, captions, an empty file and one that is no text are among them."""
    articles = [row for row in rows if "text" in row]
    assert {row["reason"] for row in rows if "reason" in row} >= {"empty", "not_text", "bad_json", "boilerplate_only"}
    assert any(row["repairs"] for row in articles)
    assert any(row["captions"] for row in articles)
    assert {removed["role"] for row in articles for removed in row["removed"]} >= {
        "navigation",
        "breadcrumb",
        "related",
    }
    assert len(list((ROOT / "examples" / "inbox").iterdir())) >= 11
