"""The section a page is filed under, from broad to narrow: its breadcrumb, what it declares, its address's folders."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, cast
from urllib.parse import unquote, urljoin, urlsplit

from lxml import etree

from pipeline.html.declared.json_ld import Node, entries, texts, types_of
from pipeline.html.declared.site import Site, fold
from pipeline.html.declared.walk import Declared, one_line
from pipeline.html.markup.tree import Element
from pipeline.language.phrases import HOME, NAME_JOINERS, NO_SECTIONS, key
from schemas.stages import Found

_METAS = """
    article:section og:article:section articlesection http://ogp.me/ns/article#section parsely-section prism.section
    page.subsection page.section section cxenseparse:recs:category mrf:sections sections outbrainsection channel
    dcterms.category
    """.split()
# Over attributes, and then up to their elements: half the elements of a page have none, and each question put to an
# element looks all of its attributes through. It takes a third of the time, here and where it is done elsewhere.
_CRUMBS = etree.XPath(
    "//body//@*[contains(.,'readcrumb')][name()='class' or name()='id' or name()='itemtype' or name()='aria-label']"
    "/parent::*[not(self::body)]"
)
_CATEGORY_LINKS = etree.XPath(
    "//@rel[contains(.,'category') or (contains(.,'tag') and contains(../@href,'/category/'))]/parent::a"
)
_PATHS = ("breadcrumb", "section_of_address")
_MOST_CRUMBS, _MOST_STEPS, _MOST_LINKS, _MOST_SECTIONS = 20, 8, 3000, 8
_LONGEST = 60
_SHORTEST_HEADLINE = 15
_EDGES = " \t\u00a0»›>/|·•→:,"
_NO_WORDS = re.compile(r"[\W\d_]+")
_CODE = re.compile(r"[^\W_]{1,40}_\w{1,60}")


@dataclass(frozen=True, slots=True)
class _Page:
    """What no section is called: the site's names and the page's headlines, all folded; `slug` ends its address."""

    site: Site
    headlines: frozenset[str]
    slug: str


_Witness = tuple[str, str, list[str]]
"""Selector, rule, and the sections from broad to narrow."""


def find_section(
    tree: Element, declared: Declared, site: Site, title: str, markup: bytes | None = None
) -> Iterator[Found]:
    """Yield the sections from broad to narrow; none where the page says of no place where the article is filed.

    `markup` is what the tree was parsed from, if known: two pages in three have no breadcrumb to be sought.
    """
    has_crumbs = markup is None or b"readcrumb" in markup
    page = _Page(site, _headlines(declared, title), fold(_address(declared).rpartition("/")[2].replace("_", " ")))
    chosen: _Witness | None = None
    for selector, rule, steps in _witnesses(tree, declared, page, has_crumbs=has_crumbs):
        if steps and (chosen is None or _says_more(rule, steps, chosen[2])):
            chosen = (selector, rule, steps)
        if chosen and len(chosen[2]) > 1 and not all(key(step) in NO_SECTIONS for step in chosen[2]):
            break
    if chosen:
        for step in chosen[2][:_MOST_SECTIONS]:
            yield Found("section", step, chosen[1], selector=chosen[0])


def _says_more(rule: str, steps: Sequence[str], known: Sequence[str]) -> bool:
    """Tell whether the path leads on from the known ones, or these say no more than that it is an article."""
    folded = list(map(fold, steps))
    if all(key(step) in NO_SECTIONS for step in known):
        return any(key(step) not in NO_SECTIONS for step in steps)
    return rule in _PATHS and len(steps) > len(known) and all(fold(step) in folded for step in known)


def _witnesses(tree: Element, declared: Declared, page: _Page, *, has_crumbs: bool) -> Iterator[_Witness]:
    """Yield what each witness says, best first: a breadcrumb names the whole path, a template's meta may not."""
    paths = [_path(steps, page) for steps in _declared_crumbs(declared)]
    yield "json-ld[BreadcrumbList]", "breadcrumb", max(paths, key=len, default=[])
    yield "class~=breadcrumb", "breadcrumb", _path(_shown_crumbs(tree) if has_crumbs else (), page)
    for node in declared.data.articles:
        yield "json-ld[articleSection]", "declared", _sections(node.get("articleSection"), page)
    for name in (name for name in _METAS if name in declared.metas):
        values = [part for value in declared.metas[name][:_MOST_STEPS] for part in _several(value)]
        yield f"meta[{name}]", "declared", _own(values, page)
    yield "a[href=folder]", "section_of_address", _own(_folders(tree, _address(declared)), page)
    links = cast(list[Element], _CATEGORY_LINKS(tree))[:_MOST_STEPS]
    yield "a[rel~=category]", "category_link", _own(map(one_line, links), page)


def _path(steps: Iterable[str], page: _Page) -> list[str]:
    """Return the steps of a breadcrumb without the home page it begins at and the headline it ends with."""
    named = [step for step in (step.strip(_EDGES) for step in steps) if step]
    if len(named) > 1 and key(named[0]) in HOME:
        named = named[1:]
    return _own(named, page)


def _own(steps: Iterable[str], page: _Page) -> list[str]:
    """Return the steps that can be a section's name, each once."""
    kept = {fold(step): step for step in reversed([step.strip(_EDGES) for step in steps]) if _is_section(step, page)}
    return list(reversed(kept.values()))


def _is_section(step: str, page: _Page) -> bool:
    folded = fold(step)
    if not folded or len(step) > _LONGEST or _NO_WORDS.fullmatch(step) or _CODE.fullmatch(step) or "://" in step:
        return False
    if page.site.is_called(folded) or _is_home_of_site(folded, page.site):
        return False
    if folded in page.headlines or folded == "tags":
        return False
    if len(folded.split()) > 2 and folded in page.slug:
        return False
    return len(folded) < _SHORTEST_HEADLINE or not any(folded in line or line in folded for line in page.headlines)


def _is_home_of_site(folded: str, site: Site) -> bool:
    """Tell "River News home" of River News."""
    return any(name in folded and key(folded.replace(name, "")) in HOME for name in site.names)


def _headlines(declared: Declared, title: str) -> frozenset[str]:
    """Return the page's headlines, folded; a short heading may be that of the section."""
    metas = [value for name in ("og:title", "twitter:title") for value in declared.metas.get(name, ())[:1]]
    headings = [heading.text for heading in declared.headings if len(heading.text) >= _SHORTEST_HEADLINE]
    return frozenset(folded for text in (title, declared.page_title, *metas, *headings) if (folded := fold(text)))


def _declared_crumbs(declared: Declared) -> Iterator[list[str]]:
    for node in declared.data.others:
        if "breadcrumblist" in types_of(node):
            steps = islice(entries(node.get("itemListElement")), _MOST_STEPS)
            yield [name for step in steps if isinstance(step, dict) for name in _name_of(step)]


def _name_of(step: Node) -> Iterator[str]:
    item = step.get("item")
    name = step.get("name") or (item.get("name") if isinstance(item, dict) else None)
    yield from islice(texts(name), 1)


def _shown_crumbs(tree: Element) -> list[str]:
    """Return the texts of the links of the first breadcrumb that has any."""
    for element in cast(list[Element], _CRUMBS(tree))[:_MOST_CRUMBS]:
        steps = [text for link in islice(element.iter("a"), _MOST_STEPS + 1) if (text := one_line(link))]
        if 0 < len(steps) <= _MOST_STEPS:
            return steps
    return []


def _sections(value: Any, page: _Page) -> list[str]:
    """Return the declared sections; a list in one string is one where no part goes on from the part before."""
    said = [text for entry in islice(entries(value), _MOST_SECTIONS) for text in texts(entry)]
    return _own([part for text in said for part in _several(text)] if len(said) == 1 else said, page)


def _several(text: str) -> list[str]:
    parts = [part.strip() for part in text.split(",")]
    runs_on = any(part.split(" ")[0] in NAME_JOINERS or len(part.split()) > 3 for part in parts)
    return [text] if runs_on or any("&" in part for part in parts) else parts


def _address(declared: Declared) -> str:
    """Return the path of the page's address, without the slash at its end."""
    address = declared.links.get("canonical") or declared.meta("og:url") or declared.url or ""
    try:
        return unquote(urlsplit(urljoin(declared.url or "", address)).path).rstrip("/")
    except ValueError:
        return ""


def _folders(tree: Element, path: str) -> Iterator[str]:
    """Yield the names of the folders that the address stands in: links to them that spell their names."""
    steps = path.split("/")[1:-1]
    folders = {"/" + "/".join(steps[: i + 1]): step for i, step in enumerate(steps)}
    names: dict[str, str] = {}
    for link in islice(tree.iter("a"), _MOST_LINKS if folders else 0):
        href = link.get("href") or ""
        if href.rstrip("/").rpartition("/")[2] not in folders.values() and "%" not in href and "#" not in href:
            continue  # most links: their addresses need not be taken apart
        folder = _folder_of(href)
        if folder in folders and folder not in names:
            text = one_line(link)
            if _letters(text) == _letters(folders[folder]):
                names[folder] = text
    yield from (names[folder] for folder in folders if folder in names)


def _letters(name: str) -> str:
    return fold(name.replace("_", " ")).replace(" ", "")


def _folder_of(href: str) -> str:
    """Return the path that a link leads to, without the slash at its end; empty for one that asks for more."""
    try:
        parts = urlsplit(href)
    except ValueError:
        return ""
    return "" if parts.query else unquote(parts.path).rstrip("/")
