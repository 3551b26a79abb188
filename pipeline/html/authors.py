"""Who wrote the article: people only, from what the page declares and from the byline below its headline."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, cast

from lxml import etree

from pipeline.html.declared import Declared, Marked, Marks, one_line
from pipeline.html.json_ld import LinkedData, Node, entries, texts, types_of
from pipeline.html.site import Site, fold
from pipeline.html.tree import Element
from pipeline.html.vicinity import Piece
from pipeline.label.metalines import read_spans
from pipeline.language.agencies import is_outlet
from pipeline.language.known import LANGUAGES
from pipeline.language.people import (
    GIVEN_NAMES,
    as_written,
    is_explained,
    is_name_alone,
    is_person,
    people,
    without_byline_word,
)
from pipeline.language.phrases import BYLINE_WORDS, EDITOR_WORDS, JOB_TITLES, NAME_JOINERS, key
from schemas.stages import Found

_METAS = """
    author article:author article.author og:article:author dc.creator dcterms.creator dc.creator.author parsely-author
    sailthru.author byl cxenseparse:author cxense:author news_authors author_name authors
    shareaholic:article_author_name article:author_name rbauthors lp.article:author prism.author content_author
    """.split()
_SURNAMES_FIRST = ("citation_author", "citation_authors", "bepress_citation_author")
_SURNAME_FIRST = re.compile(r"(?P<last>[^\W\d_][\w'’ -]{1,30}), (?P<first>[^\W\d_][\w.'’ -]{0,30})\Z")
_BY_AUTHOR = re.compile("|".join(part for language in LANGUAGES for part in language.author_classes))
_NOT_BY_AUTHOR = re.compile(
    r"comment|related|reviewe|editor|bio\b|about|newsletter|recommend|share|social|photo|caption|credit|category|tag"
)
_LONGEST_BYLINE = 160
_SHORT = 60
_MOST_AUTHORS = 25
_MOST_LINKED_AUTHORS = 2
_FEW = 3
_NAMED = etree.XPath(".//*[@itemprop='name' or @property='name' or @property='schema:name']")
_MOST_CLASSED = 60
_CLASSED = etree.XPath("//*[contains(@class,'author') or contains(@class,'byline')]")
_NO_PEOPLE = frozenset(
    """
    admin administrator anonymous author authors blogger clinic contributor contributors editor expert facebook forum
    google guest instagram jobs linkedin marketing moderator pinterest publisher reviewer scholar sponsored team tiktok
    twitter user webmaster youtube
    """.split()
)
_MOST_PIECES_OF_A_BYLINE = 12


def find_authors(
    tree: Element, declared: Declared, marks: Marks, around: Sequence[Piece], site: Site
) -> Iterator[Found]:
    """Yield the people who wrote, from the best witness; a byline that names all of these and more goes before it."""
    chosen: tuple[str, str, list[str]] | None = None
    for selector, rule, found in _witnesses(declared, around, tree, marks):
        authors = [name for name in found if not _is_no_person(name, site)][:_MOST_AUTHORS]
        if authors and (chosen is None or _says_more(authors, chosen[2])):
            chosen = (selector, rule, authors)
        if chosen and (rule == "byline_by_headline" or len(chosen[2]) > _FEW):
            break
    if chosen:
        yield from (Found("author", name, chosen[1], selector=chosen[0]) for name in chosen[2])


_Witness = tuple[str, str, list[str]]
"""Selector, rule, and the people named there."""


def _witnesses(declared: Declared, around: Sequence[Piece], tree: Element, marks: Marks) -> Iterator[_Witness]:
    """Yield the witnesses, best first; each is read only when it is asked for."""
    for node in declared.data.articles:
        yield "json-ld[author]", "declared_author", list(json_ld_people(node, declared.data))
    for name in _METAS:
        if name in declared.metas:
            people_named = (person for value in declared.metas[name] for person in declared_people(value))
            yield f"meta[{name}]", "declared_author", _distinct(people_named)
    for name in _SURNAMES_FIRST:
        turned = [_SURNAME_FIRST.sub(r"\g<first> \g<last>", value) for value in declared.metas.get(name, ())]
        yield f"meta[{name}]", "declared_author", _distinct(person for value in turned for person in people(value))
    yield "meta[twitter:data1]", "declared_author", list(_twitter_label(declared))
    yield "byline", "byline_by_headline", list(bylined(around))
    yield "itemprop=author", "marked_author", _marked_people(marks())
    for node in declared.data.pages:
        yield "json-ld[author]", "declared_author", list(json_ld_people(node, declared.data))
    if not any(node.get("author") for node in declared.data.articles):  # else it is known to be an outlet's
        yield "class~=author", "classed_author", _only_author(tree)


def _says_more(authors: Sequence[str], known: Sequence[str]) -> bool:
    """Tell whether every known name is among the authors, whole or as the beginning of a fuller one, with more said."""
    longer = [f" {fold(name)} " for name in authors]
    return (
        all(any(f" {fold(name)} " in other for other in longer) for name in known)
        and (len(authors) > len(known) or any(" " not in name for name in known))
        and len(authors) <= 3 * len(known) + 2
    )


def json_ld_people(node: Node, data: LinkedData) -> Iterator[str]:
    """Yield the people among the authors of an object, each once."""
    values = [value for name in ("author", "creator") for value in entries(node.get(name))]
    yield from _distinct(name for value in values[:_MOST_AUTHORS] for name in _json_ld_person(data.resolved(value)))


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
            if not found and "person" in types and _is_one_name(name):
                found = [name]
            yield from found


def _is_one_name(name: str) -> bool:
    """Tell whether a word that is declared to be a person's name can be one: no handle, no role, no outlet."""
    plain = name.isalpha() and name.istitle() and 3 <= len(name) <= 14
    return plain and key(name) not in JOB_TITLES | _NO_PEOPLE and not is_outlet(name)


def declared_people(text: str) -> Iterator[str]:
    """Yield the people in a value that is declared to name authors; there a given name alone is a person too.

    >>> list(declared_people("Ann Lee, Bob Ray")), list(declared_people("Susan")), list(declared_people("Admin"))
    (['Ann Lee', 'Bob Ray'], ['Susan'], [])
    """
    if names := people(text):
        yield from names
        return
    for part in re.split(
        r"\s{0,3}(?:[,;&/|]|\s(?:and|und|et|y|e|en)\s)\s{0,3}", without_byline_word(text)[:_LONGEST_BYLINE]
    ):
        word = as_written(part.strip())
        if word.isalpha() and word.istitle() and key(word) in GIVEN_NAMES:
            yield word


def bylined(around: Sequence[Piece]) -> Iterator[str]:
    """Yield the people of the byline nearest to the headline, those below it first."""
    for side in (True, False):
        pieces = [piece for piece in around if piece.after is side]
        if names := _distinct(_labelled(pieces)) or _distinct(_classed(pieces)) or _distinct(_beside_date(pieces)):
            yield from names
            return


def _labelled(pieces: Sequence[Piece]) -> Iterator[str]:
    """Yield the names behind "By": in the same text, or in the pieces that follow."""
    for i, piece in enumerate(pieces):
        if not 2 <= len(piece.text) <= _LONGEST_BYLINE or piece.long_before > 1 or piece.names.startswith("img"):
            continue
        if _is_label(piece.text):
            if row := list(_names_in_a_row(pieces[i + 1 : i + 1 + _MOST_PIECES_OF_A_BYLINE])):
                yield from row
                return
        elif without_byline_word(piece.text) != piece.text and _is_byline(piece):
            named = people(piece.text)
            yield from named or declared_people(piece.text)
            if named:
                yield from _names_in_a_row(pieces[i + 1 : i + 1 + _MOST_PIECES_OF_A_BYLINE], joined=True)
                return


def _is_label(text: str) -> bool:
    """Tell whether a text only announces a name: "By", "This post was written by"."""
    words = key(text).split()
    if not words or len(text) > _SHORT or key(text) in EDITOR_WORDS:
        return False
    return key(text) in BYLINE_WORDS or any(" ".join(words[-n:]) in BYLINE_WORDS for n in (2, 3))


def _is_byline(piece: Piece) -> bool:
    """Tell whether a text that begins as a byline is one: all of it is understood, or a name comes first."""
    rest = without_byline_word(piece.text)
    if is_explained(rest) or read_spans(piece.text, in_head=True) is not None:
        return True
    return is_person(rest.split(",")[0].strip()) or (len(piece.text) < _SHORT and _by_author(piece))


def _names_in_a_row(pieces: Sequence[Piece], *, joined: bool = False) -> Iterator[str]:
    """Yield names that follow each other with nothing but joiners between; `joined`: only behind a joiner."""
    wanted = not joined
    for piece in pieces:
        text = key(piece.text)
        if piece.names.startswith("img"):
            continue
        if text in EDITOR_WORDS:
            return
        if not text or text in NAME_JOINERS or text in ("and", "&", "und", "et", "y", "e", "i", "with", "mit"):
            wanted = wanted or bool(piece.text.strip())
            continue
        names = list(people(piece.text)) if len(piece.text) <= _LONGEST_BYLINE else []
        names = names or ([] if joined else list(declared_people(piece.text)))
        if not names or not wanted:
            return
        yield from names
        wanted = piece.text.rstrip().endswith(",") or not joined
        joined = True


def _classed(pieces: Sequence[Piece]) -> Iterator[str]:
    """Yield names that stand alone in an element called after authors, or in a link to an author."""
    for piece in pieces:
        if (
            piece.names.startswith("img")
            or piece.long_before > 1
            or not _by_author(piece)
            or len(piece.text) > _LONGEST_BYLINE
        ):
            continue
        if is_explained(piece.text):
            yield from people(piece.text)
        elif spans := read_spans(piece.text, in_head=True):
            yield from (name for span in spans for name in people(piece.text[span.start : span.end]))


def _by_author(piece: Piece) -> bool:
    named = piece.by_author_link or _BY_AUTHOR.search(piece.names) is not None
    return named and _NOT_BY_AUTHOR.search(piece.names) is None


def _beside_date(pieces: Sequence[Piece]) -> Iterator[str]:
    """Yield a name that stands alone beside the date."""
    dated = [piece.moment is not None or read_spans(piece.text, in_head=True) is not None for piece in pieces]
    for i, piece in enumerate(pieces):
        if (
            not any(dated[max(0, i - 2) : i] + dated[i + 1 : i + 3])
            or piece.long_before > 1
            or len(piece.text) > _SHORT
        ):
            continue
        if piece.names.startswith("img"):
            continue
        if is_name_alone(piece.text) or (is_person(piece.text) and _has_portrait(piece, pieces)):
            yield from people(piece.text)
            return


def _has_portrait(named: Piece, pieces: Sequence[Piece]) -> bool:
    """Tell whether a picture beside the name is described by it."""
    return any(piece.names.startswith("img") and fold(named.text) in fold(piece.text) for piece in pieces)


def _twitter_label(declared: Declared) -> Iterator[str]:
    for number in ("1", "2"):
        label, value = declared.meta(f"twitter:label{number}"), declared.meta(f"twitter:data{number}")
        if label and value and key(label) in BYLINE_WORDS:
            yield from declared_people(value)


def _marked_people(marks: Sequence[Marked]) -> list[str]:
    """Return the people in properties of microdata and RDFa; links to authors are many where teasers have them too."""
    by_property = _distinct(
        name for mark in marks if mark.properties & {"author", "creator"} for name in _people_of(mark)
    )
    if by_property:
        return by_property
    by_link = _distinct(name for mark in marks if "rel-author" in mark.properties for name in _people_of(mark))
    return by_link if len(by_link) <= _MOST_LINKED_AUTHORS else []


def _people_of(mark: Marked) -> Iterator[str]:
    named = cast(list[Element], _NAMED(mark.element))
    values = [one_line(element) or element.get("content") or "" for element in named[:_MOST_AUTHORS]]
    for value in values or [mark.element.get("content") or one_line(mark.element)]:
        if len(value) <= _LONGEST_BYLINE:
            yield from people(value)


def _only_author(tree: Element) -> list[str]:
    """Return the name in elements called after authors, wherever they stand, if it is one name alone."""
    found: dict[str, str] = {}
    for element in cast(list[Element], _CLASSED(tree))[:_MOST_CLASSED]:
        if _NOT_BY_AUTHOR.search((element.get("class") or "").lower()):
            continue
        text = one_line(element)
        if 4 < len(text) < _LONGEST_BYLINE and is_explained(text):
            found.update((fold(name), name) for name in people(text))
        if len(found) > 1:
            return []
    return list(found.values())


def _is_no_person(name: str, site: Site) -> bool:
    """Tell an outlet or a role that is declared as a person; a personal blog is called by its author's name."""
    folded = fold(name)
    if _NO_PEOPLE.intersection(folded.split()):
        return True
    return site.is_called(folded) and not is_name_alone(name)


def _distinct(names: Iterable[str]) -> list[str]:
    found: dict[str, str] = {}
    for name in names:
        found.setdefault(fold(name), name)
    return list(found.values())
