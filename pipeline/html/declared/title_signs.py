"""What speaks for or against a possible headline, each sign a number from 0 to 1 with a weight of its own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from pipeline.html.declared.site import Site, fold
from pipeline.html.declared.walk import Declared, Heading
from pipeline.html.markup.tree import text_of

LONG_WORD = re.compile(r"\w{3,}")
_HEADINGS = frozenset({"h1", "h1_later"})
PRINTED = _HEADINGS | {"h1_part"}
"""The places whose words the reader sees."""
_LEAST_KINSHIP, _STRANGE = 0.4, 0.15
_SHORTEST_HELD = 12
_SHORTEST_NAME = 2
_OF_THE_SITE = re.compile(
    r"logo|brand|site-?(?:title|name|header)|masthead|nav|menu|cookie|modal|sr-only|visually-hidden|banner"
)
_OF_THE_ARTICLE = re.compile(r"headline|entry|article|post|story|content|detail|main|title")
_NAMED_TITLE = re.compile(r"headline|title|heading")


@dataclass(slots=True)
class Candidate:
    """A possible headline: its best writing, where it came from, and the signs that speak for or against it."""

    text: str
    selector: str
    whole: set[str] = field(default_factory=set)
    cut: set[str] = field(default_factory=set)
    signs: dict[str, float] = field(default_factory=dict)


def signs_of(
    folded: str, candidate: Candidate, texts: Sequence[str], site: Site, declared: Declared, slug: frozenset[str]
) -> dict[str, float]:
    """Return the signs of a candidate; `texts` are what all places say, folded, and `slug` the address's words."""
    content = set(LONG_WORD.findall(folded))
    kinships = [(text, _share(content & set(text.split()), content)) for text in texts]
    signs = {
        **_place_signs(candidate),
        **_agreement_signs(folded, candidate, texts),
        **_site_signs(folded, site),
        **_length_signs(folded),
        "in_slug": _share(content & slug, slug),
        "of_slug": _share(content & slug, content),
        "no_slug": float(not slug),
        "shared": _mean([share for _, share in kinships]),
    }
    if candidate.whole & _HEADINGS:
        kinship = max((share for text, share in kinships if text != folded), default=0.0)
        signs |= _printed_signs(candidate, kinship, declared)
    if heading := _heading_of(folded, declared):
        signs |= _heading_signs(heading)
    return signs


def _place_signs(candidate: Candidate) -> dict[str, float]:
    """Where it stands, as a whole or as what was left of a text that a separator cut."""
    whole = {f"whole_{place}": 1.0 for place in candidate.whole}
    return whole | {f"cut_{place}": 1.0 for place in candidate.cut - candidate.whole}


def _agreement_signs(folded: str, candidate: Candidate, texts: Sequence[str]) -> dict[str, float]:
    """How many places say the same, or more, or a part of it."""
    others = [text for text in texts if text != folded]
    longer = [text for text in others if text.startswith(f"{folded} ") or text.endswith(f" {folded}")]
    held = [text for text in others if len(text) > _SHORTEST_HELD and f" {text} " in f" {folded} "]
    return {
        "agreed": min(len(candidate.whole), 4) / 4,
        "agreed_twice": float(len(candidate.whole) > 1),
        "agreed_with_cut": float(bool(candidate.whole) and bool(candidate.cut - candidate.whole)),
        "only_cut": float(not candidate.whole),
        "starts_others": min(len(longer), 3) / 3,
        "holds_others": min(len(held), 3) / 3,
    }


def _site_signs(folded: str, site: Site) -> dict[str, float]:
    names = [name for name in site.names if len(name) > _SHORTEST_NAME]
    return {
        "is_site": float(site.is_called(folded)),
        "holds_site": float(any(f" {name} " in f" {folded} " for name in names if name != folded)),
        "ends_in_site": float(any(folded.endswith(f" {name}") for name in names)),
    }


def _length_signs(folded: str) -> dict[str, float]:
    words = len(folded.split())
    # Few words that are not ASCII may be one long run of a script without spaces.
    weight = words if folded.isascii() or words > 3 else max(words, len(folded) / 2)
    return {
        "one_word": float(weight < 2),
        "short": float(weight < 4),
        "long": float(weight > 22),
        "length": min(len(folded), 120) / 120,
    }


def _printed_signs(candidate: Candidate, kinship: float, declared: Declared) -> dict[str, float]:
    """How a first heading agrees with what else the page says; `kinship` is its likeness to the likest of that."""
    return {
        "h1_only": float(len(declared.headings) == 1),
        "h1_kin": float(kinship >= _LEAST_KINSHIP),
        "h1_strange": float(kinship < _STRANGE and len(candidate.whole) == 1),
        "h1_agreed": float(bool(candidate.whole - PRINTED)),
    }


def _heading_of(folded: str, declared: Declared) -> Heading | None:
    """Return the first heading that shows these words, in the whole of it or in one part."""
    headings = (*declared.headings, *declared.subheadings)
    return next((heading for heading in headings if folded in map(fold, (heading.text, *heading.parts))), None)


def _heading_signs(heading: Heading) -> dict[str, float]:
    own = heading.words.partition(" h1 ")[0][:300]
    return {
        "h_site": float(_OF_THE_SITE.search(heading.words) is not None),
        "h_article": float(_OF_THE_ARTICLE.search(heading.words.partition(" ")[2]) is not None),
        "h_named": float(_NAMED_TITLE.search(own) is not None),
        "h_main": float(" article" in heading.words or " main" in heading.words),
        "h_link": float(any(text_of(link) == heading.text for link in heading.element.iter("a"))),
    }


def _share(part: AbstractSet[str], whole: AbstractSet[str]) -> float:
    return len(part) / len(whole) if whole else 0.0


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0
