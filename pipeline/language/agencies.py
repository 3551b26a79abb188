"""Names that are credited but are no people: agencies, picture libraries, and the words outlets are called by."""

from __future__ import annotations

import re

from pipeline.language.known import LANGUAGES

WIRES = frozenset(name for language in LANGUAGES for name in language.wires)
"""News agencies that write text, casefolded."""

AGENCIES = WIRES.union(*((*language.credited, *language.credit_words) for language in LANGUAGES))
"""Agencies, picture libraries and the words that stand in a credit's place, casefolded."""

_WORDS = "|".join(re.escape(word) for language in LANGUAGES for word in language.outlet_words)
_MARKS = "|".join(re.escape(mark) for language in LANGUAGES for mark in language.outlet_marks)
# No "Sun", "Fox", "Spiegel", "Stern", "Blatt" or "Star" by themselves: people are called so.
OUTLET = re.compile(rf"(?:^|[\s.])(?:{_WORDS})(?:$|[\s.])|{_MARKS}", re.IGNORECASE)
"""A word that outlets and desks are called by, and people are not."""

_CHAIN = re.compile(r"\s{0,5}[/,|&]\s{0,5}| via | through ")
_CHAIN_MARK = re.compile(r"[/,|&]")
_WIRE_CHAIN = re.compile(r"\s{0,5}[/,|&;]\s{0,5}| and ")


def first_of_agency(first: str) -> str:
    """Return what the first word of a line would be of an agency's name, empty if its name begins later.

    >>> first_of_agency("(AFP/Getty")
    'afp'
    """
    return re.split(r"[\s/,|&]", first.strip(" .()[]").casefold(), maxsplit=1)[0].strip(" .()[]")


AGENCY_FIRST_WORDS = frozenset(map(first_of_agency, AGENCIES))


def is_agency(name: str) -> bool:
    """Tell whether a name is that of an agency or picture library, or a chain of them: "AFP via Getty Images"."""
    plain = name.strip(" .()[]").casefold()
    if not (_CHAIN_MARK.search(plain) or " via " in plain or " through " in plain):
        return plain in AGENCIES  # most names: to split them takes four times as long
    parts = _CHAIN.split(plain)
    return all(part in AGENCIES for part in parts if part) and any(parts)


def is_wire(name: str) -> bool:
    """Tell whether a name is that of a news agency that writes text, or several."""
    parts = _WIRE_CHAIN.split(name.strip(" .()[]").casefold())
    return all(part in WIRES for part in parts if part) and any(parts)


def is_outlet(name: str) -> bool:
    """Tell whether a name is that of an outlet, a desk or an agency rather than a person's."""
    return is_agency(name) or OUTLET.search(name) is not None
