"""A cleaner whose import lays traps into the reading of tars, members by whose names the process hangs or dies.

Tests name it and never import it.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path

from pipeline.sources import archives, tars
from pipeline.sources.streams import Members
from tests.engine.doubles import AWAITED, DIED_ONCE, hang_in_c, process, wait_for

__all__ = ["process"]


def entries(members: Members) -> Iterator[tars.Entry]:
    """Yield what is in a tar; go wrong at some names."""
    for entry in tars.entries(members):
        if entry.name.startswith("hang"):
            while True:
                pass
        if entry.name.startswith("stick"):
            hang_in_c()
        if entry.name.startswith("wait"):
            wait_for(os.environ[AWAITED])
        if entry.name.startswith("die"):
            os.kill(os.getpid(), signal.SIGKILL)
        if entry.name.startswith("once") and not (died := Path(os.environ[DIED_ONCE])).exists():
            died.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        if entry.name.startswith("eat"):
            _ = b"x" * (1 << 34)
        if entry.name.startswith("bug"):
            raise KeyError(entry.name)
        yield entry


archives.entries = entries  # type: ignore[attr-defined]
