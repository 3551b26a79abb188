"""Whether an article is free to read, as its page declares: JSON-LD of the article or its parts, and meta elements."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from pipeline.html.declared.json_ld import entries
from pipeline.html.declared.walk import Declared
from schemas.stages import Found

_TIERS = {"free": True, "locked": False}
"""Values of `article:content_tier`; of "metered" nobody knows whether this reader has to pay."""
_MOST_PARTS = 50
_WALLED = "page_kind:paywall_stub"


class Access(NamedTuple):
    """Whether all of it is free, and where that is said."""

    free: bool
    selector: str


def declared_access(declared: Declared) -> Access | None:
    """Return what the page declares; None where it says nothing that can be read."""
    nodes = (*declared.data.articles, *declared.data.pages)
    for node in nodes:
        if (free := _truth(node.get("isAccessibleForFree"))) is not None:
            return Access(free, "json-ld[isAccessibleForFree]")
    for node in nodes:
        parts = list(entries(node.get("hasPart")))[:_MOST_PARTS]
        if any(isinstance(part, dict) and _truth(part.get("isAccessibleForFree")) is False for part in parts):
            return Access(False, "json-ld[hasPart.isAccessibleForFree]")
    tier = (declared.meta("article:content_tier") or "").strip().lower()
    return Access(_TIERS[tier], "meta[article:content_tier]") if tier in _TIERS else None


def find_access(declared: Declared, doubts: Iterable[str]) -> Iterator[Found]:
    """Yield whether the article is free to read; `doubts` are the page's warnings, one of which tells of a wall."""
    if any(doubt.startswith(_WALLED) for doubt in doubts):
        yield Found("free_to_read", "false", "page_kind")
    elif access := declared_access(declared):
        yield Found("free_to_read", str(access.free).lower(), "declared", selector=access.selector)


def _truth(value: Any) -> bool | None:
    """Return a truth value in one of the forms it is written in: true, "False", "https://schema.org/True".

    >>> _truth("http://schema.org/False"), _truth("yes")
    (False, None)
    """
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, bool):
        return value
    word = value.strip().lower().rpartition("/")[2] if isinstance(value, str) else ""
    return {"true": True, "false": False}.get(word)
