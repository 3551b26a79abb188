"""People whom a page declares to be its authors: in JSON-LD, meta elements, microdata, RDFa and names of classes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, cast

from lxml import etree

from pipeline.html.declared.json_ld import LinkedData, Node, entries, texts, types_of
from pipeline.html.declared.site import fold
from pipeline.html.declared.walk import Declared, Marked, one_line
from pipeline.html.markup.tree import Element
from pipeline.language.agencies import is_outlet
from pipeline.language.people import GIVEN_NAMES, as_written, is_explained, people, without_byline_word
from pipeline.language.phrases import BYLINE_WORDS, JOB_TITLES, key

NOT_BY_AUTHOR = re.compile(
    r"comment|related|reviewe|editor|bio\b|about|newsletter|recommend|share|social|photo|caption|credit|category|tag"
)
LONGEST_BYLINE = 160
MOST_AUTHORS = 25
NO_PEOPLE = frozenset(
    """
    admin administrator anonymous author authors blogger clinic contributor contributors editor expert facebook forum
    google guest instagram jobs linkedin marketing moderator pinterest publisher reviewer scholar sponsored team tiktok
    twitter user webmaster youtube
    """.split()
)
_MOST_LINKED_AUTHORS = 2
_NAMED = etree.XPath(".//*[@itemprop='name' or @property='name' or @property='schema:name']")
_MOST_CLASSED = 60
_CLASSED = etree.XPath("//@class[contains(.,'author') or contains(.,'byline')]/..")


def json_ld_people(node: Node, data: LinkedData) -> Iterator[str]:
    """Yield the people among the authors of an object, each once."""
    values = [value for name in ("author", "creator") for value in entries(node.get(name))]
    yield from distinct(name for value in values[:MOST_AUTHORS] for name in _json_ld_person(data.resolved(value)))


def _json_ld_person(author: Any) -> Iterator[str]:
    if isinstance(author, str):
        yield from declared_people(author)
    elif isinstance(author, dict):
        types = types_of(author)
        if types and "person" not in types:
            return
        written = [*texts(author.get("name"))]
        if not written:
            written = [" ".join([*texts(author.get("givenName")), *texts(author.get("familyName"))])]
        for name in written:
            found = list(declared_people(name))
            if not found and "person" in types and is_one_name(name):
                found = [name]
            yield from found


def is_one_name(name: str) -> bool:
    """Tell whether a word that is declared to be a person's name can be one: no handle, no role, no outlet."""
    plain = name.isalpha() and name.istitle() and 3 <= len(name) <= 14
    return plain and key(name) not in JOB_TITLES | NO_PEOPLE and not is_outlet(name)


def declared_people(text: str) -> Iterator[str]:
    """Yield the people in a value that is declared to name authors; there a given name alone is a person too.

    >>> list(declared_people("Ann Lee, Bob Ray")), list(declared_people("Susan")), list(declared_people("Admin"))
    (['Ann Lee', 'Bob Ray'], ['Susan'], [])
    """
    if names := people(text):
        yield from names
        return
    for part in re.split(
        r"\s{0,3}(?:[,;&/|]|\s(?:and|und|et|y|e|en)\s)\s{0,3}", without_byline_word(text)[:LONGEST_BYLINE]
    ):
        word = as_written(part.strip())
        if word.isalpha() and word.istitle() and key(word) in GIVEN_NAMES:
            yield word


def twitter_label(declared: Declared) -> Iterator[str]:
    """Yield the people in the rows that a Twitter card shows below its picture: "Written by", and a name."""
    for number in ("1", "2"):
        label, value = declared.meta(f"twitter:label{number}"), declared.meta(f"twitter:data{number}")
        if label and value and key(label) in BYLINE_WORDS:
            yield from declared_people(value)


def marked_people(marks: Sequence[Marked]) -> list[str]:
    """Return the people in properties of microdata and RDFa; links to authors are many where teasers have them too."""
    by_property = distinct(
        name for mark in marks if mark.properties & {"author", "creator"} for name in _people_of(mark)
    )
    if by_property:
        return by_property
    by_link = distinct(name for mark in marks if "rel-author" in mark.properties for name in _people_of(mark))
    return by_link if len(by_link) <= _MOST_LINKED_AUTHORS else []


def _people_of(mark: Marked) -> Iterator[str]:
    named = cast(list[Element], _NAMED(mark.element))
    values = [one_line(element) or element.get("content") or "" for element in named[:MOST_AUTHORS]]
    for value in values or [mark.element.get("content") or one_line(mark.element)]:
        if len(value) <= LONGEST_BYLINE:
            yield from people(value)


def only_author(tree: Element) -> list[str]:
    """Return the name in elements called after authors, wherever they stand, if it is one name alone."""
    found: dict[str, str] = {}
    for element in cast(list[Element], _CLASSED(tree))[:_MOST_CLASSED]:
        if NOT_BY_AUTHOR.search((element.get("class") or "").lower()):
            continue
        text = one_line(element)
        if 4 < len(text) < LONGEST_BYLINE and is_explained(text):
            found.update((fold(name), name) for name in people(text))
        if len(found) > 1:
            return []
    return list(found.values())


def distinct(names: Iterable[str]) -> list[str]:
    """Return the names without those that are another one in other writing."""
    found: dict[str, str] = {}
    for name in names:
        found.setdefault(fold(name), name)
    return list(found.values())
