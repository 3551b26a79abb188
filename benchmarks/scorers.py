"""The scorers that lie beside the development data."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path
from types import ModuleType


def scorer(name: str, folder: Path) -> ModuleType:
    """Return a module of that folder; its modules import each other, so the folder is looked into from then on."""
    if str(folder) not in sys.path:  # a hundred thousand entries make no process start any more
        sys.path.append(str(folder))
    return importlib.import_module(name)
