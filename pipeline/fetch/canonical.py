"""One spelling for each address: what is fetched, remembered, and compared."""

from __future__ import annotations

import re
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

import idna

from pipeline.urls import clean_url

# They tell the site where the reader came from; the page is the same without.
_TRACKING = re.compile(r"(?:utm_[a-z_]{1,30}|fbclid|gclid|dclid|msclkid|yclid|igshid|mc_cid|mc_eid)", re.IGNORECASE)
_HOST = re.compile(r"[a-z0-9_](?:[a-z0-9_.-]{0,251}[a-z0-9_])?\.?")
_IPV6 = re.compile(r"[0-9a-f:.]{2,45}")
_DEFAULT_PORTS = {"http": 80, "https": 443}
# Everything that may stand in an address as it is, the percent sign included: what is encoded already stays so.
_AS_IT_IS = "%!$&'()*+,;=:@/?~[]-._"


def canonical_url(url: str) -> str | None:
    """Return the address as it is fetched, in ASCII, or None where it is no web address.

    User info, fragment, default port and tracking parameters are dropped, the host is in lower case.

    >>> canonical_url("HTTP://Example.ORG:80?utm_source=rss&id=7#top")
    'http://example.org/?id=7'
    """
    clean = clean_url(url)
    if clean is None:
        return None
    parts = urlsplit(clean)
    host = _host(parts.hostname or "")
    if host is None:
        return None
    port = "" if parts.port in (None, _DEFAULT_PORTS[parts.scheme]) else f":{parts.port}"
    path = quote(parts.path or "/", safe=_AS_IT_IS)
    query = "&".join(part for part in parts.query.split("&") if not _TRACKING.fullmatch(part.partition("=")[0]))
    spelled = urlunsplit((parts.scheme, host + port, path, quote(query, safe=_AS_IT_IS), ""))
    return clean_url(spelled)  # encoded, it may be too long


def joined(base: str, link: str) -> str | None:
    """Return where a link on a page leads, spelled canonically; None where that is no web address."""
    try:
        return canonical_url(urljoin(base, link.strip()))
    except ValueError:
        return None


def host_of(url: str) -> str:
    """Return the host of a canonical address."""
    return urlsplit(url).hostname or ""


def _host(host: str) -> str | None:
    if ":" in host:
        return f"[{host}]" if _IPV6.fullmatch(host) else None
    if not host.isascii():
        try:
            host = idna.encode(host, uts46=True).decode("ascii")
        except idna.IDNAError:
            return None
    return host if _HOST.fullmatch(host) and ".." not in host else None
