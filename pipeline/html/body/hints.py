"""What the page declares of its article, folded so that blocks can be looked up in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pipeline.html.body.model import Hints
from pipeline.html.declared.walk import Declared
from schemas.stages import Found

_SHORTEST_BODY = 200


def read_hints(head: Declared, declared: Sequence[Found]) -> Hints:
    """Return the headline found, and the body and description that JSON-LD and meta elements give."""
    bodies = (node.get("articleBody") for node in (*head.data.articles, *head.data.pages))
    return Hints(
        title=_folded(next((found.value for found in declared if found.field == "title"), "")),
        body=_folded(_first_long(bodies)),
        description=_folded(head.meta("og:description", "description") or ""),
    )


def _first_long(bodies: Iterable[object]) -> str:
    return next((body for body in bodies if isinstance(body, str) and len(body) > _SHORTEST_BODY), "")


def _folded(text: str) -> str:
    return " ".join(text.lower().split())
