"""What stands around a credit: the caption above it, the label before it, and what a page prints twice."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.label.credited import OPENING, credited, is_label_of_credit
from pipeline.label.model import Decision
from pipeline.label.parts import Part, Parts
from pipeline.label.scenes import above_credit, by_its_words, is_dated
from pipeline.language.agencies import is_wire
from pipeline.language.phrases import SOURCES, key
from pipeline.language.sentences import ends_sentence
from pipeline.language.weight import weight
from schemas.stages import Line, Role

_LONGEST_CREDIT_WORDS = 8
_LONGEST_LABEL = 40
_SHORTEST_TITLE_WORDS = 3
_LONGEST_TITLE_WORDS = 25
_NEAR = 3
_ABOVE = 12
_FAR = 20
_DOUBTED = 0.45
_SURE = 0.9  # a report ends in a name in brackets, too
_OF_CREDIT = frozenset({Role.LABEL, Role.CREDIT})
_COLONS = ":："
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def read_pictures(
    lines: Sequence[Line],
    forms: Sequence[Parts | None],
    decisions: Sequence[Decision],
    title: str | None,
    *,
    marked: bool,
) -> list[Parts | None]:
    """Return the forms with captions and credits in them that only their neighbours tell.

    `marked`: the lines are blocks of HTML, whose markup has said what stands above a credit.
    """
    found = list(forms)
    texts = [line.text for line in lines]
    for i, text in enumerate(texts):
        if i and _may_label(texts[i - 1], found[i - 1]) and (parts := _below_label(lines, found, i)):
            found[i] = parts
        if text[-1] in _COLONS and i + 1 < len(lines) and (parts := _label_behind(text, found, i)):
            found[i] = parts
        if (found[i] or (i and found[i - 1])) and (parts := _repeated(lines, found, i, title)):
            found[i] = parts
    return found if marked else _of_text(lines, found, decisions)


def _of_text(lines: Sequence[Line], forms: list[Parts | None], decisions: Sequence[Decision]) -> list[Parts | None]:
    """Return the forms with what only the words and the place of a line of text tell, near the article."""
    kept = [i for i, decision in enumerate(decisions) if decision.keep]
    first, last = (kept[0], kept[-1]) if kept else (0, len(lines) - 1)
    head = kept[1] if len(kept) > 1 else last
    for i in range(max(0, first - _FAR), min(len(lines), last + _NEAR)):
        if forms[i] is not None:
            forms[i] = _wire_in_head(lines, forms, i) or forms[i]
        elif decisions[i].score < (_SURE if i < last else _DOUBTED):
            caption = _caption(lines, forms, decisions[i].score, i, in_head=i <= head)
            forms[i] = caption if caption and _headlines(lines, forms, i) else None
    return forms


def _caption(
    lines: Sequence[Line], forms: Sequence[Parts | None], score: float, i: int, *, in_head: bool
) -> Parts | None:
    """Return the caption that an open line is, by its words or by the credit below it."""
    text = lines[i].text
    if by_words := by_its_words(text, score, in_head=in_head):
        return by_words
    # The first open line may be the headline, and what stands right below that is a standfirst.
    if i + 1 == len(lines) or not _credits_only(forms[i + 1], in_head=in_head):
        return None
    if _headlines(lines, forms, i) == [i - 1]:
        return None
    return above_credit(text, score, in_head=in_head)


def _may_label(text: str, parts: Parts | None) -> bool:
    return len(text) <= _LONGEST_LABEL if parts is None else parts[-1].role is Role.LABEL


def _below_label(lines: Sequence[Line], forms: list[Parts | None], i: int) -> Parts | None:
    """Return the credit that a line is below a label alone on its line ("Photo:"), which becomes one."""
    above, parts = forms[i - 1], forms[i]
    said, text = lines[i - 1].text, lines[i].text
    if above is None and not (is_label_of_credit(said) and key(said) not in SOURCES):
        return None
    if parts is not None and (len(parts) > 1 or parts[0].role is not Role.CAPTION):
        return None
    if weight(text) > _LONGEST_CREDIT_WORDS or ends_sentence(text):
        return None
    if above is None and (said[-1] in _COLONS or credited(text)):
        forms[i - 1] = above = (Part(said, Role.LABEL, "credit_label"),)
    if above is None or above[-1].rule != "credit_label":
        return None
    return (Part(text, Role.CREDIT, "below_label", credited(text, under_picture=True)),)


def _label_behind(text: str, forms: Sequence[Parts | None], i: int) -> Parts | None:
    """Return the caption that a line is before a label that the next line fills: "The quay at dawn. Credit:"."""
    if forms[i] is not None or not _credits_only(forms[i + 1]):
        return None
    words = text.split()
    for count in (1, 2):
        label = " ".join(words[-count:])
        if len(words) > count + 1 and is_label_of_credit(label):
            caption = text[: text.rindex(words[-count])].rstrip()
            rule = "caption_before_credit"
            return Part(caption, Role.CAPTION, rule), Part(text[len(caption) :].strip(), Role.LABEL, "credit_label")
    return None


def _repeated(lines: Sequence[Line], forms: Sequence[Parts | None], i: int, title: str | None) -> Parts | None:
    """Return the parts of a caption or a credit that stands above already, for screens of another width."""
    parts, text = forms[i], lines[i].text
    label: Parts = ()
    rest: Parts = ()
    if parts and parts[-1].rule == "glued_toggle":
        parts, rest = parts[:-1], parts[-1:]
        text = parts[0].text
    if parts and len(parts) > 1 and parts[0].role is Role.LABEL:
        label, parts, text = parts[:1], parts[1:], parts[1].text
    if parts is not None and (len(parts) != 1 or parts[0].role not in (Role.CAPTION, Role.CREDIT)):
        return None
    above = _shown_above(forms, i, parts)
    if not above:
        return None
    same = key((parts[0].value or text) if parts else text)
    if title is not None and same == key(title):
        return None
    for part in above:
        told = key(part.value or part.text)
        if told == same or (rest and told.startswith(same.rstrip(" .…"))):
            return (*label, Part(text, Role.OTHER, f"repeated_{part.role.value}"), *rest)
    return None


def _shown_above(forms: Sequence[Parts | None], i: int, parts: Parts | None) -> list[Part]:
    """Return the captions and credits right above a line; a credit repeats none above what may be another caption."""
    above: list[Part] = []
    for j in range(i - 1, max(0, i - (_NEAR if parts else 1)) - 1, -1):
        if forms[j] is None and parts and parts[0].role is Role.CREDIT:
            break
        above += (part for part in forms[j] or () if part.role in (Role.CAPTION, Role.CREDIT))
        if parts and parts[0].role is Role.CREDIT and any(part.role is Role.CAPTION for part in above):
            break
    return above


def _wire_in_head(lines: Sequence[Line], forms: Sequence[Parts | None], i: int) -> Parts | None:
    """Return an agency alone on its line beside a byline or a date as that of the text: "AFP", "Source: Xinhua"."""
    parts = forms[i]
    if parts is None or parts[-1].role is not Role.CREDIT or not all(part.role in _OF_CREDIT for part in parts):
        return None
    *label, last = parts
    of_text = key(label[0].text) in SOURCES if label else last.rule == "agency_alone" and is_wire(last.text)
    if not of_text or (i and any(part.role is Role.CAPTION for part in forms[i - 1] or ())):
        return None
    if not any(_says_when_or_who(lines[j].text, forms[j]) for j in (i - 1, i + 1) if 0 <= j < len(lines)):
        return None
    return (*label, replace(last, role=Role.AGENCY, rule="agency_in_head"))


def _says_when_or_who(text: str, parts: Parts | None) -> bool:
    if parts is not None:
        return any(part.role in (Role.BYLINE, Role.DATE) for part in parts)
    return is_dated(text)


def _headlines(lines: Sequence[Line], forms: Sequence[Parts | None], i: int) -> list[int]:
    """Return the open lines above a line that can be the headline: what stands right below it is a standfirst."""
    return [
        j
        for j in range(max(0, i - _ABOVE), i)
        if forms[j] is None and _SHORTEST_TITLE_WORDS <= weight(lines[j].text) <= _LONGEST_TITLE_WORDS
    ]


def _credits_only(parts: Parts | None, *, in_head: bool = True) -> bool:
    """Tell whether a line is a credit, with or without its label, of a picture and not of the text."""
    if not parts or parts[-1].role is not Role.CREDIT or not all(part.role in _OF_CREDIT for part in parts):
        return False
    if parts[0].role is Role.LABEL:
        return in_head or key(parts[0].text) not in SOURCES
    if _YEAR.search(parts[0].text):
        return False  # "© Ferry News, 2025" is the text's
    return parts[0].rule != "agency_alone" or not is_wire(parts[0].text) or parts[0].text[0] in OPENING
