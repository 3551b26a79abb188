"""How many comments a page declares for its article."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, cast

from lxml import etree

from pipeline.html.declared.json_ld import entries, texts
from pipeline.html.declared.walk import Declared
from pipeline.html.markup.tree import Element
from schemas.stages import Found

_COUNTED = etree.XPath("//@itemprop[.='commentCount' or .='interactionCount']/..")
_PROPERTIES = (b"commentCount", b"interactionCount")
_USER_COMMENTS = re.compile(r"UserComments:\s{0,3}(\d{1,9})", re.IGNORECASE)
_NUMBER = re.compile(r"\d{1,7}")
_MOST_ELEMENTS, _MOST_STATISTICS = 4, 20


def find_comments_count(tree: Element, declared: Declared, markup: bytes | None = None) -> Iterator[Found]:
    """Yield the number of comments, from JSON-LD or else from microdata."""
    # Nine pages in ten have no such word, and are not searched for the elements.
    may_mark = markup is None or any(name in markup for name in _PROPERTIES)
    for selector, value in (*_data_counts(declared), *(_marked_counts(tree) if may_mark else ())):
        if (count := _number(value)) is not None:
            yield Found("comments_count", count, "declared", selector=selector)
            return


def _data_counts(declared: Declared) -> Iterator[tuple[str, Any]]:
    for node in declared.data.articles:
        yield "json-ld[commentCount]", node.get("commentCount")
        for statistic in list(entries(node.get("interactionStatistic")))[:_MOST_STATISTICS]:
            if isinstance(statistic, dict) and _is_of_comments(statistic.get("interactionType")):
                yield "json-ld[interactionStatistic]", statistic.get("userInteractionCount")


def _marked_counts(tree: Element) -> Iterator[tuple[str, str | None]]:
    for element in cast(list[Element], _COUNTED(tree))[:_MOST_ELEMENTS]:
        text = (element.get("content") or "".join(map(str, element.itertext())))[:100].strip()
        if element.get("itemprop") == "commentCount":
            yield "[itemprop=commentCount]", text
        elif named := _USER_COMMENTS.fullmatch(text):
            yield "[itemprop=interactionCount]", named[1]


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
