"""What the names that a page's author gave an element (class, id, itemprop, role) say it is for.

Written by hand and short on purpose, as the list of furniture words is: learnt names are those of a few sites.
"""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline.language.known import LANGUAGES

# Looked for inside each word of a name; a word in ^$ must be the whole word.
USES: dict[str, str] = {
    "body": r"body|prose|richtext|wysiwyg|paragraph|fulltext|articletext|storytext",
    "content": r"content|^main|story|entry|^post$|article|^text|page|single|detail|copy$|^news",
    "headline": r"headline|title|heading|^hed$",
    "standfirst": (
        r"standfirst|summary|^intro|^lead$|^lede$|^dek$"
        r"|^deck$|subtitle|subhead|abstract|excerpt|preamble|description"
    ),
    "byline": r"byline|author|contributor|reporter|writer|journalist|creator|signature",
    "date": r"^date|date$|publish|timestamp|^time$|posted|updated|dateline|^meta$|metadata|^info$",
    "caption": r"caption|legend|cutline|imagetext",
    "credit": r"credit|^source|attribution|photographer",
    "picture": r"image|^img|^pic$|photo|picture|figure|gallery|slideshow|lightbox",
    "media": r"video|player|audio|carousel|media|thumb|embed|slider",
    "related": (
        r"relat|recommend|popular|trending|mostread|latest|similar|suggest"
        r"|outbrain|taboola|^next$|^prev|further|^also$|^more$|readmore|crosslink"
    ),
    "teaser": (
        r"^cards?$|teaser|^tiles?$|promo|listing|^items?$|^feed"
        r"|river|stream|^grid$|headlines|cluster|bundle|snippet"
    ),
    "share": r"^shar|sharing|social|follow|facebook|twitter|whatsapp|linkedin|bookmark|^print$|^email|addthis",
    "comments": r"^comments?$|commentlist|disqus|discussion|^reply$|replies|respond|livefyre|^coral$|reaction|forum",
    "signup": r"newsletter|subscri|signup|register|^login|membership|paywall|premium|donat|metered|regwall|^piano$",
    "advert": r"^ad[sv]?$|advert|sponsor|banner|^dfp|^gpt$|affiliate|commercial|^shop",
    "navigation": r"^nav|menu|crumb|topbar|toolbar|paginat|^pager$|^skip|hamburger|sitemap|^tabs?$|^jump",
    "header": r"header|^top$|branding|^logo|masthead",
    "footer": r"footer|copyright|legal|colophon|disclaimer|^terms$|imprint|^foot$|^bottom$",
    "aside": r"sidebar|^aside|^rail$|widget|secondary|complementary|sticky|^module|^box$|infobox",
    "consent": r"cookie|consent|gdpr|privacy|^cmp$|onetrust",
    "tags": r"^tags?$|topic|keyword|categor|label|kicker|hashtag|eyebrow|^flag$",
    "biography": r"^bio$|biograph|profile|^staff|^about$",
    "note": r"correction|editor|^note|footnote|clarif|disclos",
    "quotation": r"quote|citation|tweet|instagram",
    "table": r"table|^chart|graphic|infograph|^facts?|^stats?$|^score|^map$|timeline|ticker|quiz|^poll",
    "popup": r"modal|popup|overlay|dialog|toast|tooltip|hidden|^hide$|visually|screenreader|noprint|alert|dropdown",
}
"""Use -> patterns of English words that name it, and of those that sites in any language take from English."""


def _pattern(use: str) -> str:
    """Return the pattern of a use in all languages."""
    return "|".join((USES[use], *(word for language in LANGUAGES for word in language.class_names.get(use, ()))))


_FIND = re.compile("|".join(f"(?P<{use}>{_pattern(use)})" for use in USES))
_BIT = {use: 1 << i for i, use in enumerate(USES)}
_WORD = re.compile(r"[A-Z]?[a-z]{2,30}|[A-Z]{2,30}")
_LONGEST = 300


def bits_of(*uses: str) -> int:
    """Return the bits of these uses."""
    return sum(_BIT[use] for use in uses)


@lru_cache(maxsize=1 << 12)  # a page has few distinct names, a site the same ones on every page
def uses_of(names: str) -> int:
    """Return the uses that the names speak of, one bit for each of `USES`; only their first 300 characters are read."""
    bits = 0
    for word in _WORD.findall(names[:_LONGEST]):
        bits |= _uses_of_word(word)
    return bits


@lru_cache(maxsize=1 << 13)  # the same words stand on the pages of most sites
def _uses_of_word(word: str) -> int:
    bits = 0
    for match in _FIND.finditer(word.lower()):
        bits |= _BIT[match.lastgroup or ""]
    return bits
