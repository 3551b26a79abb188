"""Repair of characters: mojibake of every code page, control characters, entities; clean text stays the same object."""

from __future__ import annotations

from pipeline.repair.edits import apply
from pipeline.repair.engine import repair_text
from pipeline.repair.types import Repair, Repaired

__all__ = ["Repair", "Repaired", "apply", "repair_text"]
