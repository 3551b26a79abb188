"""The public records: their schema files are fresh, their keys are all there, their counts add up."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import jsonschema
import pytest
from pydantic import BaseModel, ValidationError

from schemas import Article, IngestJob, Rejection, RunReport, Settings
from schemas.export import arrow_schema, duckdb_columns, json_schema, polars_schema
from schemas.relations import RelateReport, Relation, Story
from tests.conftest import ROOT

MODELS: dict[str, type[BaseModel]] = {
    "article": Article,
    "rejection": Rejection,
    "run": RunReport,
    "job": IngestJob,
    "relation": Relation,
    "story": Story,
    "relate": RelateReport,
}
GOLDEN = json.loads((ROOT / "tests" / "golden" / "examples.json").read_text(encoding="utf-8"))
PROCESSING = {"tool": "copydesk", "version": "0", "settings_sha256": "0" * 64}


@pytest.mark.parametrize("name", MODELS)
def test_the_schema_file_is_what_the_model_gives(name: str) -> None:
    committed = (ROOT / "schemas" / "json" / f"{name}.schema.json").read_text(encoding="utf-8")
    assert committed == json_schema(MODELS[name]) + "\n", "run `make schemas`"


@pytest.mark.parametrize("row", GOLDEN, ids=lambda row: row["id"])
def test_written_rows_are_valid_by_their_schema_file(row: dict[str, Any]) -> None:
    name = "rejection" if "reason" in row else "article"
    schema = json.loads((ROOT / "schemas" / "json" / f"{name}.schema.json").read_text(encoding="utf-8"))
    jsonschema.validate({**row, "processing": PROCESSING}, schema)


def test_every_key_is_always_present_and_lists_are_never_null() -> None:
    schema = Article.model_json_schema(mode="serialization")
    assert set(schema["required"]) == set(schema["properties"])
    for row in GOLDEN:
        assert all(row[key] is not None for key in ("authors", "captions", "notes", "removed") if "reason" not in row)


@pytest.mark.parametrize("model", MODELS.values())
def test_every_field_is_described(model: type[BaseModel]) -> None:
    assert [name for name, field in model.model_fields.items() if not field.description] == []


@pytest.mark.parametrize("write", [arrow_schema, duckdb_columns, polars_schema])
def test_other_forms_name_every_column(write: Callable[[type[BaseModel]], str]) -> None:
    written = write(Article)
    assert all(name in written for name in Article.model_fields)


def test_unknown_settings_are_refused() -> None:
    with pytest.raises(ValidationError):
        Settings.model_validate({"min_word": 3})


def test_a_run_whose_counts_do_not_add_up_is_refused() -> None:
    counts = {"seen": 3, "articles": 1, "rejects": 1, "unchanged": 0, "pending": 0}
    rest = {"run": "r", "tool": "t", "started": "s", "seconds": 0, "inputs": [], "out": "o", "settings_sha256": "x"}
    with pytest.raises(ValidationError, match="do not add up"):
        RunReport(**counts, **rest, reasons={}, warnings=[])


def test_the_digest_of_settings_changes_with_any_of_them() -> None:
    assert Settings().digest() != Settings(min_words=1).digest()
