"""Every field of the head of an article, on pages annotated by hand, read as HTML and as text.

usage: python -m benchmarks.head [--gold FILE]

Needs the development data in ../shared: the annotated heads (data/head, whose scorer counts as this does), and their
pages, with the text of the main element, in data/extract; pages of other sets are passed over. Printed for each field:
how many pages have it, precision, recall, and recall among the values that the page's source, or its text, holds.
"""

from __future__ import annotations

import argparse
import json
import unicodedata
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from benchmarks.html_body import DATA, rows
from pipeline import process
from schemas import Article, MediaType, RawDocument, Settings

GOLD = DATA.parent / "head" / "dev.jsonl"
PAGES = {MediaType.HTML: ("html.jsonl.xz", "html"), MediaType.TEXT: ("text.mainel.jsonl.xz", "text")}
FIELDS = (
    "title", "kicker", "standfirst", "byline", "agency", "dateline", "publisher", "section", "published_date",
    "modified_date", "language", "lead_caption", "lead_credit",
)  # fmt: skip
CAPTIONS = {"lead_caption": "text", "lead_credit": "credit"}
LISTS = ("authors", "tags")


def measure(gold_file: Path = GOLD) -> dict[MediaType, dict[str, dict[str, float]]]:
    """Return for each form and field how many pages have it, precision, recall, and recall of what the page holds."""
    gold = [row for row in map(json.loads, gold_file.read_text(encoding="utf-8").splitlines()) if row["is_article"]]
    found = {}
    for media, (file, key) in PAGES.items():
        wanted = {row["id"] for row in gold}
        pages = {page["id"]: page[key] for page in rows(file) if page["id"] in wanted}
        articles = {name: _article(name, content, media) for name, content in pages.items()}
        scored = [row for row in gold if row["id"] in pages]
        found[media] = {field: _figures(field, scored, articles, pages) for field in FIELDS}
        found[media] |= {field: _of_lists(field, scored, articles) for field in LISTS}
    return found


def _article(name: str, content: str, media: MediaType) -> dict[str, Any] | None:
    raw = RawDocument(name, content.encode("utf-8", "surrogatepass"), media, record_id=name)
    row = process(raw, Settings())
    return row.model_dump(mode="json") if isinstance(row, Article) else None


def _figures(
    field: str, gold: Iterable[dict[str, Any]], articles: dict[str, Any], pages: dict[str, str]
) -> dict[str, float]:
    has = given = right = found = held = found_held = 0
    for row in gold:
        if field in row.get("unsure", ()):
            continue
        wanted = _accepted(row, field)
        value = _given(articles[row["id"]], field)
        folded = _folded(value) if value else None
        given += folded is not None
        right += folded is not None and folded in wanted
        if None not in wanted:
            has += 1
            found += folded in wanted
            if any(one and one in _folded(pages[row["id"]]) for one in wanted):
                held += 1
                found_held += folded in wanted
    return {
        "has": has,
        "precision": right / max(1, given),
        "recall": found / max(1, has),
        "recall of held": found_held / max(1, held),
    }


def _folded(text: str) -> str:
    """Return letters and digits alone, case folded."""
    return "".join(c for c in unicodedata.normalize("NFKC", text).casefold() if c.isalnum())


def _accepted(row: dict[str, Any], field: str) -> set[str | None]:
    """Return the folded values that are right for a page, None among them where none is."""
    values = row.get(f"{field}_accept", [row.get(field)]) or [None]
    return {None if value is None else _folded(value) for value in values}


def _given(article: dict[str, Any] | None, field: str) -> str | None:
    """Return what a record says: the narrowest section, the caption or credit of a picture at the head."""
    if article is None:
        return None
    if field in CAPTIONS:
        name = CAPTIONS[field]
        return next((c[name] for c in article["captions"] if c["paragraph"] <= 1 and c[name]), None)
    value = article[field]
    return (value[-1] if value else None) if isinstance(value, list) else value


def _of_lists(field: str, gold: Iterable[dict[str, Any]], articles: dict[str, Any]) -> dict[str, float]:
    has = given = right = 0
    for row in gold:
        if field in row.get("unsure", ()) or row.get(field) is None:
            continue
        wanted = set(map(_folded, row[field]))
        said = set(map(_folded, (articles[row["id"]] or {}).get(field) or ()))
        has, given, right = has + len(wanted), given + len(said), right + len(wanted & said)
    return {"has": has, "precision": right / max(1, given), "recall": right / max(1, has)}


def main() -> None:
    """Print the tables."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--gold", type=Path, default=GOLD)
    for media, fields in measure(arguments.parse_args().gold).items():
        print(f"{media.value:16}{'has':>5}{'precision':>11}{'recall':>8}{'of held':>9}")
        for field, figures in fields.items():
            held = f"{figures['recall of held']:9.3f}" if "recall of held" in figures else ""
            print(f"{field:16}{figures['has']:5.0f}{figures['precision']:11.3f}{figures['recall']:8.3f}{held}")


if __name__ == "__main__":
    main()
