"""Roles of lines, case by case, and names in bylines."""

from __future__ import annotations

from typing import Any

import pytest

from pipeline.language.dates import read_moment
from pipeline.language.known import LANGUAGES
from pipeline.language.people import people
from pipeline.read import read
from schemas import MediaType, RawDocument, Settings
from schemas.stages import Block, Decoded, Given
from tests.conftest import cases

SETS = ("label", "label_pictures", *(f"label_{language.code}" for language in LANGUAGES if language.phrases))


def labelled(lines: list[str], title: str | None = None) -> tuple[Block, ...]:
    """Return the blocks as `process` gets them: repaired, cut into lines, scored by the model."""
    text = "\n".join(lines)
    raw = RawDocument("case", text, MediaType.TEXT, given=Given(title=title))
    return read(Decoded(text, "utf-8", "given"), raw, Settings())[0].blocks


@pytest.mark.parametrize("case", [case for name in SETS for case in cases(name)])
def test_case(case: dict[str, Any]) -> None:
    blocks = labelled(case["input"], case.get("title"))
    assert [[block.role.value, block.text] for block in blocks] == case["expect"]


@pytest.mark.parametrize("case", cases("names"))
def test_names(case: dict[str, Any]) -> None:
    assert list(people(case["input"])) == case["expect"]


@pytest.mark.parametrize("case", cases("dates"))
def test_dates(case: dict[str, Any]) -> None:
    moment = read_moment(case["input"], case.get("language"))
    assert ([moment.day, moment.instant] if moment else None) == case["expect"]


def test_every_block_names_its_rule() -> None:
    blocks = labelled(["Rowers win by a length", "Tags:", "rowing"])
    assert [block.text for block in blocks if not block.rule] == []
    assert len(blocks) == 3
