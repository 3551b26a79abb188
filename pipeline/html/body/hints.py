"""What the page declares of its article, folded so that blocks can be looked up in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pipeline.html.body.model import Hints
from pipeline.html.declared.json_ld import texts
from pipeline.html.declared.walk import Declared
from schemas.stages import Found

_SHORTEST_BODY = 200
_DESCRIPTIONS = ("og:description", "description", "twitter:description", "dc.description", "dcterms.description")


def read_hints(head: Declared, declared: Sequence[Found]) -> Hints:
    """Return the headline found, and the body and description that JSON-LD and meta elements give."""
    bodies = (node.get("articleBody") for node in (*head.data.articles, *head.data.pages))
    return Hints(
        title=_folded(next((found.value for found in declared if found.field == "title"), "")),
        body=_folded(_first_long(bodies)),
        description=_folded(head.meta("og:description", "description") or ""),
    )


def declared_words(head: Declared) -> dict[str, list[str]]:
    """Return what meta elements and JSON-LD say of the article in words that the page may show as well, by field."""
    said = [head.meta(name) for name in _DESCRIPTIONS]
    for node in (*head.data.articles, *head.data.pages):
        said += [
            value for name in ("description", "alternativeHeadline", "abstract") for value in texts(node.get(name))
        ]
    return {"description": [text.rstrip(".… ") for text in said if text]}


def _first_long(bodies: Iterable[object]) -> str:
    return next((body for body in bodies if isinstance(body, str) and len(body) > _SHORTEST_BODY), "")


def _folded(text: str) -> str:
    return " ".join(text.lower().split())
