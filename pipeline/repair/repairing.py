"""The one place that orders the repairs: references, mojibake, bare bytes, then what is left to take out."""

from __future__ import annotations

import re
from typing import Final

from pipeline.repair.clean.controls import cleaning_edits, needs_cleaning
from pipeline.repair.clean.entities import entity_edits, has_references
from pipeline.repair.ground.edits import Edit, as_changes, compose, rewrite
from pipeline.repair.ground.model import load_model
from pipeline.repair.ground.suspects import is_everyday
from pipeline.repair.ground.types import Repaired
from pipeline.repair.prove.gate import suspicious_windows
from pipeline.repair.prove.quick import doubtful_residue, residue
from pipeline.repair.undo.legacy import SAVED_CHARACTER, legacy_edits, looks_misread, may_be_shown, plausibility
from pipeline.repair.undo.lossy import bare_edits, cesu_edits, lossy_edits, may_be_lossy
from pipeline.repair.undo.mojibake import undo_mojibake
from pipeline.repair.undo.whole import whole_edits

# Passes over a text until nothing changes: what one pass brings to light (a reference spelled in mojibake) the next
# one repairs, so that a repaired text is never repaired again.
_MOST_PASSES: Final = 4
_CESU_SIGN: Final = re.compile("\xed[\xa0-\xaf]")
_C1: Final = re.compile(r"[\x80-\x84\x86-\x9f]")
_VALID_SEQUENCE: Final = 2.0


def repair_text(text: str) -> Repaired:
    """The text with its damage undone, and every change; the same object if there is none."""
    rest = doubtful_residue(text)
    if rest is None:
        return Repaired(text)
    edits = whole_edits(text, rest)
    if edits:
        return Repaired(rewrite(text, edits), as_changes(edits, text))
    current = text
    for _ in range(_MOST_PASSES):
        changes = _one_pass(current, rest)
        if not changes:
            break
        edits = compose(edits, changes, current)
        current = rewrite(text, edits)
        rest = doubtful_residue(current)
        if rest is None:
            break
    made = as_changes(edits, text)
    return Repaired(current, made) if made else Repaired(text)


def _one_pass(text: str, rest: str) -> list[Edit]:
    """The edits of all rules once over, composed."""
    edits: list[Edit] = []
    current = text

    def add(changes: list[Edit]) -> None:
        nonlocal edits, current
        if changes:
            edits = compose(edits, changes, current)
            current = rewrite(current, changes)

    if has_references(text):
        add(entity_edits(text))
        rest = residue(current)
    if rest:
        if _CESU_SIGN.search(rest):
            add(cesu_edits(current))
        before = len(edits)
        add(_undo_misreading(current, rest))
        proven = len(edits) > before
        if proven or may_be_lossy(rest):
            add(lossy_edits(current, load_model(), proven=proven))
        rest = residue(current) if edits else rest
    if _C1.search(rest):
        add(bare_edits(current))
        rest = residue(current)
    if needs_cleaning(rest):
        add(cleaning_edits(current))
    return [edit for edit in edits if text[edit.start : edit.end] != edit.after]


def _undo_misreading(text: str, rest: str) -> list[Edit]:
    """The edits that undo misread UTF-8, or a misread legacy charset if that explains the text better."""
    windows = suspicious_windows(text, rest)
    if not windows and is_everyday(rest):
        return []
    model = load_model()
    repaired, edits = undo_mojibake(text, windows, model) if windows else (text, [])
    if not may_be_shown(text) or not looks_misread(repaired, model):
        return edits
    rival = legacy_edits(text, model)
    if not rival or not edits:
        return rival or edits
    # Both explain the same text. A chance run of valid UTF-8 is one in eight a sequence: two nats each in its favour.
    sequences = sum(len(edit.after) for edit in edits)
    legacy = rewrite(text, rival)
    favour = _VALID_SEQUENCE * sequences
    saved = SAVED_CHARACTER * (max(0, len(text) - len(repaired)) - max(0, len(text) - len(legacy)))
    return edits if plausibility(repaired, model) + favour - saved >= plausibility(legacy, model) else rival
