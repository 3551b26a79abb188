"""Undo misread UTF-8: decide for a whole document which code page is at fault, rewrite what it explains, look again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from pipeline.repair.ground.codepages import CodePage, SingleByte
from pipeline.repair.ground.edits import Edit, compose, rewrite
from pipeline.repair.ground.model import Model
from pipeline.repair.ground.suspects import suspects
from pipeline.repair.prove.gate import suspicious_windows
from pipeline.repair.prove.quick import residue
from pipeline.repair.undo.stretches import Stretch, find_stretches, least_total, proven_stretches, weigh_in

# Each rewritten stretch costs this much, so that many small gains of chance do not add up in a long text.
_STRETCH_COST: Final = 3.5
_MOST_ROUNDS: Final = 8
# Pages whose first layer gains nearly as much as the best one's are followed to the end before one is chosen: the best
# first step on "Ã¢Â€Â™" is ISO 8859-15 (a ¤ is likelier than a control character), the best end is windows-1252.
_CONTENDERS: Final = 4
_CONTENTION: Final = 0.6
_ROLLOUT_ROUNDS: Final = 3
# A further page or layer costs this much: one page that explains everything beats two that share it.
_LAYER_COST: Final = 6.0
# Weight of the language that fits all letters best against the sum of pairs, which knows no language.
_LANGUAGE_WEIGHT: Final = 0.5


@dataclass(frozen=True, slots=True)
class _Reading:
    page: CodePage
    stretches: list[Stretch]
    gain: float
    text: str


def undo_mojibake(text: str, windows: list[tuple[int, int]], model: Model) -> tuple[str, list[Edit]]:
    """The text with every layer of misread UTF-8 undone, and the edits that do it.

    The page is chosen on the suspicious stretches of the text, a few thousand characters, and then applied to all.
    """
    weigh_in.cache_clear()
    edits: list[Edit] = []
    for _ in range(_MOST_ROUNDS):
        reading = _choose("\n".join(text[start:end] for start, end in windows), model) if windows else None
        if reading is None:
            break
        page = reading.page
        stretches = proven_stretches(page, text, model)
        if not stretches:
            break
        layer = [Edit(s.start, s.end, s.decoded, f"mojibake:{page.name}", page.name, 1, s.gain) for s in stretches]
        edits = compose(edits, layer, text)
        text = rewrite(text, layer)
        windows = suspicious_windows(text, residue(text))
    return text, edits


def _choose(text: str, model: Model) -> _Reading | None:
    """The reading of the text one layer down that leads to the most plausible end."""
    readings = _readings(text, model)
    if len(readings) < 2:
        return readings[0] if readings else None
    return max(readings, key=lambda reading: _prospect(reading, model))


def _readings(text: str, model: Model, contention: float = _CONTENTION) -> list[_Reading]:
    """The best readings of the text that differ, best first."""
    if text.isascii():
        return []
    scored = []
    for page in _different(suspects(text, model), text):
        stretches = find_stretches(page, text, model)
        gain = sum(stretch.gain - _STRETCH_COST for stretch in stretches) + page.prior
        if stretches and gain > least_total(page, stretches):
            scored.append((gain, page, stretches))
    scored.sort(key=lambda item: -item[0])
    readings: dict[str, _Reading] = {}
    best = {stretch[:3] for stretch in scored[0][2]} if scored else set()
    for gain, page, stretches in scored:
        if gain < contention * scored[0][0] or len(readings) == _CONTENDERS:
            break
        # A page that explains less than the best one, and nothing else, leads to no other end.
        if readings and best.issuperset(stretch[:3] for stretch in stretches):
            continue
        decoded = rewrite(text, _as_edits(stretches))
        readings.setdefault(decoded, _Reading(page, stretches, gain, decoded))
    return list(readings.values())


def _different(pages: list[CodePage], text: str) -> Iterator[CodePage]:
    """The pages without those that read all characters of the text as one before them does."""
    characters = sorted(set(text))
    seen = set()
    for page in pages:
        read: object = page
        if isinstance(page, SingleByte):
            read = tuple(page.bytes_of.get(character) for character in characters)
        if read not in seen:
            seen.add(read)
            yield page


def _prospect(reading: _Reading, model: Model) -> float:
    """What a reading gains in the end, when the layers below it are undone greedily."""
    gain, text = reading.gain, reading.text
    for _ in range(_ROLLOUT_ROUNDS):
        if not suspicious_windows(text, residue(text)):
            break
        below = _readings(text, model, contention=1.0)
        if not below:
            break
        gain, text = gain + below[0].gain - _LAYER_COST, below[0].text
    letters = Counter(c for c in text if c > "\x7f" and c.isalpha())
    return gain + _LANGUAGE_WEIGHT * model.language_fit(letters)


def _as_edits(stretches: list[Stretch]) -> list[Edit]:
    return [Edit(stretch.start, stretch.end, stretch.decoded, "") for stretch in stretches]
