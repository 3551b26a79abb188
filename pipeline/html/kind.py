"""What kind of page it is, where it is no plain article: rejected where that is sure, else a warning."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import chain
from typing import cast
from urllib.parse import urlsplit

from lxml import etree

from pipeline.errors import Reject
from pipeline.html.declared.access import declared_access
from pipeline.html.declared.site import fold
from pipeline.html.declared.walk import Declared
from pipeline.html.markup.tree import Element
from pipeline.language.known import LANGUAGES
from schemas.rejection import Reason

_SEPARATOR = re.compile(r"\s[|»·•–—:-]\s|\s?[|｜]\s?|(?<=[\u3040-\u9fff])[-–—_](?=\S)")
_ERROR_WORDS = "|".join(word for language in LANGUAGES for word in language.error_words)
_HTTP_ERROR = re.compile(
    rf"(?:(?:{_ERROR_WORDS}) )?(?:40[134]|410|429|50[0234])(?: (?:error|not found|forbidden|gone))?"
)
_ARTICLE_KINDS = ("article", "posting", "report")
_LISTING_KINDS = frozenset({"collectionpage", "searchresultspage", "itemlist"})
_GALLERY_KINDS = frozenset({"imagegallery", "mediagallery", "photogallery"})
_FIRST_PAGES = frozenset(
    {"", "/", "/index.html", "/index.htm", "/index.php", "/home", "/en", "/de", "/fr", "/es", "/en/", "/de/"}
)
_SEARCH_PATH = re.compile(rf"/(?:{'|'.join(word for language in LANGUAGES for word in language.search_paths)})(?:/|$)")
_WALL = re.compile(r"pay-?wall|reg-?wall|subscriber-only|premium-content|piano-|metered-content", re.IGNORECASE)
_CLASSES = etree.XPath("//div/@class", smart_strings=False)
_HEADLINE_LENGTH = 28  # a link of this many characters and more is a headline, not an item of a menu
_HEADLINE_LENGTH_EAST = 12
_MOST_LINKS = 3000

# Under so many words a page that says it is no article is none; one about such pages says more.
_FEW_WORDS = 120
_SCANT_WORDS = 80
_STUB_WORDS = 180
_SOME_WORDS = 350
_MANY_HEADLINES = 15
_MOSTLY_LINKS = 0.6


@dataclass(frozen=True, slots=True)
class PageSigns:
    """What tells kinds of pages apart, but for the body.

    `kinds` are the JSON-LD types in lower case; `free` is what the page declares of its access, None for nothing;
    `headline_links` counts links as long as a headline; `link_share` is the share of the page's characters in links.
    """

    title: str = ""
    headings: tuple[str, ...] = ()
    kinds: frozenset[str] = frozenset()
    og_type: str = ""
    has_date: bool = False
    free: bool | None = None
    is_amp: bool = False
    headline_links: int = 0
    link_share: float = 0.0
    password_fields: int = 0
    walled: bool = False
    path: str | None = None
    query: str = field(default="")

    @property
    def is_declared_article(self) -> bool:
        """Tell whether the page says that it is an article."""
        return _is_article(self.kinds, self.og_type)


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of page that is no plain article; `sure` where it is none at all, `detail` for a person."""

    name: str
    sure: bool
    detail: str

    @property
    def warning(self) -> str:
        """Return what goes into `quality.warnings`."""
        return f"page_kind:{self.name}"


def page_signs(tree: Element, declared: Declared, *, has_date: bool = False) -> PageSigns:
    """Return the signs of a page, read from its tree in one walk over its links; the tree stays as it is."""
    undeclared = not (_is_article(declared.data.kinds, declared.meta("og:type") or "") or has_date)
    characters, in_links, headlines = _links(tree) if undeclared else (0, 0, 0)
    address = declared.url or declared.links.get("canonical") or declared.meta("og:url")
    try:
        parts = urlsplit(address or "")
    except ValueError:
        address, parts = None, urlsplit("")
    return PageSigns(
        title=declared.page_title or declared.meta("og:title") or "",
        headings=tuple(heading.text[:200] for heading in declared.headings),
        kinds=declared.data.kinds,
        og_type=(declared.meta("og:type") or "").lower(),
        has_date=has_date,
        free=access.free if (access := declared_access(declared)) else None,
        is_amp=declared.is_amp,
        headline_links=headlines,
        link_share=in_links / characters if characters else 0.0,
        password_fields=_password_fields(tree) if undeclared else 0,
        walled=_is_walled(tree),
        path=parts.path.lower() if address else None,
        query=parts.query,
    )


def page_kind(signs: PageSigns, body_words: int, opening: str = "") -> Kind | None:
    """Return the kind of a page that is no plain article, None for what may well be one.

    `body_words` is the weight of the text that was taken for the body, `opening` its first paragraph.
    """
    if body_words < _FEW_WORDS and (refusal := _refusal(signs, body_words, opening)):
        return refusal
    if listing := _listing(signs, body_words):
        return listing
    if "liveblogposting" in signs.kinds:
        return Kind("live_blog", sure=False, detail="the page declares a live blog")
    if signs.kinds & _GALLERY_KINDS:
        return Kind("gallery", sure=False, detail="the page declares a gallery of pictures")
    if signs.free is False and body_words < _STUB_WORDS:
        return Kind("paywall_stub", sure=False, detail="the page is not free, and little of its text is there")
    if signs.walled and body_words < _STUB_WORDS and _holds(opening, _PAYWALLS):
        return Kind("paywall_stub", sure=False, detail="the text ends at a paywall")
    if signs.free is False:
        return Kind("paywalled", sure=False, detail="the page says it is not free")
    if signs.is_amp:
        return Kind("amp", sure=False, detail="the AMP form of the page")
    return None


def check_kind(signs: PageSigns, body_words: int, opening: str = "") -> tuple[str, ...]:
    """Return the warnings that the page's kind is worth; raise Reject if it is surely no article."""
    kind = page_kind(signs, body_words, opening)
    if kind is None:
        return ()
    if kind.sure:
        raise Reject(Reason.NOT_ARTICLE, f"{kind.name}: {kind.detail}")
    return (kind.warning,)


def _refusal(signs: PageSigns, body_words: int, opening: str) -> Kind | None:
    """Return the kind of a page that shows something else than what was asked for."""
    declared = signs.is_declared_article and (signs.has_date or body_words >= _SCANT_WORDS // 2)
    said = [part for text in (signs.title, *signs.headings[:2]) for part in _parts(text)]
    if body_words < _SCANT_WORDS:
        said += _parts(opening[:120])
    sure = not declared and body_words < _SCANT_WORDS
    if _says("not_found", said) or any(map(_HTTP_ERROR.fullmatch, said)):
        return Kind("not_found", sure, "the page says it was not found")
    if _says("bot_check", said):
        return Kind("bot_check", sure, "the page asks whether a robot reads it, or refuses access")
    if _says("consent_wall", said):
        return Kind("consent_wall", sure, "the page asks for consent first")
    if _says("login_wall", said):
        alone = signs.password_fields > 0 or body_words < _SCANT_WORDS // 2
        return Kind("login_wall", sure and alone, "the page asks its reader to log in")
    return None


def _listing(signs: PageSigns, body_words: int) -> Kind | None:
    """Return the kind of a page that lists articles."""
    if signs.is_declared_article or signs.has_date:
        return None
    many = signs.headline_links >= _MANY_HEADLINES and signs.link_share >= _MOSTLY_LINKS
    if "searchresultspage" in signs.kinds or _is_search(signs):
        sure = "searchresultspage" in signs.kinds or (many and body_words < _SOME_WORDS)
        return Kind("search_results", sure=sure, detail="the page lists what a search found")
    at_root = signs.path in _FIRST_PAGES and not signs.query
    declared = bool(signs.kinds & _LISTING_KINDS)
    if many and (at_root or declared) and body_words < _SOME_WORDS:
        return Kind("index", sure=True, detail="the page lists other articles")
    if many or (at_root and signs.headline_links >= _MANY_HEADLINES):
        return Kind("index", sure=False, detail="the page looks like a list of articles")
    return None


def _says(name: str, parts: list[str]) -> bool:
    """Tell whether a part is one of the kind's phrases, or begins with one of three words and more."""
    return not _WHOLE[name].isdisjoint(parts) or any(part.startswith(_STARTS[name]) for part in parts)


def _is_search(signs: PageSigns) -> bool:
    parts = [part for text in (signs.title, *signs.headings[:1]) for part in _parts(text)]
    named = not _WHOLE["search_results"].isdisjoint(parts) or any(
        part.startswith(_STARTS["search_results"]) for part in parts
    )
    return named and (
        signs.path is None or bool(_SEARCH_PATH.search(signs.path)) or bool(signs.query) or signs.headline_links > 4
    )


def _parts(text: str) -> list[str]:
    """Return a title as a whole and its parts between separators, folded."""
    return [folded for part in (text, *_SEPARATOR.split(text[:400])) if (folded := fold(part))]


def _holds(text: str, phrases: Iterable[str]) -> bool:
    folded = fold(text[-400:])
    return any(phrase in folded for phrase in phrases)


def _links(tree: Element) -> tuple[int, int, int]:
    """Return how many characters the page has, how many stand in links, and how many links are headlines."""
    in_links = headlines = 0
    for number, link in enumerate(tree.iter("a")):
        if number >= _MOST_LINKS:
            break
        text = " ".join("".join(map(str, link.itertext())).split())
        in_links += len(text)
        headlines += len(text) >= (_HEADLINE_LENGTH if text.isascii() or text[0] < "\u3000" else _HEADLINE_LENGTH_EAST)
    texts = cast(list[str], _TEXTS(tree))
    return sum(len(" ".join(text.split())) for text in texts), in_links, headlines


_TEXTS = etree.XPath("//body//text()[not(parent::script or parent::style or parent::noscript)]", smart_strings=False)


def _password_fields(tree: Element) -> int:
    return sum((element.get("type") or "").lower() == "password" for element in tree.iter("input"))


def _is_walled(tree: Element) -> bool:
    return _WALL.search(" ".join(set(cast(list[str], _CLASSES(tree))))) is not None


def _is_article(kinds: frozenset[str], og_type: str) -> bool:
    return og_type.lower() == "article" or any(kind.endswith(_ARTICLE_KINDS) for kind in kinds)


_WHOLE = {
    name: frozenset(fold(phrase) for phrase in chain.from_iterable(phrases))
    for name, phrases in (
        ("not_found", (language.missing_pages for language in LANGUAGES)),
        ("bot_check", (language.bot_checks for language in LANGUAGES)),
        ("consent_wall", (language.consent_walls for language in LANGUAGES)),
        ("login_wall", (language.login_walls for language in LANGUAGES)),
        ("search_results", (language.search_pages for language in LANGUAGES)),
    )
}
_PAYWALLS = frozenset(
    fold(phrase) for language in LANGUAGES for phrase in (*language.paywalls, *language.subscription_offers)
)
_LEAST_WORDS_OF_A_START = {"search_results": 2}
_STARTS = {
    name: tuple(f"{phrase} " for phrase in whole if len(phrase.split()) >= _LEAST_WORDS_OF_A_START.get(name, 3))
    for name, whole in _WHOLE.items()
}
