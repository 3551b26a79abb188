"""A line taken apart: each part with its role; the parts, put together, are the line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.label.metalines import Span
from schemas.stages import Role


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a line with its role; the parts of a line, put together, are the line."""

    text: str
    role: Role
    rule: str
    value: str | None = None


Parts = tuple[Part, ...]


def parts_of_spans(line: str, spans: Sequence[Span]) -> Parts:
    """Return the spans as parts; what stands between two of them goes with the one before."""
    starts = [0, *(span.start for span in spans[1:]), len(line)]
    return tuple(
        Part(line[start:end].strip(), span.role, span.rule, span.value)
        for span, start, end in zip(spans, starts, starts[1:], strict=False)
    )
