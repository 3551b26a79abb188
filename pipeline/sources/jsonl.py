"""JSON Lines to records: read as bytes, a line at a time, so that one broken line costs one record."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, BinaryIO

import orjson

from pipeline.errors import Reject
from schemas.rejection import Reason
from schemas.settings import Settings
from schemas.stages import Given, MediaType, RawDocument

_LONGEST_ID = 512
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufeff]")
_BOM = b"\xef\xbb\xbf"


def read_jsonl(stream: BinaryIO, uri: str, settings: Settings) -> Iterator[RawDocument | tuple[RawDocument, Reject]]:
    """Yield a record for every line that is not blank, or the pair of what is known of it and why it is none.

    A line without an `id` is known as `line:N`. `str.splitlines` would also cut at U+2028 inside a string, so the
    stream is cut at b"\\n" only.
    """
    offset = number = 0
    while line := stream.readline(settings.max_jsonl_line_bytes + 1):
        number += 1
        start, offset = offset, offset + len(line)
        unread = RawDocument(uri, line[:4096], MediaType.TEXT, f"line:{number}", offset=start)
        if len(line) > settings.max_jsonl_line_bytes:
            offset += _skip_line(stream)
            limit = f"a line longer than the limit of {settings.max_jsonl_line_bytes} bytes"
            yield unread, Reject(Reason.RECORD_TOO_LARGE, limit)
            continue
        line = line.removeprefix(_BOM) if start == 0 else line
        if not line.strip():
            continue
        try:
            yield _record(line, uri, number, start)
        except Reject as verdict:
            yield unread, verdict


def _skip_line(stream: BinaryIO) -> int:
    skipped = 0
    while piece := stream.readline(1 << 20):
        skipped += len(piece)
        if piece.endswith(b"\n"):
            break
    return skipped


def _record(line: bytes, uri: str, number: int, offset: int) -> RawDocument:
    try:
        row = orjson.loads(line)
    except orjson.JSONDecodeError:
        raise Reject(Reason.BAD_JSON, f"line {number} is not valid JSON") from None
    if not isinstance(row, dict):
        raise Reject(Reason.NOT_AN_OBJECT, f"line {number} holds a {type(row).__name__}, not an object")
    media_type, content = _content(row, number)
    given = Given(
        url=_text(row, "url", number),
        title=_text(row, "title", number),
        date=_text(row, "date", number),
        authors=_authors(row, number),
        publisher=_text(row, "publisher", number),
        language=_text(row, "language", number),
    )
    return RawDocument(uri, content, media_type, _record_id(row, number), offset=offset, given=given)


def _content(row: dict[str, Any], number: int) -> tuple[MediaType, str]:
    for key, media_type in (("text", MediaType.TEXT), ("html", MediaType.HTML)):
        value = row.get(key)
        if isinstance(value, str):
            return media_type, value
        if value is not None:
            raise Reject(Reason.BAD_FIELD, f"line {number}: `{key}` is a {type(value).__name__}, not a string")
    if row.get("url"):
        raise Reject(Reason.NO_CONTENT, f"line {number} has a `url` but no `text` or `html`; nothing is fetched")
    raise Reject(Reason.MISSING_FIELD, f"line {number} has neither `text` nor `html`")


def _record_id(row: dict[str, Any], number: int) -> str:
    value = row.get("id")
    if value is None:
        return f"line:{number}"
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if not isinstance(value, str) or not 1 <= len(value) <= _LONGEST_ID or _UNPRINTABLE.search(value):
        raise Reject(Reason.BAD_FIELD, f"line {number}: `id` must be 1 to {_LONGEST_ID} printable characters")
    return value


def _text(row: dict[str, Any], key: str, number: int) -> str | None:
    value = row.get(key)
    if value is None or isinstance(value, str):
        return value
    raise Reject(Reason.BAD_FIELD, f"line {number}: `{key}` is a {type(value).__name__}, not a string")


def _authors(row: dict[str, Any], number: int) -> tuple[str, ...]:
    value = row.get("authors", row.get("author"))
    if value is None:
        return ()
    names = [value] if isinstance(value, str) else value
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise Reject(Reason.BAD_FIELD, f"line {number}: `authors` must be a list of strings")
    return tuple(name for name in names if name.strip())
