"""The article record, version 1.1: every key is always present and lists are never null."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from schemas.stages import Role
from schemas.version import SCHEMA_VERSION, TOOL, VERSION

Text = Annotated[str, StringConstraints(min_length=1)]
Day = Annotated[str, StringConstraints(pattern=r"^\d{4}-\d{2}-\d{2}$")]
Instant = Annotated[str, StringConstraints(pattern=r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$")]
RecordId = Annotated[str, StringConstraints(pattern=r"^cd-[0-9a-f]{32}$")]
Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


class _Record(BaseModel):
    model_config = ConfigDict(
        frozen=True, extra="forbid", json_schema_serialization_defaults_required=True, defer_build=True
    )


class Caption(_Record):
    """A picture or media caption with its credit; one of the two may be missing."""

    text: str | None = Field(description="caption as printed, without its label; null when only a credit stands there")
    credit: str | None = Field(description="photographer, agency or source as printed, without its label; null if none")
    paragraph: int = Field(ge=0, description="how many body paragraphs came before it")


class Note(_Record):
    """What the desk says about the article, apart from its own words."""

    kind: Literal["correction", "update", "embargo", "editor", "disclaimer"] = Field(description="what sort of note")
    text: Text = Field(description="the note as printed")


class Removed(_Record):
    """A source line, or part of one, that was cut."""

    line: int = Field(ge=1, description="number of the source line, from 1; for HTML the number of the block")
    text: Text = Field(description="what was cut, after repair, typography as published")
    role: Role = Field(description="what it was taken for")
    rule: str = Field(description="name of the rule or model that cut it")
    score: float = Field(ge=0, le=1, description="1 for a rule, else the model's confidence that it is to be cut")


class Repair(_Record):
    """A change of characters; applying all of them to the decoded input gives the text that was read."""

    line: int = Field(ge=0, description="number of the source line; for HTML of the block, 0 for a declared value")
    start: int = Field(ge=0, description="characters from the start of the decoded text; for HTML, of the block")
    before: str = Field(
        description="characters as found; one that no record may hold is shown by its picture or U+FFFD"
    )
    after: str = Field(description="characters put in their place; empty when they were dropped")
    rule: str = Field(description="rule and code page at fault, as `mojibake:windows-874`")
    codec: str | None = Field(description="code page the bytes were wrongly read by; null when none was at fault")
    layers: int = Field(ge=0, description="how many times the text had been garbled; 0 when it was not mojibake")
    margin: float | None = Field(description="how much likelier the new reading is, in nats; null for a plain rule")
    partial: bool = Field(description="true when bytes were lost and only part could be restored")


class Evidence(_Record):
    """Where the value of a field came from."""

    field: str = Field(description="name of the field")
    line: int | None = Field(description="source line, from 1; null when it did not come from a line")
    selector: str | None = Field(description="place in the HTML, as `meta[property=og:title]`; null for plain text")
    rule: str = Field(description="rule that took it")


class Quality(_Record):
    """Counts a reader can filter by."""

    words: int = Field(ge=0, description="words of `text`; in scripts without spaces two characters count as one")
    paragraphs: int = Field(ge=0, description="paragraphs of `text`")
    removed_ratio: float = Field(ge=0, le=1, description="share of the page's characters that was cut, three decimals")
    repairs: int = Field(ge=0, description="number of entries in `repairs`")
    furniture: int = Field(ge=0, description="cut blocks outside the article that `removed` does not list (HTML only)")
    warnings: list[str] = Field(
        description="what is doubtful, as `uncertain_lines:3` or `page_kind:live_blog`; with plain typography "
        "`typography:plain`, and how many characters each kind of it replaced, as `plain_quotes:12`"
    )


class Provenance(_Record):
    """The input the record was made from."""

    record_id: str | None = Field(
        description="id inside the container: JSONL id, WARC-Record-ID, else its place, `line:N` or `offset:N`, or on "
        "standard input without a name `sha256:` of its bytes; null for a file"
    )
    media_type: str = Field(description="text/plain or text/html")
    charset: str | None = Field(description="charset the bytes were read by; null when they were not decoded")
    charset_from: str | None = Field(description="how it was chosen: bom, utf-8, damaged-utf-8, declared, ...")
    sha256: Sha256 = Field(description="SHA-256 of the input's bytes")
    bytes: int = Field(ge=0, description="length of the input in bytes")
    offset: int | None = Field(description="where the record starts in its container, in bytes; null for a file")
    revision: int = Field(ge=1, description="1, and one more each time the same source and record id came changed")


class Processing(_Record):
    """What made the record; no clock, so that the same input gives the same bytes."""

    tool: str = Field(default=TOOL, description="copydesk")
    version: str = Field(default=VERSION, description="its version")
    settings_sha256: Sha256 = Field(description="SHA-256 of the settings that have a say in the result")


class Article(_Record):
    """One article: a line of articles.jsonl."""

    schema_version: Literal["1.1"] = Field(default=SCHEMA_VERSION, description="version of this record's schema")
    id: RecordId = Field(description="`cd-` and 32 hex digits of a hash over (source, record_id)")
    source: Text = Field(
        description="the input: its path, relative below the folder the run was started in and absolute elsewhere, its "
        "address, or `-`; `archive#member`; the same in every later run into the same folder"
    )
    url: str | None = Field(description="canonical address of the article, user info stripped; null if unknown")
    title: str | None = Field(description="headline; null if none was found")
    kicker: str | None = Field(description="label such as EXCLUSIVE or LIVE; null if none")
    standfirst: str | None = Field(description="sub-headline; null if none")
    description: str | None = Field(description="what the page declares as its summary; null if none, or if the title")
    byline: str | None = Field(description="byline as printed; null if none")
    authors: list[str] = Field(description="people only, in order; an agency or outlet is never one")
    agency: str | None = Field(description="wire or agency credited for the text; null if none")
    publisher: str | None = Field(description="outlet; null if the page does not say")
    section: list[str] = Field(description="sections it is filed under, from broad to narrow; empty if not told")
    tags: list[str] = Field(description="topics the page shows or declares for this article, in order")
    dateline: str | None = Field(description="place part as printed: LONDON (Reuters); null if none")
    published_date: Day | None = Field(description="YYYY-MM-DD whenever a day is known; never from running text")
    published_at: Instant | None = Field(description="UTC, whole seconds; null unless a time with its zone is known")
    published_raw: str | None = Field(description="date of publication as found; null if none")
    modified_date: Day | None = Field(description="YYYY-MM-DD of the last change, whenever a day is known")
    modified_at: Instant | None = Field(description="UTC, whole seconds; null unless a time with its zone is known")
    language: str | None = Field(description="ISO 639-1, 639-3 where there is none; null if not told")
    language_score: float | None = Field(description="the detector's confidence, 0 to 1; null if the page declared it")
    text: Text = Field(description="the article's own words: paragraphs joined by one blank line, never empty")
    captions: list[Caption] = Field(description="picture and media captions, in order")
    notes: list[Note] = Field(description="corrections and the like")
    removed: list[Removed] = Field(description="every source line, or part of one, that was cut")
    repairs: list[Repair] = Field(description="every change of characters")
    evidence: list[Evidence] = Field(description="where each value came from")
    quality: Quality = Field(description="counts and warnings")
    provenance: Provenance = Field(description="the input")
    processing: Processing = Field(description="the tool")
