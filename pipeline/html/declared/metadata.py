"""What a page says about its article for machines and around its headline: every value with its witness."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, partial
from typing import cast

from lxml import etree

from pipeline.html.declared.article_type import find_article_type
from pipeline.html.declared.authors import find_authors
from pipeline.html.declared.comments import find_comments_count
from pipeline.html.declared.dates import find_dates
from pipeline.html.declared.json_ld import texts
from pipeline.html.declared.other_titles import find_other_titles
from pipeline.html.declared.publisher import find_publisher
from pipeline.html.declared.section import find_section
from pipeline.html.declared.site import fold, site_of
from pipeline.html.declared.tags import find_tags
from pipeline.html.declared.title import find_title
from pipeline.html.declared.vicinity import vicinity
from pipeline.html.declared.walk import Declared, gather, marked
from pipeline.html.markup.tree import Element, text_of
from pipeline.urls import clean_url
from schemas.stages import Found

_TITLED = etree.XPath("//@class[contains(.,'title') or contains(.,'headline')]/..")
_MOST_TITLED = 200
_SHORT = 15
_LONGEST_SHOWN, _SLACK = 4, 80  # of an element that many times the headline is looked at, and some more


def read_metadata(tree: Element, url: str | None = None) -> tuple[Found, ...]:
    """Return the values the page declares, best witness first for each field; `url` is the page's address if known."""
    return metadata_of(tree, gather(tree, url))


def metadata_of(tree: Element, declared: Declared, markup: bytes | None = None) -> tuple[Found, ...]:
    """Return the values of a page whose declarations are gathered already.

    `markup` is what the tree was parsed from: what is not in it is not sought in the tree.
    """
    site = site_of(declared)
    marks = cache(partial(marked, tree))
    title = tuple(find_title(declared, site))
    headline = _headline(tree, declared, title[0].value if title else "")
    around = vicinity(headline) if headline is not None else ()
    authors = tuple(find_authors(tree, declared, marks, around, site))
    shown = title[0].value if title else ""
    return (
        *title,
        *find_dates(declared, marks, around),
        *authors,
        *find_section(tree, declared, site, shown, markup),
        *find_tags(tree, declared, site, shown, [author.value for author in authors]),
        *find_publisher(tree, declared, site, shown),
        *_description(declared, shown),
        *find_article_type(declared),
        *find_other_titles(declared, site, shown),
        *find_comments_count(declared),
        *_address(declared),
        *_language(declared),
    )


def _headline(tree: Element, declared: Declared, title: str) -> Element | None:
    """Return the element that shows the headline, or the first heading there is."""
    first = declared.headings[0].element if declared.headings else None
    wanted = fold(title)
    return next(_showing(wanted, tree, declared), first) if wanted else first


def _showing(wanted: str, tree: Element, declared: Declared) -> Iterator[Element]:
    """Yield the elements that show these words, surest first; none is sought before it is asked for."""
    headings = (*declared.headings, *declared.subheadings)
    yield from (heading.element for heading in headings if wanted in map(fold, (heading.text, *heading.parts)))
    yield from (heading.element for heading in headings if _holds(fold(heading.text), wanted))
    longest = _LONGEST_SHOWN * len(wanted) + _SLACK
    titled = cast(list[Element], _TITLED(tree))[:_MOST_TITLED]
    yield from (element for element in titled if fold(text_of(element)[:longest]) == wanted)


def _holds(shown: str, wanted: str) -> bool:
    """Tell whether one of two texts, neither of them short, is a part of the other."""
    return len(wanted) > _SHORT and (wanted in shown or (len(shown) > _SHORT and shown in wanted))


def _description(declared: Declared, title: str) -> Iterator[Found]:
    """Yield what is declared as the article's summary, unless it is the headline again."""
    metas = [
        (f"meta[{name}]", value)
        for name in ("og:description", "description", "twitter:description", "dc.description")
        for value in declared.metas.get(name, ())[:1]
    ]
    nodes = [
        ("json-ld[description]", text) for node in declared.data.articles for text in texts(node.get("description"))
    ]
    for selector, value in (*metas, *nodes):
        if fold(value) and fold(value) != fold(title):
            yield Found("description", value, "declared", selector=selector)
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
