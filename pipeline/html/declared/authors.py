"""Who wrote the article: people only, from the best of the witnesses that a page has for it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.html.declared.bylines import bylined
from pipeline.html.declared.declared_authors import (
    MOST_AUTHORS,
    NO_PEOPLE,
    declared_people,
    distinct,
    is_one_name,
    json_ld_people,
    marked_people,
    only_author,
    twitter_label,
)
from pipeline.html.declared.site import Site, fold
from pipeline.html.declared.vicinity import Piece
from pipeline.html.declared.walk import Declared, Marks
from pipeline.html.markup.tree import Element
from pipeline.language.people import is_name_alone, people, without_byline_word
from schemas.stages import Found

_METAS = """
    author article:author article.author og:article:author dc.creator dcterms.creator dc.creator.author parsely-author
    sailthru.author byl cxenseparse:author cxense:author news_authors author_name authors
    shareaholic:article_author_name article:author_name rbauthors lp.article:author prism.author content_author
    """.split()
_SURNAMES_FIRST = ("citation_author", "citation_authors", "bepress_citation_author")
_SURNAME_FIRST = re.compile(r"(?P<last>[^\W\d_][\w'’ -]{1,30}), (?P<first>[^\W\d_][\w.'’ -]{0,30})\Z")
_FEW = 3


def find_authors(
    tree: Element, declared: Declared, marks: Marks, around: Sequence[Piece], site: Site
) -> Iterator[Found]:
    """Yield the people who wrote, from the best witness; a byline that names all of these and more goes before it."""
    chosen: tuple[str, str, list[str]] | None = None
    for selector, rule, found in _witnesses(declared, around, tree, marks):
        authors = [name for name in found if not _is_no_person(name, site)][:MOST_AUTHORS]
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
            one_name = (value for value in declared.metas[name] if is_one_name(value) and _is_printed(value, around))
            yield f"meta[{name}]", "declared_author", distinct(people_named) or distinct(one_name)
    for name in _SURNAMES_FIRST:
        turned = [_SURNAME_FIRST.sub(r"\g<first> \g<last>", value) for value in declared.metas.get(name, ())]
        yield f"meta[{name}]", "declared_author", distinct(person for value in turned for person in people(value))
    yield "meta[twitter:data1]", "declared_author", list(twitter_label(declared))
    yield "byline", "byline_by_headline", list(bylined(around))
    yield "itemprop=author", "marked_author", marked_people(marks())
    for node in declared.data.pages:
        yield "json-ld[author]", "declared_author", list(json_ld_people(node, declared.data))
    if not any(node.get("author") for node in declared.data.articles):  # else it is known to be an outlet's
        yield "class~=author", "classed_author", only_author(tree)


def _is_printed(name: str, around: Sequence[Piece]) -> bool:
    """Tell whether a name stands alone beside the headline."""
    return any(without_byline_word(piece.text) == name for piece in around)


def _says_more(authors: Sequence[str], known: Sequence[str]) -> bool:
    """Tell whether every known name is among the authors, whole or as the beginning of a fuller one, with more said."""
    longer = [f" {fold(name)} " for name in authors]
    return (
        all(any(f" {fold(name)} " in other for other in longer) for name in known)
        and (len(authors) > len(known) or any(" " not in name for name in known))
        and len(authors) <= 3 * len(known) + 2
    )


def _is_no_person(name: str, site: Site) -> bool:
    """Tell an outlet or a role that is declared as a person; a personal blog is called by its author's name."""
    folded = fold(name)
    if NO_PEOPLE.intersection(folded.split()):
        return True
    return site.is_called(folded) and not is_name_alone(name)
