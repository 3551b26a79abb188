"""Waiting for what must happen. How long it takes says nothing: the machine may be busy with other things."""

from __future__ import annotations

import time
from collections.abc import Callable

PATIENCE = 600.0
"""Seconds after which a test takes something for hanging. No test fails for being slow."""


def until(happens: Callable[[], object], seconds: float = PATIENCE) -> None:
    """Return once it has happened; fail where it never does."""
    end = time.monotonic() + seconds
    while not happens():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.05)
