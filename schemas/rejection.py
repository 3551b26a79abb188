"""The reject record: what could not become an article, and why."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from schemas.article import Processing, Provenance
from schemas.version import SCHEMA_VERSION


class Reason(StrEnum):
    """Why a record was rejected; the list is closed, an addition is a minor version of the schema."""

    EMPTY = "empty"
    NOT_TEXT = "not_text"
    UNDECODABLE = "undecodable"
    UNSUPPORTED_TYPE = "unsupported_type"
    UNREADABLE = "unreadable"
    RECORD_TOO_LARGE = "record_too_large"
    PATHOLOGICAL_MARKUP = "pathological_markup"
    BAD_JSON = "bad_json"
    NOT_AN_OBJECT = "not_an_object"
    MISSING_FIELD = "missing_field"
    BAD_FIELD = "bad_field"
    NO_CONTENT = "no_content"
    WARC_DAMAGED = "warc_damaged"
    WARC_TRUNCATED = "warc_truncated"
    NOT_HTTP = "not_http"
    HTTP_STATUS = "http_status"
    EXTRACTION_EMPTY = "extraction_empty"
    EXTRACTION_ERROR = "extraction_error"
    TOO_SHORT = "too_short"
    BOILERPLATE_ONLY = "boilerplate_only"
    NOT_ARTICLE = "not_article"
    DUPLICATE = "duplicate"
    TIMEOUT = "timeout"
    MEMORY = "memory"
    WORKER_DIED = "worker_died"
    INTERNAL_ERROR = "internal_error"


class Stage(StrEnum):
    """Where on the way a record was rejected."""

    SOURCE = "source"
    DECODE = "decode"
    READ = "read"
    ASSEMBLE = "assemble"
    ENGINE = "engine"


class Rejection(BaseModel):
    """One record that is not an article: a line of rejects.jsonl."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", json_schema_serialization_defaults_required=True, defer_build=True
    )

    schema_version: Literal["1.1"] = Field(default=SCHEMA_VERSION, description="version of this record's schema")
    id: str = Field(description="the id the article would have had: `cd-` and 32 hex digits")
    source: str = Field(description="the input, spelled as in an article")
    stage: Stage = Field(description="stage that gave up")
    reason: Reason = Field(description="why, as one of a closed list")
    detail: str = Field(max_length=300, description="one sentence for a person; no text of the input in it")
    snippet: str = Field(max_length=200, description="start of the input as clean characters, empty when there is none")
    provenance: Provenance = Field(description="where the record came from")
    processing: Processing = Field(description="which tool and settings decided")
