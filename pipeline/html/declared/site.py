"""What the site of a page is called: by its own word, and by its host."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlsplit

from pipeline.html.declared.json_ld import texts, types_of
from pipeline.html.declared.walk import Declared

_WORD = re.compile(r"\w+")
_METAS = ("og:site_name", "application-name", "apple-mobile-web-app-title", "twitter:site", "publisher")
_KINDS = ("organization", "website", "newspaper", "corporation")
_COMMON_LABELS = frozenset("www com org net edu gov co uk de fr es it pt nl pl ru tr news blog en m amp html".split())
_SHORTEST = 3
_SHORT = 200


def fold(text: str) -> str:
    """Return the words alone, in lower case: two writings of one headline are then the same.

    >>> fold("“Counter-terrorism”: a  View")
    'counter terrorism a view'
    """
    # Headlines and names are folded by each field that asks for them; a paragraph is asked for once.
    return _short_fold(text) if len(text) <= _SHORT else _folded(text)


def _folded(text: str) -> str:
    return " ".join(_WORD.findall(text.casefold()))


_short_fold = lru_cache(maxsize=1 << 10)(_folded)


@dataclass(frozen=True, slots=True)
class Site:
    """The names a site goes by, folded; `glued` are those that its host makes, without spaces."""

    names: frozenset[str]
    glued: frozenset[str]

    def is_called(self, folded: str) -> bool:
        """Tell whether folded words are the site's name: "river news" of rivernews.example."""
        plain = folded.replace(" ", "")
        return folded in self.names or (len(plain) >= _SHORTEST and plain in self.glued)


def site_of(declared: Declared) -> Site:
    """Return what the site calls itself and what its host calls it."""
    named = [value for name in _METAS for value in declared.metas.get(name, ())]
    for node in (*declared.data.articles, *declared.data.pages):
        publisher = declared.data.resolved(node.get("publisher"))
        named += texts(publisher.get("name") if isinstance(publisher, dict) else publisher)
    for node in declared.data.others:
        if any(kind.endswith(_KINDS) for kind in types_of(node)):
            named += texts(node.get("name"))
    addresses = (declared.url, declared.links.get("canonical"), declared.meta("og:url"))
    return Site(frozenset(name for value in named if (name := fold(value))), frozenset(_glued(addresses)))


def _glued(addresses: Iterable[str | None]) -> Iterable[str]:
    for address in addresses:
        try:
            host = urlsplit(address or "").hostname or ""
        except ValueError:
            continue
        host = host.removeprefix("www.")
        yield host.replace(".", "").replace("-", "")
        for label in host.split("."):
            if label not in _COMMON_LABELS:
                plain = label.replace("-", "")
                yield from (plain, f"the{plain}", plain.removeprefix("the"))
