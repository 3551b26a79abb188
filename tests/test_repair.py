"""Cases of damaged and of sound text: what repair must give, and that every change can be replayed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline.repair import apply, repair_text

CASES = Path(__file__).parent / "cases"


def load(name: str) -> list[dict[str, str]]:
    return json.loads((CASES / f"repair_{name}.json").read_text(encoding="utf-8"))


def labelled(name: str) -> list[object]:
    return [pytest.param(case, id=case["label"]) for case in load(name)]


EVERY = [*labelled("wild"), *labelled("synthetic"), *labelled("negative"), *labelled("known_failures")]


@pytest.mark.parametrize("case", [*labelled("wild"), *labelled("synthetic")])
def test_damage_is_undone(case: dict[str, str]) -> None:
    """A damaged text comes back as it was written."""
    assert repair_text(case["input"]).text == case["expect"]


@pytest.mark.parametrize("case", labelled("negative"))
def test_sound_text_stays_the_same_object(case: dict[str, str]) -> None:
    """A sound text, however odd, is not touched."""
    repaired = repair_text(case["input"])
    assert repaired.text is case["input"]
    assert repaired.repairs == ()


@pytest.mark.xfail(strict=True, reason="known failure: see the comment of the case")
@pytest.mark.parametrize("case", labelled("known_failures"))
def test_known_failures(case: dict[str, str]) -> None:
    """An accidental improvement fails here and moves the case to another file."""
    assert repair_text(case["input"]).text == case["expect"]


@pytest.mark.parametrize("case", EVERY)
def test_repairs_replay(case: dict[str, str]) -> None:
    """The records alone make the repaired text out of the original; they are sorted and do not overlap."""
    original = case["input"]
    repaired = repair_text(original)
    assert apply(repaired.repairs, original) == repaired.text
    done = 0
    for repair in repaired.repairs:
        assert repair.start >= done
        assert original.startswith(repair.before, repair.start)
        assert repair.line == original.count("\n", 0, repair.start) + 1
        done = repair.start + len(repair.before)


def test_record_says_page_layers_and_margin() -> None:
    """A repair of two layers names both pages and counts them."""
    (repair,) = repair_text("Home Ã‚Â» The council met on Tuesday").repairs
    assert repair.layers == 2
    assert repair.codec is not None
    assert repair.codec.count("+") == 1
    assert repair.margin is not None
    assert repair.margin > 0
    assert repair.rule.startswith("mojibake:")


def test_small_marks_make_small_records() -> None:
    """Only the changed characters are recorded, not their paragraph."""
    repaired = repair_text("It’s late.\nHome ยป Hundreds of people waited for the mayor’s answer")
    (repair,) = repaired.repairs
    assert (repair.line, repair.start, repair.before, repair.after) == (2, 16, "ยป", "»")
    assert repair.rule == "mojibake:windows-874"


def test_replay_refuses_another_text() -> None:
    """Repairs of one text do not silently change another."""
    repairs = repair_text("Home ยป Hundreds of people").repairs
    with pytest.raises(ValueError, match="does not fit"):
        apply(repairs, "Something else altogether")
