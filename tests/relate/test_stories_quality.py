"""The floor under what relating finds in articles whose stories are known, where these are there."""

from __future__ import annotations

import json
import lzma

import pytest

from benchmarks.relations import Score, half, score, stories_of
from pipeline.language.weight import weight
from schemas import Settings
from tests.conftest import SHARED, needs_shared


def test_scores_are_those_of_a_case_done_by_hand() -> None:
    """Five articles; pairs ab, de are true; ab, ac, bc are told: one of three told, one of two true."""
    found = score(dict(zip("abcde", "11233", strict=True)), dict(zip("abcde", "xxxyz", strict=True)))
    assert (found.precision, found.recall, found.f1) == (0.3333, 0.5, 0.4)
    # precision (2/3 + 2/3 + 1/3 + 1 + 1) / 5 = 0.7333, recall (1 + 1 + 1 + 1/2 + 1/2) / 5 = 0.8
    assert found == Score(0.3333, 0.5, 0.4, 0.7652)


@pytest.mark.slow
@needs_shared("data/relate/stories.jsonl.xz")
@pytest.mark.parametrize("name", ["report", "all"])
def test_stories_are_found(name: str) -> None:
    """Pair F1 and precision at least .96, on all and on the half that nothing was tuned on."""
    with lzma.open(SHARED / "data" / "relate" / "stories.jsonl.xz", "rt", encoding="utf-8") as file:
        rows = [row for row in map(json.loads, file) if weight(row["text"]) >= Settings().min_words]
    some = [row for row in rows if name in ("all", half(row["story"]))]
    found = score({row["id"]: row["story"] for row in some}, stories_of(some))
    assert min(found.f1, found.precision) >= 0.96, found
