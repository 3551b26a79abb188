"""Charset names as the web uses them: what a label stands for, and which ones are never believed."""

from __future__ import annotations

import codecs
from functools import cache

from pipeline.decode.known_pages import KNOWN_PAGES

# What browsers read by a larger table than the one of its name, after the WHATWG Encoding Standard
# (https://encoding.spec.whatwg.org/#names-and-labels): pages are written to what browsers do.
_WIDER = {"gbk": "gb18030", "big5": "big5hkscs", "iso-8859-8-i": "iso8859-8"}
_BY_NAME = {page.name: page.codec for page in KNOWN_PAGES}
_REFUSED = {
    "iso-2022-jp": "its escape sequences can hide markup from a filter",
    "replacement": "ISO 2022-KR, ISO 2022-CN and HZ can hide markup from a filter, and browsers read none of them",
    "x-user-defined": "it stands for bytes, not for characters",
}
# What else is believed, by the names Python has for it. A closed list: Python also knows codecs that are no charsets
# (rot13, zlib, idna) and some that hide markup (UTF-7, HZ, the ISO 2022 family), which no page is to choose for us.
_WIDE = frozenset({"utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"})


def trusted_codec(label: str) -> str | None:
    """Return the Python codec that a declared label stands for on the web, or None if it is not to be believed.

    >>> trusted_codec("ISO-8859-1"), trusted_codec("utf-7"), trusted_codec("rot13")
    ('cp1252', None, None)
    """
    label = _plain(label)
    if name := _web_name(label):
        return _python_codec(name)
    if not label.isascii() or not label or len(label) > 40 or "\x00" in label:
        return None
    try:
        codec = codecs.lookup(label).name
    except LookupError:
        return None
    if name := _web_name(codec.replace("_", "-")):
        return _python_codec(name)
    return codec if codec in _WIDE or codec in _declared() else None


def refusal(label: str) -> str | None:
    """Return why a label that the web knows is not believed, None for every other.

    >>> refusal("csISO2022JP")
    'iso-2022-jp is never believed: its escape sequences can hide markup from a filter'
    """
    name = _web_name(_plain(label))
    return f"{name} is never believed: {_REFUSED[name]}" if name in _REFUSED else None


def _python_codec(name: str) -> str | None:
    return None if name in _REFUSED else codecs.lookup(_WIDER.get(name) or _BY_NAME.get(name, name)).name


@cache
def _declared() -> frozenset[str]:
    return frozenset(codecs.lookup(page.codec).name for page in KNOWN_PAGES if page.is_declared)


def _plain(label: str) -> str:
    return label.strip().strip("\"'").lower()


def _web_name(label: str) -> str | None:
    """Return the name the standard gives the charset of a label, None for a label it does not know."""
    from webencodings.labels import LABELS  # 3 ms, and most inputs are UTF-8

    name: str | None = LABELS.get(label)
    return name
