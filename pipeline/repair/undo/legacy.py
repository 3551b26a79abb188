"""Undo the reading of one legacy charset as another, no UTF-8 involved, where the evidence is strong."""

from __future__ import annotations

import operator
import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from typing import Final, NamedTuple

from pipeline.decode.known_pages import KNOWN_PAGES, ranked
from pipeline.repair.ground.charclass import char_class, common_han
from pipeline.repair.ground.codepages import byte_table
from pipeline.repair.ground.edits import Edit
from pipeline.repair.ground.model import Model

# The pairs seen most come first: of two that explain a text alike, the first is taken.
_WRONG: Final = tuple(page.codec for page in ranked(lambda page: page.shown))
_RIGHT: Final = tuple(page.codec for page in ranked(lambda page: page.written))
_MULTI: Final = frozenset(page.codec for page in ranked(lambda page: page.shown) if page.is_multi_byte)
_NAMES: Final = {page.codec: page.name for page in KNOWN_PAGES}
# A text is looked at if so many of its pairs with a character above ASCII are new to the model: text of a known
# language has one in fifty, a text in the wrong charset one in ten.
_LEAST_NEW: Final = 2
_NEW_SHARE: Final = 0.03
_SLICE: Final = 90
_SHORT_SLICE: Final = 32
_LONG: Final = 1500
_CHARSET_SAMPLE: Final = 96
_ASCII: Final = frozenset(map(chr, range(0x80)))
_SAMPLE: Final = 600
_FIRST_LOOK: Final = 220
# Gain that is required, and required for each character above ASCII.
_MIN_GAIN: Final = 5.0
_MIN_GAIN_EACH: Final = 0.08
# The text as it was meant has hardly any new pair. (Right readings of the development cases: 0 to 2 %; what gained by
# chance in languages the model does not know: over 10 %.)
_MOST_NEW_AFTER: Final = 0.035
# One letter put in place of another is the spelling of some language: Tzeltal writes ´, where page 850 has ï.
_LEAST_DIFFERENT: Final = 3
_FIRST_DENSE: Final = "\u3000"
# What East Asian text has not, marks aside.
_FOREIGN: Final = re.compile("[\x80-\u2009\u2030-\u2fff]")
_DENSE: Final = re.compile("[\u3000-\U0010ffff]")
_STRANGE_SHARE: Final = 0.15
_RARE: Final = frozenset(("han_rare", "hangul_rare", "half_kana", "private", "c1", "half_other"))

# ... unless it stands inside a word where no spelling has it: another script, a control, a sign.
_ALIEN: Final = "\x80-\x9f\u0370-\u05ff\u0e00-\u0e7f\u2500-\u259f\u3400-\u9fff‚ƒ„…†‡ˆ‰‹”˜›¡¢£¤¥¦§¨©¬®¯±¶¸¹²³¼½¾¿×÷"
_MIXED_WORD: Final = re.compile(rf"[a-z][{_ALIEN}][a-z]")
# "мЯ" is what the end of a word looks like where x-mac-cyrillic was read as windows-1251.
_FLIP: Final = re.compile(r"[\u0430-\u044f\u0451][\u0410-\u042f\u0401\u0402\u0409]")
_LEAST_FLIPS: Final = 2
# A reading with fewer characters has fewer factors; this is what one character is worth.
SAVED_CHARACTER: Final = 2.2
_LEAST_CHARACTERS: Final = 3
_LONGEST_JUDGED: Final = 4000
_FINALISTS: Final = 10
_LANGUAGE_WEIGHT: Final = 0.5


class Misreading(NamedTuple):
    """Bytes of `right` that were read as `wrong`."""

    wrong: str
    right: str

    def undo(self, text: str) -> str | None:
        """The text as it was meant; None if it cannot have been misread so."""
        raw = _encode(text, self.wrong)
        try:
            return None if raw is None else raw.decode(self.right)
        except UnicodeDecodeError:
            return None

    @property
    def name(self) -> str:
        """Such as "windows-1251>windows-1252": what it was, what it was taken for."""
        return f"{_NAMES[self.right]}>{_NAMES[self.wrong]}"


def looks_misread(text: str, model: Model) -> bool:
    """Whether a look at three places finds many pairs of characters that no known language has."""
    middle = len(text) // 2
    size = _SLICE if len(text) < _LONG else _SHORT_SLICE
    places = (text[:size], text[middle : middle + size], text[-size:]) if len(text) > 3 * size else (text,)
    if size == _SHORT_SLICE:
        # The places of a long text are judged together; what they suspect, longer ones confirm.
        more = (text[: 3 * _SLICE], text[middle : middle + 3 * _SLICE])
        return all(_is_strange("\n".join(look), 3 * _NEW_SHARE, model) for look in (places, more))
    # In a short text every pair counts; three places of a long one may have a rare name each.
    share = _NEW_SHARE if len(places) == 1 else 2 * _NEW_SHARE
    return any(_is_strange(place, share, model) for place in places)


def may_be_shown(text: str) -> bool:
    """Whether one of the wrong charsets has all the characters that the text begins with."""
    sample = set(text[:_CHARSET_SAMPLE]) - _ASCII
    if not sample:
        return True
    if any(map(sample.issubset, _repertoires())):
        return True
    return any(_encode("".join(sample), codec) is not None for codec in _MULTI)


def _is_strange(place: str, share: float, model: Model) -> bool:
    if _DENSE.search(place) and not _FOREIGN.search(place) and not _has_strange(place, model):
        return False
    pairs = list(map(operator.add, place, place[1:]))
    new = set(pairs).difference(model.known)
    unknown = [pair for pair in pairs if pair in new] if new else []
    if len(unknown) < _LEAST_NEW:
        return False
    if len(_FLIP.findall(place)) >= _LEAST_FLIPS:
        return True
    dense: int = sum(pair[0] >= _FIRST_DENSE and pair[1] >= _FIRST_DENSE for pair in unknown)
    if 2 * dense < len(unknown):
        above = len(pairs) - sum(map(str.isascii, pairs))
        sparse = len(unknown) - dense
        return sparse >= _LEAST_NEW and sparse >= share * above
    # No sample knows the pairs of ten thousand ideographs: there it is the characters that are strange.
    return _has_strange(place, model)


def _has_strange(place: str, model: Model) -> bool:
    """Whether many characters are strange in a text of thousands of characters."""
    strange = {c for c in set(place).difference(_ordinary(model)) if _is_strange_character(c, model)}
    above = len(place) - sum(map(str.isascii, place)) if strange else 1
    return sum(map(strange.__contains__, place)) >= _STRANGE_SHARE * above


@lru_cache(maxsize=1)
def _ordinary(model: Model) -> frozenset[str]:
    """The characters of known text that are of no rare kind."""
    return frozenset(c for c in model.characters if char_class(c) not in _RARE) | _ASCII


def _is_strange_character(character: str, model: Model) -> bool:
    return char_class(character) in _RARE or (character in common_han() and model.count(character) == 0)


def legacy_edits(text: str, model: Model) -> list[Edit]:
    """The edits that undo the misreading which explains the text best, line by line; none without strong evidence."""
    lines = list(_lines(text))
    misreading = _best(_sample(lines), model)
    if misreading is None:
        return []
    edits = []
    for start, line in lines:
        meant = misreading.undo(line)
        if meant is not None and meant != line and (gain := _gain(line, meant, model)) > 0:
            rule = f"mojibake:legacy:{misreading.name}"
            edits.append(Edit(start, start + len(line), meant, rule, misreading.name, 1, gain))
    return edits


def plausibility(text: str, model: Model) -> float:
    """Log-probability of a whole text, its letters weighed by language too."""
    letters = Counter(c for c in text if c > "\x7f" and c.isalpha())
    return model.score(text, "\n", "\n") + _LANGUAGE_WEIGHT * model.language_fit(letters)


def _gain(line: str, meant: str, model: Model) -> float:
    if len(line) > _LONGEST_JUDGED:
        # A longer line is judged by its beginning.
        line, meant = line[:_LONGEST_JUDGED], meant[: _LONGEST_JUDGED * len(meant) // len(line)]
    return plausibility(meant, model) - plausibility(line, model) - SAVED_CHARACTER * max(0, len(line) - len(meant))


def _best(sample: str, model: Model) -> Misreading | None:
    above = sum(character > "\x7f" for character in sample)
    if above < _LEAST_CHARACTERS:
        return None
    different = len({character for character in sample if character > "\x7f"})
    if different < _LEAST_DIFFERENT and not _MIXED_WORD.search(sample):
        return None
    finalists = _finalists(sample, model)
    gains = {meant: _gain(sample, meant, model) for meant in finalists}
    best = max(gains, key=gains.__getitem__, default="")
    if not gains or gains[best] < _MIN_GAIN + _MIN_GAIN_EACH * above or _new_share(best, model) > _MOST_NEW_AFTER:
        return None
    return finalists[best]


def _finalists(sample: str, model: Model) -> dict[str, Misreading]:
    """The likeliest readings of the sample, chosen by its first line or two."""
    start = next((i for i, character in enumerate(sample) if character > "\x7f"), 0)
    look = sample[max(0, start - 20) : start + _FIRST_LOOK]
    # A cut inside a word may leave half a character of a multi-byte charset: its last byte is forgiven.
    readings: dict[str, Misreading] = {}
    for wrong in _WRONG:
        raw = _encode(look, wrong)
        for right in _RIGHT if raw is not None else ():
            if wrong != right and raw is not None:
                meant = raw.decode(right, "replace").rstrip("\ufffd")
                if "\ufffd" not in meant and meant != look:
                    readings.setdefault(meant, Misreading(wrong, right))
    finalists: dict[str, Misreading] = {}
    for meant in sorted(readings, key=lambda meant: _strangeness(meant, model))[:_FINALISTS]:
        misreading = readings[meant]
        meant_all = misreading.undo(sample)
        if meant_all is not None:
            finalists.setdefault(meant_all, misreading)
    return finalists


def _new_share(text: str, model: Model) -> float:
    """Share of the pairs with a character above ASCII that no known language has."""
    pairs = [pair for pair in map(operator.add, text, text[1:]) if not pair.isascii()]
    return sum(_is_new(pair, model) for pair in pairs) / max(1, len(pairs))


def _is_new(pair: str, model: Model) -> bool:
    if pair in model.pairs or pair.isascii():
        return False
    if not (pair[0] >= _FIRST_DENSE or pair[1] >= _FIRST_DENSE):
        return True
    return any(
        char_class(character) in _RARE or (model.count(character) == 0 and character not in common_han())
        for character in pair
    )


def _strangeness(text: str, model: Model) -> float:
    """Rough measure to choose finalists by: new pairs, and characters, which a misreading as one byte doubles."""
    new = sum(_is_new(pair, model) for pair in map(operator.add, text, text[1:]))
    return new + 0.2 * len(text)


def _lines(text: str) -> Iterator[tuple[int, str]]:
    start = 0
    for line in text.split("\n"):
        if not line.isascii():
            yield start, line
        start += len(line) + 1


def _sample(lines: list[tuple[int, str]]) -> str:
    """Some of the lines that are not ASCII, up to a limit; a long line is cut at a blank."""
    sample = ""
    for _, line in lines:
        room = _SAMPLE - len(sample)
        if len(line) > room:
            line = line[: line.rfind(" ", 0, room) + 1 or room]
        sample += line + "\n"
        if len(sample) >= _SAMPLE:
            break
    return sample


@lru_cache(maxsize=1)
def _tables() -> dict[str, dict[int, int | None]]:
    """For each single-byte codec a table to Latin-1 that sends all other characters above ASCII out of its range."""
    return {codec: {ord(c): byte for c, byte in byte_table(codec).items()} for codec in _WRONG if codec not in _MULTI}


@lru_cache(maxsize=1)
def _repertoires() -> tuple[frozenset[str], ...]:
    """The characters above ASCII of each wrong charset of one byte."""
    return tuple(frozenset(map(chr, table)) for table in _tables().values())


def _encode(text: str, codec: str) -> bytes | None:
    try:
        if codec in _MULTI:
            return text.encode(codec)
        table = _tables()[codec]
        if any(point > 0x7F and point not in table for point in map(ord, set(text))):
            return None
        return text.translate(table).encode("latin-1")
    except UnicodeEncodeError:
        return None
