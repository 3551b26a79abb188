"""What can be told from a line by itself: whole phrases, labels before a value, and parts glued to its end."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from pipeline.label.lexicon import (
    INVITATION,
    KICKERS,
    LABELS,
    LONGEST_LABEL_WORDS,
    LONGEST_TAIL_WORDS,
    NOTE_STARTS,
    PHRASES,
    TAILS,
    key,
)
from pipeline.label.lexicon.agencies import is_agency
from pipeline.label.names import is_person, people
from schemas.stages import Role

SENTENCE_END = re.compile(r"[.!?…。！？｡।؟۔։።:;][\"'”’»›)\]」』）】\s]*$")
_LONGEST_PHRASE = 80
_LONGEST_VALUE = 160
_COPYRIGHT = re.compile(
    r"(?:©|\(c\)|copyright\b)[\s:©]{0,4}(?:\d{4}\b.{0,120}|.{0,80}\ball rights reserved\b.{0,80})", re.IGNORECASE
)
_MARKED_CREDIT = re.compile(r"©\s?(?P<value>[^.!?]{2,80})")
_CREDIT_AT_END = re.compile(
    r"(?P<text>.{15,}?)\s*(?P<mark>\((?P<inner>[^()]{2,80})\)|(?:\||©|[–—-] )\s?(?P<outer>[^|©()]{2,60}))\.?"
)
_GLUED_LABEL = re.compile(r"(?P<label>[A-Z][A-Z ’'&-]{4,40}):\s?(?P<value>\S.{0,60})")
_LABELLED = re.compile(r"(?P<label>[^\s:：,，][^:：,，]{0,40}?)\s?(?P<mark>[:：,，])\s*(?P<value>\S.*)")
_TWO_WORDS = 2
_LONGEST_CREDIT_WORDS = 6
_CREDIT_ONLY = frozenset({"source", "copyright", "credit", "credits", "video", "getty", "courtesy"})


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a line with its role; the parts of a line, put together, are the line."""

    text: str
    role: Role
    rule: str
    value: str | None = None


Parts = tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class _Labelled:
    """A line that begins with a known label: the line, the label with its mark, and what follows it."""

    line: str
    label: str
    value: str


def parts_of(line: str) -> Parts | None:
    """Return what the line is by its own form, or None where its look does not say."""
    if len(line) <= _LONGEST_PHRASE and (phrase := PHRASES.get(key(line))):
        rule, role = phrase
        return (Part(line, role, rule),)
    if len(line) > 2 * _LONGEST_VALUE:
        return None
    return next((parts for rule in _RULES if (parts := rule(line))), None)


def without_tail(line: str) -> Parts | None:
    """Return the sentence and the call to action glued to its end ("... support. Read more"), or None."""
    words = line.rsplit(None, LONGEST_TAIL_WORDS)
    for count in range(min(LONGEST_TAIL_WORDS, len(words) - 1), 0, -1):
        tail = " ".join(words[-count:])
        if key(tail) in TAILS and not tail.endswith("."):
            head = line[: line.rindex(words[-count])].rstrip()
            # Only behind a finished sentence, and a tail of one word only with a mark: "He wanted more" is prose.
            if SENTENCE_END.search(head) and (count > 1 or tail[-1] in "»›>→…") and tail[0].isupper():
                return Part(head, Role.BODY, "sentence"), Part(tail, Role.CALL_TO_ACTION, "glued_read_more")
            return None
    return None


def _agency_alone(line: str) -> Parts | None:
    if len(line) <= _LONGEST_PHRASE and is_agency(line):
        return (Part(line, Role.CREDIT, "agency_alone", line.strip(" ()[]")),)
    return None


def _copyright(line: str) -> Parts | None:
    return (Part(line, Role.COPYRIGHT, "copyright_line"),) if _COPYRIGHT.fullmatch(line) else None


def _credit_mark(line: str) -> Parts | None:
    match = _MARKED_CREDIT.fullmatch(line)
    return (Part(line, Role.CREDIT, "credit_mark", match["value"].strip()),) if match else None


def _labelled(line: str) -> Parts | None:
    """Read "Image source, AFP", "Photo: A. Lee", "Related: ..." as a label and what it is the label of."""
    match = _LABELLED.fullmatch(line)
    if match is None:
        return None
    label = key(match["label"])
    kind = LABELS.get(label)
    # "Pictures, he said, ..." is prose: a comma ends a label of two words or more only.
    if kind is None or (match["mark"] in ",，" and len(label.split()) < _TWO_WORDS):
        return None
    labelled = _Labelled(line, line[: match.start("value")].rstrip(), match["value"])
    return _READERS[kind](labelled) if kind in _READERS else None


def _worded(line: str) -> Parts | None:
    """Read a label without a mark: "Photo by A. Lee", "By Ann Lee"."""
    if len(line) > _LONGEST_VALUE:
        return None
    words = line.split(None, LONGEST_LABEL_WORDS)
    for count in range(min(LONGEST_LABEL_WORDS, len(words) - 1), 0, -1):
        label = " ".join(words[:count])
        kind = LABELS.get(key(label))
        value = line.split(None, count)[count]
        if kind == "byline" and _is_byline(value):
            return (Part(line, Role.BYLINE, "byline"),)
        if kind == "credit" and count > 1 and _is_credit(value):
            return _credit(_Labelled(line, label, value))
    return None


def _glued_label(line: str) -> Parts | None:
    """Read "LATEST UPDATES:Handout": a widget's heading in capitals, glued to the credit of its picture."""
    match = _GLUED_LABEL.fullmatch(line)
    if match and is_agency(match["value"]):
        return (
            Part(line[: match.start("value")].rstrip(), Role.WIDGET, "glued_label"),
            Part(match["value"], Role.CREDIT, "agency_alone"),
        )
    return None


def _kicker(line: str) -> Parts | None:
    return (Part(line, Role.KICKER, "kicker", line.strip(" :.")),) if line.isupper() and key(line) in KICKERS else None


def _invitation(line: str) -> Parts | None:
    if len(line) > _LONGEST_VALUE or not INVITATION.search(line.casefold()):
        return None
    return None if line[0] in "\"“'‘«„" else (Part(line, Role.CALL_TO_ACTION, "invitation"),)


def _note(line: str) -> Parts | None:
    folded = line[:80].casefold().replace("’", "'").lstrip("*([ ")
    for start, kind in NOTE_STARTS:
        if folded.startswith(start) and len(start.split()) > _TWO_WORDS:
            return (Part(line, Role.NOTE, f"note_{kind}"),)
    return None


def _caption_with_credit(line: str) -> Parts | None:
    """Read "Officers in the square (AFP via Getty Images)" as a caption and its credit."""
    match = _CREDIT_AT_END.fullmatch(line)
    if match is None:
        return None
    credit = (match["inner"] or match["outer"]).strip()
    label, _, named = credit.partition(":")
    if not (_names_agency(credit) or (LABELS.get(key(label)) == "credit" and named)):
        return None
    return (
        Part(match["text"], Role.CAPTION, "caption_before_credit"),
        Part(line[match.end("text") :].strip(), Role.CREDIT, "credit_at_end", named.strip() or credit),
    )


def _is_byline(value: str) -> bool:
    return bool(people(value)) and not SENTENCE_END.search(value) and len(value.split()) <= 14


def _is_credit(value: str) -> bool:
    return len(value.replace("/", " / ").split()) <= 10 and (
        _names_agency(value) or is_person(value.split("/")[0].strip())
    )


def _names_agency(credit: str) -> bool:
    """Tell whether the credit is an agency's, or a person's of one: "AP Photo/Lena Wolf"."""
    return is_agency(credit) or any(is_agency(part) for part in credit.split("/"))


def _credit(found: _Labelled) -> Parts:
    return Part(found.label, Role.LABEL, "credit_label"), Part(found.value, Role.CREDIT, "credit_label")


def _credit_or_caption(found: _Labelled) -> Parts | None:
    short = len(found.value.split()) <= _LONGEST_CREDIT_WORDS and not SENTENCE_END.search(found.value)
    if short or _is_credit(found.value):
        return _credit(found)
    return None if key(found.label) in _CREDIT_ONLY else _caption(found)


def _caption(found: _Labelled) -> Parts:
    label = Part(found.label, Role.LABEL, "caption_label")
    return (label, *(_caption_with_credit(found.value) or (Part(found.value, Role.CAPTION, "caption_label"),)))


def _related(found: _Labelled) -> Parts | None:
    """Read a teaser under a label; a finished sentence behind a single common word is left to its context."""
    finished = SENTENCE_END.search(found.value) and not found.value.endswith("?")
    if finished and len(found.label.split()) < _TWO_WORDS:
        return None
    return (Part(found.line, Role.RELATED, "related_label"),)


def _byline(found: _Labelled) -> Parts | None:
    return (Part(found.line, Role.BYLINE, "byline_label"),) if _is_byline(found.value) else None


def _date(found: _Labelled) -> Parts | None:
    """Read "Published: 2023-09-25" as a date line; there is a digit in every one."""
    if len(found.value) > _LONGEST_PHRASE or not any(character.isdigit() for character in found.value):
        return None
    kind = LABELS[key(found.label)]
    return Part(found.label, Role.LABEL, f"{kind}_label"), Part(found.value, Role.DATE, f"{kind}_label")


def _note_reader(kind: str) -> Callable[[_Labelled], Parts | None]:
    return lambda found: (Part(found.line, Role.NOTE, f"note_{kind}"),)


_READERS: dict[str, Callable[[_Labelled], Parts | None]] = {
    "credit": _credit_or_caption,
    "caption": _caption,
    "related": _related,
    "byline": _byline,
    "published": _date,
    "modified": _date,
    **{f"note_{kind}": _note_reader(kind) for kind in ("correction", "update", "embargo", "editor", "disclaimer")},
}

_RULES: tuple[Callable[[str], Parts | None], ...] = (
    _agency_alone,
    _copyright,
    _kicker,
    _glued_label,
    _note,
    _labelled,
    _worded,
    _credit_mark,
    _caption_with_credit,
    _invitation,
)
