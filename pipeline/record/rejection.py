"""The record of a rejection, put together in one place for every stage that rejects."""

from __future__ import annotations

from pipeline.errors import Reject
from pipeline.printable import snippet
from pipeline.record.identity import record_identity
from schemas.article import Processing, Provenance
from schemas.rejection import Rejection, Stage
from schemas.settings import Settings

_SNIPPET_CHARACTERS = 200
_DETAIL_CHARACTERS = 300
# Characters that no record shows are taken out, so more than are wanted are looked at.
LOOKED_AT = 2 * _SNIPPET_CHARACTERS


def rejection(
    source: str, stage: Stage, verdict: Reject, provenance: Provenance, settings: Settings, *, start: str = ""
) -> Rejection:
    """Return the record of a rejection; `start` is how the input begins, if that is known."""
    return Rejection(
        id=record_identity(source, provenance.record_id),
        source=source,
        stage=stage,
        reason=verdict.reason,
        detail=snippet(verdict.detail)[:_DETAIL_CHARACTERS],
        snippet=snippet(start)[:_SNIPPET_CHARACTERS],
        provenance=provenance,
        processing=Processing(settings_sha256=settings.digest()),
    )
