"""Who is credited for a picture: an agency alone, a name behind a mark, and at the end of a caption."""

from __future__ import annotations

import re

from pipeline.label.parts import Part, Parts
from pipeline.language.agencies import is_agency, is_wire
from pipeline.language.people import is_person
from pipeline.language.phrases import LABELS, key
from pipeline.language.sentences import ends_sentence
from pipeline.language.weight import weight
from schemas.stages import Role

_LONGEST_ALONE = 80
_MARKED_CREDIT = re.compile(r"©\s?(?P<value>[^.!?]{2,80})")
_CREDIT_AT_END = re.compile(r"(?:\((?P<inner>[^()]{2,80})\)|(?:\||©|[–—-] )\s?(?P<outer>[^|©()]{2,60}))\.?\Z")
_CREDIT_MARK = re.compile(r"[(|©]|[–—-] ")
_SHORTEST_CAPTION = 15
_GLUED_LABEL = re.compile(r"(?P<label>[A-Z][A-Z ’'&-]{4,40}):\s?(?P<value>\S.{0,60})")
_WORDS_OF_A_REPORT = 16
_ALSO_SOURCES = frozenset("google facebook twitter instagram youtube wikipedia nasa esa".split())


def agency_alone(line: str) -> Parts | None:
    """Read "AFP" or "(Getty Images)", alone on its line under a picture, as a credit."""
    if len(line) <= _LONGEST_ALONE and not ends_sentence(line[-1]) and is_agency(line):
        return (Part(line, Role.CREDIT, "agency_alone", line.strip(" ()[]")),)
    return None


def credit_mark(line: str) -> Parts | None:
    """Read "© A. Lee" as a credit."""
    match = _MARKED_CREDIT.fullmatch(line) if line[0] == "©" else None
    return (Part(line, Role.CREDIT, "credit_mark", match["value"].strip()),) if match else None


def glued_label(line: str) -> Parts | None:
    """Read "LATEST UPDATES:Handout": a widget's heading in capitals, glued to the credit of its picture."""
    match = _GLUED_LABEL.fullmatch(line)
    if match and is_agency(match["value"]):
        return (
            Part(line[: match.start("value")].rstrip(), Role.WIDGET, "glued_label"),
            Part(match["value"], Role.CREDIT, "agency_alone"),
        )
    return None


def caption_with_credit(line: str) -> Parts | None:
    """Read "Officers in the square (AFP via Getty Images)" as a caption and its credit."""
    # Nine lines in ten end in an ordinary sentence.
    if not _CREDIT_MARK.search(line):
        return None
    match = _CREDIT_AT_END.search(line, _SHORTEST_CAPTION)
    if match is None:
        return None
    caption = line[: match.start()].rstrip()
    credit = (match["inner"] or match["outer"]).strip()
    label, _, named = credit.partition(":")
    if not (_names_agency(credit) or (LABELS.get(key(label)) == "credit" and named)):
        return None
    # "... the minister said. (dpa)" is how a report ends, "Ten per cent agree (Google)" how it gives a source.
    if is_wire(credit) and weight(caption) >= _WORDS_OF_A_REPORT and ends_sentence(caption):
        return None
    if key(credit) in _ALSO_SOURCES:
        return None
    return (
        Part(caption, Role.CAPTION, "caption_before_credit"),
        Part(line[len(caption) :].strip(), Role.CREDIT, "credit_at_end", named.strip() or credit),
    )


def is_credit(value: str) -> bool:
    """Tell whether a value behind a label names an agency or a person and little else."""
    return len(value.replace("/", " / ").split()) <= 10 and (
        _names_agency(value) or is_person(value.split("/")[0].strip())
    )


def _names_agency(credit: str) -> bool:
    """Tell whether the credit is an agency's, or a person's of one: "AP Photo/Lena Wolf"."""
    return is_agency(credit) or any(is_agency(part) for part in credit.split("/"))
