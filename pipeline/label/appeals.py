"""What a site says for itself amid an article: commissions owned up to, pleas for support."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.language.phrases import APPEALS, ASCII_APPEALS

_QUOTATION = re.compile(r"[\"“”„«»「」]")
_SHORT = 40


def is_appeal(line: str) -> bool:
    """Tell whether the line is the site's own word on its income; a line with a quotation is left alone."""
    ascii_only = line.isascii()
    if (ascii_only and len(line) <= _SHORT) or _QUOTATION.search(line):
        return False
    return found_in(line.casefold(), ASCII_APPEALS if ascii_only else APPEALS)


def found_in(folded: str, rows: Sequence[tuple[tuple[str, ...], re.Pattern[str]]]) -> bool:
    """Tell whether one of the patterns is in the line; each is searched only where one of its words stands."""
    for words, pattern in rows:
        for word in words:
            if word in folded:
                if pattern.search(folded):
                    return True
                break
    return False
