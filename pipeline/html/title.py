"""The headline of a page, by arbitration between the places that claim to hold it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

from pipeline.html.declared import Declared, Heading
from pipeline.html.json_ld import texts
from pipeline.html.site import Site, fold
from pipeline.html.title_weights import WEIGHTS
from pipeline.html.tree import text_of
from schemas.stages import Found

_LONG_WORD = re.compile(r"\w{3,}")
# A hyphen inside a word is no separator: "Counter-terrorism" stays whole.
_SEPARATOR = re.compile(
    r"\s{1,5}(?:[|»«·•–—‹›>:~/✔★⋆⎸│]|-{1,2}|::)\s{1,5}|\s?[|｜│]\s?|(?<=[\u3040-\u9fff])[_\-–—](?=\S)|(?<=\S)[_](?=[\u3040-\u9fff])"
)
_KICKER = re.compile(r"(?<=\w):\s{1,5}")
_MOST_PIECES = 6
_LONGEST_TITLE = 400
_PRINTED = frozenset({"h1", "h1_later", "h1_part"})
_MOST_HEADINGS = 5
_FEW_SUBHEADINGS = 3
_OF_THE_SITE = re.compile(
    r"logo|brand|site-?(?:title|name|header)|masthead|nav|menu|cookie|modal|sr-only|visually-hidden|banner"
)
_OF_THE_ARTICLE = re.compile(r"headline|entry|article|post|story|content|detail|main|title")
_NAMED_TITLE = re.compile(r"headline|title|heading")
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


@dataclass(slots=True)
class Candidate:
    """A possible headline: its best writing, where it came from, and the signs that speak for or against it."""

    text: str
    selector: str
    whole: set[str] = field(default_factory=set)
    cut: set[str] = field(default_factory=set)
    signs: dict[str, float] = field(default_factory=dict)


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
    cuts: dict[str, dict[str, float]] = {}
    for place, selector, text in witnesses:
        folded = fold(text)
        if folded:
            candidate = found.setdefault(folded, Candidate(text, selector))
            if place in _PRINTED and candidate.whole.isdisjoint(_PRINTED) and not text.isupper():
                candidate.text, candidate.selector = text, selector  # as the reader sees it
            candidate.whole.add(place)
        for kept, rest, side in _cut(text):
            folded = fold(kept)
            if len(folded) < 2:
                continue
            found.setdefault(folded, Candidate(kept, selector)).cut.add(place)
            signs = cuts.setdefault(folded, {})
            kind = "site" if site.is_called(fold(rest)) else "other"
            if kind == "site":
                cuts.setdefault(fold(text), {})[f"bears_site_{side}"] = 1.0
            signs[f"cut_{side}_{kind}"] = 1.0
            if kind == "other":
                signs[f"cut_{side}_words"] = max(signs.get(f"cut_{side}_words", 0.0), min(len(rest.split()), 8) / 8)
    whole = [fold(text) for _, _, text in witnesses]
    slug = _slug(declared)
    for folded, candidate in found.items():
        candidate.signs = {**_signs(folded, candidate, whole, site, declared, slug), **cuts.get(folded, {})}
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


def _cut(text: str) -> Iterator[tuple[str, str, str]]:
    """Yield (what stays, what goes, the side it went from) for every separator, and for a label and its colon."""
    marks = list(_SEPARATOR.finditer(text))[:_MOST_PIECES]
    for mark in marks:
        yield text[: mark.start()].strip(), text[mark.end() :].strip(), "behind"
        yield text[mark.end() :].strip(), text[: mark.start()].strip(), "before"
    if len(marks) > 1:
        yield text[marks[0].end() : marks[-1].start()].strip(), text[marks[-1].end() :].strip(), "both"
    if kicker := _KICKER.search(text, 0, 40):
        yield text[kicker.end() :], text[: kicker.start()], "kicker"


def _signs(
    folded: str, candidate: Candidate, whole: list[str], site: Site, declared: Declared, slug: frozenset[str]
) -> dict[str, float]:
    words = folded.split()
    content = set(_LONG_WORD.findall(folded))
    longer = [
        text for text in whole if text != folded and (text.startswith(f"{folded} ") or text.endswith(f" {folded}"))
    ]
    inside = [text for text in whole if text != folded and len(text) > 12 and f" {text} " in f" {folded} "]
    weight = len(words) if folded.isascii() or len(words) > 3 else max(len(words), len(folded) / 2)
    signs = {f"whole_{place}": 1.0 for place in candidate.whole}
    signs |= {f"cut_{place}": 1.0 for place in candidate.cut - candidate.whole}
    signs |= {
        "agreed": min(len(candidate.whole), 4) / 4,
        "agreed_twice": float(len(candidate.whole) > 1),
        "agreed_with_cut": float(bool(candidate.whole) and bool(candidate.cut - candidate.whole)),
        "only_cut": float(not candidate.whole),
        "starts_others": min(len(longer), 3) / 3,
        "holds_others": min(len(inside), 3) / 3,
        "is_site": float(site.is_called(folded)),
        "holds_site": float(
            any(f" {name} " in f" {folded} " for name in site.names if len(name) > 2 and name != folded)
        ),
        "ends_in_site": float(any(folded.endswith(f" {name}") for name in site.names if len(name) > 2)),
        "one_word": float(weight < 2),
        "short": float(weight < 4),
        "long": float(weight > 22),
        "length": min(len(folded), 120) / 120,
        "in_slug": _share(content & slug, slug),
        "of_slug": _share(content & slug, content),
        "no_slug": float(not slug),
        "shared": _mean(_share(content & set(text.split()), content) for text in whole),
    }
    if candidate.whole & {"h1", "h1_later"}:
        kinship = max((_share(content & set(text.split()), content) for text in whole if text != folded), default=0.0)
        signs |= {
            "h1_only": float(len(declared.headings) == 1),
            "h1_kin": float(kinship >= 0.4),
            "h1_strange": float(kinship < 0.15 and len(candidate.whole) == 1),
            "h1_agreed": float(len(candidate.whole - {"h1", "h1_later", "h1_part"}) > 0),
        }
    for heading in (*declared.headings, *declared.subheadings):
        if fold(heading.text) == folded or (heading.parts and any(fold(part) == folded for part in heading.parts)):
            signs |= _heading_signs(heading)
            break
    return signs


def _heading_signs(heading: Heading) -> dict[str, float]:
    own = heading.words.partition(" h1 ")[0][:300]
    return {
        "h_site": float(_OF_THE_SITE.search(heading.words) is not None),
        "h_article": float(_OF_THE_ARTICLE.search(heading.words.partition(" ")[2]) is not None),
        "h_named": float(_NAMED_TITLE.search(own) is not None),
        "h_main": float(" article" in heading.words or " main" in heading.words),
        "h_link": float(any(text_of(link) == heading.text for link in heading.element.iter("a"))),
    }


def _slug(declared: Declared) -> frozenset[str]:
    """Return the words of the last long part of the page's address: most are made from the headline."""
    address = declared.url or declared.links.get("canonical") or declared.meta("og:url") or ""
    try:
        path = unquote(urlsplit(address).path)
    except ValueError:
        return frozenset()
    parts = [set(_LONG_WORD.findall(part.casefold().replace("_", " "))) for part in path.split("/")[-3:]]
    parts = [
        {word for word in part if not word.isdigit()} - {"html", "htm", "php", "aspx", "article"} for part in parts
    ]
    best = max(parts, key=len, default=set())
    return frozenset(best) if len(best) > 1 else frozenset()


def _share(part: set[str] | frozenset[str], whole: set[str] | frozenset[str]) -> float:
    return len(part) / len(whole) if whole else 0.0


def _mean(values: Iterator[float]) -> float:
    listed = list(values)
    return sum(listed) / len(listed) if listed else 0.0
