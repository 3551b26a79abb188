"""Which inputs are addresses to fetch, and what each of them lists; the spelling alone tells."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Lists(StrEnum):
    """What stands behind an input."""

    FEED = "feed"
    SITEMAP = "sitemap"
    FILE = "urls"
    PAGE = "page"


@dataclass(frozen=True, slots=True)
class WebInput:
    """An input that is fetched, or a file of such; `address` is without the word that tells the kind."""

    given: str
    lists: Lists
    address: str


def web_input(given: str) -> WebInput | None:
    """Return what an input stands for, None for a file, a folder or anything else that is not fetched.

    >>> web_input("feed+https://example.org/rss").lists, web_input("inbox/a.txt")
    (<Lists.FEED: 'feed'>, None)
    """
    for lists in (Lists.FEED, Lists.SITEMAP):
        address = given.removeprefix(f"{lists}+")
        if address != given and _is_web(address):
            return WebInput(given, lists, address)
    if given.startswith("urls:"):
        return WebInput(given, Lists.FILE, given.removeprefix("urls:"))
    return WebInput(given, Lists.PAGE, given) if _is_web(given) else None


def parted(inputs: Iterable[str]) -> tuple[list[str], list[WebInput]]:
    """Return the inputs that are files and those that are fetched."""
    files: list[str] = []
    web: list[WebInput] = []
    for given in inputs:
        found = web_input(given)
        if found is None:
            files.append(given)
        else:
            web.append(found)
    return files, web


def _is_web(address: str) -> bool:
    return address[:8].lower().startswith(("http://", "https://"))
