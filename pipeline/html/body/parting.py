"""A block under a picture taken apart: its caption and its credit, by the elements inside it or by its words."""

from __future__ import annotations

from dataclasses import replace

from pipeline.html.body.pictured import names_author, names_credit
from pipeline.html.markup.blocks import PageBlock
from pipeline.label.credited import (
    OPENING,
    credited,
    in_brackets,
    is_label_of_credit,
    without_byline_word,
    without_glued_label,
)
from pipeline.label.credits import RUNNING_TIME, split_credit
from pipeline.label.forms import parts_of
from pipeline.label.parts import Part, Parts
from pipeline.label.scenes import is_dated
from pipeline.language.people import is_name_alone
from pipeline.language.phrases import PHRASES, TOGGLES, key
from pipeline.language.weight import weight
from schemas.stages import Role

_OF_MEDIA = frozenset({Role.CAPTION, Role.CREDIT, Role.LABEL})
_LONGEST_CREDIT = 120
_LONGEST_SWITCH = 3
_LONGEST_CREDIT_WORDS = 12
_LONGEST_LABEL_WORDS = 3
_SHORTEST_CAPTION_WORDS = 4
_BARS = "|–—-·•/, "
_DASHES = frozenset("-–—|")


def parted(block: PageBlock, rule: str) -> Parts:
    """Return the caption and the credit of a block, or the one that it is."""
    if parts := _without_toggle(block, rule) or _by_named_seam(block, rule):
        return parts
    if is_label_of_credit(block.text):
        return (Part(block.text, Role.LABEL, "credit_label"),)
    if rule == "named_credit" and not _may_name(block.text):
        return (Part(block.text, Role.OTHER, "no_credit"),)
    if rule == "named_credit" and len(block.text) <= _LONGEST_CREDIT:
        return (Part(block.text, Role.CREDIT, rule, credited(block.text, under_picture=True)),)
    known = parts_of(block.text)
    if known and known[0].role is Role.LABEL and all(part.role in _OF_MEDIA for part in known):
        *before, last = known
        again = _caption_and_credit(last.text, rule) if last.role is Role.CAPTION else (last,)
        return (*before, *again)
    shown = block.picture is not None and key(block.picture).startswith(key(block.text))
    if not (shown and is_name_alone(block.text)) and (value := credited(block.text, under_picture=True)):
        return (Part(block.text, Role.CREDIT, rule, value),)
    if rule == "below_picture" and weight(block.text) < _SHORTEST_CAPTION_WORDS <= weight(block.picture or ""):
        # "BBC" below a picture that says "BBC A soldier at ..." to those who cannot see it.
        return (Part(block.text, Role.CREDIT, rule),)
    return _by_nameless_seam(block, rule) or _caption_and_credit(block.text, rule)


def _may_name(text: str) -> bool:
    """Tell whether a text can be whom a picture is credited to: "AP", "Ann Lee"; no "Off" of a setting, no "12"."""
    return len(text) > _LONGEST_SWITCH or text.isupper() or credited(text, under_picture=True) is not None


def _without_toggle(block: PageBlock, rule: str) -> Parts | None:
    """Return the parts of a block without the button at its end that shows the rest of a caption: "... More"."""
    start = max((seam.at for seam in block.seams() if seam.opens and 0 < seam.at < len(block.text)), default=0)
    toggle = block.text[start:].strip() if start else ""
    if not toggle or key(toggle) not in TOGGLES:
        return None
    rest = block.text[:start].rstrip()
    cut = tuple(seam for seam in block.seams() if seam.at < len(rest))
    return (*parted(replace(block, text=rest, seams=lambda: cut), rule), Part(toggle, Role.WIDGET, "glued_toggle"))


def _by_named_seam(block: PageBlock, rule: str) -> Parts | None:
    """Return the parts of a block in which an element is named for the credit, before or behind the caption."""
    for i, seam in enumerate(block.seams()):
        if not (names_credit(seam.names) or (block.in_caption and names_author(seam.names))):
            continue
        end = _end_of(block, i)
        before, credit, after = (
            text.strip() for text in (block.text[: seam.at], block.text[seam.at : end], block.text[end:])
        )
        if not credit or len(credit) > _LONGEST_CREDIT or (before and after):
            continue
        bare = without_glued_label(credit)
        if is_label_of_credit(credit):
            named = Part(credit, Role.LABEL, "credit_label")
        else:
            value = credited(bare, under_picture=True) or without_byline_word(bare).strip(_BARS)
            named = Part(credit, Role.CREDIT, "named_credit", value)
        if not after:
            return (*_caption_alone(before, rule, credit_follows=True), named)
        if named.role is Role.CREDIT:
            return (named, *_caption_and_credit(after, rule))
    return None


def _end_of(block: PageBlock, opening: int) -> int:
    """Return where the element ends that begins at the seam; those inside it end before."""
    depth = 1
    for seam in block.seams()[opening + 1 :]:
        depth += 1 if seam.opens else -1
        if depth == 0:
            return seam.at
    return len(block.text)


def _by_nameless_seam(block: PageBlock, rule: str) -> Parts | None:
    """Return the parts of a caption whose last element is a credit by its form."""
    for at in sorted({seam.at for seam in block.seams() if 0 < seam.at < len(block.text)}):
        caption, credit = block.text[:at].rstrip(), block.text[at:].strip()
        if not caption or len(credit.split()) > _LONGEST_CREDIT_WORDS:
            continue
        if value := credited(credit, under_picture=True) or in_brackets(credit):
            return (*_caption_alone(caption, rule, credit_follows=True), Part(credit, Role.CREDIT, rule, value))
    return None


def _caption_and_credit(text: str, rule: str) -> Parts:
    """Return a caption with the credit at its end as a part of its own ("The crew at dawn. Photo: A. Lee/AFP")."""
    if value := credited(text, under_picture=True) or in_brackets(text):
        return (Part(text, Role.CREDIT, rule, value),)
    if split := split_credit(text, under_picture=True):
        caption = split.caption.rstrip(_BARS)
        return Part(split.caption, Role.CAPTION, rule, caption), Part(split.credit, Role.CREDIT, rule, split.value)
    return _caption_alone(text, rule)


def _caption_alone(text: str, rule: str, *, credit_follows: bool = False) -> Parts:
    """Return a caption without what only leads on to its credit: a bar, "Credit:"; or what else the text is."""
    if not text:
        return ()
    if is_label_of_credit(text):
        return (Part(text, Role.LABEL, "credit_label"),)
    if value := credited(text, under_picture=True):
        return (Part(text, Role.CREDIT, rule, value),)
    if RUNNING_TIME.fullmatch(text.strip(_BARS)):
        return (Part(text, Role.OTHER, "running_time"),)
    if text[0] in OPENING and is_dated(text):
        return (Part(text, Role.OTHER, "day_in_brackets"),)
    if start := _label_at_end(text, credit_follows=credit_follows):
        caption = text[:start].rstrip()
        label = Part(text[start:], Role.LABEL, "credit_label")
        return Part(caption, Role.CAPTION, rule, caption.rstrip(_BARS)), label
    if (phrase := PHRASES.get(key(text))) and weight(text) < _SHORTEST_CAPTION_WORDS:
        return (Part(text, phrase[1], phrase[0]),)
    return (Part(text, Role.CAPTION, rule, text.rstrip(_BARS + "(")),)


def _label_at_end(text: str, *, credit_follows: bool) -> int:
    """Return where the label of a credit begins at the end of a caption, 0 if none does."""
    words = text.split()
    for count in range(1, min(_LONGEST_LABEL_WORDS, len(words) - 1) + 1):
        label = " ".join(words[-count:])
        led_on = label[-1] in ":：" or (credit_follows and words[-count - 1] in _DASHES)
        if led_on and is_label_of_credit(label):
            return text.rindex(label)
    return 0
