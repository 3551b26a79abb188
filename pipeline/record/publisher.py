"""The outlet, where the text names it: of itself, behind its headline or byline, in its line of copyright."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.language.agencies import OUTLET, is_agency, is_outlet
from pipeline.language.known import LANGUAGES
from pipeline.language.phrases import key
from pipeline.language.rights import holders_of, is_company
from schemas.stages import Block, Found, Role

_SAYS = "|".join(pattern for language in LANGUAGES for pattern in language.self_references)
_SAYS_OF_ITSELF = re.compile(rf" (?:{_SAYS})\b")
_NAME = re.compile(r"(?:\b[Tt]he )?\b[A-Z][\w’'&.-]{1,20}(?: [A-Z][\w’'&.-]{1,20}){0,3}\Z")
_LONGEST_NAME = 90
_BEHIND = re.compile(r"\s{1,3}[|–—-]\s{1,3}(?P<name>[^|–—\n]{2,50})\Z|[|｜_](?P<bare>[^|｜_\n]{2,50})\Z")
_LONGEST_SUFFIX = 57  # of the pattern above
_LONGEST_NOTICE, _MOST_WORDS = 100, 5
_SHORT = 3
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
_OWN = frozenset({Role.BODY, Role.STANDFIRST})
_NO_NOTICE = _OWN | {Role.CAPTION, Role.CREDIT}
_LEAST_LINES = 2


def named_outlet(blocks: Sequence[Block]) -> Found | None:
    """Return the outlet that the text names, from the surest of the places where it can, or None.

    A wrong publisher is worse than none: a name without an outlet's word in it is believed behind the headline,
    and in the copyright where the page has it once more.
    """
    for read in (self_reference, _beside_byline, _behind_headline, _holder):
        if named := read(blocks):
            return named
    return None


def self_reference(blocks: Sequence[Block]) -> Found | None:
    """Return the outlet that the article says it is published by, or None.

    Only words an outlet says of itself count, and only of a name with an outlet's word in it.
    """
    for block in blocks:
        if block.role in _OWN:
            for match in _SAYS_OF_ITSELF.finditer(block.content):
                # The verb is looked for first: it is rare, and names are everywhere.
                named = _NAME.search(block.content[max(0, match.start() - _LONGEST_NAME) : match.start()])
                if named and OUTLET.search(named.group()):
                    name = named.group()
                    return Found("publisher", name[0].upper() + name[1:], "self_reference", line=block.line)
    return None


def _beside_byline(blocks: Sequence[Block]) -> Found | None:
    """Return an outlet that stands behind the names of a byline: "By Ann Lee | Pier News"."""
    for block in blocks:
        if block.role is Role.BYLINE and (match := _BEHIND.search(block.text)):
            name = (match["name"] or match["bare"]).strip()
            if is_outlet(name) and not is_agency(name):
                return Found("publisher", name, "outlet_beside_byline", line=block.line)
    return None


def _behind_headline(blocks: Sequence[Block]) -> Found | None:
    """Return what stands behind the headline where the page repeats it as its title: "Ferry sails | Pier News"."""
    titles = {key(block.content) for block in blocks if block.role is Role.TITLE}
    for block in blocks if titles else ():
        if len(block.text) > 2 * _LONGEST_NOTICE:
            continue
        match = _suffix(block.text)
        if match and (key(block.text[: match.start()]) in titles or block.role is Role.TITLE):
            name = (match["name"] or match["bare"]).strip()
            if _can_be_name(name) and (block.role is not Role.TITLE or is_outlet(name)):
                return Found("publisher", name, "title_suffix", line=block.line)
    return None


def _suffix(text: str) -> re.Match[str] | None:
    """Return what stands behind the last mark near the end of a line; most lines have none, which is told at once."""
    if "|" in text or "-" in text or "–" in text or "—" in text or "｜" in text or "_" in text:
        return _BEHIND.search(text, max(0, len(text) - _LONGEST_SUFFIX))
    return None


def _holder(blocks: Sequence[Block]) -> Found | None:
    """Return who holds the copyright, unless that is a company."""
    for block in reversed(blocks):
        if block.role not in _NO_NOTICE and len(block.text) <= 2 * _LONGEST_NOTICE:
            for name in holders_of(block.text) if _has_year(block.text) else ():
                doubtful = is_company(name) or is_agency(name) or _lines_with(name, blocks) < _LEAST_LINES
                if _can_be_name(name) and not doubtful:
                    return Found("publisher", name, "copyright_line", line=block.line)
    return None


def _has_year(text: str) -> bool:
    return ("20" in text or "19" in text) and _YEAR.search(text) is not None


def _lines_with(name: str, blocks: Sequence[Block]) -> int:
    return sum(name in block.text for block in blocks)


def _can_be_name(name: str) -> bool:
    """Tell whether every word but the smallest is written as a name's is."""
    words = [word for word in name.split() if len(word) > 3] or name.split()
    if len(name) <= _SHORT and not name.isupper():
        return False
    return 0 < len(name.split()) <= _MOST_WORDS and all(not word[0].islower() for word in words)
