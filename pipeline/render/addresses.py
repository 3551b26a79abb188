"""Addresses that may stand in what a reader opens: a record can come from anybody, so they are judged again here."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from pipeline.urls import clean_url

_MAIL = re.compile(r"mailto:[A-Za-z0-9.!#$%&'*+/=?^_~-]{1,64}@[A-Za-z0-9.-]{1,253}", re.IGNORECASE)


def web_address(url: str | None) -> str | None:
    """Return an http or https address without user info, or None for anything else.

    >>> web_address("javascript:alert(1)"), web_address("https://example.org/a")
    (None, 'https://example.org/a')
    """
    return clean_url(url) if url else None


def link_address(url: str) -> str | None:
    """Return the address of a link, which may also lead to a mailbox; None for any other scheme."""
    return url if _MAIL.fullmatch(url) else web_address(url)


def host_of(url: str) -> str:
    """Return the host of a web address, as a reader knows it.

    >>> host_of("https://www.example.org:8080/a")
    'example.org'
    """
    return (urlsplit(url).hostname or url).removeprefix("www.")
