"""The parts of the line model: counting, words, trees, and the alignment of lines with a gold text."""

from __future__ import annotations

import numpy as np
import pytest

from pipeline.scoring.furniture import CATEGORIES, category_hits
from pipeline.scoring.scan import scan
from pipeline.scoring.series import heaviest_run, steps_since
from pipeline.scoring.trees import Forest, probabilities
from training.alignment import body_lines, f1, fit
from training.scripts import rewrite


class TestScan:
    """One pass counts every line as a reader would."""

    def test_words_and_ends(self) -> None:
        """Words, capitals and sentence ends of each line; a dot inside a number or an address ends nothing."""
        found = scan(["Two went. One stayed.", "example.com 3.14 NASA", ""])
        assert found.words[:, 0].tolist() == [4, 5, 0]
        assert found.words[1, 2] == 1
        assert found.ends.tolist() == [2, 0, 0]

    def test_han_words_are_pairs(self) -> None:
        """Each ideograph begins a word, and its hash is that of the pair."""
        first, second = scan(["新闻新闻"]), scan(["新闻"])
        assert len(first.word_hash) == 4
        assert first.word_hash[0] == first.word_hash[2] == second.word_hash[0]

    def test_case_is_folded_in_hashes(self) -> None:
        """The same word has one hash in any case and script with cases."""
        hashes = scan(["Привет привет SHARE share"]).word_hash
        assert (hashes[0], hashes[2]) == (hashes[1], hashes[3])


@pytest.mark.parametrize(
    ("line", "category"),
    [
        ("Read more about this", "related"),
        ("59 Comments on the match", "comments"),
        ("Anzeige", "advert"),
        ("相关新闻", "related"),
        ("Все права защищены", "legal"),
        ("شارك", "share"),
    ],
)
def test_furniture_words(line: str, category: str) -> None:
    """A line that begins with a furniture word or pair is seen to."""
    _, leading = category_hits(scan([line]), 1)
    assert leading[0, CATEGORIES.index(category)] >= 1


def test_steps_and_runs() -> None:
    """Distances count from the last flag before a line; the heaviest run is the one with the largest sum."""
    assert steps_since(np.array([1.0, 0.0, 0.0, 1.0, 0.0]), 9).tolist() == [9, 1, 2, 3, 1]
    assert heaviest_run(np.array([-1.0, 2.0, -1.0, 3.0, -5.0, 1.0])) == (1, 3)


def test_trees() -> None:
    """A tree of two nodes sends each row to the leaf its values lead to."""
    forest = Forest(
        feature=np.array([0, 1]),
        threshold=np.array([0.5, 0.5], np.float32),
        ruled_out=np.array([0b11, 0b01], np.int32),  # leaves 0, 1 are left of the root; 0 left of node 1
        leaves=np.array([[-9.0, 0.0, 9.0, *[0.0] * 29]], np.float32),
    )
    rows = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0]])
    assert probabilities(forest, rows).tolist() == [0.0, 0.5, 1.0]


class TestGold:
    """Lines are aligned with the gold in its order."""

    GOLD = "Two ships left the harbour at dawn.\nWhy it matters\nNobody had seen them since the winter of 1931."

    def test_teaser_is_not_body(self) -> None:
        """A line that repeats the article after its end is not body; a subheading between body lines is."""
        lines = ["Menu", *self.GOLD.split("\n"), "Share", "Two ships left the harbour at dawn."]
        assert body_lines(lines, self.GOLD) == [False, True, True, True, False, False]

    def test_repeated_line_counts_once(self) -> None:
        """A standfirst that repeats the first paragraph uses its gold span only once."""
        lines = self.GOLD.split("\n")
        assert sum(body_lines([lines[0], "Menu", *lines], self.GOLD)) == 3

    def test_perfect_text(self) -> None:
        """The gold itself scores one; an empty text has no precision."""
        assert f1([fit(self.GOLD, self.GOLD)]) == (1.0, 1.0, 1.0)
        assert fit(self.GOLD, "").precision is None


@pytest.mark.parametrize("script", ["arabic", "hebrew", "hindi", "georgian", "han", "kana", "thai"])
def test_rewrite_keeps_lines(script: str) -> None:
    """A rewritten page has the same number of lines and no Latin letter."""
    lines = rewrite(["The King added: “Stay.” He left.", "Share", "12 May 2020"], script)
    assert len(lines) == 3
    assert not any("a" <= c.lower() <= "z" for line in lines for c in line)
