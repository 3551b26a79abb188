"""Where the article begins and ends: a byline, a date or a credit far from it belongs to another."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.label.parts import Part, Parts
from schemas.stages import FIELD_ROLES, Role

_ABOVE_TITLE = 4
_PICTURE_ABOVE_TITLE = 12  # where markup says that it is a picture's: the share row of its page can stand between
_OF_MARKUP = frozenset({"figcaption", "named_caption", "named_credit"})
_BELOW_END = 3
_IN_THE_HEAD = frozenset({Role.BYLINE, Role.DATE, Role.AGENCY, Role.KICKER})


def article_range(settled: Sequence[Parts | None], kept: Sequence[int]) -> tuple[int, int]:
    """Return the indices of the first line that can belong to the article (a little above its title) and the last."""
    title = next((i for i, parts in enumerate(settled) if parts and any(p.role is Role.TITLE for p in parts)), None)
    # What repeats the headline below the article is no headline to count from.
    first = min((i for i in (title, *kept[:1]) if i is not None), default=0)
    last = kept[-1] if kept else len(settled) - 1
    return max(0, first - _ABOVE_TITLE), last + _BELOW_END


def outside_article(parts: Parts, index: int, first: int, last: int) -> Parts:
    """Return the parts as they are, or cut where they claim a field of an article they stand too far from."""
    above = _PICTURE_ABOVE_TITLE - _ABOVE_TITLE if any(part.rule in _OF_MARKUP for part in parts) else 0
    if first - above <= index <= last:
        return parts
    return tuple(
        Part(part.text, Role.OTHER, f"far_{part.rule}") if part.role in FIELD_ROLES else part for part in parts
    )
