"""How many comments a page declares for its article."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from pipeline.html.declared.json_ld import entries, texts
from pipeline.html.declared.walk import Declared
from schemas.stages import Found

_USER_COMMENTS = re.compile(r"UserComments:\s{0,3}(\d{1,9})", re.IGNORECASE)
_NUMBER = re.compile(r"\d{1,7}")
_MOST_VALUES, _MOST_STATISTICS = 8, 20


def find_comments_count(declared: Declared) -> Iterator[Found]:
    """Yield the number of comments, from JSON-LD or else from microdata."""
    for selector, value in (*_data_counts(declared), *_marked_counts(declared)):
        if (count := _number(value)) is not None:
            yield Found("comments_count", count, "declared", selector=selector)
            return


def _data_counts(declared: Declared) -> Iterator[tuple[str, Any]]:
    for node in declared.data.articles:
        yield "json-ld[commentCount]", node.get("commentCount")
        for statistic in list(entries(node.get("interactionStatistic")))[:_MOST_STATISTICS]:
            if isinstance(statistic, dict) and _is_of_comments(statistic.get("interactionType")):
                yield "json-ld[interactionStatistic]", statistic.get("userInteractionCount")


def _marked_counts(declared: Declared) -> Iterator[tuple[str, str | None]]:
    """Yield what `meta` elements with such a property say; to seek other elements costs 1 % of a page's time."""
    yield "meta[itemprop=commentCount]", declared.meta("commentcount")
    for value in declared.metas.get("interactioncount", ())[:_MOST_VALUES]:
        if named := _USER_COMMENTS.fullmatch(value):
            yield "meta[itemprop=interactionCount]", named[1]


def _is_of_comments(kind: Any) -> bool:
    named = kind.get("@type") if isinstance(kind, dict) else kind
    return any("comment" in text.lower() for text in texts(named))


def _number(value: Any) -> str | None:
    """Return a count in digits; None for what is no whole number of at most seven digits.

    >>> _number("12"), _number(3), _number(True), _number("1e9")
    ('12', '3', None, None)
    """
    if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
        value = str(value)
    return str(int(value)) if isinstance(value, str) and _NUMBER.fullmatch(value.strip()) else None
