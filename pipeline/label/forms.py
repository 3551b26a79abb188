"""What can be told from a line by itself: the rules for whole phrases, labels, credits, notes, in their order."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from pipeline.label.appeals import found_in, is_appeal
from pipeline.label.credits import agency_alone, caption_with_credit, credit_mark, glued_label, name_with_agency
from pipeline.label.labels import byline_word, labelled, worded
from pipeline.label.metalines import counted, read_spans
from pipeline.label.openings import (
    may_be_capitals,
    may_begin_agency,
    may_begin_author_box,
    may_begin_east_byline,
    may_begin_note,
    may_begin_tags,
    may_begin_with_label,
)
from pipeline.label.parts import Part, Parts, parts_of_spans
from pipeline.language.known import LANGUAGES
from pipeline.language.phrases import (
    INVITATION_BY_LETTERS,
    INVITATION_START,
    INVITATION_WITHIN,
    KICKERS,
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
_BETWEEN_TAGS = re.compile(r"[,;،、|•·#]")
_LONGEST_TAG_WORDS = 4
_WHOLE_BYLINE = re.compile("|".join(pattern for language in LANGUAGES for pattern in language.whole_bylines))

Rule = Callable[[str], Parts | None]


def parts_of(line: str) -> Parts | None:
    """Return what the line is by its own form, or None where its look does not say."""
    # Menus, buttons and labels are the same on every page of a site; a longer line is asked for twice on its page.
    return _parts_of_short(line) if len(line) <= _SHORT else _parts_of_long(line)


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
_parts_of_long = lru_cache(maxsize=1 << 8)(_parts_of)


@lru_cache(maxsize=1 << 13)  # the same first words come again and again
def _rules_for(first: str) -> tuple[Rule, ...]:
    """Return the rules that a line can keep to whose first word this is (or as much of it as a label takes)."""
    answers = {may_begin: may_begin(first) for may_begin in _QUESTIONS}
    return tuple([rule for rule, may_begin in _RULES if answers[may_begin]])


def without_tail(line: str) -> Parts | None:
    """Return the sentence and the call to action glued to its end ("... support. Read more"), or None."""
    if line[-1] == "." or key(line.rsplit(None, 1)[-1]) not in TAIL_ENDS:  # no call ends as most sentences do
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


def _copyright(line: str) -> Parts | None:
    return (Part(line, Role.COPYRIGHT, "copyright_line"),) if line[0] in "©(cC" and _COPYRIGHT.fullmatch(line) else None


def _east_byline(line: str) -> Parts | None:
    """Read "本报记者王小明 李华", where nothing stands between the word and the names."""
    if line.isascii() or len(line) > _LONGEST_PHRASE:
        return None
    return (Part(line, Role.BYLINE, "byline"),) if _WHOLE_BYLINE.fullmatch(line.strip("（）()【】 ")) else None


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


def _tag_line(line: str) -> Parts | None:
    """Read "Tags: rowing, boats": a heading of topics with no more than their names behind its colon."""
    label, mark, value = line.replace("：", ":", 1).partition(":")
    phrase = PHRASES.get(key(label)) if mark and len(label) <= _SHORT else None
    if not phrase or phrase[1] is not Role.TAGS or not value.strip() or ends_sentence(value):
        return None
    short = all(len(tag.split()) <= _LONGEST_TAG_WORDS and len(tag) <= _SHORT for tag in _BETWEEN_TAGS.split(value))
    return (Part(line, Role.TAGS, "tag_line"),) if short else None


def _note(line: str) -> Parts | None:
    start_of_line = line[:80].lstrip("*([ ")
    if key(start_of_line.split(None, 1)[0] if start_of_line else "") not in NOTE_STARTS:
        return None
    folded = key(start_of_line)
    for start, kind in NOTE_STARTS.get(folded.partition(" ")[0], ()):
        if folded.startswith(start):
            return (Part(line, Role.NOTE, f"note_{kind}"),)
    return None


_RULES: tuple[tuple[Rule, Callable[[str], bool]], ...] = (
    (agency_alone, may_begin_agency),
    (_copyright, lambda first: first[0] in "©(cC"),
    (_kicker, may_be_capitals),
    (glued_label, may_be_capitals),
    (_note, may_begin_note),
    (labelled, may_begin_with_label),
    (worded, may_begin_with_label),
    (byline_word, may_begin_with_label),
    (_east_byline, may_begin_east_byline),
    (credit_mark, lambda first: first[0] == "©"),
    (name_with_agency, bool),
    (caption_with_credit, bool),
    (_invitation, bool),
    (_appeal, bool),
    (_about_author, may_begin_author_box),
    (_tag_line, may_begin_tags),
)
"""The rules in their order, each with a test that the first word of every line it knows passes."""
_QUESTIONS = tuple(dict.fromkeys(may_begin for _, may_begin in _RULES))
