"""A labelled page to an article record, validated; every value with where it came from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from pipeline.errors import Reject
from pipeline.language.dates import Moment, read_moment
from pipeline.language.detect import detect_language
from pipeline.language.people import people
from pipeline.language.weight import weight
from pipeline.printable import one_line, pictured
from pipeline.record.access import ends_at_wall
from pipeline.record.article_type import article_type
from pipeline.record.captions import captions_of
from pipeline.record.cuts import removed, removed_ratio
from pipeline.record.fields import MODIFIED, Fields, read_fields
from pipeline.record.identity import record_identity
from pipeline.record.media import embeds_of, images_of
from pipeline.record.origin import provenance
from pipeline.record.paragraphs import Place, emphasis_of, links_of, places_of, structure_of
from pipeline.record.topics import printed_topics
from pipeline.repair import Change
from schemas.article import Article, Evidence, Note, Processing, Quality, Repair
from schemas.rejection import Reason
from schemas.settings import Settings
from schemas.stages import KEPT, Block, Decoded, Found, LabelledPage, RawDocument, Role

__all__ = ["assemble", "provenance"]

_PLAIN_FIELDS = (
    *("url", "title", "kicker", "standfirst", "description", "byline", "agency", "publisher", "dateline"),
    "published_raw",
)
_LISTS = {"authors": "author", "section": "section", "tags": "tag", "other_titles": "other_title"}
"""Fields that are lists -> what their members are found as."""
_DERIVED = {
    "authors": "byline",
    "published_date": "published_raw",
    "published_at": "published_raw",
    "modified_date": MODIFIED,
    "modified_at": MODIFIED,
}


def assemble(
    page: LabelledPage, raw: RawDocument, decoded: Decoded, changes: Sequence[Change], settings: Settings
) -> Article:
    """Return the validated article; raise Reject if too little of the page is an article's own words."""
    places = places_of(page.blocks)
    text = "\n\n".join(place.block.content for place in places)
    words = weight(text)
    _reject_scant(page, words, settings)
    page = _with_topics(page)
    fields = _with_standing(read_fields(page, raw.given), page)
    values = _values(page, raw, fields, text)
    return Article(
        **values,
        id=record_identity(raw.source, raw.record_id),
        source=raw.source,
        text=text,
        **_inside(page, places),
        notes=[_note(block) for block in page.blocks if block.role is Role.NOTE],
        repairs=[_repair(change) for change in changes],
        evidence=_evidence(fields, page, values),
        quality=Quality(
            words=words,
            paragraphs=len(places),
            removed_ratio=removed_ratio(page.blocks),
            repairs=len(changes),
            furniture=len({block.line for block in page.outside}),
            warnings=_warnings(page, decoded, changes),
        ),
        provenance=provenance(raw, decoded),
        processing=Processing(settings_sha256=settings.digest()),
    )


def _inside(page: LabelledPage, places: Sequence[Place]) -> dict[str, Any]:
    """Return what stands in the article beside its words, and what its paragraphs are."""
    return {
        "captions": captions_of(page.blocks),
        "images": images_of(page, places),
        "embeds": embeds_of(page, places),
        "links": links_of(places),
        "structure": structure_of(places),
        "emphasis": emphasis_of(places),
    }


def _reject_scant(page: LabelledPage, words: int, settings: Settings) -> None:
    if words >= settings.min_words and words > 0:
        return
    if words == 0 and any(block.role not in KEPT for block in page.blocks):
        raise Reject(Reason.BOILERPLATE_ONLY, "every line of it is page furniture")
    raise Reject(Reason.TOO_SHORT, f"{words} words of text; the least is {settings.min_words}")


def _values(page: LabelledPage, raw: RawDocument, fields: Fields, text: str) -> dict[str, Any]:
    """Return the fields that evidence is given for, and what was cut."""
    language, score = _language(fields, text)
    published = _moment(fields.text("published_raw"), language)
    modified = _moment(fields.text(MODIFIED), language)
    return {field: fields.text(field) for field in _PLAIN_FIELDS} | {
        "authors": _authors(page, raw, fields.surplus),
        "section": _listed(page.found, "section"),
        "tags": _listed(page.found, "tag"),
        "article_type": fields.text("article_type"),
        "free_to_read": fields.text("free_to_read"),
        "other_titles": _listed(page.found, "other_title"),
        "comments_count": fields.text("comments_count"),
        "published_date": published.day if published else None,
        "published_at": published.instant if published else None,
        "modified_date": modified.day if modified else None,
        "modified_at": modified.instant if modified else None,
        "language": language,
        "language_score": score,
        "removed": removed(page.blocks, fields.surplus),
    }


def _language(fields: Fields, text: str) -> tuple[str | None, float | None]:
    """Return the language that came with the record, else the detected one and its score."""
    if given := fields.text("language"):
        return given, None
    # What a page's template declares is often wrong: it only speaks where the text is too short to tell.
    return detect_language(text) or (fields.text("declared_language"), None)


def _moment(raw: str | None, language: str | None) -> Moment | None:
    return read_moment(raw, language[:2].lower() if language else None) if raw else None


def _authors(page: LabelledPage, raw: RawDocument, surplus: frozenset[int]) -> list[str]:
    if raw.given.authors:
        return [name for author in raw.given.authors if (name := one_line(author))]
    listed = _listed(page.found, "author")
    if not listed:
        bylines = (
            block.content for i, block in enumerate(page.blocks) if block.role is Role.BYLINE and i not in surplus
        )
        listed = [name for byline in bylines for name in people(byline)]
    return list(dict.fromkeys(listed))


def _with_topics(page: LabelledPage) -> LabelledPage:
    """Return the page with the section and the tags that it prints, each where it declares none."""
    declared = {found.field for found in page.found}
    printed = [found for found in printed_topics((*page.blocks, *page.outside)) if found.field not in declared]
    return replace(page, found=(*page.found, *printed)) if printed else page


def _with_standing(fields: Fields, page: LabelledPage) -> Fields:
    """Return the fields with the type of the article, and whether it is free to read."""
    values = dict(fields.values)
    if found := article_type(values, page.found):
        values["article_type"] = found
    if "free_to_read" not in values and (wall := ends_at_wall((*page.blocks, *page.outside))):
        values["free_to_read"] = wall
    return replace(fields, values=values)


def _listed(found: Sequence[Found], member: str) -> list[str]:
    """Return the values found for a field that is a list."""
    return [value.value for value in found if value.field == member]


def _note(block: Block) -> Note:
    return Note.model_validate({"kind": block.rule.removeprefix("note_"), "text": block.content})


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


def _evidence(fields: Fields, page: LabelledPage, values: dict[str, object]) -> list[Evidence]:
    """Return where the value of every field came from; a derived field points to what it was derived from."""
    sources = dict(fields.values)
    for field, origin in _DERIVED.items():
        if values.get(field) and origin in sources:
            sources.setdefault(field, sources[origin])
    for field, member in _LISTS.items():
        if first := next((found for found in page.found if found.field == member), None):
            sources[field] = first
    return [
        Evidence(field=name, line=found.line, selector=found.selector, rule=found.rule)
        for name, found in sorted(sources.items())
        if name in Article.model_fields and values.get(name)
    ]


def _warnings(page: LabelledPage, decoded: Decoded, changes: Sequence[Change]) -> list[str]:
    warnings = list(page.warnings)
    if decoded.replaced:
        warnings.append(f"broken_characters:{decoded.replaced}")
    if decoded.charset_from in ("guess", "windows-1252"):
        warnings.append(f"charset_guessed:{decoded.charset}")
    if any(change.partial for change in changes):
        warnings.append("partly_repaired")
    return warnings
