"""Records for tests of what is made of records: one with every key, changed at will."""

from __future__ import annotations

from typing import Any

from schemas.article import Article

_FLAT = (
    "url title kicker standfirst description byline agency publisher dateline published_date published_at "
    "published_raw modified_date modified_at language language_score article_type free_to_read comments_count"
)
_LISTS = (
    "authors section tags other_titles captions images embeds links structure emphasis notes removed repairs evidence"
)
_NO_PICTURE: dict[str, Any] = {"alt": None, "caption": None, "credit": None, "width": None, "height": None}
ROWS: dict[str, dict[str, Any]] = {
    "captions": {"text": None, "credit": None, "paragraph": 0},
    "images": {"lead": False, "paragraph": 0, **_NO_PICTURE},
    "embeds": {"paragraph": 0},
    "links": {"paragraph": 0},
    "structure": {"level": None, "ordered": None, "header_rows": None, "time": None},
    "emphasis": {"paragraph": 0},
    "notes": {"kind": "correction"},
}
"""What the rows of a list hold where nothing else is said."""
_COUNTS = {"words": 1, "paragraphs": 1, "removed_ratio": 0.0, "repairs": 0, "furniture": 0, "warnings": []}
_INPUT = {"media_type": "text/plain", "charset": "utf-8", "charset_from": "utf-8", "sha256": 64 * "0", "bytes": 1}
_UNTOLD = dict.fromkeys(("record_id", "offset", "retrieved_at", "http_status", "final_url"))


def row(text: str, *, revision: int = 1, **values: Any) -> dict[str, Any]:
    """Return the row of an article of this text; rows of its lists are filled up."""
    made: dict[str, Any] = dict.fromkeys(_FLAT.split()) | {key: [] for key in _LISTS.split()}
    made |= {"schema_version": "1.1", "id": "cd-" + 32 * "0", "source": "inbox/a.txt", "text": text, **values}
    for key, filling in ROWS.items():
        made[key] = [{**filling, **one} for one in made[key]]
    made["quality"] = _COUNTS
    made["provenance"] = {**_INPUT, **_UNTOLD, "revision": revision}
    made["processing"] = {"tool": "copydesk", "version": "0.0.0", "settings_sha256": 64 * "0"}
    return made


def article(text: str, **values: Any) -> Article:
    """Return the record of such a row."""
    return Article.model_validate(row(text, **values))


def marked(whole: str, words: str, **values: Any) -> dict[str, Any]:
    """Return a row of `links` or `emphasis` for words of a text, the first that are like them."""
    start = whole.index(words)
    return {"start": start, "end": start + len(words), "paragraph": whole.count("\n\n", 0, start), **values}
