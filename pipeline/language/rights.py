"""Who holds the rights to a page: the name in its line of copyright, and whether it is that of a company."""

from __future__ import annotations

import re

from pipeline.language.known import LANGUAGES
from pipeline.language.phrases import PHRASES, key
from schemas.stages import Role

_FIRST_WITHOUT_SPACES = "\u3040"
_HOLDER = re.compile(
    r"(?:©|\(c\)|copyright)[\s©,:]{0,4}(?:\d{4}(?:\s?[-–]\s?\d{2,4})?[\s,.]{1,3}(?:by )?)?"
    r"(?P<name>[^\W\d_][^|©.,;:]{1,50}?)(?:[|©.,;:(]|\s\d{4}|\s[-–—]\s|\sall rights|$)",
    re.IGNORECASE,
)
_WORDS = [word for language in LANGUAGES for word in language.company_words]
_GLUED_WORDS = [word for word in _WORDS if word[0] >= _FIRST_WITHOUT_SPACES]
_COMPANY = re.compile(
    rf"(?:^|[\s,(])(?:{'|'.join(_WORDS)})(?:$|[\s,)])|{'|'.join(_GLUED_WORDS)}",
    re.IGNORECASE,
)


def holders_of(line: str) -> list[str]:
    """Return the names that the line says hold its copyright.

    >>> holders_of("Copyright © 2019-2024 River News. All rights reserved.")
    ['River News']
    """
    names = (match["name"].strip() for match in _HOLDER.finditer(line))
    return [name for name in names if PHRASES.get(key(name), ("", None))[1] is not Role.COPYRIGHT]


def is_company(name: str) -> bool:
    """Tell whether a name is that of a company rather than of what it publishes."""
    return _COMPANY.search(name) is not None
