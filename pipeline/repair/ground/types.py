"""The two values that repair hands out: one change, and a text with all its changes."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Change:
    """One rewritten stretch of the original text."""

    line: int
    """Line of the original the stretch begins on, counted from 1, lines ending in "\\n"."""
    start: int
    """Offset of the stretch in the original, in code points."""
    before: str
    """What the original says there."""
    after: str
    """What the repaired text says there; may be empty (a removed control character)."""
    rule: str
    """The rule at work, such as "mojibake:windows-874" or "line_separator"; rules at one place are joined by "+"."""
    codec: str | None = None
    """Code page or pages the text was wrongly read as, outermost layer first: "windows-874", "windows-1252+latin-1"."""
    layers: int = 0
    """How many wrong readings were undone; 0 for rules that are no decoding."""
    margin: float | None = None
    """By how many nats the repaired reading is more plausible than the original, where a decision was made."""
    partial: bool = False
    """True if bytes were lost and the context, not the bytes, chose some of the characters."""


@dataclass(frozen=True, slots=True)
class Repaired:
    """A text after repair; `text` is the original object itself where `repairs` is empty."""

    text: str
    """The repaired text."""
    repairs: tuple[Change, ...] = ()
    """Every change, in the order of the original, never overlapping."""
