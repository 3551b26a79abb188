"""What a page declares for machines, gathered in one walk over its tree: meta elements, links, JSON-LD, headings."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import cast
from urllib.parse import urljoin

from lxml import etree

from pipeline.html.declared.json_ld import JSON_LD, LinkedData, plain_text, read_linked_data
from pipeline.html.markup.tree import Element

_LANGUAGE_ATTRIBUTES = ("lang", "{http://www.w3.org/XML/1998/namespace}lang", "xml:lang")
_MOST_METAS = 3000
_MOST_HEADINGS = 8
_MOST_MARKED = 200
_LONGEST_VALUE = 2000
_MOST_PARTS = 400
_BLOCK_TAGS = frozenset("div p br h1 h2 h3 small section header ul li".split())
_MARKED = etree.XPath("//@itemprop/.. | //@property/.. | //a[contains(@rel,'author')]")
# A comment, a teaser of another article and a picture have authors and dates of their own.
_OTHERS_SCOPES = re.compile(r"comment|review$|rating|imageobject|videoobject|product|offer", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: its text, the texts of its parts where it has several, and the words of its class and parents'."""

    element: Element
    text: str
    parts: tuple[str, ...]
    words: str


@dataclass(frozen=True, slots=True)
class Marked:
    """An element with a property of microdata or RDFa, or `rel=author`, outside of comments and teasers."""

    element: Element
    properties: frozenset[str]


Marks = Callable[[], tuple[Marked, ...]]
"""The marked elements, sought when they are first asked for: most pages declare enough without them."""


@dataclass(frozen=True, slots=True)
class Declared:
    """All that is declared. `metas` are lists by name in lower case, empty values left out."""

    metas: Mapping[str, tuple[str, ...]]
    links: Mapping[str, str]
    data: LinkedData
    page_title: str
    headings: tuple[Heading, ...]
    subheadings: tuple[Heading, ...]
    language: str
    is_amp: bool
    url: str | None

    def meta(self, *names: str) -> str | None:
        """Return the first value that one of the names has."""
        return next((self.metas[name][0] for name in names if name in self.metas), None)


def gather(tree: Element, url: str | None) -> Declared:
    """Return what the page declares; the tree stays as it is."""
    metas: dict[str, list[str]] = {}
    links: dict[str, str] = {}
    scripts: list[str] = []
    headings: dict[str, list[Heading]] = {"h1": [], "h2": []}
    page_title = ""
    for element in tree.iter("meta", "link", "script", "title", "h1", "h2", "base"):
        tag = element.tag
        if tag == "meta":
            _add_meta(metas, element)
        elif tag == "link":
            for rel in (element.get("rel") or "").lower().split():
                links.setdefault(rel, element.get("href") or "")
        elif tag == "base":
            links.setdefault("base", element.get("href") or "")
        elif tag == "script":
            if (element.get("type") or "").strip().lower() == JSON_LD and element.text:
                scripts.append(element.text)
        elif tag == "title":
            page_title = page_title or one_line(element)
        elif len(headings[tag]) < _MOST_HEADINGS and (heading := _heading(element)):
            headings[tag].append(heading)
    root = tree.getroottree().getroot()
    return Declared(
        metas={name: tuple(values) for name, values in metas.items()},
        links=links,
        data=read_linked_data(scripts),
        page_title=page_title,
        headings=tuple(headings["h1"]),
        subheadings=tuple(headings["h2"]),
        language=next((value for name in _LANGUAGE_ATTRIBUTES if (value := root.get(name))), ""),
        is_amp=root.get("amp") is not None or root.get("⚡") is not None,
        url=url,
    )


def base_of(declared: Declared) -> str:
    """Return the address that relative ones on the page are relative to; empty where none is known."""
    page = declared.url or declared.links.get("canonical") or declared.meta("og:url") or ""
    try:
        return urljoin(page, declared.links.get("base", ""))
    except ValueError:
        return ""


def marked(tree: Element) -> tuple[Marked, ...]:
    """Return the page's elements with properties of microdata and RDFa, and links with `rel=author`."""
    found = []
    elements = cast(list[Element], _MARKED(tree))
    for element in elements[:_MOST_MARKED]:
        properties = {
            name.rpartition(":")[2].rpartition("/")[2].lower()
            for attribute in ("itemprop", "property")
            for name in (element.get(attribute) or "").split()
        }
        if "author" in (element.get("rel") or "").lower().split():
            properties.add("rel-author")
        if properties and element.tag not in ("meta", "link") and not _belongs_to_others(element):
            found.append(Marked(element, frozenset(properties)))
    return tuple(found)


def one_line(element: Element) -> str:
    """Return the element's text on one line, a space where a part stands in a line of its own."""
    pieces: list[str] = []
    for part in islice(element.iter(), _MOST_PARTS):
        if isinstance(part.tag, str):
            if part is not element and part.tag in _BLOCK_TAGS:
                pieces.append(" ")
            pieces.append(part.text or "")
            if part is not element:
                pieces.append(" " if part.tag in _BLOCK_TAGS else "")
        if part is not element:
            pieces.append(part.tail or "")
    return " ".join("".join(pieces).split())[:_LONGEST_VALUE]


def class_words(element: Element) -> str:
    """Return what names an element in the markup: tag, class, id and test id, in lower case."""
    values = (element.get("class"), element.get("id"), element.get("data-testid"), element.get("itemprop"))
    return " ".join([str(element.tag), *(value for value in values if value)]).lower()


def _add_meta(metas: dict[str, list[str]], element: Element) -> None:
    content = element.get("content")
    if not content or len(metas) > _MOST_METAS:
        return
    for attribute in ("property", "name", "itemprop"):
        name = element.get(attribute)
        if name and (value := plain_text(content[:_LONGEST_VALUE])):
            metas.setdefault(name.strip().lower(), []).append(value)


def _heading(element: Element) -> Heading | None:
    text = one_line(element)
    if not text:
        return None
    parts: tuple[str, ...] = ()
    if len(element):
        parts = tuple(part for piece in element.itertext() if len(part := " ".join(str(piece).split())) > 1)[:6]
    words = [class_words(element)]
    parent = element.getparent()
    for _ in range(3):
        if parent is None or parent.tag in ("body", "html"):
            break
        words.append(class_words(parent))
        parent = parent.getparent()
    return Heading(element, text, parts, " ".join(words))


def _belongs_to_others(element: Element) -> bool:
    """Tell whether the element stands in the scope of a comment, a picture or another thing with an author."""
    parent = element.getparent()
    for _ in range(12):
        if parent is None:
            return False
        if _OTHERS_SCOPES.search((parent.get("itemtype") or "") or (parent.get("typeof") or "")):
            return True
        if (parent.get("itemprop") or "") in ("comment", "review", "image", "video", "publisher"):
            return True
        parent = parent.getparent()
    return False
