"""The fields of one line (title, byline, dates, ...): the first value found for each, and where it came from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from pipeline.label.dateline import agency_of
from pipeline.language.agencies import is_wire
from pipeline.language.phrases import key
from pipeline.printable import one_line
from pipeline.record.publisher import named_outlet
from pipeline.urls import clean_url
from schemas.stages import TEXT_ROLES, Block, Found, Given, LabelledPage, Role

_ADDRESS = re.compile(r"\.[a-z]{2,4}$", re.IGNORECASE)
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
    if "byline" not in values and (credited := values.get("agency")) and _stands_in_head(page.blocks, credited):
        # Where no name is printed, the agency's line says who wrote.
        values["byline"] = replace(credited, field="byline", rule="agency_for_byline")
    if "publisher" not in values and (named := named_outlet(page.blocks)):
        values["publisher"] = named
    return Fields(values, surplus)


def _is_own_outlet(agency: str, publisher: Found | None) -> bool:
    """Tell whether what is credited is the outlet itself, or an address of one: no agency wrote the text then."""
    if is_wire(agency):
        return False
    own = key(publisher.value) if publisher else ""
    return _ADDRESS.search(agency) is not None or bool(own and (own in key(agency) or key(agency) in own))


def _stands_in_head(blocks: Sequence[Block], found: Found) -> bool:
    """Tell whether a value is from a line above the text."""
    first = next((block.line for block in blocks if block.role in TEXT_ROLES), 0)
    return found.line is not None and found.line < first


def field_of(block: Block) -> str | None:
    """Return the field of one line that the block claims, or None."""
    if block.role is Role.DATE and block.rule.startswith("modified"):
        return MODIFIED
    return block.role.field


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
        if field == "agency" and _is_own_outlet(block.content, values.get("publisher")):
            surplus.add(i)
            continue
        if field == "byline" and i and i - 1 not in surplus and field_of(blocks[i - 1]) == "byline":
            if key(block.content) in key(values[field].value):
                surplus.add(i)  # the name again, as the link to the author's page
                continue
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
