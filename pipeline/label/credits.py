"""Lines that credit somebody for a picture: an agency alone, a name behind a mark, and at the end of a caption."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from pipeline.label.credited import (
    CLOSERS,
    CLOSING,
    OPENING,
    credited,
    in_brackets,
    is_chain,
    is_weak,
    without_brackets,
    without_byline_word,
)
from pipeline.label.parts import Part, Parts
from pipeline.language.agencies import is_agency, is_wire
from pipeline.language.people import is_name_alone
from pipeline.language.phrases import LABELS, key
from pipeline.language.sentences import ends_sentence
from pipeline.language.weight import weight
from schemas.stages import Role

_LONGEST_ALONE = 80
_LONGEST_CREDIT = 130
_LONGEST_CAPTION_WORDS = 60
_SHORTEST_CAPTION = 15
_MARKED_CREDIT = re.compile(r"©\s?(?P<value>(?:[^.!?]|\.(?=\w)){2,80})")
_GLUED_LABEL = re.compile(r"(?P<label>[A-Z][A-Z ’'&-]{4,40}):\s?(?P<value>\S.{0,60})")
_WORDS_OF_A_REPORT = 16
# "Audio 03:07 min | 25.04.24": how long something plays, and its day.
RUNNING_TIME = re.compile(r"(?:[^\W\d_]{1,12} )?\d{1,2}:\d\d\b.{0,30}|.{0,20}\|\s?\d{1,2}:\d\d min", re.IGNORECASE)
_ALSO_SOURCES = frozenset("google facebook twitter instagram youtube wikipedia nasa esa".split())
_BARS = "|–—-·•/, ("
# Where a credit may begin behind a caption: at a bracket or a sign, behind a sentence, a bar or a dash, before a label.
_PLACES = (
    r"(?<=[^\W\d_]{2}[.!?)])(?=[A-Z©])|(?<=[^\W\d_]\)\.)(?=[A-Z©])|(?<=[.!?…”\"»“)])\s+|(?<=[。！？])"
    r"|(?=[(（][cCＣ][)）])|(?=©)|\s(?=@\w)"
    r"|\s(?=[^\W\d_]{3,6}\.\s[^\W\d_]{2})|\s[|–—·•/-]\s*(?=\S)|\s?(?=[(\[（【])"
)
_BEFORE_LABEL = r"\s(?=[^\W\d_]{1,15}\.?(?: [^\W\d_]{2,12}){0,2}\s?[:：])|(?<=[a-zß-öø-ÿ])(?=[A-ZÄÖÜ][a-zäöü]{2,12}:\s)"


def _places(pattern: str) -> re.Pattern[str]:
    # All but the sentence's end of the East begin at one of these characters: to look for them first takes a third.
    return re.compile(rf"(?=[\sA-ZÄÖÜ©(\[（【])(?:{pattern})|(?<=[。！？])")


_BEGINS, _BEGINS_WITHOUT_COLON = _places(f"{_PLACES}|{_BEFORE_LABEL}"), _places(_PLACES)
_BEFORE_COLON = re.compile(r"([^\W\d_]{1,15}\.?)\s?[:：]")
_DASH = re.compile(r"\s[–—-]\s")
_STOPS = (". ", "! ", "? ", "” ", '" ')
_LABELS = tuple(label.split() for label, kind in LABELS.items() if kind == "credit")
_LABEL_STARTS = frozenset(words[0] for words in _LABELS)
_LABEL_ENDS = frozenset(words[-1] for words in _LABELS)
_LONGEST_LAST_SENTENCE = 80
_LONGEST_HAN_CREDIT = 16
_LONGEST_AGENCY = 36  # of the pattern below, with what stands before its name
_NAME_AND_AGENCY = re.compile(r"(?:\s[^\W\d_][\w.'’-]{0,20}){2,4}\s?/\s?(?:via )?(?P<agency>[^/]{2,30})\Z")


@dataclass(frozen=True, slots=True)
class Split:
    """A caption and the credit behind it, as they stand in the line, and whom the credit names."""

    caption: str
    credit: str
    value: str


def agency_alone(line: str) -> Parts | None:
    """Read "AFP" or "(Getty Images)", alone on its line under a picture, as a credit."""
    if len(line) > _LONGEST_ALONE or ends_sentence(line[-1]) or not is_agency(line):
        return None
    if line[0] in OPENING or not is_weak(line):
        return (Part(line, Role.CREDIT, "agency_alone", line.strip(" ()[]")),)
    return None


def credit_mark(line: str) -> Parts | None:
    """Read "© A. Lee" as a credit."""
    match = _MARKED_CREDIT.fullmatch(line) if line[0] == "©" else None
    return (Part(line, Role.CREDIT, "credit_mark", match["value"].strip()),) if match else None


def name_with_agency(line: str) -> Parts | None:
    """Read "Ann Lee/AFP", "(AP Photo/Lena Wolf)", "By Ann Lee/Getty Images.", alone on its line, as a credit."""
    if len(line) > _LONGEST_ALONE or not ("/" in line or "|" in line or " via " in line):
        return None
    inner = without_brackets(line)
    named = without_byline_word(inner)
    value = named if named != inner and is_chain(named.rstrip(".")) else inner
    return (Part(line, Role.CREDIT, "name_with_agency", value.rstrip(".")),) if is_chain(value.rstrip(".")) else None


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
    """Read "Officers in the square (AFP via Getty Images)", "The crew. Photo: A. Lee" as a caption and its credit."""
    # Nine lines in ten end in an ordinary sentence.
    if not may_credit(line):
        return None
    split = split_credit(line)
    if split is None or weight(split.caption) > _LONGEST_CAPTION_WORDS:
        return None
    return (
        Part(split.caption, Role.CAPTION, "caption_before_credit", split.caption.rstrip(_BARS)),
        Part(split.credit, Role.CREDIT, "credit_at_end", split.value),
    )


def closes_with_credit(line: str) -> bool:
    """Tell whether behind the last full stop of a line in Han script stands a credit: "……停靠码头。王小明摄"."""
    told, stop, last = line.rpartition("。")
    return bool(told and stop) and 0 < len(last) <= _LONGEST_HAN_CREDIT and (last.endswith(CLOSERS) or is_agency(last))


@lru_cache(maxsize=1 << 9)  # asked of the line's form, and again of what stands near pictures
def may_credit(line: str) -> bool:
    """Tell whether a line may end in a credit: it has a mark of one, or its last sentence begins as labels do."""
    tail = line[-_LONGEST_CREDIT:].rstrip(".")
    if tail[-1:] in CLOSING or _has_mark(tail):
        return True
    if ":" in tail and any(key(word) in _LABEL_ENDS for word in _BEFORE_COLON.findall(tail)):
        return True
    if closes_with_credit(tail):
        return True
    last = max(map(tail.rfind, _STOPS))
    if last < 0 or len(tail) - last > _LONGEST_LAST_SENTENCE:
        return False
    return key(tail[last + 2 :].split(" ", 1)[0]) in _LABEL_STARTS or is_agency(tail[last + 2 :])


def _has_mark(tail: str) -> bool:
    # Every line is asked: one search for each character takes a seventh of the time of one pattern for all.
    if "/" in tail or "|" in tail or "©" in tail or "／" in tail or "：" in tail:
        return True
    return ("-" in tail or "–" in tail or "—" in tail) and _DASH.search(tail) is not None


def split_credit(line: str, *, under_picture: bool = False) -> Split | None:
    """Return the caption and the credit at its end; what stands under a picture needs less to be taken for one."""
    for start in _starts(line):
        caption, credit = line[:start].rstrip(), line[start:].strip()
        if len(caption) < (2 if under_picture else _SHORTEST_CAPTION) or not credit or RUNNING_TIME.fullmatch(caption):
            continue
        value = credited(credit, under_picture=under_picture)
        if under_picture and value is None and ends_sentence(caption):
            value = in_brackets(credit)  # "... off the coast. (Nine)", "(Mitte)" stands amid a sentence
        if value and (under_picture or not _may_end_report(caption, credit, value)):
            # "... at the gate. (AP Photo/Ann Lee) - Copyright AP Photo" says it twice.
            again = split_credit(caption, under_picture=under_picture) if len(caption) > _SHORTEST_CAPTION else None
            if again is None:
                return Split(caption, credit, value)
            return Split(again.caption, line[len(again.caption) :].strip(), again.value)
    return None


def _starts(line: str) -> Iterator[int]:
    """Yield where a credit may begin, the furthest from the end first."""
    start = max(0, len(line) - _LONGEST_CREDIT)
    has_colon = ":" in line[start:] or "：" in line[start:]
    for match in (_BEGINS if has_colon else _BEGINS_WITHOUT_COLON).finditer(line, start):
        yield match.end()
    tail = _NAME_AND_AGENCY.search(line) if "/" in line[-_LONGEST_AGENCY:] else None
    if tail and is_agency(tail["agency"].rstrip(".")):
        words = line[tail.start() : tail.start("agency")].split("/")[0].split()
        for i in range(len(words) - 1):
            if is_name_alone(" ".join(words[i:])):
                yield line.index(" ".join(words[i:]), tail.start())


def _may_end_report(caption: str, credit: str, value: str) -> bool:
    """Tell whether a report ends so, or gives a source: "... the minister said. (dpa)", "Ten per cent (Google)"."""
    # "...と述べた。(c)AFP/Ann LEE" is how the Japanese service signs its reports.
    writer = value.split("/", 1)[0] if credit[0] in "(（" else value
    if is_wire(writer) and weight(caption) >= _WORDS_OF_A_REPORT and ends_sentence(caption):
        return True
    return key(credit) in _ALSO_SOURCES
