"""What `copydesk relate` finds: stories, copies, passages, and what it must not find."""

from __future__ import annotations

import random
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any

import pytest

from pipeline.engine import ingest
from pipeline.relate import relate
from pipeline.relate.closeness import nearness
from pipeline.relate.features import features
from pipeline.relate.similarity import MOST_ALIKE, similar, weighted
from schemas import IngestJob
from tests.conftest import SHARED, needs_shared
from tests.relate.folders import case_rows, fill, groups, kinds, lines, of_case, record, record_id

STORIES = case_rows("relate_stories")
NEGATIVES = case_rows("relate_hard_negatives")
_WORDS = sorted({word for row in NEGATIVES for word in row["text"].split()})


def told(*labels: str) -> frozenset[str]:
    return frozenset(map(record_id, labels))


def pair(one: str, two: str) -> tuple[str, str]:
    first, second = sorted((record_id(one), record_id(two)))
    return first, second


@pytest.fixture(scope="module")
def related(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All cases in one folder."""
    folder = fill(tmp_path_factory.mktemp("related") / "out", map(of_case, [*STORIES, *NEGATIVES]))
    relate(str(folder))
    return folder


class TestStories:
    def test_reports_of_one_event_are_one_story_in_each_language(self, related: Path) -> None:
        by_story: dict[str, set[str]] = {}
        for row in STORIES:
            by_story.setdefault(row["story"], set()).add(record_id(row["label"]))
        assert groups(related) >= {frozenset(ids) for ids in by_story.values()}

    def test_at_most_two_percent_of_what_only_looks_alike_is_joined(self, related: Path) -> None:
        """Matches of one club, court days, storms, horoscopes, weather, markets, obituaries: pairs of one kind."""
        of_one_kind = [
            pair(one["label"], two["label"])
            for one, two in combinations(NEGATIVES, 2)
            if one["publisher"] == two["publisher"]
        ]
        found = kinds(related)
        joined = [ids for ids in of_one_kind if found.get(ids)]
        assert len(of_one_kind) > 50
        assert len(joined) <= 0.02 * len(of_one_kind), joined

    def test_no_case_of_one_kind_is_joined_with_another(self, related: Path) -> None:
        kind = {record_id(row["label"]): row.get("story", row["publisher"]) for row in (*STORIES, *NEGATIVES)}
        assert all(len({kind[article] for article in group}) == 1 for group in groups(related))

    def test_a_story_says_when_where_and_of_what(self, related: Path) -> None:
        story = next(line for line in lines(related, "stories.jsonl") if record_id("bridge_1") in line["articles"])
        assert (story["first_published"], story["last_published"]) == ("2024-04-08", "2024-04-09")
        assert story["publishers"] == ["Evening Courier", "Morning Ledger", "Tamble Valley News"]
        assert {"Ostbury", "Tamble", "Ingrid Falk"} <= set(story["names"])
        assert story["title"] in {row["title"] for row in STORIES if row["story"] == "bridge"}

    def test_a_headline_alone_is_no_evidence(self, tmp_path: Path) -> None:
        rows = [of_case(row) | {"title": "Three hurt as bridge falls", "published_date": None} for row in NEGATIVES[:2]]
        relate(str(fill(tmp_path / "out", [rows[0], rows[1] | {"text": NEGATIVES[20]["text"]}])))
        assert groups(tmp_path / "out") == set()


class TestCopies:
    TEXT = STORIES[0]["text"] + "\n\n" + NEGATIVES[0]["text"]

    def kind_of(self, folder: Path, first: dict[str, Any], second: dict[str, Any]) -> list[dict[str, Any]]:
        relate(str(fill(folder, [first, second])))
        return [line for line in lines(folder, "relations.jsonl") if line["kind"] != "same_story"]

    def test_other_typography_is_an_exact_copy(self, tmp_path: Path) -> None:
        other = self.TEXT.replace('"', "”").replace("\n\n", " ").upper()
        (line,) = self.kind_of(tmp_path / "o", record("a", self.TEXT), record("b", other))
        assert (line["kind"], line["score"], line["shared"]) == ("exact", 1.0, [])

    @pytest.mark.parametrize(
        ("mine", "other", "canonical"),
        [
            ({"publisher": "Wire"}, {"publisher": "Paper", "agency": "WIRE"}, ("a", "agency")),
            ({"published_date": "2024-01-02"}, {"published_date": "2024-01-01"}, ("b", "earliest")),
            ({}, {}, None),
        ],
        ids=["agency", "earliest", "untold"],
    )
    def test_the_canonical_copy_is_told_with_its_reason(
        self, tmp_path: Path, mine: dict[str, str], other: dict[str, str], canonical: tuple[str, str] | None
    ) -> None:
        (line,) = self.kind_of(tmp_path / "o", record("a", self.TEXT, **mine), record("b", self.TEXT, **other))
        expected = (None, None) if canonical is None else (record_id(canonical[0]), canonical[1])
        assert (line["canonical"], line["canonical_reason"]) == expected

    def test_a_statement_in_two_articles_is_a_passage_with_its_paragraphs(self, tmp_path: Path) -> None:
        said = "The board regrets what happened on that night and will pay for all repairs to the school."
        first = record("a", f"{NEGATIVES[0]['text']}\n\n{said}")
        second = record("b", f"{said}\n\n{NEGATIVES[20]['text']}")
        (line,) = self.kind_of(tmp_path / "o", first, second)
        swapped = line["a"] == record_id("b")
        assert line["kind"] == "partial"
        assert line["shared"] == [{"a": 0 if swapped else 3, "b": 3 if swapped else 0, "sentences": 1}]

    def test_edited_copies_are_near_and_reports_in_other_words_are_not(self) -> None:
        """Recall of generated edits at least .97, precision against articles of one story at least .99."""
        chance = random.Random(5)
        texts = [row["text"] for row in (*STORIES, *NEGATIVES) if row["text"].isascii() or "ü" in row["text"]]
        texts = [f"{one}\n\n{two}" for one, two in pairwise(texts)]
        copies = [(text, edit(text, how, chance)) for text in texts for how in EDITS for _ in range(5)]
        found = sum(nearness(features(one), features(two)) > 0 for one, two in copies)
        distinct = [
            (one["text"], two["text"])
            for rows in (STORIES, NEGATIVES)
            for one, two in combinations(rows, 2)
            if one["publisher"] == two["publisher"] or one.get("story") == two.get("story")
        ]
        wrong = sum(nearness(features(one), features(two)) > 0 for one, two in distinct)
        assert len(copies) > 500
        assert found >= 0.97 * len(copies)
        assert found >= 0.99 * (found + wrong)

    def test_a_sentence_on_many_pages_of_one_outlet_is_told_as_furniture(self, tmp_path: Path) -> None:
        menu = "Sign up here for the letter that we send to all of our readers every single morning."
        texts = [f"{row['text']}\n\n{menu}" for row in NEGATIVES]
        rows = [record(f"p{place}", text, publisher="One") for place, text in enumerate(texts)]
        report = relate(str(fill(tmp_path / "o", rows)))
        (entry,) = report.furniture
        assert (entry.publisher, entry.articles, entry.sentence) == ("One", len(rows), menu)
        assert report.relations["partial"] == 0


def test_pages_of_one_form_are_no_square_of_edges() -> None:
    """Five hundred pages that say the same would be 124,750 edges."""
    pages = [features(f"{NEGATIVES[0]['text']} Number {number}.") for number in range(500)]
    found = similar(weighted(pages), range(500))
    assert 0 < len(found) <= 500 * MOST_ALIKE < 124_750


EDITS = ("paragraph", "tail", "agency", "words")


def edit(text: str, how: str, chance: random.Random) -> str:
    """Return a copy with small edits."""
    blocks = text.split("\n\n")
    if how == "paragraph":
        blocks[chance.randrange(len(blocks))] = (
            "Officials said on Friday that they had new figures from all of the places."
        )
    elif how == "tail":
        blocks = blocks[: max(2, len(blocks) * 2 // 3)]
    elif how == "agency":
        blocks = [f"(Wire) - {blocks[0]}", *blocks[1:], "Reporting by Wire staff."]
    else:
        share = chance.uniform(0.05, 0.3)
        blocks = [
            " ".join(chance.choice(_WORDS) if chance.random() < share else word for word in block.split())
            for block in blocks
        ]
    return "\n\n".join(blocks)


@needs_shared("seeds")
class TestSeeds:
    def test_four_seeds_are_one_story_and_three_share_the_statement(self, tmp_path: Path) -> None:
        """001 is a rewrite with no sentence in common; the statement stands in the three others."""
        ingest(IngestJob(inputs=[str(SHARED / "seeds" / "*.txt")], out=str(tmp_path / "out"), workers=0))
        relate(str(tmp_path / "out"))
        ids = {Path(line["source"]).name[:3]: line["id"] for line in lines(tmp_path / "out", "articles.jsonl")}
        assert groups(tmp_path / "out") == {frozenset(ids.values())}
        found = [line for line in lines(tmp_path / "out", "relations.jsonl") if line["kind"] != "same_story"]
        partial = {frozenset((line["a"], line["b"])) for line in found if line["kind"] == "partial" and line["shared"]}
        assert partial == {frozenset(two) for two in combinations([ids["000"], ids["002"], ids["003"]], 2)}
        assert all(ids["002"] not in (line["a"], line["b"]) for line in found if line["kind"] in ("exact", "near"))
