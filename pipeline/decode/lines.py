"""A repaired text to its non-blank lines, numbered as they stand in the source."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.errors import Reject
from pipeline.repair import Change
from schemas.rejection import Reason
from schemas.settings import Settings
from schemas.stages import Line

_TAB = 4
_DEEPEST_INDENT = 80


def read_lines(text: str, repairs: Sequence[Change], settings: Settings) -> tuple[Line, ...]:
    """Return the non-blank lines; a line break that a repair put in does not count as a new source line."""
    if len(text) > settings.max_text_characters:
        raise Reject(Reason.RECORD_TOO_LARGE, f"{len(text)} characters; the limit is {settings.max_text_characters}")
    rows = text.split("\n")
    if len(rows) > settings.max_lines:
        raise Reject(Reason.RECORD_TOO_LARGE, f"{len(rows)} lines; the limit is {settings.max_lines}")
    added = _added_breaks(repairs)
    lines = []
    number, offset, blank = 1, 0, 0
    for row in rows:
        if stripped := row.strip():
            lines.append(Line(number, stripped, blank, _indent(row) if row[0].isspace() else 0))
            blank = 0
        else:
            blank += 1
        offset += len(row)
        if offset not in added:
            number += 1
        offset += 1
    return tuple(lines)


def _indent(row: str) -> int:
    """Return how many columns a row is indented, a tab to the next fourth."""
    columns = 0
    for character in row[: len(row) - len(row.lstrip())][:_DEEPEST_INDENT]:
        columns += _TAB - columns % _TAB if character == "\t" else 1
    return columns


def _added_breaks(repairs: Sequence[Change]) -> frozenset[int]:
    """Return the offsets in the repaired text of line breaks that the original does not have."""
    added = []
    shift = 0
    for repair in repairs:
        if "\n" in repair.after and "\n" not in repair.before:
            at = repair.start + shift
            added += [at + i for i, character in enumerate(repair.after) if character == "\n"]
        shift += len(repair.after) - len(repair.before)
    return frozenset(added)
