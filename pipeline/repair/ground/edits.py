"""Edits of a text and their composition: several passes become one list of changes of the original."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from pipeline.repair.ground.types import Change

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
    return [_merged(group, between) for group in _overlapping(_in_order(first, second))]


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


class _Placed(NamedTuple):
    """An edit of the first or the second pass, with the stretch of the text between the passes that it touches.

    What stands at `start` there stood at `start - shift` in the original.
    """

    edit: Edit
    start: int
    end: int
    shift: int
    of_second: bool

    @property
    def end_shift(self) -> int:
        """The shift behind it: an edit of the first pass makes the text longer or shorter."""
        return self.shift if self.of_second else self.end - self.edit.end


def _in_order(first: Sequence[Edit], second: Sequence[Edit]) -> Iterator[_Placed]:
    """The edits of both passes by their places in the text between them; at one place the first pass comes first."""
    shift = done = 0
    for edit in first:
        start = edit.start + shift
        while done < len(second) and second[done].start < start:
            yield _Placed(second[done], second[done].start, second[done].end, shift, of_second=True)
            done += 1
        placed = _Placed(edit, start, start + len(edit.after), shift, of_second=False)
        yield placed
        shift = placed.end_shift
    for edit in second[done:]:
        yield _Placed(edit, edit.start, edit.end, shift, of_second=True)


def _overlapping(placed: Iterable[_Placed]) -> Iterator[list[_Placed]]:
    """The edits in groups that touch the same characters."""
    group: list[_Placed] = []
    reach = 0
    for edit in placed:
        if group and edit.start >= reach:
            yield group
            group, reach = [], 0
        group.append(edit)
        reach = max(reach, edit.end)
    if group:
        yield group


def _merged(group: list[_Placed], between: str) -> Edit:
    """One edit of the original for a group of edits that overlap."""
    if len(group) == 1:
        (alone,) = group
        edit, shift = alone.edit, alone.shift
        return edit._replace(start=edit.start - shift, end=edit.end - shift) if alone.of_second else edit
    low, high = group[0].start, max(placed.end for placed in group)
    earlier = [placed.edit for placed in group if not placed.of_second]
    later = [placed.edit for placed in group if placed.of_second]
    moved = [edit._replace(start=edit.start - low, end=edit.end - low) for edit in later]
    every = [*earlier, *later]
    return Edit(
        low - group[0].shift,
        high - group[-1].end_shift,
        rewrite(between[low:high], moved),
        _joined(dict.fromkeys(part for edit in every for part in edit.rule.split("+"))),
        _codecs(earlier, later),
        max(edit.layers for edit in earlier) + max(edit.layers for edit in later),
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
