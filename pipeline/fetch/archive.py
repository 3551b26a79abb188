"""What was fetched, and what was refused, as the bytes of a WARC file."""

from __future__ import annotations

import io
from collections.abc import Iterable

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from pipeline.fetch.verdicts import Answer, Refused
from pipeline.sources.own_fields import DETAIL, PAGE, REFUSED
from schemas.version import TOOL, VERSION

# They told how the body was sent; it is kept as it was before, and a reader would take it apart once more.
_OF_THE_TRANSFER = frozenset({"transfer-encoding", "content-length", "connection", "keep-alive"})


def archive(taken: Iterable[tuple[str, Answer | Refused]], agent: str) -> bytes:
    """Return a WARC file, each record a gzip member, of canonical addresses and what their visits came to."""
    buffer = io.BytesIO()
    writer = WARCWriter(buffer, gzip=True, warc_version="1.1")
    info = {"software": f"{TOOL}/{VERSION}", "format": "WARC File Format 1.1", "http-header-user-agent": agent}
    writer.write_record(writer.create_warcinfo_record("fetched.warc.gz", info))
    for page, result in taken:
        if isinstance(result, Answer):
            _write_answer(writer, page, result)
        else:
            _write_refusal(writer, page, result)
    return buffer.getvalue()


def _write_answer(writer: WARCWriter, page: str, answer: Answer) -> None:
    kept = [(name, value) for name, value in answer.headers if name.lower() not in _OF_THE_TRANSFER]
    http = StatusAndHeaders(
        f"{answer.status} {_ascii(answer.phrase)}".strip(),
        [*kept, ("Content-Length", str(len(answer.body)))],
        protocol="HTTP/1.1",
    )
    fields = {PAGE: page, "WARC-Date": f"{answer.when:%Y-%m-%dT%H:%M:%SZ}"}
    body = io.BytesIO(answer.body)
    writer.write_record(
        writer.create_warc_record(answer.url, "response", body, http_headers=http, warc_headers_dict=fields)
    )


def _ascii(text: str) -> str:
    """Return what warcio can write of a phrase: it encodes the values of fields only."""
    return "".join(character for character in text if " " <= character <= "~")


def _write_refusal(writer: WARCWriter, page: str, refused: Refused) -> None:
    fields = {PAGE: page, REFUSED: str(refused.reason), DETAIL: refused.detail}
    writer.write_record(
        writer.create_warc_record(
            page,
            "metadata",
            io.BytesIO(b""),
            warc_content_type="application/warc-fields",
            warc_headers_dict=fields,
        )
    )
