"""Cases of damaged and of sound text: what repair must give, and that every change can be replayed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline.repair import apply, repair_text
from pipeline.repair.ground.edits import rewrite
from pipeline.repair.prove.quick import doubtful_residue, residue
from pipeline.repair.undo.whole import whole_edits

CASES = Path(__file__).parent / "cases"


def load(name: str) -> list[dict[str, str]]:
    rows: list[dict[str, str]] = json.loads((CASES / f"repair_{name}.json").read_text(encoding="utf-8"))
    return rows


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


CLEAN_AT_ONCE = {
    "ampersand": "The R&D budget of AT&T grew – by 3 % – said the mayor’s office.",
    "Russian with a stress mark": "Мэр за́мка заявил во вторник, что сотни семей ждут помощи после наводнения.",
    "Persian with joiners": "شهردار گفت خانه‌های مردم پس از سیل ویران شده‌اند و خانواده‌ها در انتظار کمک هستند.",
    "Thai with Latin names": "นายกเทศมนตรีกล่าวกับ BBC News เมื่อวันอังคารว่า หลายร้อยครอบครัวยังคงรอความช่วยเหลือ",
    "Polish": "Rząd ogłosił we wtorek, że podwyżki dla nauczycieli zostaną wypłacone później „do skutku”.",
    "emoji": "Мы ждём вас завтра 🎉 на площади 👍🏽 приходите всей семьёй, будет весело.",
}


@pytest.mark.parametrize("name", CLEAN_AT_ONCE)
def test_clean_text_is_proven_by_one_look(name: str) -> None:
    """Ordinary news of several scripts needs no weighing; an image or an override in it does."""
    text = CLEAN_AT_ONCE[name]
    assert doubtful_residue(text) is None
    for damage in ("â€™", "\u202e", "&amp;", "\ud83d"):
        assert doubtful_residue(f"{text} {damage} {text}") is not None


def test_whole_text_is_undone_at_once() -> None:
    """A text that one page explains throughout is undone at once; one of two layers, or with lost bytes, is weighed."""
    text = "Le maire a déclaré que la ville n’était pas prête à accueillir les réfugiés.\nNoël à Besançon."
    shown = text.encode().decode("cp1252", "surrogateescape").translate({0xDC00 + b: chr(b) for b in range(0x80, 0xA0)})
    edits = whole_edits(shown, residue(shown))
    assert rewrite(shown, edits) == text
    assert {edit.codec for edit in edits} == {"windows-1252"}
    twice = shown.encode().decode("latin-1")
    assert whole_edits(twice, residue(twice)) == []
    lost = shown.replace("â€™", "???")
    assert whole_edits(lost, residue(lost)) == []
