"""Turn the block of a WARC record into a document: the HTTP head off, the body decoded, the type checked."""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.errors import Reject
from pipeline.sources.bodies import dechunked, decoded
from pipeline.sources.found import Unit
from pipeline.sources.retrieval import STATUS_LINE, of_response
from schemas.rejection import Reason
from schemas.settings import Settings
from schemas.stages import Given, MediaType, RawDocument

_CHARSET = re.compile(r"charset\s{0,4}=\s{0,4}[\"']?([A-Za-z0-9_:.+-]{1,40})", re.IGNORECASE)
# 204 and 205 have no content, 206 is a part of a page: none of them is an article as a whole.
_WHOLE = frozenset(range(200, 300)) - {204, 205, 206}
_TYPES = {
    "text/html": MediaType.HTML,
    "application/xhtml+xml": MediaType.HTML,
    "text/plain": MediaType.TEXT,
}


def warc_document(unit: Unit, block: bytes, settings: Settings) -> RawDocument:
    """Return the document in the block of a WARC record; raise Reject when it holds none that is read."""
    if unit.headers.get("warc-type", "").lower() == "response":
        found = _response(unit, block, settings)
    else:
        found = _document(unit, block, unit.headers.get("content-type", ""))
    return replace(found, retrieval=of_response(unit.headers, block))


def _response(unit: Unit, block: bytes, settings: Settings) -> RawDocument:
    protocol = unit.headers.get("content-type", "application/http").lower()
    if not protocol.startswith("application/http") or not block.startswith(b"HTTP/"):
        raise Reject(Reason.NOT_HTTP, "the response is not an HTTP message")
    head, body = _head_and_body(block, settings.max_header_bytes)
    status = STATUS_LINE.fullmatch(head[0])
    if status is None:
        raise Reject(Reason.NOT_HTTP, "the response has no readable status line")
    if int(status[1]) not in _WHOLE:
        raise Reject(Reason.HTTP_STATUS, f"the server answered {int(status[1])}")
    fields = _fields(head[1:])
    if "chunked" in fields.get("transfer-encoding", "").lower():
        body = dechunked(body)
    body = decoded(body, fields.get("content-encoding", ""), settings.max_record_bytes)
    return _document(unit, body, fields.get("content-type", ""))


def _head_and_body(block: bytes, max_header_bytes: int) -> tuple[list[bytes], bytes]:
    for blank, line_end in ((b"\r\n\r\n", b"\r\n"), (b"\n\n", b"\n")):
        end = block.find(blank, 0, max_header_bytes)
        if end >= 0:
            return block[:end].split(line_end), block[end + len(blank) :]
    raise Reject(Reason.NOT_HTTP, "the HTTP head does not end")


def _fields(lines: list[bytes]) -> dict[str, str]:
    fields: dict[str, str] = {}
    for line in lines:
        name, colon, value = line.partition(b":")
        if colon:
            key = name.strip().lower().decode("latin-1")
            text = value.strip().decode("latin-1")
            # A repeated Content-Encoding is one list in two lines.
            fields[key] = f"{fields[key]}, {text}" if key in fields and key == "content-encoding" else text
    return fields


def _document(unit: Unit, body: bytes, content_type: str) -> RawDocument:
    name = content_type.partition(";")[0].strip().lower()
    kind = _TYPES.get(name)
    if kind is None and not name:
        kind = MediaType.HTML if body[:1024].lstrip()[:1] == b"<" else None
    if kind is None:
        raise Reject(Reason.UNSUPPORTED_TYPE, "the record is neither HTML nor plain text")
    charset = _CHARSET.search(content_type[:1000])
    return RawDocument(
        source=unit.source,
        content=body,
        media_type=kind,
        record_id=unit.fallback_id,
        charset=charset[1] if charset else None,
        offset=unit.offset,
        given=Given(url=unit.headers.get("warc-target-uri", "").strip("<>") or None),
    )
