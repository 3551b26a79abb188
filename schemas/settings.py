"""Settings: one frozen object, defaults in one place, units in the names, unknown keys refused."""

from __future__ import annotations

import hashlib
import re
from typing import Annotated, Literal, TypeAlias

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

_KIB = 1024
_MIB = 1024 * _KIB

InputType: TypeAlias = Literal["text", "html", "jsonl", "warc"]
"""What a file may be said to be whose name does not say it."""

_FIELD_KEYS = "id text html url title date authors publisher language"
_FIELD = re.compile(rf"(?:{_FIELD_KEYS.replace(' ', '|')})=.{{1,200}}")


def _split(fields: object) -> object:
    return [field.strip() for field in fields.split(",")] if isinstance(fields, str) else fields


def _are_fields(fields: tuple[str, ...]) -> tuple[str, ...]:
    for field in fields:
        if _FIELD.fullmatch(field) is None:
            raise ValueError(f"{field!r} is no field; say text=body, one of {_FIELD_KEYS} before the `=`")
    return fields


Fields: TypeAlias = Annotated[tuple[str, ...], BeforeValidator(_split), AfterValidator(_are_fields)]
"""Other names for keys of rows, each as "text=body"; in one string they are parted by commas."""


class Settings(BaseModel):
    """What decides how a record is read. The defaults suit news from the open web."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    max_record_bytes: int = Field(16 * _MIB, gt=0, description="a record larger than this is a reject")
    max_jsonl_line_bytes: int = Field(32 * _MIB, gt=0, description="a JSONL line longer than this is a reject")
    max_header_bytes: int = Field(64 * _KIB, gt=0, description="a WARC or HTTP header longer than this is damage")
    max_text_characters: int = Field(2_000_000, gt=0, description="a text longer than this is a reject")
    max_lines: int = Field(50_000, gt=0, description="a text with more lines than this is a reject")
    max_html_depth: int = Field(2_000, gt=0, description="elements nested deeper than this make the page a reject")
    max_html_elements: int = Field(100_000, gt=0, description="a page with more tags than this is a reject")
    max_tag_bytes: int = Field(2 * _MIB, gt=0, description="a single tag longer than this makes the page a reject")
    max_tag_attributes: int = Field(2_000, gt=0, description="a tag with more attributes makes the page a reject")
    max_json_ld_bytes: int = Field(100 * _KIB, gt=0, description="a JSON-LD script longer than this is ignored")
    thorough: bool = Field(False, description="ask a second extractor about every page of HTML, not only some")
    input_type: InputType | None = Field(
        None, description="what files are whose names tell no kind: text, html, jsonl or warc; null: passed over"
    )
    fields: Fields = Field(
        (), description="keys of JSONL rows that hold ours by another name, asked before our own: `text=body`"
    )
    min_words: int = Field(15, ge=0, description="an article whose text has fewer words is a reject")

    def digest(self) -> str:
        """Return the SHA-256 of these settings as 64 hex digits."""
        return hashlib.sha256(self.model_dump_json().encode()).hexdigest()
