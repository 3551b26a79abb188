"""The type of an article: what the page declares, its label, its section, and the label before its headline."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from pipeline.language.phrases import ARTICLE_TYPES, key
from schemas.stages import Found

_PREFIX = re.compile(r"(?P<label>[^:：|]{3,30})[:：|]\s")
_OF_PREFIXES = frozenset(
    {"opinion", "analysis", "review", "interview", "obituary", "letter", "correction", "sponsored"}
)
"""What a headline may be labelled with: "Video: ..." and "Live: ..." stand over articles of every type."""


def article_type(values: Mapping[str, Found], found: Sequence[Found]) -> Found | None:
    """Return the type and where it is said, None where nothing says it; that it is plain news is the last word.

    `values` are the fields of one line, `found` all that the page declares or prints.
    """
    if declared := values.get("article_type"):
        return declared
    for said, label in _labels(values, found):
        kind = ARTICLE_TYPES.get(key(label))
        if kind and (said.field != "title" or kind in _OF_PREFIXES):
            return replace(said, field="article_type", value=kind, rule=f"said_by_{said.field}")
    news = values.get("declared_news")
    return replace(news, field="article_type") if news else None


def _labels(values: Mapping[str, Found], found: Sequence[Found]) -> Iterator[tuple[Found, str]]:
    """Yield what may name a type, surest first: the sections from narrow to broad."""
    if kicker := values.get("kicker"):
        yield kicker, kicker.value
    yield from ((said, said.value) for said in reversed(found) if said.field == "section")
    title = values.get("title")
    if title and (prefix := _PREFIX.match(title.value)):
        yield title, prefix["label"]
