"""What the page's head says about the article: JSON-LD, meta elements, the canonical link. Nothing is guessed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import orjson
from lxml import etree

from pipeline.html.title import find_title
from pipeline.label.dates import read_moment
from pipeline.label.names import people
from pipeline.urls import clean_url
from schemas.stages import Found

_ARTICLE = ("article", "posting", "report", "review")
_PUBLISHED = """
    article:published_time og:article:published_time datepublished parsely-pub-date dc.date.issued dcterms.created
    publishdate pubdate sailthru.date article.published
    """.split()
_MODIFIED = ("article:modified_time", "og:updated_time", "datemodified", "dcterms.modified", "last-modified")
JSON_LD = "application/ld+json"
_MOST_OBJECTS = 2000


def read_metadata(tree: etree._Element) -> tuple[Found, ...]:
    """Return the values the page declares, best witness first for each field."""
    linked = [node for node in json_ld(tree) if _is_article(node)]
    metas = meta_values(tree)
    found = [
        *find_title(tree, [str(node["headline"]) for node in linked if isinstance(node.get("headline"), str)], metas),
        *_dates(tree, linked, metas),
        *_authors(linked, metas),
        *_publisher(linked, metas),
        *_address(tree, metas),
    ]
    return tuple(found)


def meta_values(tree: etree._Element) -> dict[str, str]:
    """Return the first content of each meta element by its name, property or itemprop, in lower case."""
    metas: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop")
        content = element.get("content")
        if name and content and content.strip():
            metas.setdefault(name.strip().lower(), " ".join(content.split()))
    return metas


def json_ld(tree: etree._Element) -> Iterator[dict[str, Any]]:
    """Yield every object of the page's JSON-LD, outer ones first; a script that is no JSON is passed over."""
    todo: list[Any] = []
    for script in tree.iter("script"):
        if (script.get("type") or "").strip().lower() == JSON_LD and script.text:
            try:
                todo.append(orjson.loads(script.text.strip()))
            except orjson.JSONDecodeError:
                continue
    for _ in range(_MOST_OBJECTS):
        if not todo:
            return
        node = todo.pop(0)
        if isinstance(node, dict):
            yield node
            todo.extend(value for value in node.values() if isinstance(value, dict | list))
        elif isinstance(node, list):
            todo.extend(node)


def _is_article(node: dict[str, Any]) -> bool:
    kinds = node.get("@type")
    names = kinds if isinstance(kinds, list) else [kinds]
    return any(isinstance(name, str) and name.lower().endswith(_ARTICLE) for name in names)


def _dates(tree: etree._Element, linked: list[dict[str, Any]], metas: dict[str, str]) -> Iterator[Found]:
    for field, key, names in (
        ("published_raw", "datePublished", _PUBLISHED),
        ("modified_raw", "dateModified", _MODIFIED),
    ):
        witnesses = [(value, f"json-ld[{key}]") for node in linked if isinstance(value := node.get(key), str)]
        witnesses += [(metas[name], f"meta[{name}]") for name in names if name in metas]
        witnesses += [
            (element.get("datetime") or element.get("content") or "", f"{element.tag}[itemprop={key}]")
            for element in tree.iter("time", "span", "abbr")
            if element.get("itemprop") == key
        ]
        for value, selector in witnesses:
            if read_moment(value):
                yield Found(field, value.strip(), "declared_date", selector=selector)
                break


def _authors(linked: list[dict[str, Any]], metas: dict[str, str]) -> Iterator[Found]:
    for node in linked:
        names = [name for name in _person_names(node.get("author")) for name in people(name)]
        if names:
            yield from (Found("author", name, "declared_author", selector="json-ld[author]") for name in names)
            return
    for meta in ("author", "article:author", "dc.creator", "parsely-author", "byl"):
        if names := list(people(metas.get(meta, ""))):
            yield from (Found("author", name, "declared_author", selector=f"meta[{meta}]") for name in names)
            return


def _person_names(author: Any) -> Iterator[str]:
    for entry in author if isinstance(author, list) else [author]:
        if isinstance(entry, str):
            yield entry
        elif isinstance(entry, dict) and isinstance(entry.get("name"), str) and entry.get("@type") != "Organization":
            yield entry["name"]


def _publisher(linked: list[dict[str, Any]], metas: dict[str, str]) -> Iterator[Found]:
    for node in linked:
        publisher = node.get("publisher")
        if isinstance(publisher, dict) and isinstance(publisher.get("name"), str) and publisher["name"].strip():
            yield Found("publisher", " ".join(publisher["name"].split()), "declared", selector="json-ld[publisher]")
            return
    if name := metas.get("og:site_name"):
        yield Found("publisher", name, "declared", selector="meta[og:site_name]")


def _address(tree: etree._Element, metas: dict[str, str]) -> Iterator[Found]:
    for link in tree.iter("link"):
        if (link.get("rel") or "").lower() == "canonical" and (url := clean_url(link.get("href") or "")):
            yield Found("url", url, "declared", selector="link[rel=canonical]")
            return
    if url := clean_url(metas.get("og:url", "")):
        yield Found("url", url, "declared", selector="meta[og:url]")
