"""The schemas in the forms other tools read: JSON Schema, Polars, DuckDB, Arrow; all from the one model."""

from __future__ import annotations

import json
import types
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel

_Columns = list[tuple[str, str]]


def json_schema(model: type[BaseModel]) -> str:
    """Return the JSON Schema of what is written, as indented text."""
    return json.dumps(model.model_json_schema(mode="serialization"), indent=2, ensure_ascii=False, sort_keys=True)


def polars_schema(model: type[BaseModel]) -> str:
    """Return a Python expression for `pl.read_ndjson(path, schema=...)`."""
    scalars = {str: "pl.String", int: "pl.Int64", float: "pl.Float64", bool: "pl.Boolean"}
    return _written(
        model,
        _Form(
            scalar=lambda kind: scalars[kind],
            listed=lambda item: f"pl.List({item})",
            struct=lambda fields: "pl.Struct({" + ", ".join(f'"{name}": {kind}' for name, kind in fields) + "})",
            table=lambda fields: "{\n" + "".join(f'    "{name}": {kind},\n' for name, kind in fields) + "}",
            mapping="pl.Object",
        ),
    )


def duckdb_columns(model: type[BaseModel]) -> str:
    """Return the `columns` argument of DuckDB's `read_json`."""
    scalars = {str: "VARCHAR", int: "BIGINT", float: "DOUBLE", bool: "BOOLEAN"}
    return _written(
        model,
        _Form(
            scalar=lambda kind: scalars[kind],
            listed=lambda item: f"{item}[]",
            struct=lambda fields: "STRUCT(" + ", ".join(f'"{name}" {kind}' for name, kind in fields) + ")",
            table=lambda fields: "{\n" + ",\n".join(f"    {name}: '{kind}'" for name, kind in fields) + "\n}",
            mapping="MAP(VARCHAR, BIGINT)",
        ),
    )


def arrow_schema(model: type[BaseModel]) -> str:
    """Return a Python expression for a `pyarrow.schema`."""
    scalars = {str: "pa.string()", int: "pa.int64()", float: "pa.float64()", bool: "pa.bool_()"}
    return _written(
        model,
        _Form(
            scalar=lambda kind: scalars[kind],
            listed=lambda item: f"pa.list_({item})",
            struct=lambda fields: "pa.struct([" + ", ".join(f'("{name}", {kind})' for name, kind in fields) + "])",
            table=lambda fields: (
                "pa.schema([\n" + "".join(f'    ("{name}", {kind}),\n' for name, kind in fields) + "])"
            ),
            mapping="pa.map_(pa.string(), pa.int64())",
        ),
    )


@dataclass(frozen=True, slots=True)
class _Form:
    """How one tool writes a scalar, a list, a struct, the table of columns and a count by name."""

    scalar: Callable[[type], str]
    listed: Callable[[str], str]
    struct: Callable[[_Columns], str]
    table: Callable[[_Columns], str]
    mapping: str


def _written(model: type[BaseModel], form: _Form) -> str:
    return form.table([(name, _kind(field.annotation, form)) for name, field in model.model_fields.items()])


def _kind(annotation: Any, form: _Form) -> str:
    origin = get_origin(annotation)
    if origin is Annotated:
        return _kind(get_args(annotation)[0], form)
    if origin in (Union, types.UnionType):
        return _kind(next(kind for kind in get_args(annotation) if kind is not type(None)), form)
    if origin is Literal:
        return form.scalar(type(get_args(annotation)[0]))
    if origin is list:
        return form.listed(_kind(get_args(annotation)[0], form))
    if origin is dict:
        return form.mapping
    if issubclass(annotation, BaseModel):
        fields = [(name, _kind(field.annotation, form)) for name, field in annotation.model_fields.items()]
        return form.struct(fields)
    return form.scalar(str if issubclass(annotation, Enum) else annotation)
