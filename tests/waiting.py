"""Waiting for what must happen. How long it takes says nothing: the machine may be busy with other things."""

from __future__ import annotations

import time
from collections.abc import Callable

PATIENCE = 600.0
"""Seconds after which a test takes something for hanging. No test fails for being slow."""


def until(happens: Callable[[], object], otherwise: str = "it did not happen") -> None:
    """Return once it has happened; fail, with these words, where it never does."""
    end = time.monotonic() + PATIENCE
    pause = 0.02
    while not happens():
        assert time.monotonic() < end, otherwise
        time.sleep(pause)
        pause = min(pause * 1.2, 0.2)  # what is waited for needs the processor more than who asks
