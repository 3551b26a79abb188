"""Names of inputs as they stand in the records: as given, percent-encoded where a name is not clean text."""

from __future__ import annotations

import os
import re
from urllib.parse import quote, unquote_to_bytes

# A literal "%41" is encoded too, so that no two names come out the same.
_ENCODED_LOOKALIKE = re.compile(r"%[0-9A-Fa-f]{2}")
_SAFE = "/!$&'()*+,;=:@~ "


def uri_of(path: str) -> str:
    """Return the URI of a path: the path itself where it is clean text, else every odd byte percent-encoded.

    >>> uri_of("inbox/café 1.txt"), uri_of("a\\udcff.txt"), uri_of("100%25.txt")
    ('inbox/café 1.txt', 'a%FF.txt', '100%2525.txt')
    """
    if _is_clean(path) and not _ENCODED_LOOKALIKE.search(path):
        return path
    return quote(os.fsencode(path), safe=_SAFE)


def path_of(uri: str) -> str:
    """Return the path that a URI of `uri_of` stands for.

    >>> path_of(uri_of("inbox/café 1.txt")), path_of(uri_of("a\\udcff.txt")), path_of(uri_of("100%25.txt"))
    ('inbox/café 1.txt', 'a\\udcff.txt', '100%25.txt')
    """
    return os.fsdecode(unquote_to_bytes(os.fsencode(uri))) if _ENCODED_LOOKALIKE.search(uri) else uri


def member_uri(archive: str, name: str) -> str:
    """Return the URI of a member of an archive: `archive#name`, the name written as in `uri_of`."""
    clean = "".join(character if _is_clean(character) else quote(character, errors="replace") for character in name)
    return f"{archive}#{clean}"


def _is_clean(text: str) -> bool:
    # isprintable() is false for controls, lone surrogates, bidi marks and line separators; a space is printable.
    return text.isprintable()
