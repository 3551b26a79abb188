"""What a story says of an article besides its words: when, where, in which language, and its telling words."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass
from datetime import date
from itertools import islice
from math import log
from typing import Any
from urllib.parse import urlsplit

from pipeline.relate.features import STORY_WORDS
from pipeline.relate.words import words

_KEPT = 12
_COMMON = 0.1
_HEADLINE_WORDS = 40
_LETTERS_A_WORD = 12
_LONGEST_NAME_WORDS = 4


@dataclass(frozen=True, slots=True)
class Facts:
    """What is kept of a record. `moment` orders the contents of one address; `day` is proleptic, None if not known."""

    id: str
    title: str | None
    url: str | None
    publisher: str | None
    agency: str | None
    language: str | None
    published: str | None
    moment: str
    day: int | None
    length: int
    terms: tuple[str, ...]
    names: tuple[str, ...]


def facts_of(record: dict[str, Any]) -> Facts:
    """Return the facts of an article record of any 1.x version; keys that it lacks are not known."""
    provenance = record.get("provenance") or {}
    published = record.get("published_date") or None
    retrieved = provenance.get("retrieved_at") or None
    moments = (record.get("modified_at"), record.get("published_at"), retrieved, published)
    text = record["text"]
    terms, names = _telling(record.get("title") or "", text)
    return Facts(
        id=record["id"],
        title=record.get("title"),
        url=record.get("url"),
        publisher=record.get("publisher") or _host(record.get("url")),
        agency=record.get("agency"),
        language=record.get("language"),
        published=published,
        moment=max((moment for moment in moments if moment), default=""),
        day=_day(published) or _day((retrieved or "")[:10]),
        length=len(text),
        terms=terms,
        names=names,
    )


def as_row(facts: Facts) -> dict[str, Any]:
    """Return the facts as JSON can hold them."""
    return asdict(facts)


def from_row(row: dict[str, Any]) -> Facts:
    """Return the facts that JSON held."""
    return Facts(**{**row, "terms": tuple(row["terms"]), "names": tuple(row["names"])})


def _host(url: str | None) -> str | None:
    try:
        host = urlsplit(url or "").hostname
    except ValueError:  # an address with half a bracket
        return None
    return host.removeprefix("www.") if host else None


def _day(written: str | None) -> int | None:
    try:
        return date.fromisoformat(written).toordinal() if written else None
    except ValueError:
        return None


def _telling(title: str, text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the words and the names that an article is told from others by, the most telling first."""
    told: Counter[str] = Counter()
    names: Counter[str] = Counter()
    expected: dict[str, float] = {}
    opening = text[: STORY_WORDS * _LETTERS_A_WORD]
    run: list[str] = []
    for word in islice(words(f"{title}\n{opening}", whole=True), STORY_WORDS + _HEADLINE_WORDS):
        told[word.form] += 1
        expected.setdefault(word.form, word.expected)
        run = [*run, word.written] if word.is_name else []
        if 0 < len(run) <= _LONGEST_NAME_WORDS:
            names[" ".join(run)] += 1
            if len(run) > 1:  # "Ann Lee" was counted as "Ann" when it began
                names[" ".join(run[:-1])] -= 1
    weight = {form: count * -log(expected[form]) for form, count in told.items() if expected[form] < _COMMON}
    return (
        tuple(sorted(weight, key=lambda form: (-weight[form], form))[:_KEPT]),
        tuple(sorted((name for name in names if names[name] > 0), key=lambda name: (-names[name], name))[:_KEPT]),
    )
