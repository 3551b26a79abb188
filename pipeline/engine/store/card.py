"""The dataset card and the JSON Schema of an output folder, so that `datasets.load_dataset(DIR)` works as it is."""

from __future__ import annotations

import json
import os
from typing import Any

from pipeline.engine.store.durable import replace_file
from schemas.article import Article
from schemas.version import SCHEMA_VERSION

_A_DAY = r"^\d{4}-\d{2}-\d{2}"
_DTYPES = {"string": "string", "integer": "int64", "number": "float64", "boolean": "bool"}


def publish_card(folder: str, *, compressed: bool, part: str = "") -> None:
    """Put README.md and article.schema.json into the folder, where they are missing or of another version."""
    schema = json.dumps(Article.model_json_schema(mode="serialization"), indent=2, ensure_ascii=False) + "\n"
    _publish(os.path.join(folder, "README.md"), card(compressed=compressed, part=part))
    _publish(os.path.join(folder, "article.schema.json"), schema)


def card(*, compressed: bool, part: str = "") -> str:
    """Return the dataset card: front matter for machines, a few lines for people; `part` leads to the files."""
    suffix = ".zst" if compressed else ""
    schema = Article.model_json_schema(mode="serialization")
    features = "\n".join(_feature_lines(schema, schema.get("$defs", {}), "  "))
    return _CARD.format(suffix=suffix, part=part, features=features, schema_version=SCHEMA_VERSION)


def _feature_lines(schema: dict[str, Any], definitions: dict[str, Any], indent: str) -> list[str]:
    """Return the YAML list of an object's features."""
    lines = []
    for name, value in schema["properties"].items():
        resolved = _resolved(value, definitions)
        lines.append(f"{indent}- name: {name}")
        lines += _type_lines(resolved, definitions, f"{indent}  ")
    return lines


def _type_lines(schema: dict[str, Any], definitions: dict[str, Any], indent: str) -> list[str]:
    kind = schema.get("type", "string")
    if kind == "object":
        return [f"{indent}struct:", *_feature_lines(schema, definitions, indent)]
    if kind == "array":
        item = _resolved(schema["items"], definitions)
        if item.get("type") == "object":
            return [f"{indent}list:", *_feature_lines(item, definitions, indent)]
        return [f"{indent}list: {_DTYPES[item.get('type', 'string')]}"]
    # The loader takes a column of dates for timestamps whatever is said here, and makes strings of its own from them.
    dtype = "timestamp[s]" if schema.get("pattern", "").startswith(_A_DAY) else _DTYPES[kind]
    return [f"{indent}dtype: {dtype}"]


def _resolved(schema: dict[str, Any], definitions: dict[str, Any]) -> dict[str, Any]:
    """Return what a reference or an optional value stands for."""
    if "$ref" in schema:
        found: dict[str, Any] = definitions[schema["$ref"].rpartition("/")[2]]
        return _resolved(found, definitions)
    if "anyOf" in schema:
        return _resolved(next(option for option in schema["anyOf"] if option.get("type") != "null"), definitions)
    return schema


def _publish(path: str, text: str) -> None:
    data = text.encode()
    try:
        with open(path, "rb") as file:
            if file.read(len(data) + 1) == data:
                return
    except FileNotFoundError:
        pass
    replace_file(path, data)


_CARD = """---
configs:
- config_name: default
  data_files: {part}articles.jsonl{suffix}
dataset_info:
  features:
{features}
---
# News articles

Written by copydesk, schema version {schema_version}. `{part}articles.jsonl{suffix}` holds one article a line,
`{part}rejects.jsonl{suffix}` one line for every record that could not become one, with the reason.
Every key is described in `article.schema.json`; `runs/` holds the account of each run.

    from datasets import load_dataset
    articles = load_dataset("path/to/this/folder", split="train")

The files only grow. A record that changed, or that a later version read better, comes again with a higher
`provenance.revision`; of the rows with one `id`, in both files, the one with the highest revision counts.
"""
