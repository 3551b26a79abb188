"""Other names that rows of JSON Lines have for our keys: taken where they are told, and told of where they are not."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pipeline.decode.markup import begins_with_tag

# As exports of crawlers, news interfaces and blog software have them.
_OTHER_NAMES = {
    "text": "body content article_text full_text fulltext maintext articleBody body_text plain_text raw_text article",
    "url": "link href uri permalink source_url canonical_url web_url",
    "title": "headline heading",
    "date": "pubdate pubDate pub_date published published_at publishedAt publish_date published_date "
    "date_published date_publish datePublished publication_date",
    "authors": "author byline creator writer",
    "publisher": "outlet site_name sitename newspaper source_domain",
}


def renamed(record: dict[str, Any], fields: Iterable[str]) -> dict[str, Any]:
    """Return a row with our keys where `fields` ("text=body") name others; the first that holds anything counts.

    >>> renamed({"text": "teaser", "body": "story"}, ["text=content", "text=body"])
    {'text': 'story', 'body': 'story'}
    """
    found: dict[str, Any] = {}
    for field in fields:
        ours, _, theirs = field.partition("=")
        if ours not in found and _holds(record, theirs):
            found[ours] = record[theirs]
    return {**record, **found} if found else record


def untaken(record: dict[str, Any]) -> tuple[str, ...]:
    """Return the fields that would take what a row holds by other names than ours, and not by ours.

    >>> untaken({"body": "story", "author": "Ann Poe", "title": "Rowers", "headline": "Rowers"})
    ('text=body', 'authors=author')
    """
    found = []
    for ours, names in _OTHER_NAMES.items():
        if _holds(record, ours) or (ours == "text" and _holds(record, "html")):
            continue
        theirs = next((name for name in names.split() if _holds(record, name)), None)
        if theirs is not None:
            is_markup = ours == "text" and begins_with_tag(str(record[theirs]))
            found.append(f"{'html' if is_markup else ours}={theirs}")
    return tuple(found)


def as_options(fields: Iterable[str]) -> str:
    """Return the options that take these fields, those that matter most first."""
    ranks = {key: rank for rank, key in enumerate(("html", *_OTHER_NAMES))}
    ordered = sorted(fields, key=lambda field: (ranks.get(field.partition("=")[0], 0), field))
    return " ".join(f"--field {field}" for field in ordered)


def _holds(record: dict[str, Any], key: str) -> bool:
    value = record.get(key)
    return (isinstance(value, str) and bool(value.strip())) or (isinstance(value, list | int) and bool(value))
