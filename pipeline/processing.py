"""The one function: a raw document in, an article or a rejection out."""

from __future__ import annotations

from pipeline.assemble import assemble, provenance
from pipeline.decode import decode
from pipeline.errors import Reject
from pipeline.identity import record_identity
from pipeline.printable import snippet
from pipeline.read import read
from schemas.article import Article, Processing
from schemas.rejection import Rejection, Stage
from schemas.settings import Settings
from schemas.stages import Decoded, RawDocument

_SNIPPET_CHARACTERS = 200
_DETAIL_CHARACTERS = 300


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
        return reject(raw, stage, verdict, settings, decoded)
    return article if settings.typography == "published" else _in_plain(article)


def _in_plain(article: Article) -> Article:
    from pipeline.typography import in_plain  # ftfy takes 95 ms to import, and few ask for it

    return in_plain(article)


def reject(
    raw: RawDocument, stage: Stage, verdict: Reject, settings: Settings, decoded: Decoded | None = None
) -> Rejection:
    """Return the record of a rejection, with the start of the input as clean characters."""
    return Rejection(
        id=record_identity(raw.source, raw.record_id),
        source=raw.source,
        stage=stage,
        reason=verdict.reason,
        detail=snippet(verdict.detail)[:_DETAIL_CHARACTERS],
        snippet=_snippet(raw, decoded),
        provenance=provenance(raw, decoded),
        processing=Processing(settings_sha256=settings.digest()),
    )


def _snippet(raw: RawDocument, decoded: Decoded | None) -> str:
    if decoded:
        start = decoded.text[: 2 * _SNIPPET_CHARACTERS]
    elif isinstance(raw.content, str):
        start = raw.content[: 2 * _SNIPPET_CHARACTERS]
    else:
        start = raw.content[: 2 * _SNIPPET_CHARACTERS].decode("utf-8", "replace")
    return snippet(start)[:_SNIPPET_CHARACTERS]
