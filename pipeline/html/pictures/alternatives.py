"""The alternative text of a picture as a record gives it: none where it says nothing."""

from __future__ import annotations

import re

from pipeline.printable import one_line

_LONGEST = 2000
_FILE_NAME = re.compile(
    r"\S{1,300}\.(?:jpe?g|png|gif|webp|avif|bmp|tiff?|svg)|(?:img|dsc|image|photo|picture)[-_ ]?\d{0,8}", re.IGNORECASE
)
_ADDRESS = re.compile(r"(?:https?:)?//\S{1,500}|[\W\d_]{1,300}", re.IGNORECASE)
_CODED = re.compile(
    r"(?=\S{0,300}\d)\w{1,60}(?:-\w{1,60}){0,40}|\w{1,60}(?:-\w{1,60}){3,40}|[^\W_]{1,60}(?:_[^\W_]{1,60}){2,40}"
)


def alternative(value: str | None) -> str | None:
    """Return the text on one line; None for emptiness, an address, and what is only a file's name."""
    text = one_line((value or "")[:_LONGEST]) or ""
    if not text or _FILE_NAME.fullmatch(text) or _ADDRESS.fullmatch(text) or _CODED.fullmatch(text[:600]):
        return None
    return text
