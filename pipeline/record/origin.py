"""Which input a record was made from."""

from __future__ import annotations

import hashlib

from schemas.article import Provenance
from schemas.stages import Decoded, RawDocument


def provenance(raw: RawDocument, decoded: Decoded | None) -> Provenance:
    """Return where the record came from; charset fields are null when it was never decoded."""
    content = raw.content if isinstance(raw.content, bytes) else raw.content.encode("utf-8", "surrogatepass")
    return Provenance(
        record_id=raw.record_id,
        media_type=raw.media_type.value,
        charset=decoded.charset if decoded else None,
        charset_from=decoded.charset_from if decoded else None,
        sha256=hashlib.sha256(content).hexdigest(),
        bytes=len(content),
        offset=raw.offset,
        revision=raw.revision,
        retrieved_at=raw.retrieval.at,
        http_status=raw.retrieval.status,
        final_url=raw.retrieval.url,
    )
