"""Tens of thousands of records load in every tool that people read them with, however late a value comes first.

Tools guess a column's type from its first rows: a list that is empty and a value that is null in all of them were what
broke readers of other formats. The schemas that `copydesk schema` prints, and the dataset card, spare them the guess.
"""

from __future__ import annotations

import json
import warnings
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from pipeline.engine.store.card import publish_card
from schemas import Article
from schemas.export import arrow_schema, duckdb_columns, polars_schema
from tests.conftest import ROOT

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("loading")]

ROWS = 50_000
LATE = 40_000
GOLDEN = json.loads((ROOT / "tests" / "golden" / "examples.json").read_text(encoding="utf-8"))
SHA = "0" * 64


def bare() -> dict[str, Any]:
    """Return an article with nothing but what every one has."""
    row: dict[str, Any] = dict.fromkeys(Article.model_fields)
    for name, field in Article.model_json_schema(mode="serialization")["properties"].items():
        if field.get("type") == "array":
            row[name] = []
    golden = next(row for row in GOLDEN if "reason" not in row)
    needed = {name: golden[name] for name in ("schema_version", "id", "source", "text", "quality", "provenance")}
    return {**row, **needed, "processing": {"tool": "copydesk", "version": "0", "settings_sha256": SHA}}


def full() -> dict[str, Any]:
    """Return an article with a value in every column and every column of a list."""
    text = {"title", "kicker", "standfirst", "description", "byline", "agency", "publisher", "dateline", "url"}
    row: dict[str, Any] = {
        **bare(),
        **{name: f"a {name}" for name in text},
        "published_raw": "3 May 2026",
        "language": "en",
    }
    row |= {"published_date": "2026-05-03", "modified_date": "2026-05-03", "language_score": 0.5}
    row |= {"published_at": "2026-05-03T10:20:30Z", "modified_at": "2026-05-03T10:20:30Z"}
    row |= {name: ["one", "two"] for name in ("authors", "section", "tags", "other_titles")}
    row |= {"article_type": "news", "free_to_read": True, "comments_count": 12}
    row["captions"] = [{"text": "a caption", "credit": "A. Lee", "paragraph": 0}]
    row["images"] = [
        {"url": "https://e.org/a.jpg", "lead": True, "alt": "alt", "caption": "a caption", "credit": "A. Lee"}
        | {"paragraph": 0, "width": 800, "height": 600}
    ]
    row["embeds"] = [{"kind": "video", "url": "https://e.org/v", "paragraph": 0}]
    row["links"] = [{"url": "https://e.org/l", "text": row["text"][:3], "paragraph": 0, "start": 0, "end": 3}]
    row["emphasis"] = [{"paragraph": 0, "start": 0, "end": 3, "kind": "bold"}]
    shape = {"paragraph": 0, "kind": "live_entry", "level": 2, "ordered": True, "header_rows": 1, "time": "10.15"}
    row["structure"] = [shape]
    row["notes"] = [{"kind": "correction", "text": "a note"}]
    row["removed"] = [{"line": 1, "text": "Share", "role": "share", "rule": "share", "score": 1.0}]
    row["repairs"] = [
        {"line": 1, "start": 0, "before": "Ã©", "after": "é", "rule": "mojibake:windows-1252", "codec": "windows-1252"}
        | {"layers": 1, "margin": 3.5, "partial": False}
    ]
    row["evidence"] = [{"field": "title", "line": 1, "selector": "h1", "rule": "h1"}]
    row["quality"] = {**row["quality"], "warnings": ["amp"]}
    row["provenance"] = {**row["provenance"], "record_id": "r", "offset": 1, "http_status": 200}
    row["provenance"] |= {"retrieved_at": "2026-05-03T10:20:30Z", "final_url": "https://e.org/z"}
    return row


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("records")
    early, late = (Article.model_validate(row).model_dump_json() + "\n" for row in (bare(), full()))
    with open(path / "articles.jsonl", "w", encoding="utf-8") as file:
        file.writelines(late if number >= LATE and number % 7 == 0 else early for number in range(ROWS))
    publish_card(str(path), compressed=False)
    return path


def in_datasets(folder: Path) -> Iterator[dict[str, Any]]:
    from datasets import load_dataset

    loaded = load_dataset(str(folder), split="train", cache_dir=str(folder / "cache"))
    yield from (dict(loaded[number]) for number in (0, last_full(), len(loaded) - 1))


def in_pandas(folder: Path) -> Iterator[dict[str, Any]]:
    import pandas

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a later version takes the first of the two words for both
        loaded = pandas.read_json(folder / "articles.jsonl", lines=True, dtype=False, convert_dates=False)
    yield from (dict(loaded.iloc[number]) for number in (0, last_full(), len(loaded) - 1))


def in_polars(folder: Path) -> Iterator[dict[str, Any]]:
    import polars

    schema = eval(polars_schema(Article), {"pl": polars})
    loaded = polars.read_ndjson(folder / "articles.jsonl", schema=schema)
    yield from (loaded.row(number, named=True) for number in (0, last_full(), len(loaded) - 1))


def in_duckdb(folder: Path) -> Iterator[dict[str, Any]]:
    import duckdb

    rows = f"read_json('{folder}/articles.jsonl', format='newline_delimited', columns={duckdb_columns(Article)})"
    with duckdb.connect() as connection:
        for number in (0, last_full(), ROWS - 1):
            found = connection.execute(f"SELECT * FROM {rows} LIMIT 1 OFFSET {number}")
            names = [column[0] for column in found.description]
            yield dict(zip(names, found.fetchall()[0], strict=True))


def in_pyarrow(folder: Path) -> Iterator[dict[str, Any]]:
    import pyarrow
    from pyarrow import json as arrow_json

    schema = eval(arrow_schema(Article), {"pa": pyarrow})
    options = arrow_json.ParseOptions(explicit_schema=schema, unexpected_field_behavior="error")
    loaded = arrow_json.read_json(folder / "articles.jsonl", parse_options=options)
    yield from (loaded.slice(number, 1).to_pylist()[0] for number in (0, last_full(), len(loaded) - 1))


def last_full() -> int:
    return next(number for number in range(ROWS - 1, 0, -1) if number % 7 == 0)


@pytest.mark.parametrize("load", [in_datasets, in_pandas, in_polars, in_duckdb, in_pyarrow])
def test_records_load_with_all_they_hold(load: Callable[[Path], Iterator[dict[str, Any]]], folder: Path) -> None:
    first, late, last = load(folder)
    lines = [json.loads(line) for line in (folder / "articles.jsonl").read_text(encoding="utf-8").splitlines()]
    assert len(lines) == ROWS
    for found, number in ((first, 0), (late, last_full()), (last, ROWS - 1)):
        expected = _with_moments(lines[number]) if load is in_datasets else lines[number]
        assert {name: _plain(value) for name, value in found.items()} == expected


def _with_moments(row: dict[str, Any]) -> dict[str, Any]:
    """Return a row with its days and instants as `datasets` has them: it makes timestamps of a column of dates."""
    moments = {"published_date", "published_at", "modified_date", "modified_at", "retrieved_at"}
    return {
        name: _with_moments(value)
        if isinstance(value, dict)
        else datetime.fromisoformat(value).replace(tzinfo=None)
        if name in moments and value
        else value
        for name, value in row.items()
    }


def _plain(value: Any) -> Any:
    """Return a tool's value as JSON has it: its missing values are None."""
    if isinstance(value, dict):
        return {name: _plain(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [_plain(inner) for inner in value]
    if hasattr(value, "item"):
        value = value.item()
    if isinstance(value, datetime):
        return value.replace(tzinfo=None)
    return None if value != value else value
