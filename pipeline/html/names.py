"""What the names that a page's author gave an element (class, id, itemprop, role) say it is for.

Written by hand and short on purpose, as the list of furniture words is: learnt names are those of a few sites.
"""

from __future__ import annotations

import re
from functools import lru_cache

# Looked for inside each word of a name; a word in ^$ must be the whole word.
USES: dict[str, str] = {
    "body": (
        r"body|prose|richtext|wysiwyg|paragraph|texte|inhalt|cuerpo|corpo|contenido|conteudo|fulltext"
        r"|articletext|storytext"
    ),
    "content": r"content|^main|story|entry|^post$|article|artikel|^text|page|single|detail|copy$|^news",
    "headline": r"headline|title|heading|titre|titulo|titolo|rubrik|^hed$",
    "standfirst": (
        r"standfirst|summary|^intro|^lead$|^lede$|^dek$|^deck$|subtitle|subhead|abstract|excerpt|chapo"
        r"|vorspann|entradilla|bajada|sommario|ingress|preamble|description"
    ),
    "byline": (
        r"byline|author|autor|auteur|autore|contributor|reporter|writer|journalist|creator|signature"
        r"|^firma$|verfasser"
    ),
    "date": (
        r"^date|date$|datum|fecha|publish|timestamp|^time$|posted|updated|dateline|^meta$|metadata"
        r"|^info$"
    ),
    "caption": r"caption|legend|cutline|bildunterschrift|didascalia|imagetext",
    "credit": r"credit|^source|attribution|photographer|quelle|fotograf",
    "picture": r"image|^img|^pic$|photo|picture|figure|gallery|slideshow|foto|^bild|lightbox",
    "media": r"video|player|audio|carousel|media|thumb|embed|slider",
    "related": (
        r"relat|recommend|popular|trending|mostread|latest|similar|suggest|outbrain|taboola|^mehr$"
        r"|verwandt|siehe|correlat|gerelateerd|^next$|^prev|further|^also$|^more$|readmore|crosslink"
        r"|aufmacher"
    ),
    "teaser": (
        r"^cards?$|teaser|^tiles?$|promo|listing|^items?$|^feed|river|stream|^grid$|headlines|cluster"
        r"|bundle|snippet"
    ),
    "share": (
        r"^shar|sharing|social|follow|facebook|twitter|whatsapp|linkedin|bookmark|^print$|^email"
        r"|addthis|teilen|partage|compart|condivid"
    ),
    "comments": (
        r"^comments?$|commentlist|disqus|discussion|^reply$|replies|respond|livefyre|^coral$|kommentar"
        r"|reaction|reactie|forum"
    ),
    "signup": (
        r"newsletter|subscri|signup|register|^login|membership|paywall|premium|donat|metered|regwall"
        r"|^abo$|^piano$"
    ),
    "advert": (
        r"^ad[sv]?$|advert|sponsor|banner|^dfp|^gpt$|werbung|anzeige|publicit|affiliate|commercial"
        r"|^shop"
    ),
    "navigation": r"^nav|menu|crumb|topbar|toolbar|paginat|^pager$|^skip|hamburger|sitemap|^tabs?$|^jump",
    "header": r"header|^top$|branding|^logo|masthead",
    "footer": r"footer|copyright|legal|colophon|disclaimer|^terms$|imprint|impressum|^foot$|^bottom$",
    "aside": r"sidebar|^aside|^rail$|widget|secondary|complementary|sticky|^module|^box$|infobox",
    "consent": r"cookie|consent|gdpr|privacy|^cmp$|onetrust",
    "tags": r"^tags?$|topic|keyword|categor|label|kicker|hashtag|schlagwort|^tema|eyebrow|^flag$",
    "biography": r"^bio$|biograph|profile|^staff|^about$",
    "note": r"correction|editor|^note|footnote|clarif|disclos",
    "quotation": r"quote|zitat|citation|^cita$|tweet|instagram",
    "table": r"table|^chart|graphic|infograph|^facts?|^stats?$|^score|^map$|timeline|ticker|quiz|^poll",
    "popup": (
        r"modal|popup|overlay|dialog|toast|tooltip|hidden|^hide$|visually|screenreader|noprint|alert"
        r"|dropdown"
    ),
}
_FIND = re.compile("|".join(f"(?P<{use}>{pattern})" for use, pattern in USES.items()))
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
