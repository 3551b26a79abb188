"""What relates articles: a line of relations.jsonl, a line of stories.jsonl, and the account of relating."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from schemas.article import Day, RecordId

StoryId = Annotated[str, StringConstraints(pattern=r"^st-[0-9a-f]{32}$")]
Kind = Literal["exact", "near", "partial", "same_story"]
CanonicalReason = Literal["agency", "earliest", "longest"]


class _Record(BaseModel):
    model_config = ConfigDict(
        frozen=True, extra="forbid", json_schema_serialization_defaults_required=True, defer_build=True
    )


class Shared(_Record):
    """Two paragraphs with sentences in common, one of each article."""

    a: int = Field(ge=0, description="paragraph of article `a`, from 0")
    b: int = Field(ge=0, description="paragraph of article `b`, from 0")
    sentences: int = Field(ge=1, description="how many sentences of nine words or more they have in common")


class Relation(_Record):
    """Two articles that have something to do with each other: a line of relations.jsonl."""

    schema_version: Literal["1.0"] = Field(default="1.0", description="version of this record's schema")
    a: RecordId = Field(description="id of one article, the smaller of the two")
    b: RecordId = Field(description="id of the other")
    kind: Kind = Field(
        description="`exact`: the same letters and digits; `near`: a copy with edits; `partial`: sentences in common; "
        "`same_story`: both in one story, in whatever words. A pair has one of the first three at most"
    )
    score: float = Field(
        ge=0,
        le=1,
        description="exact: 1; near: share of the shorter one's runs of three words; partial: share of its longer "
        "sentences; same_story: likeness of their words, less where days lie between, 0 where only others join them",
    )
    shared: list[Shared] = Field(
        description="of near and partial: which paragraphs have sentences in common, at most 50"
    )
    canonical: RecordId | None = Field(
        description="of exact and near: the one that the other was made from, as far as can be told; else null"
    )
    canonical_reason: CanonicalReason | None = Field(
        description="`agency`: its outlet is the agency that the text is credited to; `earliest`: by date; `longest`"
    )


class RevisionOf(_Record):
    """One article at two times: they have the same address."""

    article: RecordId = Field(description="the later content")
    revision_of: RecordId = Field(description="the content before it")


class Story(_Record):
    """Articles that tell of the same events: a line of stories.jsonl."""

    schema_version: Literal["1.0"] = Field(default="1.0", description="version of this record's schema")
    id: StoryId = Field(description="stays as long as the article stays in it that the story began with")
    articles: list[RecordId] = Field(description="its articles, in the order in which they came; empty if merged")
    title: str | None = Field(description="headline of the earliest article that has one; null if none has")
    first_published: Day | None = Field(description="first day that an article of it was published; null if unknown")
    last_published: Day | None = Field(description="last day; null if unknown")
    publishers: list[str] = Field(description="outlets, by name")
    languages: list[str] = Field(description="languages, by code")
    terms: list[str] = Field(description="words that its articles have in common, the most telling first; at most 12")
    names: list[str] = Field(description="names that they have in common, the most frequent first; at most 12")
    revisions: list[RevisionOf] = Field(description="articles that are later contents of one; only the last is counted")
    merged_into: StoryId | None = Field(description="the story that this one turned out to be a part of; else null")


class ParagraphChange(_Record):
    """What became of one paragraph from one content of an article to the next."""

    change: Literal["kept", "changed", "added", "removed"]
    before: int | None = Field(description="its number in the content before, from 0; null if it was added")
    after: int | None = Field(description="its number in the later content; null if it was removed")
    was: str | None = Field(description="its words before, where they are others; null if it was added or kept")
    now: str | None = Field(description="its words in the later content; null if it was removed")


class Changes(_Record):
    """The difference between two contents of one article."""

    article: RecordId = Field(description="the later content")
    revision_of: RecordId = Field(description="the content before it; the same id where an input changed in place")
    title_before: str | None = Field(description="headline before; null if it had none")
    title: str | None = Field(description="headline of the later content; null if it has none")
    paragraphs: list[ParagraphChange] = Field(description="every paragraph of both, in order")


class Furniture(_Record):
    """A sentence that stands on many pages of one outlet: page furniture that was taken for text."""

    publisher: str | None = Field(description="outlet, else the host; null if not known")
    articles: int = Field(ge=1, description="pages it stands on")
    sentence: str = Field(description="the sentence, at most 300 characters")
    rule: str = Field(description="a pattern for a line that would cut it")


class RelateReport(_Record):
    """The account of what was related: relations.report.json."""

    schema_version: Literal["1.0"] = Field(default="1.0", description="version of this record's schema")
    tool: str = Field(description="copydesk and its version")
    articles: int = Field(ge=0, description="articles related; of several contents of one the last")
    relations: dict[str, int] = Field(description="relations by kind")
    stories: int = Field(ge=0, description="stories of two articles or more")
    merged: int = Field(ge=0, description="stories that were merged into others")
    largest: int = Field(ge=0, description="articles of the largest story")
    furniture: list[Furniture] = Field(
        description="sentences on many pages of one outlet, most pages first; at most 50"
    )
    warnings: list[str] = Field(description="what was cut short, and why")
