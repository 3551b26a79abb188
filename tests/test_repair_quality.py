"""Restored shares and changed controls against the floors in tests/floors.json."""

from __future__ import annotations

import json
import lzma
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from pipeline.repair import repair_text
from training.corpus import CLEAN, Corpus
from training.repair_cases import Maker

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT.parent / "shared" / "data" / "mojibake"
FLOORS = json.loads((Path(__file__).parent / "floors.json").read_text(encoding="utf-8"))["repair"]
EXACT = ("whole", "mixed", "native-mixed", "double", "winpua", "variant")


def scores(cases: Sequence[Mapping[str, object]]) -> dict[str, float]:
    """Percent restored a family, and counts of controls changed and texts made worse."""
    total: Counter[str] = Counter()
    exact: Counter[str] = Counter()
    for case in cases:
        family = str(case["family"])
        total[family] += 1
        exact[family] += repair_text(str(case["garbled"])).text == case["clean"]
    result = {family: 100 * exact[family] / total[family] for family in total if family != "control"}
    result["all exact"] = 100 * sum(exact[f] for f in EXACT) / max(1, sum(total[f] for f in EXACT))
    result["controls changed"] = total["control"] - exact["control"]
    return result


def check(found: dict[str, float], floors: dict[str, float]) -> None:
    for name, floor in floors.items():
        if name == "controls changed":
            assert found[name] <= floor, (name, found[name])
        else:
            assert found[name] >= floor, (name, found[name])


@pytest.mark.slow
@pytest.mark.skipif(not (DATA / "cases.jsonl.xz").exists(), reason="the shared data is not beside this repository")
def test_development_cases() -> None:
    """No family of the development cases falls below its floor, and no control changes."""
    with lzma.open(DATA / "cases.jsonl.xz", "rt", encoding="utf-8") as lines:
        check(scores([json.loads(line) for line in lines]), FLOORS["development"])


@pytest.mark.slow
@pytest.mark.skipif(not (DATA / "clean.jsonl.xz").exists(), reason="the shared data is not beside this repository")
def test_held_out_cases() -> None:
    """The same on cases made of paragraphs and languages that the model was not trained on."""
    maker = Maker(list(Corpus(DATA.parent).rows(CLEAN)), seed=3)
    cases = [*maker.exact(4), *maker.legacy(2), *list(maker.controls())[::3]]
    check(scores(cases), FLOORS["held out"])


def test_committed_sample() -> None:
    """Nearly all of our own cases come back whole, wherever the tests run."""
    cases = Path(__file__).parent / "cases"
    sample = [
        c for name in ("wild", "synthetic") for c in json.loads((cases / f"repair_{name}.json").read_text("utf-8"))
    ]
    restored = sum(repair_text(case["input"]).text == case["expect"] for case in sample)
    assert restored >= FLOORS["sample"]["restored"]
