"""A labelled page to an article record, validated; every value with where it came from."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from pipeline.errors import Reject
from pipeline.identity import record_identity
from pipeline.label.dateline import agency_of
from pipeline.label.dates import Moment, read_moment
from pipeline.label.weight import weight
from pipeline.language.detect import detect_language
from pipeline.language.people import people
from pipeline.language.phrases import key
from pipeline.printable import one_line, pictured
from pipeline.publisher import self_reference
from pipeline.repair import Change
from pipeline.urls import clean_url
from schemas.article import Article, Caption, Evidence, Note, Processing, Provenance, Quality, Repair
from schemas.rejection import Reason
from schemas.settings import Settings
from schemas.stages import KEPT, TEXT_ROLES, Block, Decoded, Found, LabelledPage, RawDocument, Role

_ONE_LINE_ROLES = {
    Role.TITLE: "title",
    Role.KICKER: "kicker",
    Role.STANDFIRST: "standfirst",
    Role.BYLINE: "byline",
    Role.AGENCY: "agency",
    Role.DATELINE: "dateline",
    Role.DATE: "published_raw",
}
_PLAIN_FIELDS = ("url", "title", "kicker", "standfirst", "byline", "agency", "publisher", "dateline", "published_raw")
_DERIVED = {
    "authors": "byline",
    "published_date": "published_raw",
    "published_at": "published_raw",
    "modified_at": "modified_raw",
}


@dataclass(frozen=True, slots=True)
class Evidenced:
    """The values of the fields, first found first taken, and where each came from."""

    values: dict[str, Found]

    def text(self, field: str) -> str | None:
        """Return the value of a field, or None."""
        found = self.values.get(field)
        return found.value if found else None


def assemble(
    page: LabelledPage, raw: RawDocument, decoded: Decoded, changes: Sequence[Change], settings: Settings
) -> Article:
    """Return the validated article; raise Reject if too little of the page is an article's own words."""
    paragraphs = [block.content for block in page.blocks if block.role in TEXT_ROLES]
    text = "\n\n".join(paragraphs)
    words = weight(text)
    _reject_scant(page, words, settings)
    found, surplus = _fields(page, raw)
    language = found.text("language") or None
    detected = None if language else detect_language(text)
    # What a page's template declares is often wrong: it only speaks where the text is too short to tell.
    spoken = language or (detected[0] if detected else found.text("declared_language"))
    moment = _moment(found.text("published_raw"), spoken)
    modified = _moment(found.text("modified_raw"), spoken)
    record: dict[str, Any] = {field: found.text(field) for field in _PLAIN_FIELDS} | {
        "authors": _authors(page, raw, surplus),
        "published_date": moment.day if moment else None,
        "published_at": moment.instant if moment else None,
        "modified_at": modified.instant if modified else None,
        "language": spoken,
        "language_score": detected[1] if detected else None,
        "removed": _removed(page.blocks, surplus),
    }
    return Article(
        **record,
        id=record_identity(raw.source, raw.record_id),
        source=raw.source,
        text=text,
        captions=_captions(page.blocks),
        notes=[_note(block) for block in page.blocks if block.role is Role.NOTE],
        repairs=[_repair(change) for change in changes],
        evidence=_evidence(found, page, record),
        quality=Quality(
            words=words,
            paragraphs=len(paragraphs),
            removed_ratio=_removed_ratio(page.blocks),
            repairs=len(changes),
            furniture=len({block.line for block in page.outside}),
            warnings=_warnings(page, decoded, changes),
        ),
        provenance=provenance(raw, decoded),
        processing=Processing(settings_sha256=settings.digest()),
    )


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
    )


def _reject_scant(page: LabelledPage, words: int, settings: Settings) -> None:
    if words >= settings.min_words and words > 0:
        return
    if words == 0 and any(block.role not in KEPT for block in page.blocks):
        raise Reject(Reason.BOILERPLATE_ONLY, "every line of it is page furniture")
    raise Reject(Reason.TOO_SHORT, f"{words} words of text; the least is {settings.min_words}")


def _fields(page: LabelledPage, raw: RawDocument) -> tuple[Evidenced, frozenset[int]]:
    """Return the first value of each field, and the indices of blocks that claim a field another value has.

    What came with the record goes before what the page declares, and that before the lines.
    """
    values: dict[str, Found] = {}
    for found in (*_given(raw), *page.found):
        if found.value and found.field not in values:
            values[found.field] = found
    surplus = _from_blocks(page.blocks, values)
    if "publisher" not in values and (named := self_reference(page.blocks)):
        values["publisher"] = named
    return Evidenced(values), surplus


def _from_blocks(blocks: Sequence[Block], values: dict[str, Found]) -> frozenset[int]:
    """Add to `values` what the blocks say; return the indices of those that came too late."""
    surplus = []
    previous: Block | None = None
    for i, block in enumerate(blocks):
        field = _field_of(block)
        found = Found(field, block.content, block.rule, line=block.line, selector=block.selector) if field else None
        if found and field == "byline" and previous and _field_of(previous) == "byline" and i - 1 not in surplus:
            # One name a line is one byline.
            values[field] = replace(values[field], value=f"{values[field].value}, {block.content}")
        elif (found and key(values.setdefault(found.field, found).value) != key(found.value)) or (
            found and values[found.field] is not found and values[found.field].line is not None
        ):
            surplus.append(i)
        if block.role is Role.DATELINE and (agency := agency_of(block.content)):
            values.setdefault("agency", Found("agency", agency, "agency_in_dateline", line=block.line))
        previous = block
    return frozenset(surplus)


def _field_of(block: Block) -> str | None:
    if block.role is Role.DATE and block.rule.startswith("modified"):
        return "modified_raw"
    return _ONE_LINE_ROLES.get(block.role)


def _given(raw: RawDocument) -> Iterable[Found]:
    given = raw.given
    rows = (
        ("url", clean_url(given.url) if given.url else None),
        ("title", one_line(given.title or "")),
        ("published_raw", one_line(given.date or "")),
        ("publisher", one_line(given.publisher or "")),
        ("language", _language_code(given.language)),
    )
    return [Found(field, value, "given") for field, value in rows if value]


def _language_code(tag: str | None) -> str | None:
    """Return the language of a tag such as en-GB, or None if it is none."""
    code = (tag or "").strip().replace("_", "-").split("-")[0].lower()
    return code if 2 <= len(code) <= 3 and code.isascii() and code.isalpha() else None


def _authors(page: LabelledPage, raw: RawDocument, surplus: frozenset[int]) -> list[str]:
    if raw.given.authors:
        return [name for author in raw.given.authors if (name := one_line(author))]
    listed = [found.value for found in page.found if found.field == "author"]
    if not listed:
        bylines = (
            block.content for i, block in enumerate(page.blocks) if block.role is Role.BYLINE and i not in surplus
        )
        listed = [name for byline in bylines for name in people(byline)]
    return list(dict.fromkeys(listed))


def _captions(blocks: Sequence[Block]) -> list[Caption]:
    """Return captions and credits in page order; a credit right behind a caption belongs to it."""
    captions: list[Caption] = []
    paragraph = 0
    open_caption = False
    for block in blocks:
        if block.role is Role.CAPTION:
            captions.append(Caption(text=block.content, credit=None, paragraph=paragraph))
        elif block.role is Role.CREDIT and open_caption and captions[-1].credit is None:
            captions[-1] = captions[-1].model_copy(update={"credit": block.content})
        elif block.role is Role.CREDIT:
            captions.append(Caption(text=None, credit=block.content, paragraph=paragraph))
        paragraph += block.role in TEXT_ROLES
        open_caption = block.role is Role.CAPTION or (open_caption and block.role is Role.LABEL)
    return captions


def _removed(blocks: Sequence[Block], surplus: frozenset[int]) -> list[dict[str, object]]:
    # A whole page has hundreds: Article makes the models, all in one go.
    return [
        {
            "line": block.line,
            "text": block.text,
            "role": block.role,
            "rule": _rule_of_cut(block, i, surplus),
            "score": block.score,
        }
        for i, block in enumerate(blocks)
        if _is_cut(block) or i in surplus
    ]


def _is_cut(block: Block) -> bool:
    """Tell whether no field of the record takes the block: `modified_at` holds an instant, not its line."""
    return block.role not in KEPT or _field_of(block) == "modified_raw"


def _rule_of_cut(block: Block, index: int, surplus: frozenset[int]) -> str:
    return f"further_{block.rule}" if index in surplus and not _is_cut(block) else block.rule


def _removed_ratio(blocks: Sequence[Block]) -> float:
    total = sum(len(block.text) for block in blocks)
    cut = sum(len(block.text) for block in blocks if block.role not in KEPT)
    return round(cut / total, 3) if total else 0.0


def _repair(change: Change) -> Repair:
    # What was repaired may be a control: one for one, so that `start` and the length still say where.
    return Repair(
        line=change.line,
        start=change.start,
        before=pictured(change.before),
        after=change.after,
        rule=change.rule,
        codec=change.codec,
        layers=change.layers,
        margin=change.margin,
        partial=change.partial,
    )


def _evidence(found: Evidenced, page: LabelledPage, record: dict[str, object]) -> list[Evidence]:
    """Return where the value of every field came from; a derived field points to what it was derived from."""
    sources = dict(found.values)
    for field, origin in _DERIVED.items():
        if record.get(field) and origin in sources:
            sources.setdefault(field, sources[origin])
    if listed := [value for value in page.found if value.field == "author"]:
        sources["authors"] = listed[0]
    return [
        Evidence(field=name, line=value.line, selector=value.selector, rule=value.rule)
        for name, value in sorted(sources.items())
        if name in Article.model_fields and record.get(name)
    ]


def _note(block: Block) -> Note:
    return Note.model_validate({"kind": block.rule.removeprefix("note_"), "text": block.content})


def _moment(raw: str | None, language: str | None) -> Moment | None:
    return read_moment(raw, language[:2].lower() if language else None) if raw else None


def _warnings(page: LabelledPage, decoded: Decoded, changes: Sequence[Change]) -> list[str]:
    warnings = list(page.warnings)
    if decoded.replaced:
        warnings.append(f"broken_characters:{decoded.replaced}")
    if decoded.charset_from in ("guess", "windows-1252"):
        warnings.append(f"charset_guessed:{decoded.charset}")
    if any(change.partial for change in changes):
        warnings.append("partly_repaired")
    return warnings
