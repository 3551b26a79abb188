"""What a text without markup says of its article: dates, outlet, section and tags, case by case."""

from __future__ import annotations

from typing import Any

import pytest

from pipeline import process
from schemas import Article, MediaType, RawDocument, Settings
from tests.conftest import cases


@pytest.mark.parametrize("case", cases("text_head"))
def test_the_head_of_a_text_is_read_as_a_reader_would(case: dict[str, Any]) -> None:
    """Every value that is expected stands in the record, with the line it came from."""
    record = process(RawDocument("case", "\n\n".join(case["input"]), MediaType.TEXT), Settings(min_words=0))
    assert isinstance(record, Article)
    assert {field: getattr(record, field) for field in case["expect"]} == case["expect"]
    told = {row.field: row.line for row in record.evidence}
    assert all(told.get(field) for field, value in case["expect"].items() if value)
