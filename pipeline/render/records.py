"""A row of an articles.jsonl as the record it is, also where another version of the schema wrote it."""

from __future__ import annotations

import json
from types import NoneType
from typing import Any, get_args

from pydantic import BaseModel, ValidationError

from schemas.article import Article
from schemas.version import SCHEMA_VERSION

_SAME_SCHEMA = SCHEMA_VERSION.partition(".")[0] + "."


class NoRecord(ValueError):  # noqa: N818 - a verdict on the line
    """The line is no article record; the message says why, without words of its own."""


def article_of(line: str | bytes) -> Article:
    """Return the record of a line; raise NoRecord where it is none.

    Within schema 1.x keys only come on: one that a later version has put in is left out, one that an earlier did not
    know is null or empty.
    """
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):
        raise NoRecord("it is no JSON") from None
    if not isinstance(row, dict):
        raise NoRecord("it is no object")
    version = row.get("schema_version")
    if not isinstance(version, str) or not version.startswith(_SAME_SCHEMA):
        raise NoRecord(f"its schema_version is not {_SAME_SCHEMA}x")
    try:
        return Article.model_validate({**_fitted(Article, row), "schema_version": SCHEMA_VERSION})
    except ValidationError as error:
        where = ".".join(map(str, error.errors()[0]["loc"]))
        raise NoRecord(f"`{where}` is not what the schema says") from None


def _fitted(model: type[BaseModel], row: dict[str, Any]) -> dict[str, Any]:
    """Return an object with the keys that its model has, filled up with nothing where nothing may stand."""
    fitted = {}
    for name, field in model.model_fields.items():
        types = (field.annotation, *get_args(field.annotation))
        inner = next((one for one in types if isinstance(one, type) and issubclass(one, BaseModel)), None)
        if name in row:
            fitted[name] = row[name] if inner is None else _inside(inner, row[name])
        elif list in map(_origin, types):
            fitted[name] = []
        elif NoneType in types:
            fitted[name] = None
    return fitted


def _inside(model: type[BaseModel], value: Any) -> Any:
    if isinstance(value, list):
        return [_inside(model, one) for one in value]
    return _fitted(model, value) if isinstance(value, dict) else value


def _origin(annotation: Any) -> Any:
    return getattr(annotation, "__origin__", None)
