"""A page's JSON-LD: its objects, which of them is the article, and the words in their many forms of value."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html import unescape
from typing import Any

import orjson

Node = dict[str, Any]

JSON_LD = "application/ld+json"

_ARTICLES = frozenset(
    """
    article newsarticle blogposting liveblogposting report reportagenewsarticle analysisnewsarticle opinionnewsarticle
    reviewnewsarticle backgroundnewsarticle askpublicnewsarticle advertisercontentarticle satiricalarticle
    scholarlyarticle techarticle medicalscholarlyarticle socialmediaposting discussionforumposting review
    criticreview apireference blogpost photogallery
    """.split()
)
_PAGES = frozenset(
    "webpage itempage medicalwebpage recipe howto faqpage qapage videoobject podcastepisode aboutpage".split()
)
# What hangs on these keys is about other articles, comments on this one, or a part of it with a headline of its own.
_OTHERS = frozenset(
    """
    itemlistelement haspart liveblogupdate mentions relatedlink citation comment subjectof ispartof review reviews
    itemreviewed suggestedanswer acceptedanswer about significantlink isrelatedto
    """.split()
)
_MOST_OBJECTS = 2000
_LONGEST_VALUE = 2000
_WRAPPING = re.compile(r"\A(?:<!--|(?://\s{0,9})?<!\[CDATA\[)|(?:-->|(?://\s{0,9})?\]\]>|;)\Z")
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,200}>")
_CONTROL = re.compile(r"[\x00-\x1f]+")
_TRAILING_COMMA = re.compile(r",\s{0,200}(?=[}\]])")


@dataclass(frozen=True, slots=True)
class LinkedData:
    """The objects of a page's JSON-LD, outer ones first.

    `articles` are those that can be the page's article, `pages` the weaker ones that describe the page, both without
    what hangs below lists of other articles; `kinds` are the types of all outer objects, in lower case.
    """

    articles: tuple[Node, ...] = ()
    pages: tuple[Node, ...] = ()
    others: tuple[Node, ...] = ()
    kinds: frozenset[str] = frozenset()
    named: dict[str, Node] = field(default_factory=dict)

    def resolved(self, value: Any) -> Any:
        """Return the object that a bare `{"@id": ...}` stands for; every other value as it is."""
        if isinstance(value, dict) and "name" not in value and isinstance(value.get("@id"), str):
            return self.named.get(value["@id"], value)
        return value


def read_linked_data(scripts: Iterable[str]) -> LinkedData:
    """Return what the scripts say; one that is no JSON, even with its usual faults put right, is passed over."""
    articles: list[Node] = []
    pages: list[Node] = []
    others: list[Node] = []
    named: dict[str, Node] = {}
    kinds: set[str] = set()
    for node, own in _objects([root for script in scripts if (root := _loaded(script)) is not None]):
        types = types_of(node)
        identity = node.get("@id")
        if isinstance(identity, str) and "name" in node:
            named.setdefault(identity, node)
        if not own:
            continue
        kinds |= types
        if types & _ARTICLES:
            articles.append(node)
        elif types & _PAGES:
            pages.append(node)
        else:
            others.append(node)
    return LinkedData(tuple(articles), tuple(pages), tuple(others), frozenset(kinds), named)


def types_of(node: Node) -> frozenset[str]:
    """Return the object's types in lower case, without the name of the vocabulary."""
    return frozenset(
        kind.rstrip("/").replace("#", "/").replace(":", "/").rpartition("/")[2].lower()
        for kind in _listed(node.get("@type"))
        if isinstance(kind, str)
    )


def texts(value: Any) -> Iterator[str]:
    """Yield the plain texts of a value: a string, a list, or an object with `@value`, on one line each.

    >>> list(texts([" A  b", {"@value": "c"}, 3]))
    ['A b', 'c']
    """
    for entry in _listed(value):
        plain = entry.get("@value") if isinstance(entry, dict) else entry
        if isinstance(plain, str) and 0 < len(plain) <= _LONGEST_VALUE and (text := plain_text(plain)):
            yield text


def plain_text(value: str) -> str:
    """Return a declared value on one line, without the references and tags that many pages leave in it.

    >>> plain_text("Fish &amp;amp; <em>chips</em>")
    'Fish & chips'
    """
    for _ in range(2):
        if "&" not in value:
            break
        value = unescape(value)
    return " ".join((_TAG.sub("", value) if "<" in value else value).split())


def entries(value: Any) -> Iterator[Any]:
    """Yield the members of a value, whether one, a list or an object with `@list`, at most two deep."""
    for entry in _listed(value):
        if isinstance(entry, dict) and "@list" in entry:
            yield from _listed(entry["@list"])
        elif isinstance(entry, list):
            yield from entry
        else:
            yield entry


def _listed(value: Any) -> list[Any]:
    if value is None:
        return []
    return value[:_MOST_OBJECTS] if isinstance(value, list) else [value]


def _loaded(script: str) -> Any:
    text = _WRAPPING.sub("", script.strip()).strip()
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError:
        pass
    try:  # line breaks inside of strings and a comma behind the last entry are what pages get wrong most
        return orjson.loads(_TRAILING_COMMA.sub("", _CONTROL.sub(" ", text)))
    except orjson.JSONDecodeError:
        return None


def _objects(roots: list[Any]) -> Iterator[tuple[Node, bool]]:
    """Yield every object and whether it is the page's own, outer ones first."""
    todo: deque[tuple[Any, bool]] = deque((root, True) for root in roots)
    for _ in range(_MOST_OBJECTS):
        if not todo:
            return
        node, own = todo.popleft()
        if isinstance(node, dict):
            yield node, own
            for name, value in node.items():
                if isinstance(value, dict | list):
                    todo.append((value, own and name.lower() not in _OTHERS))
        elif isinstance(node, list):
            todo.extend((entry, own) for entry in node[:_MOST_OBJECTS] if isinstance(entry, dict | list))
