"""Settings: one frozen object, defaults in one place, units in the names, unknown keys refused."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field

from schemas.bounds import Because, Bounded
from schemas.kinds import TOLD, in_words

if TYPE_CHECKING:
    _Told = str
else:
    _Told = Literal[tuple(TOLD)]

_KIB = 1024
_MIB = 1024 * _KIB
_GIB = 1024 * _MIB
_LATER = ("typography", "max_archive_members", "max_unpacked_bytes", "input_type", "fields", "emphasis")
"""Settings that came after folders had been written: the digest stands in every record."""

_HELD = Because("it is held in memory whole, several times over")
_IN_A_TRICE = Because("the time to read a text grows with it, and every record has the same deadline")
_MARKUP = Because("the parser's time grows faster than this does, and every record has the same deadline")

_ROW_KEYS = (
    *("id", "text", "html", "url", "title", "date", "authors", "publisher", "language"),
    *("fetched_at", "http_status", "final_url"),
)
_OTHER_NAME = rf"^(?:{'|'.join(_ROW_KEYS)})=.{{1,200}}$"


class Settings(Bounded):
    """What decides how a record is read. The defaults suit news from the open web."""

    max_record_bytes: Annotated[int, _HELD] = Field(
        16 * _MIB, ge=1, le=_GIB, description="a record larger than this, unpacked, is a reject"
    )
    max_jsonl_line_bytes: Annotated[int, _HELD] = Field(
        32 * _MIB, ge=1, le=_GIB, description="a JSONL line longer than this is a reject"
    )
    max_header_bytes: Annotated[int, _HELD] = Field(
        64 * _KIB, ge=1, le=16 * _MIB, description="a WARC or HTTP header longer than this is damage"
    )
    max_archive_members: Annotated[int, Because("members are kept in memory while an archive is read")] = Field(
        1_000_000, ge=1, le=100_000_000, description="members of an archive; what follows is a reject"
    )
    max_unpacked_bytes: Annotated[int, Because("a bomb of one MB can be a thousand unpacked")] = Field(
        64 * _GIB,
        ge=1,
        le=16_384 * _GIB,
        description="bytes an archive or compressed file is unpacked to; what follows is a reject",
    )
    max_text_characters: Annotated[int, _IN_A_TRICE] = Field(
        2_000_000, ge=1, le=100_000_000, description="a plain text longer than this is a reject"
    )
    max_lines: Annotated[int, _IN_A_TRICE] = Field(
        50_000, ge=1, le=10_000_000, description="a plain text with more lines than this is a reject"
    )
    max_html_depth: Annotated[int, Because("the parser reads no deeper than 2,048, and drops the rest")] = Field(
        2_000, ge=1, le=2_048, description="elements nested deeper than this make the page a reject"
    )
    max_html_elements: Annotated[int, _MARKUP] = Field(
        100_000, ge=1, le=10_000_000, description="a page with more tags that open than this is a reject"
    )
    max_tag_bytes: Annotated[int, _MARKUP] = Field(
        2 * _MIB, ge=1, le=64 * _MIB, description="a single tag longer than this makes the page a reject"
    )
    max_tag_attributes: Annotated[int, Because("50,000 on one tag keep the parser busy for over 40 seconds")] = Field(
        2_000, ge=1, le=50_000, description="a tag with more attributes makes the page a reject"
    )
    max_json_ld_bytes: Annotated[int, _HELD] = Field(
        100 * _KIB, ge=1, le=64 * _MIB, description="a JSON-LD script longer than this, tags and all, is ignored"
    )
    thorough: bool = Field(False, description="ask a second extractor about every page of HTML, not only some")
    emphasis: bool = Field(False, description="say in the record which words are bold or italic (HTML only)")
    input_type: Annotated[_Told | None, Because("archives are known by their names alone", takes=in_words())] = Field(
        None, description=f"what files are whose names tell no kind: {in_words()}; none: passed over"
    )
    fields: Annotated[
        tuple[Annotated[str, Field(pattern=_OTHER_NAME)], ...],
        Because(
            "a row has no other keys that are read",
            takes=f"pairs such as text=body: one of {', '.join(_ROW_KEYS)}, then `=` and the other name",
        ),
    ] = Field((), description="keys of JSONL rows that hold ours by another name, asked before our own: `text=body`")
    min_words: Annotated[int, Because("no article has more words, so each would be a reject")] = Field(
        15, ge=0, le=100_000, description="an article whose text has fewer words is a reject"
    )
    typography: Annotated[
        Literal["published", "plain"], Because("there are two ways to give a text", takes="published or plain")
    ] = Field(
        "published",
        description="plain: straight quotes, no ligatures, one width of character, NFC; published: as printed",
    )

    def digest(self) -> str:
        """Return the SHA-256 of these settings as 64 hex digits.

        A setting that came later has no say where it is at its default: no record is done again for its sake.
        """
        idle = {name for name in _LATER if getattr(self, name) == type(self).model_fields[name].default}
        return hashlib.sha256(self.model_dump_json(exclude=idle).encode()).hexdigest()
