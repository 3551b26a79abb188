"""What stands above an article in a file of Markdown: its data as YAML that every parser reads to the same values."""

from __future__ import annotations

import json

from pipeline.printable import one_line
from pipeline.render.addresses import web_address
from schemas.article import Article


def front_matter(article: Article) -> str:
    """Return the data between its two fences, a newline at its end.

    Each value is null, a number, a string in double quotes as JSON has it, or a list of these: YAML 1.1 and 1.2 read
    them alike, while a bare `no` or 2024-05-03 is a boolean or a day to some.
    """
    data: dict[str, object] = {
        "id": article.id,
        "revision": article.provenance.revision,
        "title": _line(article.title),
        "authors": _lines(article.authors),
        "agency": _line(article.agency),
        "publisher": _line(article.publisher),
        "published_date": article.published_date,
        "published_at": article.published_at,
        "modified_date": article.modified_date,
        "modified_at": article.modified_at,
        "url": web_address(article.url),
        "language": _line(article.language),
        "article_type": article.article_type,
        "section": _lines(article.section),
        "tags": _lines(article.tags),
        "description": _line(article.description),
        "source": one_line(article.source),
    }
    lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in data.items()]
    return "\n".join(["---", *lines, "---", ""])


def _line(text: str | None) -> str | None:
    return (one_line(text) if text else None) or None


def _lines(values: list[str]) -> list[str]:
    return [line for value in values if (line := one_line(value))]
