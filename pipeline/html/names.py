"""What the names that a page's author gave an element (class, id, itemprop, role) say it is for.

Written by hand and short on purpose, as the list of furniture words is: learnt names are those of the sites learnt from.
"""

from __future__ import annotations

import re
from functools import lru_cache

USES: dict[str, str] = {
    "body": r"article[-_]?body|body[-_]?(?:text|copy|content)|story[-_]?(?:body|text|content)|entry[-_]?content|post[-_]?(?:content|body)"
    r"|article[-_]*(?:content|text|copy)|articletext|paragraph|rich[-_]?text|wysiwyg|texte|inhalt|cuerpo|corpo|contenido|conteudo|prose",
    "content": r"content|main|story|entry|post|article|artikel|text|page|single|detail|copy|news",
    "headline": r"headline|title|heading|titre|titulo|titolo|rubrik|(?<![a-z])hed(?![a-z])",
    "standfirst": r"standfirst|summary|teaser|intro|lead(?!er)|lede|(?<![a-z])dek(?![a-z])|subtitle|sub[-_]?head|abstract|excerpt|chapo|deck"
    r"|vorspann|entradilla|bajada|sommario|ingress|preamble|description",
    "byline": r"byline|author|autor|auteur|autore|contributor|reporter|writer|journalist|creator|signature|firma(?![a-z])|verfasser",
    "date": r"(?<![a-z])date|datum|fecha|publish|timestamp|(?<![a-z])time(?![a-z])|posted|updated|dateline|meta(?![a-z])|info(?![a-z])",
    "caption": r"caption|legend|(?<![a-z])cutline|figcaption|bildunterschrift|legende|didascalia|pie[-_]?de|image[-_]?(?:text|desc)|photo[-_]?desc",
    "credit": r"credit|copyright|(?<![a-z])source|attribution|photographer|byline[-_]?photo|quelle|fotograf",
    "media": r"image|photo|picture|figure|video|player|gallery|slideshow|audio|carousel|media(?![a-z])|foto|bild|thumb|lightbox|embed|slider",
    "related": r"relat|recommend|read[-_]?(?:more|also|next)|see[-_]?also|more[-_]?(?:from|on|stories|news|articles)|popular|trending"
    r"|most[-_]?(?:read|viewed|popular|shared)|latest|similar|suggest|outbrain|taboola|mehr|verwandt|siehe|relacionad|correlat|gerelateerd"
    r"|next[-_]|prev(?:ious)?(?![a-z])|up[-_]?next|further|also[-_]|more(?![a-z])|crosslink|inline[-_]?link|aufmacher",
    "teaser": r"card|teaser|tile|promo|listing|item|feed|river|stream|grid|headlines|cluster|bundle|snippet|thumb",
    "share": r"shar(?:e|ing)|social|follow|facebook|twitter|whatsapp|linkedin|bookmark|print|email|addthis|teilen|partage|compart|condivid",
    "comments": r"comment|disqus|discussion|(?<![a-z])reply|replies|respond|reader|livefyre|coral|kommentar|reaction|reactie|forum|opinion[-_]?box",
    "signup": r"newsletter|subscri|sign[-_]?up|register|login|membership|paywall|premium|donat|support[-_]|metered|regwall|abo(?![a-z])|piano",
    "advert": r"(?<![a-z])ad[sv]?(?![a-z])|advert|sponsor|banner|dfp|gpt(?![a-z])|werbung|anzeige|publicit|affiliate|commercial|(?<![a-z])shop|deal",
    "navigation": r"(?<![a-z])nav|menu|breadcrumb|crumb|topbar|masthead|toolbar|pagination|pager|skip|hamburger|sitemap|tabs?(?![a-z])|navigation|jump",
    "header": r"header|(?<![a-z])top(?![a-z])|branding|logo|masthead",
    "footer": r"footer|copyright|legal|colophon|disclaimer|terms|imprint|impressum|(?<![a-z])foot(?![a-z])|bottom",
    "aside": r"side[-_]?bar|aside|rail|widget|secondary|complementary|sticky|module|right[-_]?col|col(?:umn)?[-_]?right|box(?![a-z])|infobox",
    "consent": r"cookie|consent|gdpr|privacy|(?<![a-z])cmp|onetrust",
    "tags": r"(?<![a-z])tag|topic|keyword|categor|label|kicker|section[-_]?name|hashtag|schlagwort|tema|eyebrow|flag",
    "biography": r"(?<![a-z])bio|about[-_]?(?:the[-_]?)?author|author[-_]?(?:box|info|desc|card|profile)|profile|staff",
    "note": r"correction|editor|(?<![a-z])note(?![a-z])|footnote|update|clarif|disclos",
    "quotation": r"quote|zitat|citation|cita(?![a-z])|tweet|instagram",
    "table": r"table|chart|graphic|infograph|fact|stat|score|data|map(?![a-z])|timeline|ticker|quiz|poll",
    "popup": r"modal|popup|pop[-_]up|overlay|dialog|toast|tooltip|hidden|hide(?![a-z])|sr[-_]only|visually|screen[-_]?reader|noprint|alert|drop[-_]?down",
}
_FIND = re.compile("|".join(f"(?P<{use}>{pattern})" for use, pattern in USES.items()))
_BIT = {use: 1 << i for i, use in enumerate(USES)}
_LONGEST = 200


def bits_of(*uses: str) -> int:
    """Return the bits of these uses."""
    return sum(_BIT[use] for use in uses)


@lru_cache(maxsize=1 << 12)  # a page has few distinct names, and a site the same ones on every page
def uses_of(names: str) -> int:
    """Return the uses that the names speak of, one bit for each of `USES`; names beyond 200 characters are not read."""
    bits = 0
    for match in _FIND.finditer(names[:_LONGEST].lower()):
        bits |= _BIT[match.lastgroup]  # type: ignore[index]
    return bits
