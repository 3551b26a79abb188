"""What became of one unit: a line to be written, or the news that nothing is to be written."""

from __future__ import annotations

import hashlib
import importlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias, cast

from pipeline.errors import Reject
from pipeline.record.rejection import LOOKED_AT, rejection
from pipeline.sources.content import content_of, digest_of, document, retrieval_of
from pipeline.sources.found import Refusal, Unit
from pipeline.sources.json_records import record_id_of, row_of
from pipeline.sources.opening import Passing
from pipeline.sources.other_names import untaken
from schemas.article import Article, Provenance
from schemas.rejection import Reason, Rejection, Stage
from schemas.settings import Settings
from schemas.stages import MediaType, RawDocument, Retrieval

CLEANER = "pipeline.processing:process"
"""Where the one function is found; workers import it by this name."""

Cleaner: TypeAlias = Callable[[RawDocument, Settings], Article | Rejection]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a unit came to. `line` ends in a line feed and is empty when `unchanged` or `passing` is set.

    `digest` is of the unit's bytes as they lie in the source, `reason` is None for an article and `publisher` its
    outlet, `passing` says what a later run may not meet again, `untaken` what a row holds by other names than ours.
    """

    id: str
    digest: bytes
    line: bytes = b""
    reason: Reason | None = None
    unchanged: bool = False
    passing: str | None = None
    publisher: str | None = None
    untaken: tuple[str, ...] = ()


def load_cleaner(name: str) -> Cleaner:
    """Return the function named as `module:function`."""
    module, _, function = name.partition(":")
    return cast("Cleaner", getattr(importlib.import_module(module), function))


def clean(unit: Unit, known: bytes | None, cleaner: Cleaner, settings: Settings) -> Outcome:
    """Return what a unit comes to; nothing is cleaned when its digest is the `known` one. Raises MemoryError only."""
    content = b""
    try:
        content = content_of(unit, settings)
        digest = hashlib.sha256(content).digest()
        if digest == known:
            return Outcome("", digest, unchanged=True)
        raw = document(unit, content, settings)
        return _written(cleaner(raw, settings), digest, raw.untaken)
    except Passing as trouble:
        return Outcome("", b"", passing=trouble.detail)
    except Reject as verdict:
        return _rejected(unit, content, settings, Stage.SOURCE, verdict)
    except MemoryError:
        raise
    except Exception as error:
        # The border: a bug of ours costs one record, and shows in the exit code.
        bug = Reject(Reason.INTERNAL_ERROR, f"{type(error).__name__} in {place_of(error)}")
        return _rejected(unit, content, settings, Stage.ENGINE, bug)


def given_up(unit: Unit, reason: Reason, detail: str, settings: Settings) -> Outcome:
    """Return the reject for a unit whose worker did not answer."""
    row = rejection_of(unit, settings, Stage.ENGINE, Reject(reason, detail))
    return Outcome(row.id, digest_of(unit), _line(row), reason)


def refused(refusal: Refusal, settings: Settings) -> Outcome:
    """Return the reject for what never became a unit."""
    row = rejection_of(refusal, settings, Stage.SOURCE, Reject(refusal.reason, refusal.detail))
    key = f"{refusal.reason} {refusal.detail} {refusal.length}"
    return Outcome(row.id, hashlib.sha256(key.encode()).digest(), _line(row), refusal.reason)


def rejection_of(
    item: Unit | Refusal, settings: Settings, stage: Stage, verdict: Reject, content: bytes = b""
) -> Rejection:
    """Return the reject record of an item; `content` is what is known of its bytes."""
    record_id = item.record_id if isinstance(item, Refusal) else record_id_of(item, content, settings)
    fetched = retrieval_of(item, content, settings) if isinstance(item, Unit) else Retrieval()
    provenance = Provenance(
        record_id=record_id,
        media_type=item.kind.traits.media_type if isinstance(item, Unit) else MediaType.TEXT,
        charset=None,
        charset_from=None,
        sha256=hashlib.sha256(content).hexdigest(),
        bytes=len(content),
        offset=item.offset,
        revision=1,
        retrieved_at=fetched.at,
        http_status=fetched.status,
        final_url=fetched.url,
    )
    start = content[: 2 * LOOKED_AT].decode("utf-8", "replace")
    return rejection(item.source, stage, verdict, provenance, settings, start=start)


def revised(line: bytes, reason: Reason | None, revision: int) -> bytes:
    """Return the line of a record with its revision set, every other byte as the record's own model writes it."""
    model = Article if reason is None else Rejection
    record = model.model_validate_json(line)
    provenance = record.provenance.model_copy(update={"revision": revision})
    return _line(record.model_copy(update={"provenance": provenance}))


def doubled(line: bytes, reason: Reason | None, settings: Settings) -> tuple[bytes, str]:
    """Return the reject line for a record whose id its source had already given, and its id."""
    model = Article if reason is None else Rejection
    record = model.model_validate_json(line)
    verdict = Reject(Reason.DUPLICATE, "another record of this source has the same id; the first one counts")
    row = rejection(record.source, Stage.ENGINE, verdict, record.provenance, settings)
    return _line(row), row.id


def _written(record: Article | Rejection, digest: bytes, fields: tuple[str, ...]) -> Outcome:
    reason = record.reason if isinstance(record, Rejection) else None
    publisher = record.publisher if isinstance(record, Article) else None
    return Outcome(record.id, digest, _line(record), reason, publisher=publisher, untaken=fields)


def _rejected(unit: Unit, content: bytes, settings: Settings, stage: Stage, verdict: Reject) -> Outcome:
    row = rejection_of(unit, settings, stage, verdict, content)
    held = row_of(unit, content, settings) if verdict.reason is Reason.MISSING_FIELD else {}
    digest = hashlib.sha256(content).digest()
    return Outcome(row.id, digest, _line(row), verdict.reason, untaken=untaken(held))


def _line(record: Article | Rejection) -> bytes:
    return record.model_dump_json().encode() + b"\n"


def place_of(error: BaseException) -> str:
    """Return where an exception was raised: file name and line, for the message itself may hold text of the input."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    if trace is None:
        return "an unknown place"
    return f"{trace.tb_frame.f_code.co_filename.rpartition('/')[2]}:{trace.tb_lineno}"
