"""The words around the headline of a page, in order, each with the names its element goes by."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice

from lxml import etree

from pipeline.html.declared.walk import class_words
from pipeline.html.markup.tree import Element

_MOST_AFTER, _MOST_BEFORE = 60, 12
_MOST_VISITED = 500
_LONG_TEXT = 160  # a text of this length is a paragraph of the article, or its standfirst
_MOST_LONG_TEXTS = 3
_LONGEST_BEFORE = 160
_LEVELS_OF_NAMES = 4
_LEVELS_ABOVE = 4
_MOST_SIBLINGS = 6
_NO_TEXT = frozenset(
    # What somebody else says, an embedded post above all, has names and dates of its own.
    "script style noscript template svg select option textarea iframe video audio nav blockquote".split()
)
_ENDS = frozenset("article main body html".split())


@dataclass(frozen=True, slots=True)
class Piece:
    """A text between two tags, white space folded.

    `names` are the tags, classes and ids it stands in up to the headline's own surroundings, in lower case.
    `moment` is the `datetime` of a `time` element that begins here. `long_before` counts the long texts between
    the headline and this one, `after` is false for what stands above the headline.
    """

    text: str
    names: str
    after: bool = True
    moment: str | None = None
    long_before: int = 0
    linked: bool = False
    by_author_link: bool = False


def vicinity(headline: Element) -> tuple[Piece, ...]:
    """Return the pieces above the headline that share its header, and those below it down to the article's text."""
    around = frozenset(headline.iterancestors())
    above = tuple(replace(piece, after=False) for piece in _pieces(_above(headline), around, _MOST_BEFORE))
    return (*above, *_pieces(_below(headline), around, _MOST_AFTER))


_Step = tuple[str | None, Element, bool]
"""A text (or none), the element it stands in, and whether it is that element's first."""


def _pieces(steps: Iterator[_Step], around: frozenset[Element], most: int) -> Iterator[Piece]:
    long_texts = found = 0
    known: dict[Element, str] = {}
    for text, owner, first in islice(steps, _MOST_VISITED):
        words = " ".join((text or "").split())
        moment = owner.get("datetime") if first and owner.tag == "time" else None
        if not words and not moment:
            continue
        names, linked, by_author = _names(owner, around, known)
        yield Piece(words[: 2 * _LONG_TEXT], names, True, moment, long_texts, linked, by_author)
        found += 1
        long_texts += len(words) >= _LONG_TEXT
        if found >= most or long_texts >= _MOST_LONG_TEXTS:
            return


def _names(owner: Element, around: frozenset[Element], known: dict[Element, str]) -> tuple[str, bool, bool]:
    """Return the names of an element and those around it; `known` keeps them: pieces side by side share most."""
    words = []
    linked = by_author = False
    element: Element | None = owner
    for _ in range(_LEVELS_OF_NAMES):
        if element is None or element in around:
            break
        if element not in known:
            known[element] = class_words(element)
        words.append(known[element])
        if element.tag == "a":
            linked = True
            target = (element.get("href") or "").lower()
            by_author |= "author" in (element.get("rel") or "").lower() or "/author" in target or "/autor" in target
        element = element.getparent()
    return " ".join(words), linked, by_author


def _below(headline: Element) -> Iterator[_Step]:
    node = headline
    while True:
        parent = node.getparent()
        if parent is None or node.tag in _ENDS:
            return  # what stands behind the article is about others
        yield node.tail, parent, False
        following = node.getnext()
        if following is None:
            node = parent
        else:
            yield from _inside(following)
            node = following


def _above(headline: Element) -> Iterator[_Step]:
    """Yield what stands before the headline in its own header: short siblings of it and of its next parents."""
    node = headline
    for _ in range(_LEVELS_ABOVE):
        parent = node.getparent()
        if parent is None or node.tag in _ENDS:
            return
        for sibling in islice(node.itersiblings(preceding=True), _MOST_SIBLINGS):
            if not isinstance(sibling.tag, str) or sibling.tag in ("header", "nav", "aside", "section", "article"):
                return
            steps = list(islice(_inside(sibling), 40))
            if sum(len(text or "") for text, _, _ in steps) > _LONGEST_BEFORE:
                return
            yield from steps
        node = parent


def _inside(element: Element) -> Iterator[_Step]:
    if not isinstance(element.tag, str):
        return
    walk = etree.iterwalk(element, events=("start", "end"))
    for event, part in walk:
        if event == "start":
            if part.tag in _NO_TEXT:
                walk.skip_subtree()
            elif part.tag == "img":
                yield part.get("alt"), part, True
            else:
                yield part.text, part, True
        elif part is not element:
            yield part.tail, part.getparent(), False
