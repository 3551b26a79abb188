"""Repair of characters: mojibake of every code page, control characters, entities; clean text stays the same object."""

from __future__ import annotations

from pipeline.repair.edits import apply
from pipeline.repair.engine import repair_text
from pipeline.repair.types import Change, Repaired

__all__ = ["Change", "Repaired", "apply", "repair_text"]
