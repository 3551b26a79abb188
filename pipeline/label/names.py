"""Names of people in a byline: split, cleaned of what is no name, and told from outlets and agencies."""

from __future__ import annotations

import re

from pipeline.label.lexicon import BYLINE_WORDS, JOB_TITLES, key
from pipeline.label.lexicon.agencies import is_outlet

_PARTICLES = frozenset(
    """
    de da do dos das di del della der den des du van von vom zu zum zur la le las los el al y e i ibn ben bin bint abu
    ter ten te af av of st san santa d' l' o' mac mc'
    """.split()
)
_SUFFIX = re.compile(r"(?:Jr|Sr|II|III|IV|PhD|MD|Esq|MP|OBE|MBE|CBE)\.?")
_INITIAL = re.compile(r"(?:[^\W\d_]\.-?){1,4}|[A-Z]{1,2}")
_SPLIT = re.compile(r"\s*(?:[,;|/&+、，；・•·]|\b(?:and|with|und|et|y|e|en|i|и|ve|och|og|ja)\b|\s[-–—]\s)\s*")
_NOT_A_NAME = re.compile(
    r"\S{1,64}@\S{1,190}|@\w{1,30}|https?://\S{1,200}|www\.\S{1,200}|\([^()]{0,80}\)|\[[^\[\]]{0,80}\]"
)
_PLACE = re.compile(r"\s+(?:in|at|from|for|à|aus|für|pour|en|desde|para|da|per|voor|em)\s+(?=[A-Z])")
_CJK_NAME = re.compile(r"[\u3400-\u9fff]{2,5}|[\u3040-\u30ff\u3400-\u9fff]{2,8}|[\uac00-\ud7af]{2,5}")
_INNER_MARKS = str.maketrans("", "", "'’.-")
_LONGEST_NAME = 60


def without_byline_word(text: str) -> str:
    """Return a byline without the word that introduces it: "By", "Words by", "Von".

    >>> without_byline_word("Written by Ann Lee")
    'Ann Lee'
    """
    words = text.split(None, 3)
    for count in (3, 2, 1):
        if len(words) > count and key(" ".join(words[:count])) in BYLINE_WORDS:
            return text.split(None, count)[count]
    return text


def people(byline: str) -> tuple[str, ...]:
    """Return the people a byline names, in order, each once; agencies, outlets, desks and job titles are left out.

    >>> people("By Thomas Reed & Ana de la Cruz, Home affairs correspondent")
    ('Thomas Reed', 'Ana de la Cruz')
    """
    text = _NOT_A_NAME.sub(" ", without_byline_word(byline))
    names: list[str] = []
    for part in _SPLIT.split(text):
        name = _PLACE.split(part.strip(" .:-–—\"'“”*"), maxsplit=1)[0]
        if _SUFFIX.fullmatch(part.strip()) and names:
            names[-1] = f"{names[-1]}, {part.strip()}"
        elif is_person(name) and _as_written(name) not in names:
            names.append(_as_written(name))
    return tuple(names)


def is_person(name: str) -> bool:
    """Tell whether this is the form of a person's name, with no sign of an outlet, a desk or a job in it."""
    if not 3 <= len(name) <= _LONGEST_NAME or is_outlet(name):
        return bool(_CJK_NAME.fullmatch(name)) and not is_outlet(name)
    if _CJK_NAME.fullmatch(name):
        return True
    words = name.split()
    if not 2 <= len(words) <= 6 or any(word.casefold().strip(".,") in JOB_TITLES for word in words):
        return False
    given = [word for word in words if word.casefold() not in _PARTICLES]
    return len(given) >= 2 and all(_is_name_word(word) for word in given)


def _is_name_word(word: str) -> bool:
    if any(character.isdigit() for character in word) or not word[0].isalpha():
        return False
    if _INITIAL.fullmatch(word) or _SUFFIX.fullmatch(word):
        return True
    uncased = word[0].lower() == word[0].upper()
    return (word[0].isupper() or uncased) and word.strip("'’.-").replace("'", "").replace("’", "").replace(
        "-", ""
    ).isalpha()


def _as_written(name: str) -> str:
    """Return the name; one set wholly in capitals is a matter of typography and gets ordinary ones."""
    if not name.isupper() or len(name) < 5 or name.upper() == name.lower():
        return name
    return re.sub(r"[^\W\d_]+", lambda word: word.group().capitalize(), name)
