"""The evidence for a block in the head of an article: names of elements, what the page declares, its neighbours."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from functools import lru_cache

from pipeline.html.markup.blocks import Blocks, PageBlock
from pipeline.html.markup.uses import USES, bits_of, uses_of
from pipeline.label.evidence import Evidence
from pipeline.language.known import LANGUAGES
from schemas.stages import Line

_SURE_BODY = 0.9
_LONG = 120
_BOXES_UP = 4
_HEADINGS = frozenset({"h2", "h3", "h4", "h5", "h6"})
_WHOLE = frozenset({"article", "main", "body"})
_BOLD = frozenset({"bold", "strong", "fw", "semibold"})
_SHORTEST_PART = 40
_KICKER = re.compile(
    "|".join(("kicker|eyebrow|overline|roofline|superscript", *(w for one in LANGUAGES for w in one.kicker_classes))),
    re.IGNORECASE,
)
_ALPHANUMERIC = re.compile(r"[^\W_]+")
_BITS = {use: bits_of(use) for use in USES}


class HeadWitness:
    """Says what a page has of each line; `declared` are the folded values of fields that lines of the head may say."""

    def __init__(
        self,
        page: Blocks,
        chances: Sequence[float],
        declared: Mapping[str, Sequence[str]],
        authors: Sequence[str] = (),
    ) -> None:
        self.authors = authors
        self._page = page
        self._declared = {field: tuple(map(folded, values)) for field, values in declared.items()}
        self._known: dict[int, Evidence] = {}
        sure = zip(page.blocks, chances, strict=True)
        self._body = sorted({b.box for b, chance in sure if chance >= _SURE_BODY and len(b.text) >= _LONG})

    def __call__(self, line: Line) -> Evidence:
        """Return the evidence for a line, whose number is that of its block."""
        known = self._known.get(line.number)
        if known is None:
            known = self._known[line.number] = self._of(line)
        return known

    def _of(self, line: Line) -> Evidence:
        block = self._page.blocks[line.number - 1]
        boxes, own = self._page.boxes, self._page.boxes[block.box]
        around = self._around(block)
        bits = 0
        for at in around:
            bits |= uses_of(boxes[at].names)
        return Evidence(
            uses=_uses(bits)
            | ({"kicker"} if any(_KICKER.search(boxes[at].names) for at in around[:2]) else frozenset()),
            declared=frozenset(field for field, values in self._declared.items() if says(line.text, values)),
            group=(own.tag, own.names, str(own.parent)),
            is_signed=any(uses_of(boxes[at].names) & _BITS["byline"] for at in around[:2]),
            is_headline=own.tag == "h1" or boxes[own.parent].tag == "h1",
            is_heading=own.tag in _HEADINGS,
            is_bold=2 * block.bold_characters > len(block.text)
            or any(_BOLD & _words(boxes[at].names) for at in around),
            in_header=any(boxes[at].tag == "header" or uses_of(boxes[at].names) & _BITS["header"] for at in around),
            linked=block.link_characters / len(block.text),
        )

    def _around(self, block: PageBlock) -> list[int]:
        """Return the boxes the block is in, innermost first, that do not hold the text as well."""
        found, at = [block.box], self._page.boxes[block.box].parent
        while at > 0 and len(found) < _BOXES_UP and self._page.boxes[at].tag not in _WHOLE:
            following = bisect_left(self._body, at)
            if following < len(self._body) and self._body[following] < self._page.boxes[at].end:
                break
            found.append(at)
            at = self._page.boxes[at].parent
        return found


@lru_cache(maxsize=1 << 10)  # lines side by side stand in elements of the same names
def _uses(bits: int) -> frozenset[str]:
    return frozenset(use for use, bit in _BITS.items() if bits & bit)


def folded(text: str) -> str:
    """Return letters and digits alone, case folded."""
    return "".join(_ALPHANUMERIC.findall(text.casefold()))


def says(text: str, values: Sequence[str]) -> bool:
    """Tell whether a text is one of the folded values, or where both are long, its beginning or the value its own."""
    own = folded(text)
    if own in values:
        return True
    parts = (value for value in values if min(len(own), len(value)) >= _SHORTEST_PART)
    return any(value.startswith(own) or own.startswith(value) for value in parts)


def _words(names: str) -> set[str]:
    return set(names.lower().replace("-", " ").replace("_", " ").split())
