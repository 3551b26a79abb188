"""What a plain text shows of structure is in its record, and nothing of its words is lost or said twice by it."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline import process
from pipeline.decode.lines import read_lines
from pipeline.label import label
from pipeline.label.model import body_scores
from pipeline.repair import repair_text
from pipeline.shapes import interview, live_entries, shape_text
from schemas import Article, MediaType, RawDocument, Settings
from schemas.article import Structure
from schemas.stages import TEXT_ROLES, Block, Role
from tests.conftest import cases
from tests.test_conservation import NEVER_REJECT, placed_words, words
from tests.work import growth

ANY = Settings(min_words=0)


def article(content: str) -> Article:
    row = process(RawDocument("memory", content, MediaType.TEXT), ANY)
    assert isinstance(row, Article), row
    return row


def told(row: Structure, paragraph: str) -> str:
    """Return a row of structure with its paragraph, on one line: bars stand for tabs, strokes for newlines."""
    said: list[object] = [row.kind, row.level, "ordered" if row.ordered else None, row.header_rows, row.time]
    shown = paragraph.replace("\t", " | ").replace("\n", " / " if row.kind == "table" else "/")
    return f"{' '.join(str(value) for value in said if value is not None)}: {shown}"


@pytest.mark.parametrize("case", cases("text_structure"))
def test_a_text_shows_its_structure(case: dict[str, Any]) -> None:
    row = article(case["input"])
    paragraphs = row.text.split("\n\n")
    expect = case["expect"]
    assert [told(shape, paragraphs[shape.paragraph]) for shape in row.structure] == expect["structure"]
    assert [[link.url, link.text] for link in row.links] == expect.get("links", [])
    assert all(row.text[link.start : link.end] == link.text for link in row.links)
    assert sorted(words(repair_text(case["input"]).text)) == sorted(placed_words(row))


LINES = st.sampled_from(
    [
        "",
        "  ",
        "• a torch",
        "    ◦ and a battery",
        "- a ticket",
        "– He will not sail, said the captain.",
        "1. Slow down at the pier",
        "2. Switch off the engine",
        "a) the old pier",
        "Line\tBoats\tCars",
        "North\t4\t120",
        "\tSouth\t2",
        "| Year | Trips |",
        "|------|-------|",
        "+------+-------+",
        "```python",
        "```",
        "    print(boat.name);",
        "> We have waited nine weeks for an engine, and nobody has answered any of our letters to the ministry.",
        "“We have waited nine weeks for an engine.”",
        "— Lena Wolf",
        "14:10",
        "14.32 Uhr: Die Fähre hat den Anleger verlassen, sagt das Hafenamt.",
        "Q: When did it fail?",
        "A: It failed in April, on the first warm day of the year.",
        "Who pays for it?",
        "## The engine",
        "# The hull #",
        "A long wait at the pier",
        "The ferry will sail again from Monday, the office said (https://example.org/a_(b), and http://example.net/).",
        "Passengers had been taken across in smaller boats that could not carry cars, and the queue was long.",
        "Share this article",
        "| : |",
        "-",
        ">",
        "*",
    ]
)


@pytest.mark.slow
@settings(max_examples=300)
@given(st.lists(LINES, min_size=1, max_size=25))
def test_no_word_is_lost_or_said_twice_for_a_shape(lines: list[str]) -> None:
    text = "\n".join(lines)
    row = process(RawDocument("memory", text, MediaType.TEXT), NEVER_REJECT)
    if not isinstance(row, Article):
        return
    assert sorted(words(repair_text(text).text)) == sorted(placed_words(row))
    places = [shape.paragraph for shape in row.structure]
    assert places == sorted(set(places))
    assert all(place < row.quality.paragraphs for place in places)
    assert row.quality.paragraphs == len(row.text.split("\n\n"))
    assert all(row.text[link.start : link.end] == link.text for link in row.links)


@pytest.mark.slow
@settings(max_examples=300)
@given(st.lists(LINES, min_size=1, max_size=25))
def test_a_shape_changes_no_other_role(lines: list[str]) -> None:
    """What is cut stays cut and what is kept stays kept, but for rows of tables, code, and the lines that rule them."""
    source = read_lines("\n".join(lines), (), Settings())
    blocks = label(source, scorer=body_scores).blocks
    shaped = shape_text(blocks, source)
    kept = {block.line: block.role in TEXT_ROLES for block in blocks}
    assert [block.line for block in shaped] == sorted(block.line for block in shaped)
    for block in shaped:
        if block.role not in (Role.TABLE, Role.CODE) and block.rule not in ("table_rule", "code_fence"):
            assert (block.role in TEXT_ROLES) == kept[block.line]
    if not any(block.role in (Role.TABLE, Role.CODE) for block in shaped):
        assert [(block.line, block.text) for block in shaped] == [(block.line, block.text) for block in blocks]


def blocks_of(*paragraphs: str) -> list[Block]:
    return [Block(text, Role.BODY, "prose", number) for number, text in enumerate(paragraphs, 1)]


def test_interviews_and_live_entries_are_told_from_blocks_alone() -> None:
    """The HTML road has no lines: both finders ask paragraphs in their order and nothing else."""
    talk = interview(blocks_of("Q: When did it fail?", "A: In April.", "Q: And then?", "A: We called the yard."))
    assert [talk[i].shape.kind for i in range(4)] == ["question", "speaker", "question", "speaker"]
    told_at = live_entries(
        blocks_of(
            *(f"{time} - The first boat has left the pier with sixty people." for time in ("16:05", "15:40", "15:10"))
        )
    )
    assert [told_at[i].shape.time for i in range(3)] == ["16:05", "15:40", "15:10"]


HOSTILE = {
    "bullets": "• a\n",
    "numbers": "1. a\n2. b\n",
    "rows": "a\tb\tc\n",
    "rows of two lengths": "a\tb\na\tb\tc\n",
    "bars": "|a|b|\n|-|-|\n",
    "fences": "```\n",
    "open fences": "```x\n",
    "indented": "     a\n",
    "quoted": "> a b c d e f.\n",
    "signed": "“a b c d e f.”\n— A\n",
    "times": "14:10 - a b c d e f.\n",
    "labels": "Q: a?\nA: b.\n",
    "questions": "Who pays for it?\nThe towns pay for it all, they say.\n",
    "short lines": "A long wait\nThe towns pay for all of it, they say.\n",
    "addresses": "https://example.org/((((a)))) ",
    "brackets": "http://a.example/" + ")" * 40 + " ",
}


@pytest.mark.parametrize("unit", HOSTILE.values(), ids=list(HOSTILE))
def test_the_work_grows_with_the_text_and_no_faster(unit: str) -> None:
    def shape(count: int) -> None:
        lines = read_lines(unit * count, (), Settings(max_lines=100_000))
        blocks = [Block(line.text, Role.BODY, "prose", line.number) for line in lines]
        shape_text(blocks, lines)

    assert growth(shape, 200, 800) < 1.5
