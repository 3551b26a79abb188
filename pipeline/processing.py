"""The one function: a raw document in, an article or a rejection out."""

from __future__ import annotations

from pipeline.decode import decode
from pipeline.errors import Reject
from pipeline.read import read
from pipeline.record.assemble import assemble, provenance
from pipeline.record.rejection import LOOKED_AT, rejection
from schemas.article import Article
from schemas.rejection import Rejection, Stage
from schemas.settings import Settings
from schemas.stages import Decoded, RawDocument


def process(raw: RawDocument, settings: Settings) -> Article | Rejection:
    """Turn one raw document into an Article, or say why it cannot be one."""
    stage = Stage.DECODE
    decoded: Decoded | None = None
    try:
        decoded = decode(raw, settings)
        stage = Stage.READ
        page, changes = read(decoded, raw, settings)
        stage = Stage.ASSEMBLE
        article = assemble(page, raw, decoded, changes, settings)
    except Reject as verdict:
        start = _start_of(raw, decoded)
        return rejection(raw.source, stage, verdict, provenance(raw, decoded), settings, start=start)
    return article if settings.typography == "published" else _in_plain(article)


def _in_plain(article: Article) -> Article:
    from pipeline.typography import in_plain  # ftfy takes 95 ms to import, and few ask for it

    return in_plain(article)


def _start_of(raw: RawDocument, decoded: Decoded | None) -> str:
    if decoded:
        return decoded.text[:LOOKED_AT]
    start = raw.content[:LOOKED_AT]
    return start if isinstance(start, str) else start.decode("utf-8", "replace")
