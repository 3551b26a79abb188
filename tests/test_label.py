"""Roles of lines, case by case, and names in bylines."""

from __future__ import annotations

import pytest

from pipeline.label import label
from pipeline.label.dates import read_moment
from pipeline.language.known import LANGUAGES
from pipeline.language.people import people
from schemas import Line
from tests.conftest import cases

SETS = ("label", *(f"label_{language.code}" for language in LANGUAGES if language.phrases))


@pytest.mark.parametrize("case", [case for name in SETS for case in cases(name)])
def test_case(case: dict) -> None:
    lines = [Line(number, text) for number, text in enumerate(case["input"], 1)]
    assert [[block.role.value, block.text] for block in label(lines, case.get("title")).blocks] == case["expect"]


@pytest.mark.parametrize("case", cases("names"))
def test_names(case: dict) -> None:
    assert list(people(case["input"])) == case["expect"]


@pytest.mark.parametrize("case", cases("dates"))
def test_dates(case: dict) -> None:
    moment = read_moment(case["input"], case.get("language"))
    assert ([moment.day, moment.instant] if moment else None) == case["expect"]


def test_every_block_names_its_rule() -> None:
    lines = [Line(1, "Rowers win by a length"), Line(2, "Tags:"), Line(3, "rowing")]
    assert all(block.rule for block in label(lines).blocks)
