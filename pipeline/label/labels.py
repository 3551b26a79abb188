"""A label and what it is the label of: "Photo: A. Lee", "By Ann Lee", "Published: 2023-09-25"."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from pipeline.label.credited import is_credit, is_part
from pipeline.label.credits import caption_with_credit
from pipeline.label.parts import Part, Parts
from pipeline.language.agencies import is_agency, is_outlet, is_wire
from pipeline.language.people import is_explained, is_name_alone
from pipeline.language.phrases import KICKERS, LABELS, LONGEST_LABEL_WORDS, SOURCES, key
from pipeline.language.sentences import ends_sentence
from pipeline.language.weight import weight
from schemas.stages import Role

_LONGEST_DATE = 80
_LONGEST_VALUE = 160
_LABELLED = re.compile(
    r"(?P<label>[^\s:：,，،｜][^:：,，،｜]{0,40}?)\s?"
    r"(?P<mark>[:：,，،｜]|(?<=[\u3040-\u9fff])[／/|・●＝=\u3000 ])\s*(?P<value>\S.*)"
)
_TWO_WORDS = 2
_LONGEST_CREDIT_WORDS = 6
_LONGEST_BYLINE_WORDS = 24
_AROUND_NAMES = " \t,;|•·-–—("
_NO_NAME = re.compile(r"\s[-–—|•·]\s|[|•·]|(?<=\s)\S*[@\d]|\s\d")  # what no name has: a bar, an address, a figure
_LONGEST_BYLINE_WORD = 40
_CREDIT_ONLY = frozenset({"source", "copyright", "credit", "credits", "video", "getty", "courtesy"})


@dataclass(frozen=True, slots=True)
class _WithLabel:
    """A line that begins with a known label: the line, the label with its mark, and what follows it."""

    line: str
    label: str
    value: str


def labelled(line: str) -> Parts | None:
    """Read "Image source, AFP", "Photo: A. Lee", "Related: ..." as a label and what it is the label of."""
    match = _LABELLED.fullmatch(line)
    if match is None:
        return None
    label = key(match["label"])
    kind = LABELS.get(label)
    # "Pictures, he said, ..." is prose: a comma ends a label of two words or more only.
    if kind is None or (match["mark"] in ",，،" and len(label.split()) < _TWO_WORDS):
        return None
    found = _WithLabel(line, line[: match.start("value")].rstrip(), match["value"])
    return _READERS[kind](found) if kind in _READERS else None


def worded(line: str) -> Parts | None:
    """Read a label without a mark: "Photo by A. Lee", "By Ann Lee"."""
    if len(line) > _LONGEST_VALUE:
        return None
    words = line.split(None, LONGEST_LABEL_WORDS)
    for count in range(min(LONGEST_LABEL_WORDS, len(words) - 1), 0, -1):
        label = " ".join(words[:count])
        kind = LABELS.get(key(label))
        value = line.split(None, count)[count]
        if kind == "byline" and (parts := _byline_of(line, label, value)):
            return parts
        if kind == "editors" and count > 1 and is_explained(value.strip(").")):
            return (Part(line, Role.AUTHOR_BOX, "editors"),)
        if (
            kind == "credit"
            and (count > 1 or label[-1] == ".")
            and (is_credit(value) or (count > _TWO_WORDS and is_part(value)))
        ):
            return _credit(_WithLabel(line, label, value))
        if kind == "credit" and key(label) not in KICKERS | SOURCES and is_name_alone(value):
            return _credit(_WithLabel(line, label, value))  # "Courtesy Ann Lee"
    return None


def _byline_of(line: str, label: str, value: str) -> Parts | None:
    """Read names behind a byline word; an agency behind it is credited, and no author."""
    # "(Reporting by Ann Lee; Editing by Bob Ray.)" ends as a sentence does, "By Ann Lee." seldom.
    whole = value.strip(").") if len(label.split()) >= _TWO_WORDS or line[0] == "(" else value
    if line[0] in "\"“'‘«„" or len(whole.split()) > _LONGEST_BYLINE_WORDS or ends_sentence(whole):
        return None
    if is_explained(whole):
        return (Part(line, Role.BYLINE, "byline"),)
    if parts := _byline_and_more(line, len(line) - len(value)):
        return parts
    if is_wire(whole) or (is_agency(whole) and len(whole) > _TWO_WORDS):
        start = line.rindex(whole)
        return (
            Part(line[:start].rstrip(), Role.LABEL, "byline_of_agency"),
            Part(line[start:], Role.AGENCY, "byline_of_agency"),
        )
    return None


def _byline_and_more(line: str, start: int) -> Parts | None:
    """Read a byline with an address, a time or a count behind the names: "By Ann Lee ann@news.example"."""
    end = _NO_NAME.search(line, start)
    if end is None or not is_explained(line[start : end.start()].strip(_AROUND_NAMES)):
        return None
    names = line[: end.start()].rstrip(_AROUND_NAMES)
    return Part(names, Role.BYLINE, "byline"), Part(line[len(names) :].strip(), Role.OTHER, "behind_byline")


def byline_word(line: str) -> Parts | None:
    """Read a line that is only a byline's word, "By", as the label of the next."""
    if len(line) > _LONGEST_BYLINE_WORD or LABELS.get(key(line)) != "byline":
        return None
    return (Part(line, Role.LABEL, "byline_word"),)


def _credit(found: _WithLabel) -> Parts:
    named = found.value.strip("()[] ") if found.label[0] in "([" else None
    return Part(found.label, Role.LABEL, "credit_label"), Part(found.value, Role.CREDIT, "credit_label", named or None)


def _credit_or_caption(found: _WithLabel) -> Parts | None:
    if is_credit(found.value):
        return _credit(found)
    if key(found.label) in KICKERS:
        # "Video: Boat sinks in harbour" is a headline, "Foto: City-Press" is none
        return _credit(found) if weight(found.value) == 1 and not ends_sentence(found.value) else None
    if weight(found.value) <= _LONGEST_CREDIT_WORDS and not ends_sentence(found.value):
        return _credit(found)
    return None if key(found.label) in _CREDIT_ONLY else _caption(found)


def _caption(found: _WithLabel) -> Parts:
    if " " in found.label and found.label.isupper() and LABELS[key(found.label)] == "credit":
        # "FILE PHOTO: Traders at the exchange" says what kind of picture it is: agencies print it with the caption.
        return caption_with_credit(found.line) or (Part(found.line, Role.CAPTION, "caption_label"),)
    label = Part(found.label, Role.LABEL, "caption_label")
    return (label, *(caption_with_credit(found.value) or (Part(found.value, Role.CAPTION, "caption_label"),)))


def _related(found: _WithLabel) -> Parts | None:
    """Read a teaser under a label; a finished sentence behind a single common word is left to its context."""
    finished = ends_sentence(found.value) and not found.value.endswith("?")
    if finished and len(found.label.split()) < _TWO_WORDS:
        return None
    return (Part(found.line, Role.RELATED, "related_label"),)


def _byline(found: _WithLabel) -> Parts | None:
    parts = _byline_of(found.line, found.label, found.value)
    if parts and parts[0].rule == "byline":
        return (Part(found.line, Role.BYLINE, "byline_label"),)
    return parts


def _editors(found: _WithLabel) -> Parts | None:
    desk = is_outlet(found.value) and len(found.value.split()) <= _LONGEST_CREDIT_WORDS
    return (Part(found.line, Role.AUTHOR_BOX, "editors"),) if desk or is_explained(found.value) else None


def _date(found: _WithLabel) -> Parts | None:
    """Read "Published: 2023-09-25" as a date line; there is a digit in every one."""
    if len(found.value) > _LONGEST_DATE or not any(character.isdigit() for character in found.value):
        return None
    kind = LABELS[key(found.label)]
    return Part(found.label, Role.LABEL, f"{kind}_label"), Part(found.value, Role.DATE, f"{kind}_label")


def _note_reader(kind: str) -> Callable[[_WithLabel], Parts | None]:
    def read(found: _WithLabel) -> Parts | None:
        # "Disclaimer, he said, ..." is prose.
        return None if found.label[-1] in ",，" else (Part(found.line, Role.NOTE, f"note_{kind}"),)

    return read


_READERS: dict[str, Callable[[_WithLabel], Parts | None]] = {
    "credit": _credit_or_caption,
    "caption": _caption,
    "related": _related,
    "byline": _byline,
    "editors": _editors,
    "published": _date,
    "modified": _date,
    **{f"note_{kind}": _note_reader(kind) for kind in ("correction", "update", "embargo", "editor", "disclaimer")},
}
