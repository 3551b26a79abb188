"""The fields of one line (title, byline, dates, ...): the first value found for each, and where it came from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from pipeline.label.dateline import agency_of
from pipeline.language.phrases import key
from pipeline.printable import one_line
from pipeline.record.publisher import named_outlet
from pipeline.urls import clean_url
from schemas.stages import Block, Found, Given, LabelledPage, Role

_FIELDS = {
    Role.TITLE: "title",
    Role.KICKER: "kicker",
    Role.STANDFIRST: "standfirst",
    Role.BYLINE: "byline",
    Role.AGENCY: "agency",
    Role.DATELINE: "dateline",
    Role.DATE: "published_raw",
}
MODIFIED = "modified_raw"
"""When the page was changed, as found: no field of the record, which has the instant alone."""


@dataclass(frozen=True, slots=True)
class Fields:
    """The values of the fields, first found first taken; `surplus` are the blocks that claim a field another has."""

    values: dict[str, Found]
    surplus: frozenset[int]

    def text(self, field: str) -> str | None:
        """Return the value of a field, or None."""
        found = self.values.get(field)
        return found.value if found else None


def read_fields(page: LabelledPage, given: Given) -> Fields:
    """Return the first value of each field, and the indices of blocks that claim a field another value has.

    What came with the record goes before what the page declares, and that before the lines.
    """
    values: dict[str, Found] = {}
    for found in (*_given(given), *page.found):
        if found.value:
            values.setdefault(found.field, found)
    surplus = _take_blocks(page.blocks, values)
    if "publisher" not in values and (named := named_outlet(page.blocks)):
        values["publisher"] = named
    return Fields(values, surplus)


def field_of(block: Block) -> str | None:
    """Return the field of one line that the block claims, or None."""
    if block.role is Role.DATE and block.rule.startswith("modified"):
        return MODIFIED
    return _FIELDS.get(block.role)


def _given(given: Given) -> Iterable[Found]:
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


def _take_blocks(blocks: Sequence[Block], values: dict[str, Found]) -> frozenset[int]:
    """Add to `values` what the blocks say; return the indices of those that came too late."""
    surplus: set[int] = set()
    for i, block in enumerate(blocks):
        field = field_of(block)
        if field is None:
            continue
        if field == "byline" and i and i - 1 not in surplus and field_of(blocks[i - 1]) == "byline":
            # One name a line is one byline.
            values[field] = replace(values[field], value=f"{values[field].value}, {block.content}")
        elif not _takes(values, Found(field, block.content, block.rule, line=block.line, selector=block.selector)):
            surplus.add(i)
        if block.role is Role.DATELINE and (agency := agency_of(block.content)):
            values.setdefault("agency", Found("agency", agency, "agency_in_dateline", line=block.line))
    return frozenset(surplus)


def _takes(values: dict[str, Found], said: Found) -> bool:
    """Tell whether the field has its value from this line: it is now the first, or prints one that came without it."""
    taken = values.setdefault(said.field, said)
    return taken is said or (taken.line is None and key(taken.value) == key(said.value))
