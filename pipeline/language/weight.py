"""How long a text is, in words, whatever its script."""

from __future__ import annotations

import re
from functools import lru_cache

_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")


@lru_cache(maxsize=1 << 12)  # a line is weighed by every stage that looks at it
def weight(text: str) -> int:
    """Return the length in words; two characters of a script without spaces count as a word."""
    unspaced = 0 if text.isascii() else len(_UNSPACED.findall(text))
    return unspaced // 2 if unspaced > len(text) / 3 else len(text.split())
