"""What tests share: cases as data, and the development data where it is there."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

# A slow example is no failure: how long one takes depends on what else the machine does.
settings.register_profile("copydesk", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("copydesk")

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
CASES = ROOT / "tests" / "cases"
COPYDESK = [os.path.join(os.path.dirname(sys.executable), "copydesk")]


def cases(name: str) -> list[Any]:
    """Return the cases of a file as pytest parameters, named by their labels."""
    rows = json.loads((CASES / f"{name}.json").read_text(encoding="utf-8"))
    marks = {"known_failure": pytest.mark.xfail(strict=True, reason="known failure"), "slow": pytest.mark.slow}
    return [
        pytest.param(row, id=row["label"], marks=[mark for key, mark in marks.items() if row.get(key)]) for row in rows
    ]


def needs_shared(part: str) -> pytest.MarkDecorator:
    """Skip where the development data is not there; CI has it."""
    return pytest.mark.skipif(not (SHARED / part).exists(), reason=f"needs ../shared/{part}")


@pytest.fixture
def root() -> Path:
    return ROOT
