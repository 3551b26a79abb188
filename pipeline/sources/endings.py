"""Files that are passed over because their names tell no kind: counted by ending, and said in one sentence."""

from __future__ import annotations

import re
from collections import Counter

from schemas.kinds import TOLD

_ENDING = re.compile(r"(?:\.[a-z0-9]{1,10})?\.(?:gz|zst|bz2|xz)\Z|\.[a-z0-9]{1,10}\Z")
_OTHERS = "others"
# Every file of a hostile archive may end otherwise; a person reads a few.
_MOST_KEPT = 100
_MOST_SAID = 6

UNTOLD = "their names tell no kind that is read"
HINT = f"--type KIND ({', '.join(TOLD)}) reads them, or name one outright"


def ending_of(name: str) -> str:
    """Return the ending of a file's name in lower case, the compression with what is in it; "" where it has none.

    >>> ending_of("Scan.PDF"), ending_of("data.csv.gz"), ending_of(".hidden"), ending_of("a story. By Ann Poe")
    ('.pdf', '.csv.gz', '', '')
    """
    found = _ENDING.search(name.rpartition("/")[2].lower(), 1)
    return found[0] if found else ""


def count_ending(skipped: Counter[str], name: str) -> None:
    """Add a name that is passed over to the counts by ending."""
    ending = ending_of(name)
    skipped[ending if ending in skipped or len(skipped) < _MOST_KEPT else _OTHERS] += 1


def in_words(skipped: Counter[str]) -> str:
    """Return the counts for a person: "30 .pdf, 12 .docx, 8 without an ending"."""
    ranked = sorted(skipped.items(), key=lambda row: (-row[1], row[0] == "", row[0]))
    said = [f"{count} {ending or 'without an ending'}" for ending, count in ranked[:_MOST_SAID]]
    rest = sum(count for _, count in ranked[_MOST_SAID:])
    return ", ".join([*said, f"{rest} others"] if rest else said)
