"""Choose the few code pages worth trying on a text, from the pairs of characters that look like UTF-8 bytes."""

from __future__ import annotations

import operator
import re
from functools import lru_cache
from typing import Final

from pipeline.repair.ground.charclass import char_class
from pipeline.repair.ground.codepages import CodePage, MultiByte, character_set, multi_byte_pages, single_byte_pages
from pipeline.repair.ground.model import Model, load_model

_RUN: Final = re.compile(r"[^\x00-\x7f]{2,}")
_UTF8: Final = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
# Characters that only a multi-byte page shows.
_EAST_ASIAN: Final = re.compile(r"[\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7af\ue000-\uf8ff\uff00-\uffef]")
# Short runs are looked at even if their pairs are known from some language: "ยป" is common inside Thai words.
_SHORT: Final = 4
# Beyond these pages there are only their supersets.
_COMMON: Final = 5
_UNCOVERED: Final = 0.34
_TWO_SEQUENCES: Final = re.compile(rb"[\xc2-\xef][\x80-\xbf]{1,2}[\xe0-\xef][\x80-\xbf]{2}")
_LEAST_RUN: Final = 2
_LONGEST: Final = 40
_LONGEST_COVERED: Final = 200
_MOST_PAIRS: Final = 400
_MOST_PAGES: Final = 12
_MUCH: Final = 24
_BLANK: Final = ("", " ", "\n")
# East Asian characters that running text hardly has, and misread bytes always.
_RARE: Final = frozenset(("han_rare", "hangul_rare", "half_kana", "private", "c1"))
_FIRST_NATIVE: Final = "\u0370"
# What no text has in between words of its own.
_BYTES: Final = frozenset(("c1", "private", "box", "box_sign"))
_FREQUENT: Final = 800
_FIRST_RARE_LATIN: Final = "\u0180"
_WESTERN: Final = "’“”‘–—…\u00a0•«»£€é™©®°·áèàñóíçüöäêâôîûùëïåøæßúãõìòýÉœ§½²ÀÖÜÄ¿¡‑„ℹ"
_WESTERN_ONLY: Final = re.compile(f"{character_set(_WESTERN)}*")
_LANE: Final = 16


@lru_cache(maxsize=1)
def _lanes() -> tuple[dict[str, int], ...]:
    """For each number of bytes, the lanes of the pages on which a character starts a sequence of that length.

    The first entry is for characters that continue one. A lane is some bits of an integer that belong to one page:
    adding integers counts for every page at once how many sequences it explains.
    """
    lanes: tuple[dict[str, int], ...] = ({}, {}, {}, {}, {})
    ranges = {0: (0x80, 0xBF), 2: (0xC2, 0xDF), 3: (0xE0, 0xEF), 4: (0xF0, 0xF4)}
    for number, page in enumerate(single_byte_pages()):
        for length, (first, last) in ranges.items():
            for character in page.shown(first, last):
                lanes[length][character] = lanes[length].get(character, 0) | 1 << number * _LANE
    return lanes


@lru_cache(maxsize=1 << 14)
def _showing(window: str) -> int:
    """The lanes of the pages that show some character of known text as the start of this window."""
    lanes = _lanes()
    tails = lanes[0].get(window[1], 0)
    found = 0
    for length in (2, 3, 4):
        if length > len(window):
            break
        if length > 2:
            tails &= lanes[0].get(window[length - 1], 0)
        pages = lanes[length].get(window[0], 0) & tails
        # Most pages that have the characters have the same bytes for them.
        plausible: dict[bytes, bool] = {}
        while pages:
            lane = (pages & -pages).bit_length() - 1
            pages ^= 1 << lane
            byte = single_byte_pages()[lane // _LANE].bytes_of
            raw = bytes([byte[character] for character in window[:length]])
            if raw not in plausible:
                plausible[raw] = _is_plausible(raw)
            if plausible[raw]:
                found |= 1 << lane
    return found


def _is_plausible(raw: bytes) -> bool:
    """Whether the bytes are UTF-8 for a character that known text has, or another layer of misreading shows."""
    try:
        return _is_known(raw.decode())
    except UnicodeDecodeError:
        return False


def _is_known(character: str) -> bool:
    """Whether known text has the character, or another layer of misreading may show it."""
    if load_model().count(character) > 0 or char_class(character) in ("han", "hangul", "emoji_sign", "half_kana"):
        return True
    return any(character in lanes for lanes in _lanes())


def is_image(text: str) -> bool:
    """Whether a short text is itself UTF-8 seen through some page: the sign of a further layer."""
    if len(text) > 1 and _showing(text[:4]):
        return True
    if len(text) > _SHORT or not _EAST_ASIAN.search(text):
        return False
    readings = (page.decode(text) for page in multi_byte_pages())
    return any(reading and all(map(_is_known, reading)) for reading in readings)


def suspects(text: str, model: Model) -> list[CodePage]:
    """The pages that explain most of the text's unusual pairs, likeliest first."""
    counts = pairs = 0
    for match in _RUN.finditer(text):
        explained = _explained(match.group(), model, every=_stands_out(text, match))
        counts += sum(explained)
        pairs += len(explained)
        if pairs > _MOST_PAIRS:
            break
    ranked = _ranked(counts)
    return [*ranked, *multi_byte_pages()] if _EAST_ASIAN.search(text) else ranked


def may_be_image(residue: str, text: str) -> bool:
    """False if no neighbours in the residue of a text that are neighbours in the text look like UTF-8 bytes."""
    if _everyday().fullmatch(residue):
        return False
    if _EAST_ASIAN.search(residue):
        return True
    lanes = _lanes()
    two, three, tails = lanes[2].get, lanes[3].get, lanes[0].get
    for a, b, c in set(zip(residue, residue[1:], residue[2:] + "\n", strict=False)):
        tail = tails(b, 0)
        if not tail:
            continue
        # Whether the two are neighbours in the text is asked last: that search is the dear part.
        if two(a, 0) & tail and _hides_usual(a + b) and a + b in text:
            return True
        longer = (three(a, 0) | lanes[4].get(a, 0)) & tail & tails(c, 0)
        if longer and _showing(a + b + c) and a + b in text:
            return True
    return False


@lru_cache(maxsize=1)
def _everyday() -> re.Pattern[str]:
    """Marks and letters of Western news of which no two together look like UTF-8 bytes: most articles have no other."""
    safe: list[str] = []
    for character in _WESTERN:
        around = [pair for other in (*safe, character) for pair in (character + other, other + character)]
        if not any(map(_hides_usual, around)):
            safe.append(character)
    return re.compile(f"{character_set(''.join(safe))}*")


def is_everyday(residue: str) -> bool:
    """Whether a text has no other characters above ASCII than the commonest ones of Western news."""
    return _WESTERN_ONLY.fullmatch(residue) is not None


def is_suspicious(run: str, model: Model, *, stands_out: bool) -> bool:
    """Whether a run of characters above ASCII may be UTF-8 seen through some page."""
    if len(run) > 1 and _explained(run, model, every=stands_out) and (
        (len(run) > 2 and not stands_out) or _hides_usual(run)
    ):  # fmt: skip
        return True
    if not _EAST_ASIAN.search(run) or not (stands_out or any(char_class(c) in _RARE for c in run)):
        return False
    return any(_is_covered(run, page) for page in multi_byte_pages()[:_COMMON])


@lru_cache(maxsize=1 << 12)
def _hides_usual(run: str) -> bool:
    """Whether some page shows a mark or Latin letters as this run: what else is alone in a text of another script?"""
    lanes = _lanes()
    first = lanes[2].get(run[0], 0) | lanes[3].get(run[0], 0) | lanes[4].get(run[0], 0)
    pages = first & lanes[0].get(run[-1], 0)
    readings = (page.decode(run) for n, page in enumerate(single_byte_pages()) if pages >> n * _LANE & 1)
    return any(
        reading and (all(c < _FIRST_NATIVE or not c.isalpha() for c in reading) or is_image(reading))
        for reading in readings
    )


def reads_commonly(window: str, model: Model, *, alone: bool = False) -> bool:
    """Whether a few characters in a text of a script of its own may be the image of a common character.

    An image that is `alone` in its text is that of a mark or a Latin letter, not of one letter of a third script.
    """
    classes = set(map(char_class, window))
    if not classes.isdisjoint(_BYTES):
        return True
    known = [window[i : i + 2] in model.pairs for i in range(len(window) - 1)]
    if any(not all(known[i : i + 2]) and _hides_common(window[i : i + 4], alone) for i in range(len(known))):
        return True
    return not classes.isdisjoint(_RARE) and any(_begins_image(window, page) for page in multi_byte_pages()[:_COMMON])


def _begins_image(window: str, page: MultiByte) -> bool:
    """Whether a rare character of the window is, on a multi-byte page, the beginning of several sequences of UTF-8."""
    for position, character in enumerate(window):
        if char_class(character) in _RARE:
            raw = window[position : position + 4].encode(page.codec, "ignore")
            if _TWO_SEQUENCES.match(raw) or (len(window) - position <= _LEAST_RUN and not _UTF8.sub(b"", raw) and raw):
                return True
    return False


def _hides_common(window: str, alone: bool) -> bool:
    """Whether some page shows a mark, a Latin letter or a frequent letter as the first two or all three characters."""
    if window[1:2] not in _lanes()[0]:
        return False
    return any(is_mark(c) if alone else is_common(c) for c in _readings(window))


@lru_cache(maxsize=1 << 12)
def _readings(window: str) -> frozenset[str]:
    """The single characters of which some page shows the first two, three or four characters as the image."""
    found: set[str | None] = set()
    for sequence in {window[:2], window[:3], window}:
        pages = _showing(sequence)
        while pages:
            lane = (pages & -pages).bit_length() - 1
            pages ^= 1 << lane
            found.add(single_byte_pages()[lane // _LANE].decode(sequence))
    return frozenset(reading for reading in found if reading and len(reading) == 1)


def is_mark(character: str) -> bool:
    """Whether a character is a mark or a letter of the languages of the Latin script."""
    return character < _FIRST_RARE_LATIN or (not character.isalpha() and "\u2000" <= character < "\u2c00")


def is_common(character: str) -> bool:
    """Whether a character is a mark, a Latin letter, or frequent in known text."""
    if character < "\u0250" or (not character.isalpha() and "\u2000" <= character < "\u2c00"):
        return True
    return load_model().count(character) >= _FREQUENT


def _is_covered(run: str, page: MultiByte) -> bool:
    """Whether most bytes of the run on a multi-byte page are UTF-8; in real text of such a page a third are."""
    raw = run[:_LONGEST_COVERED].encode(page.codec, "ignore")
    return len(raw) > 1 and len(_UTF8.sub(b"", raw)) <= len(raw) * _UNCOVERED


def _explained(run: str, model: Model, *, every: bool) -> list[int]:
    """The lanes of the pages that show the pairs of the run as bytes of UTF-8: all pairs, or those near a new one."""
    run = run[:_LONGEST]
    pairs = list(map(operator.add, run, run[1:]))
    new = [every or not model.knows(pair) for pair in pairs]
    if not any(new):
        return []
    found = (_showing(run[i : i + 4]) for i in range(len(pairs)) if any(new[max(0, i - 1) : i + 2]))
    return [lanes for lanes in found if lanes]


def _stands_out(text: str, match: re.Match[str]) -> bool:
    """Whether a short run stands beside an ASCII letter or one blank away from it, or is a Thai word of two letters."""
    start, end = match.span()
    if end - start > _SHORT or text[start] < "\u0370":
        return False
    left, right = text[max(0, start - 2) : start], text[end : end + 2]
    if any("A" <= c <= "z" for c in left + right):
        return True
    return "\u0e00" <= text[start] <= "\u0e7f" and left[-1:] in _BLANK and right[:1] in _BLANK


def _ranked(counts: int) -> list[CodePage]:
    mask = (1 << _LANE) - 1
    explained = [(counts >> number * _LANE & mask, page) for number, page in enumerate(single_byte_pages())]
    most = max(count for count, _ in explained)
    # Much evidence singles out its pages; of little, a sixth may be all that the right page explains.
    share = 6 if most < _MUCH else 2
    likely = sorted(
        ((-n, -page.prior, page.name, page) for n, page in explained if n and share * n >= most), key=lambda x: x[:3]
    )
    return [page for *_, page in likely[:_MOST_PAGES]]
