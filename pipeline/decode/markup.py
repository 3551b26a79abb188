"""How markup is told from text by its first characters: one place for all who ask."""

from __future__ import annotations

import re

# The first tag of a document, not one in the middle of prose; a comment or an XML declaration may stand before it.
_PAGE = re.compile(
    r"(?:\ufeff|\xef\xbb\xbf)?\s{0,100}"
    r"(?:<!--.{0,500}?-->\s{0,100})?(?:<\?xml[^>]{0,200}>\s{0,100})?<(?:!doctype html|html[\s>])",
    re.IGNORECASE | re.DOTALL,
)
_EARLY_BYTES = 400  # white space in UTF-16 before the first tag and all


def begins_page(start: str) -> bool:
    """Tell whether a text begins as an HTML document does; of bytes, pass them as Latin-1."""
    return _PAGE.match(start) is not None


def begins_with_tag(start: str) -> bool:
    """Tell whether the first character that is no space opens a tag.

    >>> begins_with_tag(" <p>Rowers win"), begins_with_tag("3 < 4")
    (True, False)
    """
    return start.lstrip().startswith("<")


def has_early_tag(content: bytes) -> bool:
    """Tell whether a tag could open near the start of bytes in any charset; false only where surely none does."""
    return b"<" in content[:_EARLY_BYTES]
