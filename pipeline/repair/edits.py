"""Edits of a text and their composition: several passes become one list of changes of the original."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from pipeline.repair.types import Change

# A text that needs more edits than this of one rule is rewritten by that rule in one piece.
MANY: Final = 2000


class Edit(NamedTuple):
    """Replace text[start:end] by `after`."""

    start: int
    end: int
    after: str
    rule: str
    codec: str | None = None
    layers: int = 0
    margin: float | None = None
    partial: bool = False


def rewrite(text: str, edits: Iterable[Edit]) -> str:
    """The text with the edits made; they are sorted and do not overlap."""
    parts: list[str] = []
    done = 0
    for edit in edits:
        parts += (text[done : edit.start], edit.after)
        done = edit.end
    parts.append(text[done:])
    return "".join(parts)


def compose(first: Sequence[Edit], second: Sequence[Edit], between: str) -> list[Edit]:
    """One list of edits that does what `first` does, giving `between`, and then `second`."""
    if not first:
        return list(second)
    composed: list[Edit] = []
    for earlier, later in _overlapping(first, second):
        if not later:
            composed.append(earlier[0][0])
        elif not earlier:
            edit, shift = later[0]
            composed.append(edit._replace(start=edit.start - shift, end=edit.end - shift))
        else:
            composed.append(_merge([edit for edit, _ in earlier], later, between, earlier[0][1]))
    return composed


def as_changes(edits: Iterable[Edit], original: str) -> tuple[Change, ...]:
    """The edits as records, each cut down to what it changes, with the line it stands on."""
    changes: list[Change] = []
    line, counted = 1, 0
    for edit in edits:
        before, after = original[edit.start : edit.end], edit.after
        if before == after:
            continue
        head = _common_prefix(before, after)
        tail = _common_prefix(before[head:][::-1], after[head:][::-1])
        start = edit.start + head
        line += original.count("\n", counted, start)
        counted = start
        changes.append(
            Change(
                line,
                start,
                before[head : len(before) - tail],
                after[head : len(after) - tail],
                edit.rule,
                edit.codec,
                edit.layers,
                None if edit.margin is None else round(edit.margin, 1),
                edit.partial,
            )
        )
    return tuple(changes)


def apply(changes: Iterable[Change], original: str) -> str:
    """Replay changes on the original they were recorded for."""
    parts: list[str] = []
    done = 0
    for change in changes:
        end = change.start + len(change.before)
        if change.start < done or original[change.start : end] != change.before:
            raise ValueError(f"repair at {change.start} does not fit this text: expected {change.before!r} there")
        parts += (original[done : change.start], change.after)
        done = end
    parts.append(original[done:])
    return "".join(parts)


_Placed = tuple[Edit, int]


def _overlapping(first: Sequence[Edit], second: Sequence[Edit]) -> Iterator[tuple[list[_Placed], list[_Placed]]]:
    """Groups of edits that touch the same characters of the text between the passes, in order.

    Each comes with the shift from original offsets to offsets between the passes that holds where it starts.
    """
    i = j = shift = 0
    while i < len(first) or j < len(second):
        earlier: list[_Placed] = []
        later: list[_Placed] = []
        reach = -1
        while True:
            start = first[i].start + shift if i < len(first) else None
            take_first = start is not None and (j == len(second) or start <= second[j].start)
            begins = start if take_first and start is not None else second[j].start if j < len(second) else None
            if begins is None or ((earlier or later) and begins >= reach):
                break
            if take_first:
                edit = first[i]
                earlier.append((edit, shift))
                reach = max(reach, edit.start + shift + len(edit.after))
                shift += len(edit.after) - (edit.end - edit.start)
                i += 1
            else:
                later.append((second[j], shift))
                reach = max(reach, second[j].end)
                j += 1
        yield earlier, later


def _merge(earlier: list[Edit], later: list[_Placed], between: str, shift: int) -> Edit:
    """One edit in original offsets for edits of two passes that overlap."""
    growth = sum(len(edit.after) - (edit.end - edit.start) for edit in earlier)
    low = min(earlier[0].start + shift, later[0][0].start)
    high = max(earlier[-1].end + shift + growth, later[-1][0].end)
    moved = [edit._replace(start=edit.start - low, end=edit.end - low) for edit, _ in later]
    every = [*earlier, *(edit for edit, _ in later)]
    return Edit(
        low - shift,
        high - shift - growth,
        rewrite(between[low:high], moved),
        _joined(dict.fromkeys(part for edit in every for part in edit.rule.split("+"))),
        _codecs(earlier, [edit for edit, _ in later]),
        max(edit.layers for edit in earlier) + max(edit.layers for edit, _ in later),
        _sum([edit.margin for edit in every]),
        any(edit.partial for edit in every),
    )


def _codecs(earlier: list[Edit], later: list[Edit]) -> str | None:
    layers = (_joined(dict.fromkeys(e.codec for e in edits if e.codec)) for edits in (earlier, later))
    return "+".join(layer for layer in layers if layer) or None


def _joined(parts: Iterable[str | None]) -> str:
    return "+".join(part for part in parts if part)


def _sum(margins: list[float | None]) -> float | None:
    known = [margin for margin in margins if margin is not None]
    return sum(known) if known else None


def _common_prefix(a: str, b: str) -> int:
    length = 0
    for x, y in zip(a, b, strict=False):
        if x != y:
            break
        length += 1
    return length
