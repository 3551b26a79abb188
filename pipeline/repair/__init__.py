"""Repair of characters: mojibake of every code page, control characters, entities; clean text stays the same object."""

from __future__ import annotations

from pipeline.repair.ground.edits import apply
from pipeline.repair.ground.types import Change, Repaired
from pipeline.repair.repairing import repair_text

__all__ = ["Change", "Repaired", "apply", "repair_text"]
