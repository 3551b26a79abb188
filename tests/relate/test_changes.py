"""`copydesk relate DIR --changes ID`: the difference between two contents of one article."""

from __future__ import annotations

import json
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from pipeline.relate.changes import paragraph_changes
from tests.relate.folders import case_rows, fill, of_case, record_id
from tests.test_cli import run

TEXT = of_case(case_rows("relate_stories")[0])["text"]
URL = "https://example.org/bridge"
FIRST, LAST, NEW = "The bridge was closed at noon on Monday.", "No one was hurt.", "It opens on Friday at six."
EDITED = FIRST.replace("noon", "one")


def row(label: str, *paragraphs: str, **more: object) -> dict[str, object]:
    return {"id": record_id(label), "url": URL, "title": "Bridge", "text": "\n\n".join(paragraphs), **more}


def shown(folder: Path, label: str, *more: str) -> tuple[int, str]:
    done = run("relate", str(folder), "--changes", record_id(label), *more)
    return done.returncode, (done.stdout + done.stderr).decode()


def test_a_later_content_of_one_address_is_shown_against_the_one_before(tmp_path: Path) -> None:
    early = row("early", FIRST, LAST, TEXT, published_date="2024-05-01")
    late = row("late", EDITED, TEXT, NEW, title="Bridge opens", published_date="2024-05-02")
    folder = fill(tmp_path / "o", [late, early])
    code, said = shown(folder, "late")
    text = [f"  {paragraph}" for paragraph in TEXT.split("\n\n")]
    expected = [f"{record_id('early')} → {record_id('late')}", "- Bridge", "+ Bridge opens"]
    expected += [f"- {FIRST}", f"+ {EDITED}", f"- {LAST}", *text, f"+ {NEW}"]
    assert (code, said.splitlines()) == (0, expected)
    found = json.loads(shown(folder, "late", "--json")[1])
    assert found["paragraphs"][0] == {"change": "changed", "before": 0, "after": 0, "was": FIRST, "now": EDITED}


def test_an_input_that_changed_in_place_is_shown_against_its_row_before(tmp_path: Path) -> None:
    rows = [row("a", words, url=None) for words in ("Gone long ago.", FIRST, EDITED)]
    code, said = shown(fill(tmp_path / "o", rows), "a")
    assert (code, said.splitlines()[1:]) == (0, ["  Bridge", f"- {FIRST}", f"+ {EDITED}"])


def test_an_article_without_an_earlier_content_is_refused_in_a_sentence(tmp_path: Path) -> None:
    folder = fill(tmp_path / "o", [row("early", FIRST), row("late", LAST, published_date="2024-05-02")])
    for label, said in (("early", "there is one content of"), ("nobody", "there is no article")):
        assert shown(folder, label)[0] == 2
        assert said in shown(folder, label)[1]


def test_what_a_terminal_would_obey_is_shown(tmp_path: Path) -> None:
    rows = [row("a", FIRST), row("a", f"{FIRST}\x1b[2J")]
    assert "\x1b" not in shown(fill(tmp_path / "o", rows), "a")[1]


paragraphs = st.lists(st.sampled_from(["a b c", "a b d", "e", "f g", "f h"]), max_size=8)


@given(paragraphs, paragraphs, st.sampled_from([1, 200]))
def test_every_paragraph_of_both_is_told_once_and_in_order(one: list[str], two: list[str], times: int) -> None:
    """Also where there are more than are matched."""
    before, after = [*one, *two] * times, [*two, *one] * times
    found = list(paragraph_changes(before, after))
    assert [change.before for change in found if change.before is not None] == list(range(len(before)))
    assert [change.after for change in found if change.after is not None] == list(range(len(after)))
    assert all(before[c.before or 0] == after[c.after or 0] for c in found if c.change == "kept")
    assert list(paragraph_changes(before, before)) == [
        c for c in paragraph_changes(before, before) if c.change == "kept"
    ]
