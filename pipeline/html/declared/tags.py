"""What a page says its article is about: declared keywords and shown topics, without codes, outlets and authors."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import cast

from lxml import etree

from pipeline.html.declared.json_ld import entries, texts
from pipeline.html.declared.site import Site, fold
from pipeline.html.declared.walk import Declared, class_words, one_line
from pipeline.html.markup.tree import Element
from pipeline.language.known import LANGUAGES
from schemas.stages import Found

_MARKED = ("article:tag", "og:article:tag", "http://ogp.me/ns/article#tag")
_METAS = """
    news_keywords keywords dc.subject dcterms.subject parsely-tags custom-keywords cxenseparse:mdc-keywords
    cxenseparse:keywords classification-tags tags
    """.split()
_TAG_LINKS = etree.XPath(
    "//@rel[contains(.,'tag') and not(contains(.,'category')) and not(contains(../@href,'/category/'))]/parent::a"
)
_CALLED_TAGS = etree.XPath(
    "//body//@class[contains(.,'tag') or contains(.,'Tag') or contains(.,'keyword') or contains(.,'Keyword')"
    " or contains(.,'topic') or contains(.,'Topic')]/parent::*[not(self::body)]"
)
_OF_TAGS = re.compile(
    r"(?:^|[^a-z])(?:tags?|keywords?|topics?|hashtags?)(?:$|[^a-z])|tags(?:$|[^a-z])|taglist|tag-?links"
)
_FOLDERS = "|".join(re.escape(path) for language in LANGUAGES for path in language.tag_paths)
_TO_A_TOPIC = re.compile(rf"/(?:{_FOLDERS})/[^/?#]", re.IGNORECASE)
_NOT_OF_ARTICLE = re.compile(r"cloud|popular|trending|\bnav|menu|share|sharing|header|related|promo")
_SEPARATORS = re.compile(r"[,;،，、；|]")
# "Fruit, Vegetable, & Herb Gardens" is one tag.
_RUN_ON = re.compile(r"(?:^|(?<=,))[^,;]{1,40}(?:, [^,;]{1,40}){0,4}, ?(?=& |and )")
_CODE = re.compile(
    r"[:=<>{}]|://|^[\w-]+\.(?:com|org|net|info|co\.\w\w)$|^[\W\d_]+$|^[0-9a-f-]{20,}$|^(?:no-?index|exclude)|-exclude-"
)
_NAMED = re.compile(r"[^\W\d_a-z][^\W_]{0,30}(?:_[^\W\d_a-z][^\W_]{0,30}){1,6}")  # Ann_Lee is a name, NWS_MISC a code
_LONGEST, _MOST_WORDS, _MOST_TAGS, _MOST_ELEMENTS, _MOST_READ = 60, 7, 60, 500, 400
_WORDS_OF_A_HEADLINE = 4
_LONG_LIST, _LONGER_LIST, _LEAST_SPOKEN, _LEAST_SPOKEN_OF_MANY = 6, 10, 0.2, 0.5
_MOST_DECLARED = 20  # editors give a handful; what a system adds to them is not all about this article
_MOST_LINKS, _MOST_SHOWN, _LEVELS = 3000, 20, 3

_Witness = tuple[str, str, list[str]]
"""Selector, rule and the tags."""


@dataclass(frozen=True, slots=True)
class _Page:
    """What is no tag (names and headlines, folded), and what the article speaks of, sought when it is asked for."""

    site: Site
    authors: frozenset[str]
    headlines: frozenset[str]
    spoken: Callable[[], str]


def find_tags(tree: Element, declared: Declared, site: Site, title: str, authors: Iterable[str]) -> Iterator[Found]:
    """Yield the tags of the best witness that has any, in its order."""
    slug = (declared.links.get("canonical") or declared.url or "").rstrip("/").rpartition("/")[2].replace("_", " ")
    headlines = frozenset(map(fold, (title, slug, *re.split(r" [|–-] ", declared.page_title))))
    page = _Page(site, frozenset(map(fold, authors)), headlines, cache(lambda: _spoken(tree)))
    for selector, rule, tags in _witnesses(tree, declared, page):
        if tags:
            yield from (Found("tag", tag, rule, selector=selector) for tag in tags[:_MOST_TAGS])
            return


def _witnesses(tree: Element, declared: Declared, page: _Page) -> Iterator[_Witness]:
    """Yield what each witness says, those first that speak of this article alone."""
    marked = {f"meta[{name}]": _own(_values(declared, name), page) for name in _MARKED if name in declared.metas}
    metas = {f"meta[{name}]": _own(_values(declared, name), page) for name in _METAS if name in declared.metas}
    linked = {"json-ld[keywords]": _own(_declared_keywords(declared), page)}
    for selector, tags in marked.items():
        if len(tags) < _LONGER_LIST:
            yield selector, "declared", tags
    for selector, tags in (*marked.items(), *linked.items()):
        where, rule, said = _shorter(selector, tags, metas)
        yield where, rule, _spoken_of(said, page) if len(said) > _MOST_DECLARED else said
    yield "a[rel~=tag]", "tag_link", _own(map(one_line, cast(list[Element], _TAG_LINKS(tree))[:_MOST_TAGS]), page)
    for selector, tags in metas.items():
        yield selector, "declared", [] if _is_of_the_site(tags, page) else tags
    yield "class~=tags", "tag_links", _named(_classed(tree), page)
    yield "a[href=topic]", "tag_links", _named(_leading_to_topics(tree), page)


def _spoken_of(tags: Sequence[str], page: _Page) -> list[str]:
    """Return the tags that the article speaks of."""
    return [tag for tag in tags if fold(tag) in page.spoken()]


def _shorter(selector: str, tags: list[str], others: Mapping[str, list[str]]) -> _Witness:
    """Return the list, or another that says a part of it: codes that systems sort by are only in the longer one."""
    part = next((other for other, said in others.items() if said and set(map(fold, said)) < set(map(fold, tags))), None)
    return (part, "declared", others[part]) if part else (selector, "declared", tags)


def _values(declared: Declared, name: str) -> list[str]:
    """Return the values of a meta: each one of several, or the parts of a list in one."""
    values = declared.metas.get(name, ())
    return list(values) if len(values) > 1 else [part for value in values for part in _parts(value)]


def _parts(text: str) -> list[str]:
    """Return the members of a list in one string; a comma before "&" parts nothing, nor do those that lead to it."""
    joined = _RUN_ON.sub(lambda run: run.group().replace(",", "\0"), text)
    return [part.replace("\0", ",") for part in _SEPARATORS.split(joined)]


def _declared_keywords(declared: Declared) -> list[str]:
    for node in declared.data.articles:
        said = [text for entry in islice(entries(node.get("keywords")), _MOST_TAGS) for text in texts(entry)]
        if said:
            return said if len(said) > 1 else _parts(said[0])
    return []


def _own(said: Iterable[str], page: _Page) -> list[str]:
    """Return what can be a tag of the article, each once; nothing where the list is but the headline's words."""
    tags: dict[str, str] = {}
    for raw in islice(said, _MOST_TAGS):
        text = " ".join(raw.split()).strip(" #,")
        text = text.replace("_", " ") if _NAMED.fullmatch(text) and not text.isupper() else text
        if _is_tag(text, page):
            tags.setdefault(fold(text), text)
    if len(tags) >= _WORDS_OF_A_HEADLINE and all(" " not in tag for tag in tags):
        words = {word for line in page.headlines for word in line.split()}
        if words.issuperset(tags):
            return []
    return list(tags.values())


def _is_tag(text: str, page: _Page) -> bool:
    folded = fold(text)
    if not folded or "_" in text or len(text) > _LONGEST or len(folded.split()) > _MOST_WORDS or _CODE.search(text):
        return False
    if page.site.is_called(folded) or folded in page.authors:
        return False
    return len(folded.split()) < _WORDS_OF_A_HEADLINE or folded not in page.headlines


def _is_of_the_site(tags: Sequence[str], page: _Page) -> bool:
    """Tell a list that stands on every page of the site: it is long, and the article speaks of next to none of it."""
    if len(tags) < _LONG_LIST:
        return False
    least = _LEAST_SPOKEN_OF_MANY if len(tags) >= _LONGER_LIST else _LEAST_SPOKEN
    return len(_spoken_of(tags, page)) < least * len(tags)


def _named(groups: Iterable[list[str]], page: _Page) -> list[str]:
    """Return the first group of links of which at least half is named in the article."""
    for group in groups:
        tags = _own(group, page)
        if 0 < len(tags) <= _MOST_SHOWN and 2 * len(_spoken_of(tags, page)) >= len(tags):
            return tags
    return []


def _classed(tree: Element) -> Iterator[list[str]]:
    """Yield the texts of the links in elements called after tags, those of elements of one name together."""
    groups: dict[str, list[str]] = {}
    for element in cast(list[Element], _CALLED_TAGS(tree))[:_MOST_ELEMENTS]:
        names = class_words(element)
        own = names.partition(" ")[2]
        if _OF_TAGS.search(own) and not _NOT_OF_ARTICLE.search(own) and not _within_navigation(element):
            groups.setdefault(names, []).extend(one_line(link) for link in islice(element.iter("a"), _MOST_TAGS))
    yield from groups.values()


def _leading_to_topics(tree: Element) -> Iterator[list[str]]:
    """Yield the texts of links to topics where two and more stand in an element with little else in it."""
    groups: dict[Element, list[str]] = {}
    for link in islice(tree.iter("a"), _MOST_LINKS):
        if _TO_A_TOPIC.search(link.get("href") or "") and not _within_navigation(link) and (text := one_line(link)):
            for parent in islice(link.iterancestors(), _LEVELS):
                groups.setdefault(parent, []).append(text)
    for element, group in groups.items():
        if 1 < len(group) <= _MOST_SHOWN and 2 * sum(map(len, group)) > len(one_line(element)):
            yield group


def _within_navigation(element: Element) -> bool:
    return any(parent.tag in ("nav", "header", "aside") for parent in islice(element.iterancestors(), 12))


def _spoken(tree: Element) -> str:
    """Return the words of the page's headings and paragraphs, folded."""
    return " ".join(fold(one_line(element)) for element in islice(tree.iter("h1", "h2", "p"), _MOST_READ))
