"""Characters put right: control characters out, marks of UTF-8 read by a wrong code page back to what they were."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.repair.types import Repair, Repaired, apply

__all__ = ["Repair", "Repaired", "apply", "repair_text"]

_CLEAN = re.compile(
    "(?P<line_separator>[\r\x0b\x0c\x85\u2028\u2029])"
    "|(?P<bom>\ufeff)"
    "|(?P<bidi>[\u202a-\u202e\u2066-\u2069])"
    "|(?P<tag>[\U000e0001\U000e0020-\U000e007f])"
    "|(?P<surrogate>[\ud800-\udfff])"
    "|(?P<control>[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f])"
)
_PUT_INSTEAD = {"line_separator": "\n", "surrogate": "\ufffd"}

# "ยป" is » in UTF-8 read as code page 874, and also a frequent pair inside real Thai words: only a run of Thai
# that stands alone, with no Thai letter beside it, is looked at.
_ISOLATED_THAI = re.compile(
    r"(?<![\u0e00-\u0e7f])[\u0e00-\u0e7f\u20ac\u2026\u2018-\u201d\u2022\u2013\u2014]{2,12}(?![\u0e00-\u0e7f])"
)
_MARKS = frozenset("«»‘’“”–—…•·™©®€£°é\u00a0")


def repair_text(text: str) -> Repaired:
    """Return the text with its characters put right, and every change made; the same object if there is none."""
    if text.isascii() and _CLEAN.search(text) is None:
        return Repaired(text)
    repairs = tuple(_without_overlap(sorted(_found(text), key=lambda repair: repair.start)))
    return Repaired(apply(repairs, text), repairs) if repairs else Repaired(text)


def _found(text: str) -> Iterator[Repair]:
    for match in _CLEAN.finditer(text):
        rule = str(match.lastgroup)
        yield _repair(text, match.start(), match.group(), _PUT_INSTEAD.get(rule, ""), rule)
    for match in _ISOLATED_THAI.finditer(text):
        if (mark := _read_again(match.group())) is not None:
            yield _repair(text, match.start(), match.group(), mark, "mojibake:windows-874", codec="windows-874")
    yield from _by_ftfy(text)


def _read_again(run: str) -> str | None:
    try:
        read = run.encode("cp874").decode("utf-8")
    except UnicodeError:
        return None
    return read if set(read) <= _MARKS else None


def _by_ftfy(text: str) -> Iterator[Repair]:
    from ftfy import badness  # 90 ms to import, and ASCII text never comes here

    offset = 0
    for line in text.split("\n"):
        if not line.isascii() and badness.is_bad(line):
            yield from _line_by_ftfy(text, offset, line)
        offset += len(line) + 1


def _line_by_ftfy(text: str, offset: int, line: str) -> Iterator[Repair]:
    """Yield what ftfy's encoding fix changes in the line, unless its own measure still finds the result bad.

    Alone, that fix makes 199 of 2,194 garbled texts worse.
    """
    from ftfy import badness, fix_encoding

    fixed = fix_encoding(line)
    if fixed == line or badness.is_bad(fixed) or _CLEAN.search(fixed):
        return
    head = next((i for i, (a, b) in enumerate(zip(line, fixed, strict=False)) if a != b), min(len(line), len(fixed)))
    tail = 0
    while tail < min(len(line), len(fixed)) - head and line[-1 - tail] == fixed[-1 - tail]:
        tail += 1
    before, after = line[head : len(line) - tail], fixed[head : len(fixed) - tail]
    yield _repair(text, offset + head, before, after, "mojibake:ftfy", codec="ftfy")


def _repair(text: str, start: int, before: str, after: str, rule: str, codec: str | None = None) -> Repair:
    line = text.count("\n", 0, start) + 1
    return Repair(line, start, before, after, rule, codec, layers=1 if codec else 0)


def _without_overlap(repairs: list[Repair]) -> Iterator[Repair]:
    end = 0
    for repair in repairs:
        if repair.start >= end:
            yield repair
            end = repair.start + len(repair.before)
