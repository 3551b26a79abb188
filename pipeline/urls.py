"""Addresses as they may stand in a record: http or https, without user info."""

from __future__ import annotations

import re
from urllib.parse import urlsplit, urlunsplit

from pipeline.printable import UNWANTED

_LONGEST_URL = 2083
_NOT_IN_A_URL = re.compile(rf"[\t\n {UNWANTED}<>\"\\^`{{|}}]")


def clean_url(url: str) -> str | None:
    """Return the address without user name and password, or None if it is no web address.

    >>> clean_url("https://me:secret@example.org/a?b=1")
    'https://example.org/a?b=1'
    """
    url = url.strip()
    if len(url) > _LONGEST_URL or _NOT_IN_A_URL.search(url):
        return None
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not host:
        return None
    host = f"[{host}]" if ":" in host else host
    return urlunsplit((parts.scheme, f"{host}:{port}" if port else host, parts.path, parts.query, parts.fragment))
