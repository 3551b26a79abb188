"""`copydesk schema`: the record's schema in the form a reader of the output asks for."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from pydantic import BaseModel


class Form(StrEnum):
    """Forms the schema is written in."""

    JSON = "json"
    POLARS = "polars"
    DUCKDB = "duckdb"
    ARROW = "arrow"


class Record(StrEnum):
    """Records that have a schema."""

    ARTICLE = "article"
    REJECTION = "rejection"
    RUN = "run"
    RELATION = "relation"
    STORY = "story"


def command(
    form: Annotated[
        Form, typer.Option("--as", metavar="json|polars|duckdb|arrow", help="Form of the schema.")
    ] = Form.JSON,
    record: Annotated[
        Record, typer.Option("--record", metavar="article|rejection|run|relation|story", help="Which record.")
    ] = Record.ARTICLE,
) -> None:
    """Print the schema of a record: JSON Schema, or the types for Polars, DuckDB or Arrow."""
    from schemas.article import Article
    from schemas.export import arrow_schema, duckdb_columns, json_schema, polars_schema
    from schemas.rejection import Rejection
    from schemas.relations import Relation, Story
    from schemas.report import RunReport

    models: dict[Record, type[BaseModel]] = {
        Record.ARTICLE: Article,
        Record.REJECTION: Rejection,
        Record.RUN: RunReport,
        Record.RELATION: Relation,
        Record.STORY: Story,
    }
    write = {
        Form.JSON: json_schema,
        Form.POLARS: polars_schema,
        Form.DUCKDB: duckdb_columns,
        Form.ARROW: arrow_schema,
    }[form]
    typer.echo(write(models[record]))
