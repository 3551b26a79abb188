"""An embed's address to its kind and the page that a reader can open."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

from pipeline.html.embeds.forms import FORMS, NEVER, WORDS
from pipeline.urls import clean_url

_SCHEME = re.compile(r"https?://(?:www\.)?", re.IGNORECASE)
_ADVERT_WORDS = re.compile(
    r"(?:^|[^a-z])(?:ads?|adserver|advert\w{0,12}|banner|sponsor\w{0,8}|captcha|recaptcha|newsletter|subscribe|consent|cookie"
    r"|comments?|share|login|paywall|buttons?|tracking|pixel|sync|beacon)(?:[^a-z]|$)",
    re.IGNORECASE,
)
_MOST_FIELDS = 50


def page_of(url: str) -> tuple[str, str] | None:
    """Return the kind and the page's address of an embed of known form, None for another or for none to keep.

    >>> page_of("https://www.youtube-nocookie.com/embed/abcdefghijk?rel=0")
    ('video', 'https://www.youtube.com/watch?v=abcdefghijk')
    """
    bare = _SCHEME.sub("", url, count=1)
    if NEVER.match(bare):
        return None
    for kind, pattern, page in FORMS:
        if match := pattern.match(bare):
            address = clean_url(_filled(page, match, url))
            return (kind, address) if address else None
    return ("document", url) if path_of(url).endswith(".pdf") else None


def path_of(url: str) -> str:
    """Return the address up to its query, in lower case."""
    return url.partition("#")[0].partition("?")[0].lower()


def frame_of(url: str, words: str) -> tuple[str, str] | None:
    """Return the kind and the address of a frame of any form; `words` are its names and title.

    A frame that nothing says the kind of is none to keep: most of them are adverts and forms.
    """
    if known := page_of(url):
        return known
    bare = _SCHEME.sub("", url, count=1)
    if NEVER.match(bare) or _ADVERT_WORDS.search(bare[:400]) or _ADVERT_WORDS.search(words):
        return None
    told = f"{bare[:400]} {words}"
    kind = next((kind for kind, pattern in WORDS if pattern.search(told)), None)
    return (kind, url) if kind else None


def _filled(page: str | None, match: re.Match[str], url: str) -> str:
    """Return the page's address: the embed's own, one made of what its pattern found, or one that its query holds."""
    if page is None:
        return url
    if not page.startswith("="):
        return page.format(match[0], *match.groups(default=""))
    try:
        fields = parse_qs(urlsplit(url).query, max_num_fields=_MOST_FIELDS)
    except ValueError:
        return ""
    return next(iter(fields.get(page[1:], ())), "")
