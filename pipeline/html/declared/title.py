"""The headline of a page, by arbitration between the places that claim to hold it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from pipeline.html.declared.json_ld import texts
from pipeline.html.declared.site import Site, fold
from pipeline.html.declared.title_signs import LONG_WORD, PRINTED, Candidate, signs_of
from pipeline.html.declared.title_weights import WEIGHTS
from pipeline.html.declared.walk import Declared
from schemas.stages import Found

# A hyphen inside a word is no separator: "Counter-terrorism" stays whole.
_SEPARATOR = re.compile(
    r"\s{1,5}(?:[|»«·•–—‹›>:~/✔★⋆⎸│]|-{1,2}|::)\s{1,5}|\s?[|｜│]\s?|(?<=[\u3040-\u9fff])[_\-–—](?=\S)|(?<=\S)[_](?=[\u3040-\u9fff])"
)
_KICKER = re.compile(r"(?<=\w):\s{1,5}")
_MOST_PIECES = 6
_SHORTEST_CUT = 2
_LONGEST_TITLE = 400
_MOST_HEADINGS = 5
_FEW_SUBHEADINGS = 3
_METAS = (
    ("og", ("og:title",)),
    ("twitter", ("twitter:title", "twitter:text:title")),
    (
        "meta",
        (
            "headline",
            "title",
            "dc.title",
            "dcterms.title",
            "sailthru.title",
            "parsely-title",
            "citation_title",
            "hdl",
            "article:title",
            "cxenseparse:title",
            "cxense:title",
        ),
    ),
)


def find_title(declared: Declared, site: Site) -> Iterator[Found]:
    """Yield the headline with its place, if the page claims to have one."""
    candidates = title_candidates(declared, site)
    if candidates:
        best = max(candidates, key=lambda candidate: sum(WEIGHTS.get(k, 0.0) * v for k, v in candidate.signs.items()))
        agreed = len(best.whole) > 1
        yield Found("title", best.text, "title_agreed" if agreed else "title_chosen", selector=best.selector)


def title_candidates(declared: Declared, site: Site) -> list[Candidate]:
    """Return what could be the headline, each writing once, with its signs."""
    witnesses = list(_witnesses(declared))
    found: dict[str, Candidate] = {}
    for witness in witnesses:
        _add_whole(found, witness)
        for cut in _cuts(witness[-1]):
            _add_cut(found, witness, cut, site)
    said = [fold(text) for _, _, text in witnesses]
    slug = _slug(declared)
    for folded, candidate in found.items():
        candidate.signs = {**signs_of(folded, candidate, said, site, declared, slug), **candidate.signs}
    return list(found.values())


_Witness = tuple[str, str, str]
"""Kind of place, selector, and the text that stands there."""


def _witnesses(declared: Declared) -> Iterator[_Witness]:
    yield from _data_witnesses(declared)
    for place, names in _METAS:
        for name in names:
            for value in declared.metas.get(name, ())[:2]:
                yield place, f"meta[{name}]", value[:_LONGEST_TITLE]
    if declared.page_title:
        yield "title", "title", declared.page_title[:_LONGEST_TITLE]
    yield from _heading_witnesses(declared)


def _data_witnesses(declared: Declared) -> Iterator[_Witness]:
    for place, selector, nodes in (
        ("json", "json-ld[headline]", declared.data.articles[:2]),
        ("json_page", "json-ld[name]", declared.data.pages[:1]),
    ):
        for node in nodes:
            for text in (*texts(node.get("headline")), *texts(node.get("name"))):
                yield place, selector, text[:_LONGEST_TITLE]
                break


def _heading_witnesses(declared: Declared) -> Iterator[_Witness]:
    for i, heading in enumerate(declared.headings[:_MOST_HEADINGS]):
        yield ("h1_later" if i else "h1"), "h1", heading.text[:_LONGEST_TITLE]
        if len(heading.parts) > 1:
            yield from (("h1_part", "h1", part[:_LONGEST_TITLE]) for part in heading.parts)
    most = _FEW_SUBHEADINGS if declared.headings else None
    for heading in declared.subheadings[:most]:
        yield "h2", "h2", heading.text[:_LONGEST_TITLE]


def _add_whole(found: dict[str, Candidate], witness: _Witness) -> None:
    """Add a text as it stands in a place, in the writing that the reader sees if there is one."""
    place, selector, text = witness
    folded = fold(text)
    if not folded:
        return
    candidate = found.setdefault(folded, Candidate(text, selector))
    if place in PRINTED and candidate.whole.isdisjoint(PRINTED) and not text.isupper():
        candidate.text, candidate.selector = text, selector
    candidate.whole.add(place)


def _add_cut(found: dict[str, Candidate], witness: _Witness, cut: _Cut, site: Site) -> None:
    """Add what is left of a text when one side of a separator goes, with the signs that what goes gives it."""
    place, selector, text = witness
    kept, gone, side = cut
    folded = fold(kept)
    if len(folded) < _SHORTEST_CUT:
        return
    candidate = found.setdefault(folded, Candidate(kept, selector))
    candidate.cut.add(place)
    if site.is_called(fold(gone)):
        found[fold(text)].signs[f"bears_site_{side}"] = 1.0
        candidate.signs[f"cut_{side}_site"] = 1.0
    else:
        words = min(len(gone.split()), 8) / 8
        candidate.signs[f"cut_{side}_other"] = 1.0
        candidate.signs[f"cut_{side}_words"] = max(candidate.signs.get(f"cut_{side}_words", 0.0), words)


_Cut = tuple[str, str, str]
"""What stays of a text, what goes, and the side it went from."""


def _cuts(text: str) -> Iterator[_Cut]:
    """Yield the two halves at every separator, what stands between the outer ones, and what a label leads to."""
    marks = list(_SEPARATOR.finditer(text))[:_MOST_PIECES]
    for mark in marks:
        yield text[: mark.start()].strip(), text[mark.end() :].strip(), "behind"
        yield text[mark.end() :].strip(), text[: mark.start()].strip(), "before"
    if len(marks) > 1:
        yield text[marks[0].end() : marks[-1].start()].strip(), text[marks[-1].end() :].strip(), "both"
    if kicker := _KICKER.search(text, 0, 40):
        yield text[kicker.end() :], text[: kicker.start()], "kicker"


def _slug(declared: Declared) -> frozenset[str]:
    """Return the words of the last long part of the page's address: most are made from the headline."""
    address = declared.url or declared.links.get("canonical") or declared.meta("og:url") or ""
    try:
        path = unquote(urlsplit(address).path)
    except ValueError:
        return frozenset()
    parts = [set(LONG_WORD.findall(part.casefold().replace("_", " "))) for part in path.split("/")[-3:]]
    parts = [
        {word for word in part if not word.isdigit()} - {"html", "htm", "php", "aspx", "article"} for part in parts
    ]
    best = max(parts, key=len, default=set())
    return frozenset(best) if len(best) > 1 else frozenset()
