"""What the page declares of its article, folded so that blocks can be looked up in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from lxml import etree

from pipeline.html.metadata import json_ld, meta_values
from pipeline.html.model import Hints
from schemas.stages import Found

_SHORTEST_BODY = 200


def read_hints(tree: etree._Element, declared: Sequence[Found]) -> Hints:
    """Return the headline found, and the body and description that JSON-LD and meta elements give."""
    metas = meta_values(tree)
    bodies = (node.get("articleBody") for node in json_ld(tree))
    return Hints(
        title=_folded(next((found.value for found in declared if found.field == "title"), "")),
        body=_folded(_first_long(bodies)),
        description=_folded(metas.get("og:description") or metas.get("description") or ""),
    )


def _first_long(bodies: Iterable[object]) -> str:
    return next((body for body in bodies if isinstance(body, str) and len(body) > _SHORTEST_BODY), "")


def _folded(text: str) -> str:
    return " ".join(text.lower().split())
