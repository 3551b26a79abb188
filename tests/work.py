"""Work counted instead of timed: lines of our own code that run, and characters that built-in methods go over.

Counts are the same on any machine and at any load, so a test can say how they may grow.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

_OURS = tuple(str(Path(__file__).resolve().parents[1] / package) for package in ("pipeline", "schemas"))
# Methods of text and bytes that look at a few characters, or go on from a place they are given.
_BRIEF = frozenset("startswith endswith isascii find rfind index count".split())
_CHARACTERS_A_STEP = 64


def work(call: Callable[[], object]) -> int:
    """Return how much work a call is: its lines, and a line more for every 64 characters of a text gone over."""
    count = 0

    def line(frame: FrameType, event: str, _: Any) -> Any:
        nonlocal count
        if not frame.f_code.co_filename.startswith(_OURS):
            return None
        count += event == "line"
        return line

    def built_in(frame: FrameType, event: str, function: Any) -> None:
        nonlocal count
        if event == "c_call" and frame.f_code.co_filename.startswith(_OURS):
            owner = getattr(function, "__self__", None)
            if isinstance(owner, str | bytes) and function.__name__ not in _BRIEF:
                count += len(owner) // _CHARACTERS_A_STEP

    sys.settrace(line)
    sys.setprofile(built_in)
    try:
        call()
    finally:
        sys.settrace(None)
        sys.setprofile(None)
    return count


def growth(call: Callable[[int], object], small: int, large: int) -> float:
    """Return by how much the work grows from a small to a large size, set against the growth in size: 1 is linear."""
    call(small)  # tables are made on first use
    return work(lambda: call(large)) / max(1, work(lambda: call(small))) / (large / small)
