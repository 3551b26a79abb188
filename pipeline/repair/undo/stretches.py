"""Find the stretches of a text that are UTF-8 seen through one code page, and weigh each in its context."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final, NamedTuple

from pipeline.repair.ground.charclass import script
from pipeline.repair.ground.codepages import CodePage, MultiByte, SingleByte, run_pattern, sequence_pattern
from pipeline.repair.ground.model import Model
from pipeline.repair.ground.suspects import is_image

# A stretch must gain this many nats to be rewritten; a piece of a run that was refused as a whole must gain more.
MIN_GAIN: Final = 3.0
_MIN_PIECE_GAIN: Final = 5.0
_MIN_INNER_GAIN: Final = 7.0
# What mojibake of news text nearly always hides: the marks and letters that Latin-1 keyboards and editors put in.
USUAL: Final = frozenset("’‘“”„«»‹›–—…•·\u00a0£€¥™®©°éèêëàâäáãåçíîïóôöøúùûüñßæœÉÖÜÄ×²³½№−→")
_USUAL_BONUS: Final = 2.0
_USUAL_MOST: Final = 3
# A stretch that continues a word of its own script is that word: "ли" in Russian is no image of "з".
_WORD_PENALTY: Final = 5.0
# What all stretches of a page must gain together if one hides a usual mark, if one hides a Latin letter, and else:
# "‘Э" is the beginning of a quoted name, hardly ever the image of "ԝ".
_MIN_TOTAL: Final = 4.5
_MIN_LATIN_TOTAL: Final = 5.0
_MIN_OTHER_TOTAL: Final = 9.0
# A stretch proves its page when it gains this much more than it must.
_PROOF: Final = 4.0
# ... and one stretch at least must be clear ("SĂ\xa0" in Romanian capitals gains 8.7 as the image of "à").
_CLEAR_LETTER: Final = 9.0
_CLEAR_MARK: Final = 7.5
# Each doubling of the proven stretches lowers the bar for the others by this much.
_RELIEF: Final = 2.5
_MOST_RELIEF: Final = 12.0
# One letter of another script standing alone is a word in few texts ("и", "в"), and those prove their page elsewhere.
_STRANGER_PENALTY: Final = 5.0
# "√π" and "∆°" are mathematics and faces; a word of one letter proves little.
_ALONE_PENALTY: Final = 6.0
_NO_WORD_PENALTY: Final = 14.0
_ONE_LETTER_WORDS: Final = frozenset("àáâãåæèéêíïóôöøúüýõÀÁÅÆÈÉÊÍÓÔÖØÜ") | frozenset(map(chr, range(0x370, 0x600)))
# "Home В» Sport": no word of that script is near.
_LONE_BONUS: Final = 1.0
# Code page 1258 shows a combining grave as itself and "€": to drop a character behind a mark is a poor explanation.
_SAME_PENALTY: Final = 12.0
# A reading that is itself an image of UTF-8 is implausible as text, and for that very reason no accident.
_LAYER_BONUS: Final = 7.0
# Longer runs are judged by their beginning.
_LONGEST_WEIGHED: Final = 300
# A line that is UTF-8 from end to end on a proven page, and saves so many characters, is converted as a whole.
_LEAST_SAVED: Final = 6
_MARGIN_SAMPLE: Final = 60
_RUN: Final = re.compile(r"[^\x00-\x7f]+")
# The longest stretch in which a multi-byte image is looked for piece by piece (the search is quadratic in it).
_LONGEST_PIECE: Final = 60


class Stretch(NamedTuple):
    """A stretch text[start:end] whose reading `decoded` gains `gain` nats over what is there."""

    start: int
    end: int
    decoded: str
    gain: float
    least: float
    """The gain it must have to stand on its own."""


def find_stretches(page: CodePage, text: str, model: Model) -> list[Stretch]:
    """All stretches that read better as UTF-8 seen through this page.

    What is left in doubt is decided by what is beyond doubt: a page proven several times in a text explains the
    sequences that could be a word of some language as well.
    """
    find = _single_byte_stretches if isinstance(page, SingleByte) else _multi_byte_stretches
    found = list(find(page, text, model))  # type: ignore[arg-type]
    proven = sum(stretch.gain > stretch.least + _PROOF for stretch in found)
    if not proven or not any(
        stretch.gain > (_CLEAR_LETTER if stretch.decoded.isalpha() else _CLEAR_MARK) for stretch in found
    ):
        return []
    relief = min(_MOST_RELIEF, _RELIEF * math.log2(proven))
    return [stretch for stretch in found if stretch.gain > stretch.least - relief]


def proven_stretches(page: CodePage, text: str, model: Model) -> list[Stretch]:
    """The same for a page that a sample of the text has proven: lines that are its image throughout are taken whole."""
    whole: list[Stretch] = []
    rest: list[str] = []
    start = 0
    for line in text.split("\n"):
        decoded = None if line.isascii() else page.decode(line)
        if decoded is not None and len(line) - len(decoded) >= _LEAST_SAVED:
            whole.append(_whole(line, decoded, start, model))
            rest.append(" " * len(line))
        else:
            rest.append(line)
        start += len(line) + 1
    if not whole:
        return find_stretches(page, text, model)
    remaining = "\n".join(rest)
    found = [] if remaining.isascii() else find_stretches(page, remaining, model)
    return sorted((*whole, *found))


def _whole(line: str, decoded: str, start: int, model: Model) -> Stretch:
    """One stretch from the first to the last image of the line, its gain estimated by its beginning."""
    head = next(i for i, character in enumerate(line) if character > "\x7f")
    tail = next(i for i, character in enumerate(reversed(line)) if character > "\x7f")
    shown, meant = line[head : len(line) - tail], decoded[head : len(decoded) - tail]
    part = min(len(meant), _MARGIN_SAMPLE)
    gain = model.score(meant[:part], "\n", "\n") - model.score(shown[: part * len(shown) // len(meant)], "\n", "\n")
    return Stretch(start + head, start + len(line) - tail, meant, gain * len(meant) / part, MIN_GAIN)


def least_total(page: CodePage, stretches: list[Stretch]) -> float:
    """What the stretches of one page must gain together, by what is the least surprising thing that they hide."""
    return min(_least(page, stretch) for stretch in stretches)


def _least(page: CodePage, stretch: Stretch) -> float:
    if USUAL.issuperset(stretch.decoded):
        return _MIN_TOTAL
    if isinstance(page, MultiByte):
        return _MIN_OTHER_TOTAL
    latin = all(script(character) == "latin" or character in USUAL for character in stretch.decoded)
    return _MIN_LATIN_TOTAL if latin else _MIN_OTHER_TOTAL


def weigh(text: str, start: int, end: int, decoded: str, model: Model) -> float:
    """By how many nats `decoded` is more plausible at text[start:end] than what is there."""
    before = text[start - 1] if start else "\n"
    after = text[end] if end < len(text) else "\n"
    if end - start <= _LONGEST_WEIGHED:
        gain = weigh_in(before, text[start:end], after, decoded, model)
        return gain + _LONE_BONUS if _is_lone(text, start, end, decoded) else gain
    # A longer run is judged by its beginning, for the whole of it.
    part = _LONGEST_WEIGHED * len(decoded) // (end - start)
    share = len(decoded) / max(1, part)
    return share * weigh_in(before, text[start : start + _LONGEST_WEIGHED], after, decoded[:part], model)


def _is_lone(text: str, start: int, end: int, decoded: str) -> bool:
    """Whether the image of a usual mark begins with a letter of another script and stands between Latin words."""
    if decoded not in USUAL or script(text[start]) in ("", "latin", "han"):
        return False
    left, right = text[max(0, start - 2) : start], text[end : end + 2]
    return left.isascii() and right.isascii() and left[:1].isalpha() and right[-1:].isalpha()


@lru_cache(maxsize=1 << 13)
def weigh_in(before: str, shown: str, after: str, decoded: str, model: Model) -> float:
    """By how many nats `decoded` is more plausible than `shown` between its neighbours."""
    gain = model.score(decoded, before, after) - model.score(shown, before, after)
    if USUAL.issuperset(decoded):
        gain += _USUAL_BONUS * min(_USUAL_MOST, len(decoded))
    if shown.startswith(decoded):
        gain -= _SAME_PENALTY
    if decoded > "\x7f" and is_image(decoded):
        gain += _LAYER_BONUS
    own = script(shown[0])
    if own and own not in ("latin", "han") and (
        script(before) == own or (script(after) == own and script(shown[-1]) == own)
    ):  # fmt: skip
        gain -= _WORD_PENALTY
    if (
        len(decoded) == 1
        and (found := script(decoded))
        and found != "latin"
        and found not in (script(before), script(after))
    ):
        gain -= _STRANGER_PENALTY
    if len(decoded) == 1 and _stands_alone(decoded, before, after):
        gain -= _ALONE_PENALTY if decoded in _ONE_LETTER_WORDS else _NO_WORD_PENALTY
    return gain


def _stands_alone(decoded: str, before: str, after: str) -> bool:
    """Whether a letter would stand with no letter beside it."""
    return decoded.isalpha() and not before.isalpha() and not after.isalpha()


def _single_byte_stretches(page: SingleByte, text: str, model: Model) -> Iterator[Stretch]:
    for match in run_pattern(page).finditer(text):
        start, end = match.span()
        if end - start > 3:
            start, end = _without_words(page, text, start, end)
        decoded = page.decode(text[start:end])
        if decoded is not None:
            gain = weigh(text, start, end, decoded, model)
            if gain > MIN_GAIN or end - start <= 3:
                yield Stretch(start, end, decoded, gain, MIN_GAIN)
                continue
        if end - start > 3:
            yield from _pieces(page, text, start, end, model)


def _without_words(page: SingleByte, text: str, start: int, end: int) -> tuple[int, int]:
    """The run without the sequences at its ends that are letters of a word going on outside it.

    "มากโ€™" holds the image of ’ and two letters of a Thai word that would be an image as well.
    """
    pieces = [match.span() for match in sequence_pattern(page).finditer(text, start, end)]
    while len(pieces) > 1 and _goes_on(text, *pieces[0], before=True):
        pieces.pop(0)
    while len(pieces) > 1 and _goes_on(text, *pieces[-1], before=False):
        pieces.pop()
    return pieces[0][0], pieces[-1][1]


def _goes_on(text: str, start: int, end: int, *, before: bool) -> bool:
    outside = text[start - 1 : start] if before else text[end : end + 1]
    own = script(outside) if outside else ""
    return bool(own) and own != "latin" and all(script(character) == own for character in text[start:end])


def _pieces(page: SingleByte, text: str, start: int, end: int, model: Model) -> Iterator[Stretch]:
    """The single sequences of a run that gain on their own."""
    for match in sequence_pattern(page).finditer(text, start, end):
        decoded = page.decode(match.group())
        if decoded is None:
            continue
        gain = weigh(text, *match.span(), decoded, model)
        yield Stretch(*match.span(), decoded, gain, _MIN_PIECE_GAIN)


def _multi_byte_stretches(page: MultiByte, text: str, model: Model) -> Iterator[Stretch]:
    for match in _RUN.finditer(text):
        start, end = match.span()
        # An odd number of bytes takes the next ASCII character in: "’s" is shown as "鈥檚".
        decoded = page.decode(match.group())
        if decoded is not None:
            gain = weigh(text, start, end, decoded, model)
            yield Stretch(start, end, decoded, gain, MIN_GAIN)
        else:
            yield from _inner_stretches(page, text, start, end, model)


def _inner_stretches(page: MultiByte, text: str, start: int, end: int, model: Model) -> Iterator[Stretch]:
    """The stretches inside a run, longest gain first from the left, that are whole UTF-8."""
    raw = [page.encode(character) for character in text[start:end]]
    position = 0
    while position < len(raw):
        first = raw[position]
        if first is None or not 0xC2 <= first[0] <= 0xF4:
            position += 1
            continue
        best = _best_from(raw, text, start, position, model)
        if best is not None and best.gain > _MIN_INNER_GAIN:
            yield best
            position = best.end - start
        else:
            position += 1


def _best_from(raw: list[bytes | None], text: str, start: int, position: int, model: Model) -> Stretch | None:
    best: Stretch | None = None
    gathered = b""
    for last in range(position, min(len(raw), position + _LONGEST_PIECE)):
        piece = raw[last]
        if piece is None:
            break
        gathered += piece
        try:
            decoded = gathered.decode("utf-8")
        except UnicodeDecodeError as error:
            if error.reason != "unexpected end of data":
                break
            continue
        gain = weigh(text, start + position, start + last + 1, decoded, model)
        if best is None or gain > best.gain:
            best = Stretch(start + position, start + last + 1, decoded, gain, _MIN_INNER_GAIN)
    return best
