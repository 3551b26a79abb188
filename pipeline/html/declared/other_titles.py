"""Other wordings of the headline that a page declares for searches, shares and lists, without the outlet's name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.html.declared.json_ld import texts
from pipeline.html.declared.site import Site, fold
from pipeline.html.declared.walk import Declared
from schemas.stages import Found

_METAS = (
    *("og:title", "twitter:title", "headline", "dc.title", "dcterms.title", "sailthru.title", "parsely-title"),
    *("citation_title", "article:title", "title"),
)
_SEPARATOR = re.compile(r"\s{1,5}(?:[|»«·•–—‹›>~/│:]|-{1,2})\s{1,5}|\s?[|｜│]\s?|(?<=[\u3040-\u9fff])[_\-–—](?=\S)")
_ELLIPSIS = re.compile(r"\s{0,3}(?:\.{2,3}|…)$")
_MOST_TITLES, _MOST_VALUES, _LONGEST, _MOST_PARTS = 5, 2, 300, 6
_SHORTEST, _SHORTEST_EAST = 12, 6
_LEAST_SHARED_PAIRS = 0.25
_LONG_WORD = 4
_EAST = "\u3000"


def find_other_titles(declared: Declared, site: Site, title: str) -> Iterator[Found]:
    """Yield declared headlines that say it in other words than the title does, best witness first."""
    taken = [fold(title)] if title else []
    found = 0
    for selector, value, is_named in _witnesses(declared):
        wording = _without_site(value[:_LONGEST], site)
        folded = fold(wording)
        if _is_sentence(wording) or not taken or len(folded) < _shortest(folded) or _is_taken(wording, folded, taken):
            continue
        if is_named or _shares_words(folded, taken[0]):
            taken.append(folded)
            found += 1
            yield Found("other_title", wording, "declared", selector=selector)
            if found == _MOST_TITLES:
                return


def _witnesses(declared: Declared) -> Iterator[tuple[str, str, bool]]:
    """Yield selector, text, and whether the place holds headlines of this article alone."""
    for node in declared.data.articles[:_MOST_VALUES]:
        for name in ("headline", "alternativeHeadline", "alternateName"):
            yield from ((f"json-ld[{name}]", text, True) for text in list(texts(node.get(name)))[:_MOST_VALUES])
    for name in _METAS:
        yield from ((f"meta[{name}]", value, False) for value in declared.metas.get(name, ())[:1])
    if declared.page_title:
        yield "title", declared.page_title, False


def _without_site(text: str, site: Site) -> str:
    """Return the text without the parts at its ends that name the site."""
    marks = list(_SEPARATOR.finditer(text))[:_MOST_PARTS]
    start, end = 0, len(text)
    for mark in marks:
        if site.is_called(fold(text[start : mark.start()])):
            start = mark.end()
        else:
            break
    for mark in reversed(marks):
        if mark.end() > start and site.is_called(fold(text[mark.end() : end])):
            end = mark.start()
        else:
            break
    return text[start:end].strip()


def _is_taken(wording: str, folded: str, taken: list[str]) -> bool:
    """Tell whether a wording is one that is known: whole, cut short, or with a section or an outlet beside it."""
    parts = {fold(part) for part in _SEPARATOR.split(wording)[:_MOST_PARTS]}
    short = fold(_ELLIPSIS.sub("", wording))
    return any(known == folded or known in parts or short in known or known in folded for known in taken)


def _is_sentence(wording: str) -> bool:
    """Tell whether a wording ends as a sentence does: some templates put the standfirst where a headline belongs."""
    return wording.endswith((".", "。")) and not _ELLIPSIS.search(wording)


def _shares_words(folded: str, title: str) -> bool:
    """Tell whether a wording has a word of some length from the title: a template's title for all pages has none.

    Where words are not parted by spaces, pairs of characters stand for them.
    """
    if max(folded) > _EAST:
        own, other = _pairs(folded.replace(" ", "")), _pairs(title.replace(" ", ""))
        return len(own & other) >= _LEAST_SHARED_PAIRS * min(len(own), len(other))
    return any(len(word) >= _LONG_WORD for word in set(folded.split()) & set(title.split()))


def _pairs(text: str) -> set[str]:
    return {text[i : i + 2] for i in range(len(text) - 1)}


def _shortest(folded: str) -> int:
    return _SHORTEST if folded.isascii() else _SHORTEST_EAST
