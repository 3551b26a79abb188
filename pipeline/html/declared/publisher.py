"""The outlet of a page, by its name: what is declared, what the title ends with, who holds the copyright, the logo."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any, cast

from lxml import etree

from pipeline.html.declared.json_ld import LinkedData, texts, types_of
from pipeline.html.declared.site import Site, fold
from pipeline.html.declared.walk import Declared, one_line
from pipeline.html.markup.tree import Element
from pipeline.language.agencies import is_outlet
from pipeline.language.phrases import HOME, key
from pipeline.language.rights import holders_of, is_company
from schemas.stages import Found

_METAS = (
    *("og:site_name", "site_name", "application-name", "apple-mobile-web-app-title", "publisher"),
    *("dc.publisher", "dcterms.publisher", "citation_publisher"),
)
_SITES = ("newsmediaorganization", "website", "newspaper", "organization")
_SEPARATORS = re.compile(r"\s{1,3}[-–—|•·:»/]+\s{1,3}|\s{0,3}[|•｜_：]\s{0,3}|(?<=\w)：|\s[-–—|]$")
_ADDRESS = re.compile(r"(?:https?://)?(?:[\w-]{1,40}\.){1,4}[a-zA-Z]{2,10}/?")
_SYSTEMS = frozenset(
    "blogger wordpress wordpress.com drupal joomla wix wix.com squarespace tumblr typo3 ghost weebly hosted".split()
)
_RIGHTS = re.compile(r"copyright|\(c\)|rights|©", re.IGNORECASE)
_MOST_WORDS, _LONGEST, _SHORTEST = 8, 70, 2
_SHORTEST_SHARED = 3
_FOOT = etree.XPath(
    "//footer | //@class[contains(.,'copyright') or contains(.,'footer')]/.. | //@id[contains(.,'footer')]/.."
)
_HOME_LINKS = etree.XPath("//a[@href='/' or contains(@class,'logo') or contains(@class,'brand') or @rel='home']")
_FEEDS = etree.XPath("//link[@title and (contains(@type,'rss') or contains(@type,'atom'))]")
_MOST_ELEMENTS = 12
_RANKS = {
    "declared": (0, 3),
    "title_suffix": (1, 5),
    "declared_site": (2, 4),
    "feed_title": (5, 7),
    "logo": (5, 7),
    "copyright_line": (5, 7),
}
"""Rule -> rank of a name that the host is called after, and of one that it is not."""
_RANK_OF_ADDRESS, _RANK_OF_HOST_SPELT, _RANK_WITHOUT_HOST, _COMPANY_RANKS, _LAST_RANK = 4, 2, 1, 2, 6
_NO_NAMES = frozenset("feed rss atom logo rss-feed » site website".split())
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")


@dataclass(frozen=True, slots=True)
class _Name:
    """A name the outlet may have, and where it stands."""

    text: str
    rule: str
    selector: str


def find_publisher(tree: Element, declared: Declared, site: Site, title: str) -> Iterator[Found]:
    """Yield the outlet's name, the best of what names it; nothing where no witness has one."""
    best: tuple[int, _Name] | None = None
    said: Counter[str] = Counter()
    for name in _candidates(tree, declared, title):
        cut = _Name(_without_slogan(name.text, site), name.rule, name.selector)
        if _can_be_name(cut.text):
            said[fold(cut.text)] += cut.rule == "declared"
            rank = _rank(cut, site, agreed=said[fold(cut.text)] > 1)
            best = (rank, cut) if best is None or rank < best[0] else best
            if rank == 0:
                break
    if best and best[0] <= _LAST_RANK:
        yield Found("publisher", best[1].text, best[1].rule, selector=best[1].selector)


def _rank(name: _Name, site: Site, *, agreed: bool) -> int:
    """Return how far a name is from one that readers know and that the host bears out; 0 is the best.

    A name that is declared in two places (`agreed`), or in letters that no host is spelt in, needs no such proof.
    """
    shared = _shares_letters(name.text, site)
    if _ADDRESS.fullmatch(name.text):
        rank = _RANK_OF_ADDRESS if name.rule == "declared" else _LAST_RANK
    elif fold(name.text).replace(" ", "") in site.glued:
        rank = min(_RANK_OF_HOST_SPELT, _RANKS[name.rule][0])
    elif name.rule == "declared" and (agreed or not _LATIN.search(name.text)):
        rank = min(_RANK_WITHOUT_HOST, _RANKS[name.rule][not shared])
    elif name.rule == "copyright_line" and not _LATIN.search(name.text):
        rank = _LAST_RANK
    else:
        rank = _RANKS[name.rule][not shared]
    return rank + _COMPANY_RANKS * is_company(name.text)


def _shares_letters(name: str, site: Site) -> bool:
    """Tell whether the host is called after the name: by all of it, a part, or its first letters."""
    words = fold(name).split()
    plain = "".join(words)
    initials = "".join(word[0] for word in words)
    for label in site.glued - {"", "the"}:
        if len(label) < _SHORTEST_SHARED:
            if label in (plain, initials):
                return True
        elif label in plain or label == initials or (len(plain) >= _SHORTEST_SHARED and plain in label):
            return True
    long_words = [word for word in words if len(word) > _SHORTEST_SHARED]
    return any(word in label for word in long_words for label in site.glued)


def _candidates(tree: Element, declared: Declared, title: str) -> Iterator[_Name]:
    """Yield the names in the order of trust."""
    for node in (*declared.data.articles, *declared.data.pages):
        for text in _names_of(node.get("publisher"), declared.data):
            yield _Name(text, "declared", "json-ld[publisher]")
    for name in _METAS:
        for text in declared.metas.get(name, ())[:1]:
            yield _Name(text, "declared", f"meta[{name}]")
    for text in _title_ends(declared.page_title, title):
        yield _Name(text, "title_suffix", "title")
    for kind in _SITES:
        for node in declared.data.others:
            if any(found.endswith(kind) for found in types_of(node)):
                for text in texts(node.get("name")):
                    yield _Name(text, "declared_site", f"json-ld[{kind}]")
    yield from _printed(tree, declared)


def _printed(tree: Element, declared: Declared) -> Iterator[_Name]:
    """Yield the names that the page prints outside of its article, and that of its feed."""
    for feed in cast(list[Element], _FEEDS(tree))[:1]:
        yield _Name(feed.get("title") or "", "feed_title", "link[type=rss]")
    for link in cast(list[Element], _HOME_LINKS(tree))[:_MOST_ELEMENTS]:
        images = [image.get("alt") or "" for image in islice(link.iter("img"), 1)]
        for text in (*images, link.get("title") or "", link.get("aria-label") or "", one_line(link)):
            yield _Name(text, "logo", "a[href=/]")
    for text in declared.metas.get("copyright", ())[:1]:
        yield _Name(_RIGHTS.sub(" ", text), "copyright_line", "meta[copyright]")
    for foot in reversed(cast(list[Element], _FOOT(tree))[-_MOST_ELEMENTS:]):
        for holder in holders_of(one_line(foot))[:2]:
            yield _Name(holder, "copyright_line", "footer")


def _names_of(publisher: Any, data: LinkedData) -> Iterator[str]:
    publisher = data.resolved(publisher)
    if isinstance(publisher, list) and publisher:
        publisher = data.resolved(publisher[0])
    yield from texts(publisher.get("name") if isinstance(publisher, dict) else publisher)


def _title_ends(page_title: str, title: str) -> Iterator[str]:
    """Yield what stands behind, then what stands before the headline in the page's title."""
    parts = [part for part in _SEPARATORS.split(page_title) if part.strip()]
    folded = fold(title)
    if len(parts) > 1 and folded and (fold(page_title).startswith(folded) or fold(parts[-1]) not in folded):
        yield parts[-1]
    if title and len(page_title) > len(title) and page_title.endswith(title):
        yield page_title.removesuffix(title).rstrip(" :-–—|•·»")


def _without_slogan(name: str, site: Site) -> str:
    """Return the name without what a separator parts from it: the part that the host bears out, else the first."""
    words = name.split()
    while len(words) > 1 and _is_no_name(words[-1]):
        words.pop()
    name = " ".join(words).strip(" \"'«»-–—|•")
    parts = [part.strip() for part in _SEPARATORS.split(name) if part.strip()]
    if len(parts) < 2:
        return name
    return next((part for part in parts if _can_be_name(part) and _shares_letters(part, site)), parts[0])


def _is_no_name(word: str) -> bool:
    """Tell a word that links to the site's home page and to its feed have behind its name."""
    return not key(word) or key(word) in _NO_NAMES or (key(word) in HOME and not is_outlet(word))


def _can_be_name(text: str) -> bool:
    words = fold(text)
    if not words or not _SHORTEST <= len(text) <= _LONGEST or len(words.split()) > _MOST_WORDS or "://" in text:
        return False
    return words not in _SYSTEMS and key(text) not in HOME and not words.isdigit()
