"""The line model: shapes, determinism, robustness on any text, floors on a self-written sample and the shared data."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.label.model import body_scores, decide
from pipeline.scoring.decisions import Decision, decisions, threshold
from tests.work import growth

HERE = Path(__file__).parent
CASES = json.loads((HERE / "cases" / "label_pages.json").read_text(encoding="utf-8"))
FLOORS = json.loads((HERE / "floors.json").read_text(encoding="utf-8"))["label_model"]
SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"


def _split(case: dict[str, object]) -> tuple[list[str], list[bool]]:
    pairs = case["lines"]
    assert isinstance(pairs, list)
    return [line for _, line in pairs], [mark == "+" for mark, _ in pairs]


class TestBodyScores:
    """`body_scores` is a pure function of the lines."""

    def test_no_lines_no_scores(self) -> None:
        """An empty document has no scores and no decisions."""
        assert body_scores([]) == []
        assert decide([], []) == []

    def test_same_input_same_output(self) -> None:
        """Two calls give the same floats, each with at most three decimals."""
        lines, _ = _split(CASES[0])
        first = body_scores(lines)
        assert first == body_scores(lines)
        assert all(score == round(score, 3) for score in first)

    @given(st.lists(st.text(), max_size=40))
    @settings(max_examples=150)
    def test_any_text(self, lines: list[str]) -> None:
        """Any list of strings gets one score in [0, 1] a line and one decision a line."""
        scores = body_scores(lines)
        assert len(scores) == len(lines)
        assert all(0.0 <= score <= 1.0 for score in scores)
        assert len(decisions(scores, lines)) == len(lines)

    def test_lone_surrogates(self) -> None:
        """Code points that no encoding takes are read like any other sign."""
        assert len(body_scores(["a\ud800b", "\U0010ffff" * 3])) == 2

    def test_fixed_roles_hold(self) -> None:
        """A line whose role a rule has fixed gets 1.0 or 0.0; the others are still scored."""
        lines, _ = _split(CASES[0])
        roles: list[str | None] = [None] * len(lines)
        roles[0], roles[10], roles[16] = "navigation", "caption", "subheading"
        scores = body_scores(lines, None, roles)
        assert (scores[0], scores[10], scores[16]) == (0.0, 0.0, 1.0)
        assert scores[11] > 0.5

    def test_linear_work(self) -> None:
        """Ten times the lines takes no more than ten times the work; `benchmarks/growth.py` times what C does."""
        lines, _ = _split(CASES[0])
        assert growth(lambda times: body_scores(lines * times), 40, 400) <= 1.1


class TestDecide:
    """`decide` keeps what gives the best expected text, and says which rule cut the rest."""

    def test_rules_are_named(self) -> None:
        """Lines before, inside and after the article are cut under different rules."""
        lines = [
            "Menu",
            "A first sentence that has enough words.",
            "Share",
            "Another sentence that has enough words.",
            "More",
        ]
        rules = [v.rule for v in decisions([0.01, 0.95, 0.02, 0.97, 0.03], lines)]
        assert rules == ["before_start", "model", "model", "model", "after_end"]

    def test_sentence_beside_body_is_kept(self) -> None:
        """A full sentence beside body lines is kept at low confidence, a short line is not."""
        lines = ["A sentence that goes on for long enough to be one of an article."] * 3
        assert decisions([0.99, 0.31, 0.99], lines)[1] == Decision(True, "sentence", 0.31)
        assert decisions([0.99, 0.31, 0.99], [lines[0], "Read more", lines[0]])[1] == Decision(False, "model", 0.31)

    def test_prose_is_never_all_cut(self) -> None:
        """A page with one likely line, or with much unlikely prose, keeps something."""
        assert any(decide([0.5, 0.1], ["Some line of words here.", "x"]))
        assert any(decide([0.3] * 4, ["word " * 60] * 4))

    def test_no_article(self) -> None:
        """A page of short unlikely lines is empty, and says why."""
        assert {v.rule for v in decisions([0.3, 0.1], ["Some line of words here.", "x"])} == {"no_article"}

    @given(st.lists(st.floats(0, 1), min_size=1, max_size=30))
    def test_threshold_is_a_score_or_the_least(self, scores: list[float]) -> None:
        """The cut lies on one of the scores, or on the floor below which nothing is kept."""
        assert threshold(scores, [1.0] * len(scores)) in {*scores, 0.2}


class TestSample:
    """Floors on ten short pages of our own writing in ten languages (tests/cases/label_pages.json)."""

    @pytest.mark.parametrize("case", CASES, ids=[case["label"] for case in CASES])
    def test_page(self, case: dict[str, object]) -> None:
        """Every page keeps nearly all of its body and little else."""
        lines, wanted = _split(case)
        kept = decide(body_scores(lines), lines)
        assert sum(k and w for k, w in zip(kept, wanted, strict=True)) >= 0.8 * sum(wanted)
        assert sum(k and not w for k, w in zip(kept, wanted, strict=True)) <= 2

    def test_floors(self) -> None:
        """Over all pages, body recall by words and line accuracy hold their floors."""
        words = kept_words = right = count = 0
        for case in CASES:
            lines, wanted = _split(case)
            kept = decide(body_scores(lines), lines)
            for line, keep, want in zip(lines, kept, wanted, strict=True):
                words += len(line) if want else 0
                kept_words += len(line) if want and keep else 0
                right += keep == want
                count += 1
        assert kept_words >= FLOORS["sample_body_recall"] * words
        assert right >= FLOORS["sample_line_accuracy"] * count


@pytest.mark.skipif(not SHARED.exists(), reason="the development data is not here")
class TestSharedData:
    """Floors on the development pages. The committed weights have seen them: a guard, not a figure of merit."""

    @pytest.mark.parametrize("converter", ["mainel", "blocks"])
    def test_floors(self, converter: str) -> None:
        """F1 over every tenth gated page holds its floor."""
        from training.alignment import f1, fit
        from training.corpus import TEXTS, Corpus
        from training.texts import split_lines

        corpus = Corpus(SHARED)
        gold = {key: page for key, page in corpus.pages().items() if page.gate}
        fits = []
        for row in [row for row in corpus.rows(TEXTS[converter]) if row["id"] in gold][::10]:
            lines, blanks = split_lines(row["text"])
            kept = decide(body_scores(lines, blanks), lines)
            text = "\n".join(line for line, keep in zip(lines, kept, strict=True) if keep)
            fits.append(fit(gold[row["id"]].gold, text))
        assert f1(fits)[0] >= FLOORS[f"shared_{converter}"]
