"""Take the transfer and content encodings off an HTTP body, within a cap, tolerating headers that lie."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable

import brotli

from pipeline.errors import Reject
from pipeline.sources.allowance import Allowance, Exceeded
from pipeline.sources.kinds import Compression
from pipeline.sources.streams import Damaged, Members
from schemas.rejection import Reason
from schemas.settings import Settings

_CODINGS_AT_MOST = 3
_GZIP_MAGIC = b"\x1f\x8b"
_ZSTD_MAGIC = b"\x28\xb5\x2f\xfd"


def dechunked(body: bytes) -> bytes:
    """Return the body without its chunk framing; a body that is not chunked at all comes back as it is.

    >>> dechunked(b"3\\r\\nabc\\r\\n0\\r\\n\\r\\n"), dechunked(b"<p>not chunked")
    (b'abc', b'<p>not chunked')
    """
    parts: list[bytes] = []
    at = 0
    while True:
        line_end = body.find(b"\r\n", at, at + 1024)
        size = _chunk_size(body[at:line_end]) if line_end >= 0 else None
        if size is None:
            if not parts:
                return body  # crawlers store the body decoded and keep the header
            if at >= len(body):
                raise Reject(Reason.WARC_TRUNCATED, "the chunked body ends before its last chunk")
            raise Reject(Reason.WARC_DAMAGED, "a chunk of the body has no readable size")
        if size == 0:
            return b"".join(parts)
        start = line_end + 2
        if start + size > len(body):
            raise Reject(Reason.WARC_TRUNCATED, "the chunked body ends inside a chunk")
        parts.append(body[start : start + size])
        at = start + size + 2


def decoded(body: bytes, encodings: str, max_bytes: int) -> bytes:
    """Return the body with the content codings of the header taken off, last one first."""
    names = [name.strip().lower() for name in encodings.split(",") if name.strip()]
    if len(names) > _CODINGS_AT_MOST:
        raise Reject(Reason.UNSUPPORTED_TYPE, "the body is encoded more than three times over")
    for name in reversed(names):
        if name == "identity":
            continue
        decode = _DECODERS.get(name)
        if decode is None:
            raise Reject(Reason.UNSUPPORTED_TYPE, "the body has a content encoding that is not known")
        body = decode(body, max_bytes)
    if names and body.startswith(_GZIP_MAGIC):
        body = _gunzipped(body, max_bytes)  # servers that compress twice and say so once
    return body


def unpacked(data: bytes, max_bytes: int) -> bytes:
    """Return a gzip or zstd file's content, every member of it; anything else comes back as it is."""
    if data.startswith(_GZIP_MAGIC):
        return _gunzipped(data, max_bytes)
    if data.startswith(_ZSTD_MAGIC):
        return _unzstd(data, max_bytes)
    return data


def _chunk_size(line: bytes) -> int | None:
    digits = line.partition(b";")[0].strip()
    if not 0 < len(digits) <= 8 or digits.translate(None, b"0123456789abcdefABCDEF"):
        return None
    return int(digits, 16)


def _gunzipped(body: bytes, max_bytes: int) -> bytes:
    return _of_members(body, Compression.GZIP, max_bytes)


def _unzstd(body: bytes, max_bytes: int) -> bytes:
    return _of_members(body, Compression.ZSTD, max_bytes)


def _of_members(body: bytes, compression: Compression, max_bytes: int) -> bytes:
    """Return the content of all members; what is not compressed comes back as it is, what follows is passed over."""
    members = Members(io.BytesIO(body), compression, Allowance(Settings()))
    if members.is_plain:
        return body
    out = bytearray()
    try:
        while piece := members.piece():
            out += piece
            if len(out) > max_bytes:
                raise _too_large(max_bytes)
    except Exceeded:
        raise _too_large(max_bytes) from None
    except Damaged as damage:
        if not damage.between:
            raise Reject(Reason.WARC_TRUNCATED if damage.cut else Reason.WARC_DAMAGED, damage.detail) from damage
    return bytes(out)


def _deflated(body: bytes, max_bytes: int) -> bytes:
    for bits in (15, -15):  # zlib as the standard says, raw deflate as some servers send
        try:
            return _inflated(body, bits, max_bytes)
        except Reject as verdict:
            if verdict.reason is not Reason.WARC_DAMAGED:
                raise
    return body


def _inflated(body: bytes, bits: int, max_bytes: int) -> bytes:
    decoder = zlib.decompressobj(bits)
    try:
        out = decoder.decompress(body, max_bytes + 1)
    except zlib.error as error:
        raise Reject(Reason.WARC_DAMAGED, "the compressed body is corrupt") from error
    if len(out) > max_bytes:
        raise _too_large(max_bytes)
    if not decoder.eof:
        raise Reject(Reason.WARC_TRUNCATED, "the compressed body is cut")
    return out


def _unbrotli(body: bytes, max_bytes: int) -> bytes:
    decoder = brotli.Decompressor()
    out = bytearray()
    try:
        out += decoder.process(body, output_buffer_limit=max_bytes + 1)
        while not decoder.is_finished() and not decoder.can_accept_more_data() and len(out) <= max_bytes:
            out += decoder.process(b"", output_buffer_limit=max_bytes + 1 - len(out))
    except brotli.error:
        if not out:
            return body  # says br and is not: crawlers store the body decoded and keep the header
        raise Reject(Reason.WARC_DAMAGED, "the brotli body is corrupt") from None
    if len(out) > max_bytes:
        raise _too_large(max_bytes)
    if not decoder.is_finished():
        raise Reject(Reason.WARC_TRUNCATED, "the brotli body is cut")
    return bytes(out)


def _too_large(max_bytes: int) -> Reject:
    return Reject(Reason.RECORD_TOO_LARGE, f"unpacked, the record has more than {max_bytes} bytes")


_DECODERS: dict[str, Callable[[bytes, int], bytes]] = {
    "gzip": _gunzipped,
    "x-gzip": _gunzipped,
    "deflate": _deflated,
    "br": _unbrotli,
    "zstd": _unzstd,
}
