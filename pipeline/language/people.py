"""Names of people in a byline: split, cleaned of what is no name, and told from outlets and agencies."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from pipeline.language.agencies import is_outlet
from pipeline.language.known import LANGUAGES
from pipeline.language.phrases import (
    BYLINE_WORDS,
    EDITOR_WORDS,
    JOB_TITLES,
    LABELS,
    LONGEST_LABEL_WORDS,
    NAME_JOINERS,
    PHRASES,
    key,
)

GIVEN_NAMES = frozenset(name for language in LANGUAGES for name in language.given_names)
"""What tells "Anna Weiss" alone on a line from "Key Takeaways"."""
PARTICLES = frozenset(word for language in LANGUAGES for word in language.name_particles)
_SUFFIX = re.compile(r"(?:Jr|Sr|II|III|IV|PhD|MD|Esq|MP|OBE|MBE|CBE)\.?")
_INITIAL = re.compile(r"(?:[^\W\d_]\.-?){1,4}|[A-Z]{1,2}")
# "ile" and "mit" join names too; single letters and "en" do only between names, so they stand with spaces round them.
_JOINERS = "|".join(
    sorted((re.escape(word) for word in NAME_JOINERS if re.fullmatch(r"[^\W\d_ ]+", word)), key=len, reverse=True)
)
_MARKS = r"[,;|/&+、，；•·｜／]|\s[-–—]\s|\s?[・]\s?"
_SPLIT = re.compile(rf"\s{{0,3}}(?:{_MARKS}|\s(?:{_JOINERS})\s)\s{{0,3}}")
# "en" is "and" in Dutch and "in" in Spanish and French.
_SPLIT_BEFORE_PLACES = re.compile(rf"\s{{0,3}}(?:{_MARKS}|\s(?:{_JOINERS.replace('|en|', '|')})\s)\s{{0,3}}")
_BEFORE_PLACES = frozenset(word for language in LANGUAGES for word in language.place_openers)
_GLUED_WORD = re.compile("|".join(pattern for language in LANGUAGES for pattern in language.byline_openings))
_NOT_A_NAME = re.compile(
    r"\S{1,64}@\S{1,190}|@\w{1,30}|https?://\S{1,200}|www\.\S{1,200}|\([^()]{0,80}\)|\[[^\[\]]{0,80}\]"
)
_PLACE_WORDS = "|".join(dict.fromkeys(re.escape(word) for language in LANGUAGES for word in language.place_words))
_PLACE = re.compile(rf"\s{{1,3}}(?:{_PLACE_WORDS})\s{{1,3}}(?=[^\W\d_a-z])")
_CJK_NAME = re.compile(
    r"[\u3400-\u9fff]{2,5}|(?=[\u3400-\u9fff]*[\u3040-\u30ff])[\u3040-\u30ff\u3400-\u9fff]{2,8}|[\uac00-\ud7af]{2,5}"
)
_CJK_SPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]{1,4}(?:[ \u3000][\u3040-\u30ff\u3400-\u9fff]{1,4}){1,5}")
# A Han word alone on a line is taken for a name only if it begins as one in three Chinese does.
_SURNAMES = frozenset("".join(language.family_names for language in LANGUAGES))
# Words that headings and buttons are made of, in capitals or not, and names are not.
_NO_NAMES = frozenset(word for language in LANGUAGES for word in language.no_names) - PARTICLES
_GLUED = re.compile(
    r"(?!(?:Mc|Mac|De|Di|Du|La|Le|Van|Von|Fitz|O|D|Del|Della|El|Al)[A-Z])[^\W\d_]{0,30}[a-zß-öø-ÿ][A-Z]"
)
_LETTERS = re.compile(r"[A-Z]{2,5}|Ph\.?D\.?")
_LONGEST_NAME = 60
_LONGEST_PLACE_WORDS = 4
_LONGEST_TITLE_WORDS = 8


def without_byline_word(text: str) -> str:
    """Return a byline without the word that introduces it: "By", "Words by", "Von", "Автор:".

    >>> without_byline_word("Written by Ann Lee")
    'Ann Lee'
    """
    if not text.isascii() and (east := _GLUED_WORD.match(text)):
        return text[east.end() :]
    return _behind(text, BYLINE_WORDS) or text


def people(byline: str) -> tuple[str, ...]:
    """Return the people who wrote, in order, each once; agencies, outlets, desks, editors and jobs are left out.

    >>> people("By Thomas Reed & Ana de la Cruz, Home affairs correspondent")
    ('Thomas Reed', 'Ana de la Cruz')
    >>> people("Reporting by Ann Lee in Nairobi; Editing by Bob Ray")
    ('Ann Lee',)
    """
    names: list[str] = []
    for part, name in _segments(byline):
        if _SUFFIX.fullmatch(part) and names:
            names[-1] = f"{names[-1]}, {part}"
        elif is_person(name) and as_written(name) not in names:
            names.append(as_written(name))
    return tuple(names)


def is_explained(byline: str) -> bool:
    """Tell whether everything in it is a name, a job, an outlet or a place behind a name: nothing is left over."""
    found = False
    for part, name in _segments(byline, with_editors=True):
        if is_person(name):
            found = True
        elif found and (_LETTERS.fullmatch(part) or _SUFFIX.fullmatch(part) or _is_place(part)):
            continue
        elif not (is_outlet(part) or _is_job(part)):
            return False
    return found


@lru_cache(maxsize=1 << 12)  # menus and topics are asked for by each rule about names
def is_person(name: str) -> bool:
    """Tell whether this is the form of a person's name, with no sign of an outlet, a desk or a job in it."""
    if not 2 <= len(name) <= _LONGEST_NAME or is_outlet(name):
        return False
    if not name.isascii() and _CJK_NAME.fullmatch(name):
        return not _is_job(name) and key(name) not in LABELS and key(name) not in PHRASES
    words = name.split()
    if not 2 <= len(words) <= 6 or any(key(word) in JOB_TITLES for word in words):
        return False
    if any(word.lower() in _NO_NAMES for word in words):
        return False
    ends = {words[0], words[-1]}  # "Ben Nadel" and "Amitava Das" are called so, "van der Berg" is not
    given = [word for word in words if word.casefold() not in PARTICLES or (word.istitle() and word in ends)]
    return len(given) >= 2 and all(_is_name_word(word) for word in given)


def is_name_alone(text: str) -> bool:
    """Tell whether a line is a person's name and no heading: it begins with a given name, in Chinese a family name."""
    if text.isascii() or not _CJK_NAME.fullmatch(text):
        return is_person(text) and key(text).split()[0].split("-")[0] in GIVEN_NAMES
    return text[0] in _SURNAMES and len(text) <= 3 and is_person(text)


def as_written(name: str) -> str:
    """Return the name; one set wholly in capitals is a matter of typography and gets ordinary ones.

    >>> as_written("ANA DE LA CRUZ")
    'Ana de la Cruz'
    """
    if not name.isupper() or len(name) < 5 or name.upper() == name.lower():
        return name
    turkish = any(letter in "İĞŞ" for letter in name)
    words = name.replace("I", "ı").replace("İ", "i") if turkish else name
    folded = [word.lower() if word.lower() in PARTICLES else word for word in words.split()]
    first, *rest = folded
    return " ".join([_capitals(first), *(word if word in PARTICLES else _capitals(word) for word in rest)])


def _capitals(word: str) -> str:
    # "i" stands here for the dotted capital of Turkish, which is dotted again at the head of a word.
    return re.sub(r"[^\W\d_]+", lambda part: _capital(part.group()), word)


def _capital(word: str) -> str:
    return f"İ{word[1:].lower()}" if word[0] == "i" else word.capitalize()


def _segments(byline: str, *, with_editors: bool = False) -> Iterator[tuple[str, str]]:
    """Yield each part of a byline and the name it may be; what stands behind "Editing by" is left out."""
    text = byline.strip()
    if text.startswith("(") and text.endswith((")", ").")):
        text = text.strip("().")
    text = _NOT_A_NAME.sub(" ", without_byline_word(text))
    if not text.strip():
        return
    writers = True
    split = _SPLIT_BEFORE_PLACES if key(byline[:12].split(None, 1)[0]) in _BEFORE_PLACES else _SPLIT
    for piece in split.split(text):
        part = piece.strip(" .:-–—\"'“”*\u200f\u200e")
        if (editors := _behind(part, EDITOR_WORDS)) is not None or key(part) in EDITOR_WORDS:
            writers, part = False, editors or ""
        elif (named := _behind(part, BYLINE_WORDS)) is not None:
            writers, part = True, named
        if not part or not (writers or with_editors):
            continue
        if _SUFFIX.fullmatch(piece):
            part = piece  # "Jr." keeps its full stop
        for name in part.split() if _is_row_of_names(part) else (part,):
            named, *place = _PLACE.split(name, maxsplit=1)
            short = not place or len(place[0].split()) <= _LONGEST_PLACE_WORDS
            yield name, (named if short else name).strip(" .:-–—\"'“”*")


def _is_row_of_names(part: str) -> bool:
    """Tell "王小明 李华" from "山田 太郎": two names, or one with a space in it."""
    if part.isascii() or not _CJK_SPACED.fullmatch(part):
        return False
    return all(word[0] in _SURNAMES and len(word) > 1 for word in part.split())


def _behind(text: str, labels: frozenset[str]) -> str | None:
    """Return what follows the longest of the labels that the text begins with, or None."""
    if ":" in text[:40] or "：" in text[:40] or "｜" in text[:12]:
        head, _, value = re.sub("[：｜]", ":", text[:60], count=1).partition(":")
        if key(head) in labels:
            return (value + text[60:]).strip() or None
    words = text.split(None, LONGEST_LABEL_WORDS)
    for count in range(min(LONGEST_LABEL_WORDS, len(words) - 1), 0, -1):
        if key(" ".join(words[:count])) in labels:
            return text.split(None, count)[count]
    return None


def _is_job(part: str) -> bool:
    words = key(part).split()
    if len(words) == 1 and not part.isascii():
        return any(part.endswith(title) for title in JOB_TITLES if not title.isascii())
    return len(words) <= _LONGEST_TITLE_WORDS and any(word.strip(".,") in JOB_TITLES for word in words)


def _is_place(part: str) -> bool:
    """Tell whether a part behind a name can be where it was written: "Von Anna Weiss, Neustadt"."""
    words = part.split()
    return len(words) <= 3 and words[0][0].isupper() and not part.endswith((".", "!", "?"))


def _is_name_word(word: str) -> bool:
    if any(character.isdigit() for character in word) or not word[0].isalpha():
        return False
    if _INITIAL.fullmatch(word) or _SUFFIX.fullmatch(word):
        return True
    if _GLUED.match(word):
        return False
    uncased = word[0].lower() == word[0].upper()
    return (word[0].isupper() or uncased) and word.strip("'’.-").translate(_INNER).isalpha()


_INNER = str.maketrans("", "", "'’-")
