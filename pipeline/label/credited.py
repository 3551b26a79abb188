"""Whether a text credits somebody for a picture, and whom: names, agencies, and chains of both."""

from __future__ import annotations

import re

from pipeline.language.agencies import is_agency
from pipeline.language.known import LANGUAGES
from pipeline.language.people import is_explained, is_name_alone, is_person
from pipeline.language.phrases import BYLINE_WORDS, FIRST_WORDS, LABELS, LONGEST_LABEL_WORDS, PHRASES, SOURCES, key
from pipeline.language.sentences import ends_sentence

OPENING = "([（［【"
CLOSING = ")]）］】"
_LONGEST_ALONE = 80
_LONGEST_CREDIT = 130
_LONGEST_NAMED_WORDS = 10
_MOST_SPACES = 16
_LONGEST_PART_WORDS = 6
_MARK = re.compile(r"(?:(?P<label>[^\W\d_]{3,12})\s?)?(?:©|[(（][cCＣ][)）])\s?")
_FIRST_WORD = re.compile(r"[^\s:：/／|｜,.]{1,20}")
_LABELLED = re.compile(
    r"(?P<label>[^\s:：/|,.]{1,20}(?: [^\s:：/|,]{2,15}){0,3}?)(?:\s?[:：/／|｜]|\.{3}|\.(?=\s))"
    r"\s*(?P<value>\S.{0,100})"
)
# Between the name and the agency of a credit: "A. Lee/AFP", "A. Lee via Getty Images", "A. Lee | Moment | Getty".
_CHAIN = re.compile(r"\s{0,3}(?://?|\||／|｜)\s{0,3}(?:via )?| via | on ")
_CHAIN_MARK = re.compile(r"[/|／｜]")
_NAMES = re.compile(r"[,/|&+;]| via |\s[–—-]\s")
_DASH = re.compile(r"\s[–—-]\s")
_MIXED = re.compile(r"[a-z][A-Z]{2}")  # "ePA" is no EPA
_STOP_INSIDE = re.compile(r"[。，]")
_HAN = re.compile(r"[\u3400-\u9fff]+")
_SENTENCE_INSIDE = re.compile(r"[:：!?。©]|[^\W\d_]{4}\.\s?\w|[)\]]\.|\s[–—-]\s|^[^(]*\)|\([^)]*$")
_GLUED = re.compile(r"[^\W\d_][^\W\d_A-Z]{2,15}(?=[A-Z])")
_TIGHT = re.compile(r"\S/\S")
_DOMAIN = re.compile(r"@[\w.]{2,40}|(?:[\w-]{1,40}\.){1,3}[a-z]{2,6}", re.IGNORECASE)
_WEAK = frozenset(word for language in LANGUAGES for word in language.credit_words)
CLOSERS = tuple(sorted({word for language in LANGUAGES for word in language.credit_closers}))


def credited(text: str, *, under_picture: bool = False) -> str | None:
    """Return whom a text credits, if that is all it does; under a picture a name alone is enough."""
    inner = without_brackets(text)
    if not inner or len(inner) > _LONGEST_CREDIT or inner.count(" ") > _MOST_SPACES:
        return None
    if (marked := _MARK.match(inner)) and (not marked["label"] or is_label_of_credit(marked["label"])):
        rest = inner[marked.end() :].strip()
        named = _behind_label(rest, under_picture=True) or rest
        return named if any(map(str.isalpha, named)) else None  # "© 2019" credits nobody
    if labelled := _behind_label(inner, under_picture=under_picture):
        return labelled
    bracketed = text.strip()[0] in OPENING
    named = without_byline_word(inner)
    if named == inner and is_label_of_credit(inner.partition(" ")[0]):
        named = inner.partition(" ")[2]  # "Copyright Ann Lee/AP"
    if named != inner and is_chain(named.rstrip(".")):
        return named.rstrip(".")
    agency = is_agency(inner) and not _MIXED.match(inner)
    if is_chain(inner.rstrip(".")) or (agency and (bracketed or under_picture or text[0] in "–—-|")):
        return inner.rstrip(".")
    closer = next((word for word in CLOSERS if inner.endswith(word)), None) if under_picture else None
    if closer and not _STOP_INSIDE.search(inner):
        return inner.removesuffix(closer).strip() or None
    return inner if under_picture and _is_named(inner, bracketed=bracketed) else None


def in_brackets(text: str) -> str | None:
    """Return what stands in the brackets that the whole of a short text stands in, if it can be a name."""
    inner = without_brackets(text)
    if not inner or text[0] not in OPENING or len(inner.split()) > _LONGEST_NAMED_WORDS:
        return None
    # "... in the harbour? [VIDEO]" says what the page shows.
    named = all(is_part(part) for part in inner.split(", ") if part)
    return inner if named and key(inner) not in LABELS and key(inner) not in PHRASES else None


def is_credit(value: str) -> bool:
    """Tell whether a value behind a label names an agency or a person and little else."""
    if len(value.replace("/", " / ").split()) > _LONGEST_NAMED_WORDS:
        return False
    return _names_agency(value) or is_person(value.split("/")[0].strip()) or _is_name_and_outlet(value)


def is_label_of_credit(text: str) -> bool:
    """Tell whether the text is a label that the credit is still to follow: "Photo:", "Credit"."""
    return len(text) <= _LONGEST_ALONE and LABELS.get(key(text)) == "credit"


def is_part(part: str) -> bool:
    """Tell whether a part of a chain can be a name: few words, set in capitals, no sentence."""
    if _is_agency(part) or _DOMAIN.fullmatch(part):
        return True
    words = part.split()
    return (
        len(words) <= _LONGEST_PART_WORDS
        and not _SENTENCE_INSIDE.search(part)
        and not words[0][0].isdigit()
        and not words[0].islower()
        and (words[-1][-1] not in ":;!?," and not words[-1].islower())
    )


def is_chain(text: str) -> bool:
    """Tell whether a text is names with an agency among them, or a tight pair of a person and who pays the person.

    "Ann Lee / AFP", "Ann Lee | Moment | Getty Images", "ferrynews.example/Ann Lee"; no "Sport / Ann Lee".
    """
    if not (_CHAIN_MARK.search(text) or " via " in text or " on " in text):
        return False
    parts = [part for part in _CHAIN.split(text) if part]
    if len(parts) > 1:  # "Ann Lee - Europa Press / Europa Press"
        parts = [piece for part in parts for piece in _DASH.split(part) if piece]
    if not 2 <= len(parts) <= 5 or not all(is_part(part) for part in parts):
        return False
    if any(key(part) in PHRASES for part in parts):
        return False
    sites = sum(_DOMAIN.fullmatch(part) is not None for part in parts)
    names = sum(is_name_alone(part) or (sites > 0 and is_person(part)) for part in parts)
    if any(_is_agency(part) and (names or not is_weak(part)) for part in parts):
        return True
    return len(parts) == 2 and names == 1 and _TIGHT.search(text) is not None


def is_weak(name: str) -> bool:
    """Tell whether what is credited is a word only, which stands elsewhere on a page too: "Archive", "YouTube"."""
    return name.strip(" .()[]").casefold() in _WEAK


def without_glued_label(text: str) -> str:
    """Return what stands behind labels that nothing parts from it but what a page hides: "CreditAnn Lee"."""
    while (glued := _GLUED.match(text)) and is_label_of_credit(glued[0]):
        text = text[glued.end() :]
    return text


def without_byline_word(text: str) -> str:
    """Return what stands behind the first word, where that introduces a name: "By", "Author:"."""
    first, _, rest = text.partition(" ")
    return rest if rest and key(first) in BYLINE_WORDS else text


def without_brackets(text: str) -> str:
    """Return what stands in the brackets that the whole text stands in, or the text."""
    bare = text.strip().lstrip("–—-|•· ")
    unended = bare.removesuffix(".")
    if bare and bare[0] in OPENING and unended[-1:] in CLOSING and not _MARK.match(bare):
        return unended[1:-1].strip()
    return bare


def _behind_label(text: str, *, under_picture: bool) -> str | None:
    """Return what stands behind the label of a credit: "Photo: A. Lee", "Picture by A. Lee", "Photo courtesy of X"."""
    first = _FIRST_WORD.match(text)
    if first is None or key(first[0]) not in FIRST_WORDS:
        return None
    labelled = _LABELLED.fullmatch(text)
    if labelled and LABELS.get(label := key(labelled["label"])) == "credit":
        value = _MARK.sub("", labelled["value"].rstrip("."), count=1)
        if label in SOURCES and not (under_picture or is_chain(value)):
            return None
        longest = _LONGEST_NAMED_WORDS if under_picture else _LONGEST_PART_WORDS
        short = len(value.split()) <= longest and not ends_sentence(value)
        return value if is_credit(value) or short or is_explained(value) else None
    words = text.split(None, LONGEST_LABEL_WORDS)
    for count in range(min(LONGEST_LABEL_WORDS, len(words) - 1), 0, -1):
        label, value = " ".join(words[:count]), text.split(None, count)[count].rstrip(".")
        if is_label_of_credit(label):
            sure = count > 1 or label[-1] == "."
            named = sure and (is_part(value) or (under_picture and len(value.split()) <= _LONGEST_NAMED_WORDS))
            return value if named or ((sure or under_picture) and is_credit(value)) else None
    return None


def _is_agency(part: str) -> bool:
    """Tell whether a part of a chain is an agency, also with what it gave: "AP Photo", "gettyimages.com"."""
    name, _, kind = part.removesuffix(".com").rpartition(" ")
    given = is_label_of_credit(kind) or is_weak(kind)
    return is_agency(part) or is_agency(part.removesuffix(".com")) or (given and is_agency(name))


def _is_named(text: str, *, bracketed: bool) -> bool:
    """Tell whether a text under a picture is a name and nothing else: a person's, an outlet's, a site's."""
    if len(text) > _LONGEST_ALONE or ends_sentence(text):
        return False
    parts = [part.strip() for part in _NAMES.split(text) if part.strip()]
    # Four Han characters in brackets are seldom a name: "（双向入口）" says which way.
    if bracketed and all(is_person(part) and not _HAN.fullmatch(part) for part in parts):
        return True
    return all(_is_agency(part) or _DOMAIN.fullmatch(part) or is_name_alone(part) for part in parts) or (
        any(_is_agency(part) or _DOMAIN.fullmatch(part) for part in parts)
        and all(len(part.split()) == 1 or is_part(part) for part in parts)
    )


def _is_name_and_outlet(credit: str) -> bool:
    """Tell whether the credit is a person and, behind a comma, whom the person works for: "Ann Lee, Harbour News"."""
    name, comma, outlet = credit.partition(", ")
    return bool(comma and outlet) and is_name_alone(name) and is_part(outlet)


def _names_agency(credit: str) -> bool:
    """Tell whether the credit is an agency's, or a person's of one: "AP Photo/Lena Wolf"."""
    return is_agency(credit) or any(_is_agency(part) for part in _CHAIN.split(credit) if part)
