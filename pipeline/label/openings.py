"""What the first word of a line rules out: few lines begin as a label, a note or an agency does."""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline.language.agencies import AGENCY_FIRST_WORDS, first_of_agency
from pipeline.language.phrases import FIRST_WORDS, NOTE_STARTS, PHRASES, key
from schemas.stages import Role

_WITHOUT_SPACES = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u9fff\uf900-\ufaff]")
_GLUED_MARK = re.compile(r"(?<=.)[:：,，،｜]")
_AUTHOR_BOX_WORDS = frozenset(phrase.split()[0] for phrase, (_, role) in PHRASES.items() if role is Role.AUTHOR_BOX)
_TAG_WORDS = frozenset(phrase.split()[0] for phrase, (_, role) in PHRASES.items() if role is Role.TAGS)


def may_begin_with_label(first: str) -> bool:
    """Tell whether the first word begins a label; in scripts without spaces a word has no end to be told by."""
    return _WITHOUT_SPACES.search(first) is not None or _first_word(first) in FIRST_WORDS


def may_begin_agency(first: str) -> bool:
    name = first_of_agency(first)
    return not name or name in AGENCY_FIRST_WORDS


def may_be_capitals(first: str) -> bool:
    return first == first.upper()


def may_begin_note(first: str) -> bool:
    bare = first.lstrip("*([ ")
    return not bare or key(bare) in NOTE_STARTS


def may_begin_author_box(first: str) -> bool:
    return _WITHOUT_SPACES.search(first) is not None or _first_word(first) in _AUTHOR_BOX_WORDS


def may_begin_tags(first: str) -> bool:
    """Tell whether a heading of topics can begin with this word."""
    return _WITHOUT_SPACES.search(first) is not None or _first_word(first) in _TAG_WORDS


def may_begin_east_byline(first: str) -> bool:
    bare = first.lstrip("（）()【】 ")
    return not bare or "\u3400" <= bare[0] <= "\u9fff"


@lru_cache(maxsize=1 << 4)  # five rules in a row ask for that of one line
def _first_word(token: str) -> str:
    """Return the key of a token up to the mark that may be glued to it: "Photo:AFP" gives "photo"."""
    return key(_GLUED_MARK.split(token, 1)[0] or token).partition(" ")[0]
