"""Every non-blank line of a text stands in exactly one place of its record: nothing invented, nothing lost."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipeline import process
from pipeline.decode.lines import read_lines
from pipeline.label import label
from pipeline.label.model import body_scores
from pipeline.repair import repair_text
from schemas import Article, MediaType, RawDocument, Rejection, Settings

# Lines of every kind a page has, so that mixtures of them meet the rules; none is a real outlet's.
LINES = st.sampled_from(
    [
        "",
        "  ",
        "Skip to content",
        "Home » Sport » Rowers win by a length",
        "Rowers win by a length",
        "“Rowers Win: A Length in It”",
        "EXCLUSIVE: Coach to leave after nine years",
        "LIVE",
        "Image source, Getty Images",
        "Image caption, The crew at dawn on the river",
        "The crew at dawn on the river (AP Photo/Lena Wolf)",
        "Photo by Lena Wolf",
        "PA",
        "By Lena Wolf and Omar Haddad",
        "By Lena Wolf, Sports correspondent",
        "River News",
        "Published: 2023-09-25",
        "LATEST UPDATES:Handout",
        "HENLEY (Reuters) - The crew won by a length on Sunday in front of ten thousand people.",
        "The crew won by a length on Sunday in front of ten thousand people. Read more",
        "“We never looked back,” said the cox, who had been ill all week and slept on the train.",
        "What they said",
        "- a point of a list",
        "Related Articles",
        "Tags:",
        "rowing",
        "Correction: An earlier version of this article gave the wrong time.",
        "Have your say in the comments below",
        "© 2024 River News. All rights reserved.",
        "ทีมเรือพายชนะการแข่งขันในวันอาทิตย์ต่อหน้าผู้ชมหนึ่งหมื่นคนริมฝั่งแม่น้ำ",
        "划船队周日在一万名观众面前以一个船身的优势获胜，教练说他从未见过这样的比赛。",
        "Home ยป Rowers win by a length",
        "Published 25 September 2023 by Lena Wolf | 5 min read",
        "Veröffentlicht am 25.09.2023, aktualisiert am 26.09.2023, 10:15 Uhr",
        "By Reuters",
        "(Reporting by Lena Wolf; Editing by Omar Haddad)",
        "Comments (12)",
        "Updated 3 hours ago",
        "25 septembre 2023 à 10h15",
        "Lire aussi : Le port sera dragué au printemps",
        "(ANSA) - ROMA, 25 SET - La compagnia dei traghetti ha ordinato due battelli elettrici per la linea.",
        "新华社北港9月25日电（记者王小明 李华）划船队周日在一万名观众面前以一个船身的优势获胜。",
        "来源：新华网 发布时间：2023年9月25日 10:15",
        "责任编辑：李华",
        "文｜王小明",
        "بقلم: سامي حداد",
        "İlgili haber: Liman baharda taranacak",
        "a: b",
        ":",
        "»",
        "|",
        "()",
        "By",
        "©",
        "— ",
    ]
)
WORD = re.compile(r"\w+")
NEVER_REJECT = Settings(min_words=0)


UNCLEAN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufeff]")


def strings(value: object) -> Iterator[str]:
    """Yield every string of a record, however deep."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from strings(inner)


def words(text: str) -> list[str]:
    return WORD.findall(text)


@pytest.mark.slow
@settings(max_examples=2000)
@given(st.lists(LINES, min_size=1, max_size=30))
@example(["By", "By", "©", ":", "Rowers win by a length"])
def test_blocks_are_the_lines_in_order(lines: list[str]) -> None:
    """The parts of every line, put together, are the line; lines keep their order."""
    repaired = repair_text("\n".join(lines))
    source = read_lines(repaired.text, repaired.repairs, Settings())
    by_line: dict[int, str] = {}
    blocks = label(source, scorer=body_scores).blocks
    for block in blocks:
        assert block.text
        by_line[block.line] = by_line.get(block.line, "") + block.text
    assert [block.line for block in blocks] == sorted(block.line for block in blocks)
    expected = {line.number: "".join(line.text.split()) for line in source}
    assert {number: "".join(text.split()) for number, text in by_line.items()} == expected


@pytest.mark.slow
@settings(max_examples=1000)
@given(st.lists(LINES, min_size=1, max_size=25))
def test_every_word_of_the_source_stands_once_in_the_record(lines: list[str]) -> None:
    """The words of title, standfirst, captions, text, removed and the rest are those of the source, each once."""
    text = "\n".join(lines)
    record = process(RawDocument("memory", text, MediaType.TEXT), NEVER_REJECT)
    if isinstance(record, Rejection):
        return
    assert sorted(words(repair_text(text).text)) == sorted(placed_words(record))


def placed_words(record: Article) -> list[str]:
    """Return the words of every place of the record where a line can stand."""
    fields = [record.title, record.kicker, record.standfirst, record.byline, record.dateline, record.published_raw]
    derived = {("agency", "agency_in_dateline"), ("byline", "agency_for_byline")}  # said again, from a line that stands
    if not derived & {(row.field, row.rule) for row in record.evidence}:
        fields.append(record.agency)
    places = [
        record.text,
        *(value for value in fields if value),
        *(value for caption in record.captions for value in (caption.text, caption.credit) if value),
        *(note.text for note in record.notes),
        *(removed.text for removed in record.removed),
    ]
    return [word for place in places for word in words(place)]


@pytest.mark.slow
@settings(max_examples=2_500)
@given(st.lists(LINES, min_size=1, max_size=25))
def test_every_word_stands_once_in_any_mixture(lines: list[str]) -> None:
    text = "\n".join(lines)
    record = process(RawDocument("memory", text, MediaType.TEXT), NEVER_REJECT)
    if isinstance(record, Article):
        assert sorted(words(repair_text(text).text)) == sorted(placed_words(record))


@settings(max_examples=300)
@given(st.text(max_size=400))
def test_any_text_becomes_one_row_with_clean_characters(text: str) -> None:
    row = process(RawDocument("memory", text, MediaType.TEXT), NEVER_REJECT)
    assert not UNCLEAN.search(row.model_dump_json())
    assert all(not UNCLEAN.search(value) for value in strings(row.model_dump()))


@pytest.mark.slow
@settings(max_examples=300)
@given(st.binary(max_size=400))
def test_any_bytes_become_one_row(content: bytes) -> None:
    """An article with words, or a reject with a reason; either can be written, read again, and traced to its bytes."""
    for media_type in MediaType:
        row = process(RawDocument("memory", content, media_type), NEVER_REJECT)
        assert type(row).model_validate_json(row.model_dump_json()) == row
        assert row.provenance.sha256 == hashlib.sha256(content).hexdigest()
        assert (row.source, row.provenance.bytes) == ("memory", len(content))
        assert row.text.strip() if isinstance(row, Article) else row.detail
