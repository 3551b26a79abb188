"""What repairing a text gives: the text, and every change, in a form that can be replayed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Repair:
    """One change of characters, in coordinates of the original text.

    `line` counts "\\n"-separated lines from 1, `start` characters from 0; `margin` is in nats.
    """

    line: int
    start: int
    before: str
    after: str
    rule: str
    codec: str | None = None
    layers: int = 0
    margin: float | None = None
    partial: bool = False


@dataclass(frozen=True, slots=True)
class Repaired:
    """A text after repair; the same object as before when `repairs` is empty."""

    text: str
    repairs: tuple[Repair, ...] = ()


def apply(repairs: Iterable[Repair], original: str) -> str:
    """Return `original` with the repairs made: what `repair_text(original)` gave."""
    parts = []
    done = 0
    for repair in repairs:
        parts += [original[done : repair.start], repair.after]
        done = repair.start + len(repair.before)
    return "".join([*parts, original[done:]])
