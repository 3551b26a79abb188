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


ArticleType = Literal[
    "news",
    "opinion",
    "analysis",
    "review",
    "interview",
    "live_blog",
    "gallery",
    "video",
    "press_release",
    "obituary",
    "letter",
    "correction",
    "sponsored",
]


class _Record(BaseModel):
    model_config = ConfigDict(
        frozen=True, extra="forbid", json_schema_serialization_defaults_required=True, defer_build=True
    )


class Caption(_Record):
    """A picture or media caption with its credit; one of the two may be missing."""

    text: str | None = Field(description="caption as printed, without its label; null when only a credit stands there")
    credit: str | None = Field(description="photographer, agency or source as printed, without its label; null if none")
    paragraph: int = Field(ge=0, description="how many body paragraphs came before it")


class Image(_Record):
    """A picture of the article's own, one entry a picture in however many sizes the page has it."""

    url: Text = Field(description="absolute http or https address of the largest size that the page names")
    lead: bool = Field(description="true for the picture that leads the article, one at the most")
    alt: str | None = Field(description="alternative text; null if none, or if it says nothing but a file's name")
    caption: str | None = Field(description="its caption as in `captions`; null if none")
    credit: str | None = Field(description="its credit as in `captions`; null if none")
    paragraph: int = Field(ge=0, description="how many body paragraphs came before it")
    width: int | None = Field(ge=1, description="pixels, as the page says of that size; null if it does not")
    height: int | None = Field(ge=1, description="pixels, as the page says of that size; null if it does not")


class Embed(_Record):
    """What is shown inside the article from elsewhere: a player, a post, a map."""

    kind: Literal["video", "audio", "post", "map", "chart", "document"] = Field(description="what it shows")
    url: Text = Field(description="address that a reader can open")
    paragraph: int = Field(ge=0, description="how many body paragraphs came before it")


class Link(_Record):
    """A link inside the article's own words: `text[start:end]` of the record is its `text`."""

    url: Text = Field(description="absolute address: http, https or mailto")
    text: Text = Field(description="the words that are linked")
    paragraph: int = Field(ge=0, description="number of its paragraph, from 0")
    start: int = Field(ge=0, description="where its words begin, in code points of the record's `text`")
    end: int = Field(ge=0, description="where they end")


class Emphasis(_Record):
    """Words in bold or italic: `text[start:end]` of the record."""

    paragraph: int = Field(ge=0, description="number of its paragraph, from 0")
    start: int = Field(ge=0, description="where the words begin, in code points of the record's `text`")
    end: int = Field(ge=0, description="where they end")
    kind: Literal["bold", "italic"] = Field(description="how they are set")


class Structure(_Record):
    """What a paragraph is, where it is no plain prose."""

    paragraph: int = Field(ge=0, description="number of the paragraph, from 0")
    kind: Literal[
        "subheading",
        "list_item",
        "quotation",
        "pull_quote",
        "table",
        "code",
        "question",
        "speaker",
        "live_entry",
    ] = Field(
        description="what it is: a `question` is what an interviewer asks, a `speaker` begins with who speaks; of a "
        "`live_entry` the first paragraph is marked, the others follow it"
    )
    level: int | None = Field(description="of a subheading 2 to 6, of a list item 1 for an outer list; else null")
    ordered: bool | None = Field(description="whether the list that an item is of is numbered; else null")
    header_rows: int | None = Field(description="how many of a table's first rows are headers; else null")
    time: str | None = Field(description="of a live entry, its time as printed or declared; else null")


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
    retrieved_at: Instant | None = Field(
        description="when the page was fetched: WARC-Date, our own fetch, a row's `fetched_at`; null for a file"
    )
    http_status: int | None = Field(description="status of the answer that brought the page; null if not known")
    final_url: str | None = Field(description="address that answered in the end; null if not known")


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
    article_type: ArticleType | None = Field(description="as declared or as the page shows it; null if unknown")
    free_to_read: bool | None = Field(
        description="false where a paywall is declared or cuts the text, true where the page says so; else null"
    )
    other_titles: list[str] = Field(description="other wordings of the headline that the page declares")
    captions: list[Caption] = Field(description="picture and media captions, in order")
    images: list[Image] = Field(description="the article's own pictures, in order (HTML only)")
    embeds: list[Embed] = Field(description="players, posts and maps inside the article, in order (HTML only)")
    links: list[Link] = Field(description="links inside the article's own words, in order")
    structure: list[Structure] = Field(description="the paragraphs that are no plain prose, in order")
    emphasis: list[Emphasis] = Field(description="bold and italic words, in order; empty unless asked for")
    comments_count: int | None = Field(ge=0, description="number of comments that the page declares; null if none")
    notes: list[Note] = Field(description="corrections and the like")
    removed: list[Removed] = Field(description="every source line, or part of one, that was cut")
    repairs: list[Repair] = Field(description="every change of characters")
    evidence: list[Evidence] = Field(description="where each value came from")
    quality: Quality = Field(description="counts and warnings")
    provenance: Provenance = Field(description="the input")
    processing: Processing = Field(description="the tool")
