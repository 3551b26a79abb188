"""What a listing names: addresses of pages, each with the date its listing gives it, and further listings."""

from __future__ import annotations

from dataclasses import dataclass

MOST_ENTRIES = 50_000
"""Entries of one listing that are read: as many as the sitemap protocol allows."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An address as the listing gives it, and when it says the page was changed, in seconds since 1970."""

    link: str
    stamp: int | None = None


@dataclass(frozen=True, slots=True)
class Entries:
    """All a listing names; `without_link` counts what names no address, `cut` tells that it was too long."""

    pages: tuple[Entry, ...] = ()
    listings: tuple[Entry, ...] = ()
    without_link: int = 0
    cut: bool = False


class NoListing(Exception):  # noqa: N818 - a verdict on the input, not an error of ours
    """What was read is no listing of the kind asked for."""
