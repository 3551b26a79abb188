"""What can be told from a line by itself: whole phrases, labels before a value, and parts glued to its end."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from pipeline.label.appeals import found_in, is_appeal
from pipeline.label.metalines import Span, counted, read_spans
from pipeline.label.openings import (
    may_be_capitals,
    may_begin_agency,
    may_begin_author_box,
    may_begin_east_byline,
    may_begin_note,
    may_begin_with_label,
)
from pipeline.label.weight import weight
from pipeline.language.agencies import is_agency, is_outlet, is_wire
from pipeline.language.known import LANGUAGES
from pipeline.language.people import is_explained, is_person
from pipeline.language.phrases import (
    INVITATION_BY_LETTERS,
    INVITATION_START,
    INVITATION_WITHIN,
    KICKERS,
    LABELS,
    LONGEST_LABEL_WORDS,
    LONGEST_TAIL_WORDS,
    NOTE_STARTS,
    PHRASES,
    TAIL_ENDS,
    TAILS,
    key,
)
from pipeline.language.sentences import ends_sentence
from schemas.stages import Role

_DIGIT = re.compile(r"\d")
_SHORT = 40
_LONGEST_PHRASE = 80
_LONGEST_VALUE = 160
_COPYRIGHT = re.compile(
    r"(?:©|\(c\)|copyright\b)[\s:©]{0,4}(?:\d{4}\b.{0,120}|.{0,80}\ball rights reserved\b.{0,80})", re.IGNORECASE
)
_MARKED_CREDIT = re.compile(r"©\s?(?P<value>[^.!?]{2,80})")
_CREDIT_AT_END = re.compile(r"(?:\((?P<inner>[^()]{2,80})\)|(?:\||©|[–—-] )\s?(?P<outer>[^|©()]{2,60}))\.?\Z")
_CREDIT_MARK = re.compile(r"[(|©]|[–—-] ")
_SHORTEST_CAPTION = 15
_GLUED_LABEL = re.compile(r"(?P<label>[A-Z][A-Z ’'&-]{4,40}):\s?(?P<value>\S.{0,60})")
_LABELLED = re.compile(
    r"(?P<label>[^\s:：,，،｜][^:：,，،｜]{0,40}?)\s?"
    r"(?P<mark>[:：,，،｜]|(?<=[\u3040-\u9fff])[／/|・＝=\u3000 ])\s*(?P<value>\S.*)"
)
_WHOLE_BYLINE = re.compile("|".join(pattern for language in LANGUAGES for pattern in language.whole_bylines))
_WORDS_OF_A_REPORT = 16
_ALSO_SOURCES = frozenset("google facebook twitter instagram youtube wikipedia nasa esa".split())
_TWO_WORDS = 2
_LONGEST_CREDIT_WORDS = 6
_LONGEST_BYLINE_WORDS = 24
_CREDIT_ONLY = frozenset({"source", "copyright", "credit", "credits", "video", "getty", "courtesy"})


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a line with its role; the parts of a line, put together, are the line."""

    text: str
    role: Role
    rule: str
    value: str | None = None


Parts = tuple[Part, ...]
Rule = Callable[[str], Parts | None]


@dataclass(frozen=True, slots=True)
class _Labelled:
    """A line that begins with a known label: the line, the label with its mark, and what follows it."""

    line: str
    label: str
    value: str


def parts_of(line: str) -> Parts | None:
    """Return what the line is by its own form, or None where its look does not say."""
    # Menus, buttons and labels are the same on every page of a site.
    return _parts_of_short(line) if len(line) <= _SHORT else _parts_of(line)


def _parts_of(line: str) -> Parts | None:
    if len(line) <= _LONGEST_PHRASE and (phrase := PHRASES.get(key(line))):
        rule, role = phrase
        # "Photo:" is filled by the next line, "Photos" is a button.
        return None if rule == "widget" and line[-1] in ":：" else (Part(line, role, rule),)
    if len(line) > 2 * _LONGEST_VALUE:
        return None
    if _DIGIT.search(line):
        if found := counted(line):
            return (Part(line, found[1], found[0]),)
        if spans := read_spans(line, in_head=False):
            return parts_of_spans(line, spans)
    for read in _rules_for(line.split(None, 1)[0][:_LONGEST_PHRASE]):
        if parts := read(line):
            return parts
    return None


_parts_of_short = lru_cache(maxsize=1 << 13)(_parts_of)


@lru_cache(maxsize=1 << 13)  # the same first words come again and again
def _rules_for(first: str) -> tuple[Rule, ...]:
    """Return the rules that a line can keep to whose first word this is (or as much of it as a label takes)."""
    return tuple(rule for rule, may_begin in _RULES if may_begin(first))


def without_tail(line: str) -> Parts | None:
    """Return the sentence and the call to action glued to its end ("... support. Read more"), or None."""
    if key(line.rsplit(None, 1)[-1]) not in TAIL_ENDS:
        return None
    words = line.rsplit(None, LONGEST_TAIL_WORDS)
    for count in range(min(LONGEST_TAIL_WORDS, len(words) - 1), 0, -1):
        tail = " ".join(words[-count:])
        if key(tail) in TAILS and not tail.endswith("."):
            head = line[: line.rindex(words[-count])].rstrip()
            # Only behind a finished sentence, and a tail of one word only with a mark: "He wanted more" is prose.
            if ends_sentence(head) and (count > 1 or tail[-1] in "»›>→…") and tail[0].isupper():
                return Part(head, Role.BODY, "sentence"), Part(tail, Role.CALL_TO_ACTION, "glued_read_more")
            return None
    return None


def parts_of_spans(line: str, spans: Sequence[Span]) -> Parts:
    """Return the spans as parts; what stands between two of them goes with the one before."""
    starts = [0, *(span.start for span in spans[1:]), len(line)]
    return tuple(
        Part(line[start:end].strip(), span.role, span.rule, span.value)
        for span, start, end in zip(spans, starts, starts[1:], strict=False)
    )


def _agency_alone(line: str) -> Parts | None:
    if len(line) <= _LONGEST_PHRASE and not ends_sentence(line[-1]) and is_agency(line):
        return (Part(line, Role.CREDIT, "agency_alone", line.strip(" ()[]")),)
    return None


def _copyright(line: str) -> Parts | None:
    return (Part(line, Role.COPYRIGHT, "copyright_line"),) if line[0] in "©(cC" and _COPYRIGHT.fullmatch(line) else None


def _credit_mark(line: str) -> Parts | None:
    match = _MARKED_CREDIT.fullmatch(line) if line[0] == "©" else None
    return (Part(line, Role.CREDIT, "credit_mark", match["value"].strip()),) if match else None


def _labelled(line: str) -> Parts | None:
    """Read "Image source, AFP", "Photo: A. Lee", "Related: ..." as a label and what it is the label of."""
    match = _LABELLED.fullmatch(line)
    if match is None:
        return None
    label = key(match["label"])
    kind = LABELS.get(label)
    # "Pictures, he said, ..." is prose: a comma ends a label of two words or more only.
    if kind is None or (match["mark"] in ",，،" and len(label.split()) < _TWO_WORDS):
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
        if kind == "byline" and (parts := _byline_of(line, label, value)):
            return parts
        if kind == "editors" and count > 1 and is_explained(value.strip(").")):
            return (Part(line, Role.AUTHOR_BOX, "editors"),)
        if kind == "credit" and (count > 1 or label[-1] == ".") and _is_credit(value):
            return _credit(_Labelled(line, label, value))
    return None


def _east_byline(line: str) -> Parts | None:
    """Read "本报记者王小明 李华", where nothing stands between the word and the names."""
    if line.isascii() or len(line) > _LONGEST_PHRASE:
        return None
    return (Part(line, Role.BYLINE, "byline"),) if _WHOLE_BYLINE.fullmatch(line.strip("（）()【】 ")) else None


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
    if len(line) > _LONGEST_VALUE or line[0] in "\"“'‘«„":
        return None
    folded = line.casefold()
    by_letters = INVITATION_BY_LETTERS.get(folded[:2])
    if (
        (by_letters and by_letters.match(folded))
        or INVITATION_START.match(folded)
        or found_in(folded, INVITATION_WITHIN)
    ):
        return (Part(line, Role.CALL_TO_ACTION, "invitation"),)
    return None


def _appeal(line: str) -> Parts | None:
    """Read "We may earn a commission from links on this page" as the site's own word, but not what somebody said."""
    return (Part(line, Role.PROMO, "appeal"),) if is_appeal(line) else None


def _about_author(line: str) -> Parts | None:
    """Read "About the author: Ann Lee is ...", a whole line's heading with what it heads behind a colon."""
    label, mark, value = line[:_LONGEST_PHRASE].replace("：", ":", 1).partition(":")
    phrase = PHRASES.get(key(label)) if mark and value.strip() else None
    several = " " in label or not label.isascii()
    return (
        (Part(line, Role.AUTHOR_BOX, "author_box_label"),)
        if phrase and several and phrase[1] is Role.AUTHOR_BOX
        else None
    )


def _note(line: str) -> Parts | None:
    start_of_line = line[:80].lstrip("*([ ")
    if key(start_of_line.split(None, 1)[0] if start_of_line else "") not in NOTE_STARTS:
        return None
    folded = key(start_of_line)
    for start, kind in NOTE_STARTS.get(folded.partition(" ")[0], ()):
        if folded.startswith(start):
            return (Part(line, Role.NOTE, f"note_{kind}"),)
    return None


def _caption_with_credit(line: str) -> Parts | None:
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


def _byline_of(line: str, label: str, value: str) -> Parts | None:
    """Read names behind a byline word; an agency behind it is credited, and no author."""
    # "(Reporting by Ann Lee; Editing by Bob Ray.)" ends as a sentence does, "By Ann Lee." seldom.
    whole = value.strip(").") if len(label.split()) >= _TWO_WORDS or line[0] == "(" else value
    if line[0] in "\"“'‘«„" or len(whole.split()) > _LONGEST_BYLINE_WORDS or ends_sentence(whole):
        return None
    if is_explained(whole):
        return (Part(line, Role.BYLINE, "byline"),)
    if is_wire(whole) or (is_agency(whole) and len(whole) > _TWO_WORDS):
        start = line.rindex(whole)
        return (
            Part(line[:start].rstrip(), Role.LABEL, "byline_of_agency"),
            Part(line[start:], Role.AGENCY, "byline_of_agency"),
        )
    return None


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
    if _is_credit(found.value):
        return _credit(found)
    if key(found.label) in KICKERS:
        return None  # "Video: Boat sinks in harbour" is a headline
    if weight(found.value) <= _LONGEST_CREDIT_WORDS and not ends_sentence(found.value):
        return _credit(found)
    return None if key(found.label) in _CREDIT_ONLY else _caption(found)


def _caption(found: _Labelled) -> Parts:
    label = Part(found.label, Role.LABEL, "caption_label")
    return (label, *(_caption_with_credit(found.value) or (Part(found.value, Role.CAPTION, "caption_label"),)))


def _related(found: _Labelled) -> Parts | None:
    """Read a teaser under a label; a finished sentence behind a single common word is left to its context."""
    finished = ends_sentence(found.value) and not found.value.endswith("?")
    if finished and len(found.label.split()) < _TWO_WORDS:
        return None
    return (Part(found.line, Role.RELATED, "related_label"),)


def _byline(found: _Labelled) -> Parts | None:
    parts = _byline_of(found.line, found.label, found.value)
    if parts and parts[0].rule == "byline":
        return (Part(found.line, Role.BYLINE, "byline_label"),)
    return parts


def _editors(found: _Labelled) -> Parts | None:
    desk = is_outlet(found.value) and len(found.value.split()) <= _LONGEST_CREDIT_WORDS
    return (Part(found.line, Role.AUTHOR_BOX, "editors"),) if desk or is_explained(found.value) else None


def _date(found: _Labelled) -> Parts | None:
    """Read "Published: 2023-09-25" as a date line; there is a digit in every one."""
    if len(found.value) > _LONGEST_PHRASE or not any(character.isdigit() for character in found.value):
        return None
    kind = LABELS[key(found.label)]
    return Part(found.label, Role.LABEL, f"{kind}_label"), Part(found.value, Role.DATE, f"{kind}_label")


def _note_reader(kind: str) -> Callable[[_Labelled], Parts | None]:
    def read(found: _Labelled) -> Parts | None:
        # "Disclaimer, he said, ..." is prose.
        return None if found.label[-1] in ",，" else (Part(found.line, Role.NOTE, f"note_{kind}"),)

    return read


_READERS: dict[str, Callable[[_Labelled], Parts | None]] = {
    "credit": _credit_or_caption,
    "caption": _caption,
    "related": _related,
    "byline": _byline,
    "editors": _editors,
    "published": _date,
    "modified": _date,
    **{f"note_{kind}": _note_reader(kind) for kind in ("correction", "update", "embargo", "editor", "disclaimer")},
}


_RULES: tuple[tuple[Rule, Callable[[str], bool]], ...] = (
    (_agency_alone, may_begin_agency),
    (_copyright, lambda first: first[0] in "©(cC"),
    (_kicker, may_be_capitals),
    (_glued_label, may_be_capitals),
    (_note, may_begin_note),
    (_labelled, may_begin_with_label),
    (_worded, may_begin_with_label),
    (_east_byline, may_begin_east_byline),
    (_credit_mark, lambda first: first[0] == "©"),
    (_caption_with_credit, bool),
    (_invitation, bool),
    (_appeal, bool),
    (_about_author, may_begin_author_box),
)
"""The rules in their order, each with a test that the first word of every line it knows passes."""
