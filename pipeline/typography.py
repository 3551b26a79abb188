"""Typography made plain, for those who build corpora: straight quotes, no ligatures, one width of character, NFC.

Each is a single fix of ftfy's. Its encoding fix and its reading of HTML are not asked for: repair is.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence
from functools import cache, partial
from itertools import accumulate, pairwise
from typing import Any, NamedTuple

from pipeline.language.weight import weight
from schemas.article import Article, Emphasis, Link

PLAIN_FIELDS = (
    *("title", "kicker", "standfirst", "description", "byline", "authors", "agency", "publisher", "section", "tags"),
    *("other_titles", "dateline", "text", "captions", "images", "notes"),
)
"""What is made plain in a record; links and emphasis move with the text.

`published_raw` is as found; `removed` and `repairs` are the source's own account.
"""


class Plain(NamedTuple):
    """A plain text, and how many characters of the one before each kind of change replaced."""

    text: str
    changed: dict[str, int]


def plain(text: str) -> Plain:
    """Return the text in plain typography, and what that changed; a plain text comes back as it is.

    >>> plain("“It’s” ﬁne")
    Plain(text='"It\\'s" fine', changed={'ligatures': 1, 'quotes': 3})
    """
    changed = {}
    for kind, fix in _fixes().items():
        before, text = text, fix(text)
        if text != before:
            changed[kind] = (Counter(before) - Counter(text)).total()
    return Plain(text, changed)


def in_plain(article: Article) -> Article:
    """Return the article with its fields in plain typography, told in its warnings; lines stand where they stood."""
    total: Counter[str] = Counter()
    fields = {name: _made_plain(getattr(article, name), total) for name in PLAIN_FIELDS}
    told = ["typography:plain", *(f"plain_{kind}:{total[kind]}" for kind in _fixes() if total[kind])]
    quality = article.quality.model_copy(
        update={"words": weight(fields["text"]), "warnings": [*article.quality.warnings, *told]}
    )
    moved = _moved(article.text, [*article.links, *article.emphasis])
    fields["links"], fields["emphasis"] = moved[: len(article.links)], moved[len(article.links) :]
    return article.model_copy(update={**fields, "quality": quality})


def _moved(text: str, spans: Sequence[Link | Emphasis]) -> list[Link | Emphasis]:
    """Return the spans of the text as spans of the text made plain, each made plain alone."""
    edges = sorted({0, *(span.start for span in spans), *(span.end for span in spans)})
    sizes = (len(plain(text[start:end]).text) for start, end in pairwise(edges))
    at = dict(zip(edges, accumulate(sizes, initial=0), strict=True))
    return [
        span.model_copy(
            update={"start": at[span.start], "end": at[span.end]}
            | ({"text": plain(span.text).text} if isinstance(span, Link) else {})
        )
        for span in spans
    ]


def _made_plain(value: Any, total: Counter[str]) -> Any:
    """Return a field's value, with every string that is the page's own made plain; add to `total` what changed."""
    if isinstance(value, str):
        made = plain(value)
        total.update(made.changed)
        return made.text
    if isinstance(value, list):
        return [_made_plain(inner, total) for inner in value]
    if value is None:
        return None
    own = [name for name in ("text", "alt", "caption", "credit") if hasattr(value, name)]
    return value.model_copy(update={name: _made_plain(getattr(value, name), total) for name in own})


@cache
def _fixes() -> dict[str, Callable[[str], str]]:
    """Return the fixes in the order in which ftfy makes them: each may bring what a later one changes."""
    from ftfy import fixes  # 95 ms, and who keeps the typography does not need it

    return {
        "ligatures": fixes.fix_latin_ligatures,
        "width": fixes.fix_character_width,
        "quotes": fixes.uncurl_quotes,
        "line_breaks": fixes.fix_line_breaks,
        "nfc": partial(unicodedata.normalize, "NFC"),
    }
