"""What a page says about its article for machines and around its headline: every value with its witness."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, partial
from typing import cast

from lxml import etree

from pipeline.html.authors import find_authors
from pipeline.html.dates import find_dates
from pipeline.html.declared import Declared, gather, marked
from pipeline.html.json_ld import texts
from pipeline.html.site import fold, site_of
from pipeline.html.title import find_title
from pipeline.html.tree import Element, text_of
from pipeline.html.vicinity import vicinity
from pipeline.urls import clean_url
from schemas.stages import Found

_TITLED = etree.XPath("//*[contains(@class,'title') or contains(@class,'headline')]")
_MOST_TITLED = 200


def read_metadata(tree: Element, url: str | None = None) -> tuple[Found, ...]:
    """Return the values the page declares, best witness first for each field; `url` is the page's address if known."""
    return metadata_of(tree, gather(tree, url))


def metadata_of(tree: Element, declared: Declared) -> tuple[Found, ...]:
    """Return the values of a page whose declarations are gathered already."""
    site = site_of(declared)
    marks = cache(partial(marked, tree))
    title = tuple(find_title(declared, site))
    headline = _headline(tree, declared, title[0].value if title else "")
    around = vicinity(headline) if headline is not None else ()
    return (
        *title,
        *find_dates(declared, marks, around),
        *find_authors(tree, declared, marks, around, site),
        *_publisher(declared),
        *_address(declared),
        *_language(declared),
    )


def _headline(tree: Element, declared: Declared, title: str) -> Element | None:
    """Return the element that shows the headline, or the first heading there is."""
    wanted = fold(title)
    headings = (*declared.headings, *declared.subheadings)
    for heading in headings:
        if wanted and (wanted == (text := fold(heading.text)) or wanted in map(fold, heading.parts)):
            return heading.element
    for heading in headings:
        if (
            wanted
            and len(wanted) > 15
            and (wanted in (text := fold(heading.text)) or (len(text) > 15 and text in wanted))
        ):
            return heading.element
    for element in cast(list[Element], _TITLED(tree))[:_MOST_TITLED]:
        if wanted and fold(text_of(element)[: 4 * len(wanted) + 80]) == wanted:
            return element
    return declared.headings[0].element if declared.headings else None


def _publisher(declared: Declared) -> Iterator[Found]:
    for node in (*declared.data.articles, *declared.data.pages):
        publisher = declared.data.resolved(node.get("publisher"))
        if isinstance(publisher, list) and publisher:
            publisher = declared.data.resolved(publisher[0])
        for name in texts(publisher.get("name") if isinstance(publisher, dict) else publisher):
            yield Found("publisher", name, "declared", selector="json-ld[publisher]")
            return
    for name in (
        "og:site_name",
        "publisher",
        "dc.publisher",
        "dcterms.publisher",
        "citation_publisher",
        "application-name",
    ):
        value = declared.meta(name)
        if value and "://" not in value:
            yield Found("publisher", value, "declared", selector=f"meta[{name}]")
            return


def _address(declared: Declared) -> Iterator[Found]:
    if url := clean_url(declared.links.get("canonical", "")):
        yield Found("url", url, "declared", selector="link[rel=canonical]")
    elif url := clean_url(declared.meta("og:url") or ""):
        yield Found("url", url, "declared", selector="meta[og:url]")


def _language(declared: Declared) -> Iterator[Found]:
    """Yield the declared language under a name of its own: templates lie too often for it to be the record's."""
    for selector, value in (
        (
            "json-ld[inLanguage]",
            next((tag for node in declared.data.articles for tag in texts(node.get("inLanguage"))), ""),
        ),
        ("html[lang]", declared.language),
        ("meta[og:locale]", declared.meta("og:locale") or ""),
        ("meta[content-language]", declared.meta("content-language", "language", "dc.language") or ""),
    ):
        code = value.strip().replace("_", "-").split("-")[0].lower()
        if 2 <= len(code) <= 3 and code.isascii() and code.isalpha():
            yield Found("declared_language", code, "declared", selector=selector)
            return
