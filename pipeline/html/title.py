"""The headline of a page, by agreement between the places that claim to hold it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from lxml import etree

from pipeline.html.tree import text_of
from pipeline.label.lexicon import key
from schemas.stages import Found

_SUFFIX = re.compile(r"(?<!\s)\s{1,5}(?:[|»·•–—]|-|::)\s{1,5}(?P<site>[^|»·•–—\s][^|»·•–—]{1,59})$")
_MOST_HEADINGS = 3


def find_title(tree: etree._Element, headlines: Sequence[str], metas: Mapping[str, str]) -> Iterator[Found]:
    """Yield the headline with its place: a first heading that another witness repeats, else the best single one."""
    declared = [("json-ld[headline]", " ".join(headline.split())) for headline in headlines[:1]]
    declared += [(f"meta[{name}]", metas[name]) for name in ("og:title", "twitter:title") if name in metas]
    page_title = next((text_of(element) for element in tree.iter("title")), "")
    headings = [text_of(element) for element in list(tree.iter("h1"))[:_MOST_HEADINGS]]
    witnesses = [key(text) for _, text in declared] + [key(page_title)]
    for heading in headings:
        if len(heading) > 10 and any(key(heading) in witness for witness in witnesses):
            yield Found("title", heading, "heading_agreed", selector="h1")
            return
    site = metas.get("og:site_name", "")
    ordered = [*declared, *(("h1", heading) for heading in headings[:1]), ("title", page_title)]
    for selector, text in ordered:
        if title := _without_site(text, site):
            yield Found("title", title, "declared_title", selector=selector)
            return


def _without_site(title: str, site: str) -> str:
    """Return the title without the outlet behind its last separator; a hyphen inside a word is none."""
    match = _SUFFIX.search(title)
    if match and (key(match["site"]) == key(site) or (match["site"].count(" ") < 3 and match.start() > 20)):
        return title[: match.start()].strip()
    return title.strip()
