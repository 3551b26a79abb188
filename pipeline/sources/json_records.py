"""Read one line of JSONL into a document: strict JSON, known keys checked, unknown keys ignored."""

from __future__ import annotations

from typing import Any

import orjson

from pipeline.errors import Reject
from pipeline.printable import shown
from pipeline.sources.found import Unit
from pipeline.sources.other_names import renamed, untaken
from pipeline.sources.retrieval import of_row
from schemas.kinds import Kind
from schemas.rejection import Reason
from schemas.settings import Settings
from schemas.stages import Given, MediaType, RawDocument

_ID_CHARACTERS = 512


def json_document(unit: Unit, line: bytes, settings: Settings) -> RawDocument:
    """Return the document a line describes; raise Reject where the line is not one."""
    record = renamed(_object(line), settings.fields)
    record_id = line_id(record) or unit.fallback_id
    content, kind = _content(record)
    return RawDocument(
        source=unit.source,
        content=content,
        media_type=kind,
        record_id=record_id,
        offset=unit.offset,
        given=_given(record),
        untaken=untaken(record),
        retrieval=of_row(record),
    )


def _object(line: bytes) -> dict[str, Any]:
    try:
        # orjson, not json: strict UTF-8, no NaN, no lone surrogates, a limit on depth instead of a RecursionError.
        record = orjson.loads(line)
    except orjson.JSONDecodeError as error:
        raise Reject(Reason.BAD_JSON, "the line is not valid JSON in UTF-8") from error
    if not isinstance(record, dict):
        raise Reject(Reason.NOT_AN_OBJECT, "the line is JSON but not an object")
    return record


def record_id_of(unit: Unit, content: bytes, settings: Settings) -> str | None:
    """Return the id a unit's content gives it, where it can be read; a reject is to carry it too."""
    try:
        return line_id(row_of(unit, content, settings)) or unit.fallback_id
    except Reject:
        return unit.fallback_id


def row_of(unit: Unit, content: bytes, settings: Settings) -> dict[str, Any]:
    """Return the row of JSON Lines that a unit is, an empty one where it is none."""
    if unit.kind is not Kind.JSONL:
        return {}
    try:
        return renamed(_object(content), settings.fields)
    except Reject:
        return {}


def line_id(record: dict[str, Any]) -> str | None:
    """Return the id a line gives itself, None if it gives none; raise Reject for one that cannot be used.

    >>> line_id({"id": 17}), line_id({"id": None})
    ('17', None)
    """
    value = record.get("id")
    if value is None:
        return None
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if not isinstance(value, str):
        raise Reject(Reason.BAD_FIELD, "`id` is neither a string nor a whole number")
    if not 1 <= len(value) <= _ID_CHARACTERS:
        raise Reject(Reason.BAD_FIELD, f"`id` must have 1 to {_ID_CHARACTERS} characters")
    if value != shown(value):
        raise Reject(Reason.BAD_FIELD, "`id` contains control characters")
    return value


def _content(record: dict[str, Any]) -> tuple[str, MediaType]:
    """Return what the record holds; HTML is taken over text, for it says more."""
    for key, kind in (("html", MediaType.HTML), ("text", MediaType.TEXT)):
        value = record.get(key)
        if value is not None and not isinstance(value, str):
            raise Reject(Reason.BAD_FIELD, f"`{key}` is not a string")
        if value:
            return value, kind
    if "html" in record or "text" in record:
        raise Reject(Reason.NO_CONTENT, "the record's text is empty")
    other = next((field for field in untaken(record) if field.startswith(("text=", "html="))), None)
    if other is not None:
        detail = f"the record has neither `text` nor `html`; --field {other} would take what it has"
        raise Reject(Reason.MISSING_FIELD, detail)
    if "url" in record:
        raise Reject(Reason.NO_CONTENT, "the record holds an address only, and nothing is fetched")
    raise Reject(Reason.MISSING_FIELD, "the record has neither `text` nor `html`")


def _given(record: dict[str, Any]) -> Given:
    return Given(
        url=_text(record, "url"),
        title=_text(record, "title"),
        date=_text(record, "date"),
        authors=_authors(record),
        publisher=_text(record, "publisher"),
        language=_text(record, "language"),
    )


def _text(record: dict[str, Any], key: str) -> str | None:
    value = record.get(key)
    if value is None or value == "":
        return None
    if not isinstance(value, str):
        # A number as a date is read as seconds by one tool and as a day by the next.
        raise Reject(Reason.BAD_FIELD, f"`{key}` is not a string")
    return value


def _authors(record: dict[str, Any]) -> tuple[str, ...]:
    value = record.get("authors")
    if value is None:
        return ()
    names = [value] if isinstance(value, str) else value
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise Reject(Reason.BAD_FIELD, "`authors` is not a list of strings")
    return tuple(name for name in names if name)
