"""Relating again and again: what a run finds depends on the articles, not on the runs before it."""

from __future__ import annotations

import itertools
import os
import random
import signal
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.engine import parts
from pipeline.engine.store.folder import Folder
from pipeline.engine.store.ledger import RecordRow
from pipeline.errors import FolderBusy
from pipeline.relate import relate
from pipeline.relate.index import Index
from tests.engine.roots import make_root
from tests.relate.folders import FILES, case_rows, fill, groups, invented, kinds, lines, of_case, outputs, record_id

STORIES = [of_case(row) for row in case_rows("relate_stories")]
BRIDGE = [row for row in STORIES if row["language"] == "en"]


@given(st.integers(0, 10_000), st.integers(2, 24), st.lists(st.integers(0, 24), max_size=3))
@settings(max_examples=25)
def test_in_pieces_is_as_all_at_once(seed: int, count: int, cuts: list[int]) -> None:
    """Relations to the byte; stories too, but for lines that tell which ones were merged on the way."""
    articles = invented(seed, count)
    with TemporaryDirectory() as at:
        once, pieces = Path(at, "once"), Path(at, "pieces")
        relate(str(fill(once, articles)))
        edges = sorted({0, count, *(min(cut, count) for cut in cuts)})
        for start, stop in itertools.pairwise(edges):
            relate(str(fill(pieces, articles[start:stop])))
        assert (pieces / FILES[0]).read_bytes() == (once / FILES[0]).read_bytes()
        assert _live(pieces) == _live(once)


@given(st.integers(0, 10_000), st.randoms(use_true_random=False))
@settings(max_examples=15)
def test_the_order_of_coming_has_no_say_in_what_belongs_together(seed: int, chance: random.Random) -> None:
    articles = [article | {"url": None} for article in invented(seed, 16)]
    shuffled = [*articles]
    chance.shuffle(shuffled)
    with TemporaryDirectory() as at:
        relate(str(fill(Path(at, "a"), articles)))
        for start in range(0, 16, 5):
            relate(str(fill(Path(at, "b"), shuffled[start : start + 5])))
        assert Path(at, "b", FILES[0]).read_bytes() == Path(at, "a", FILES[0]).read_bytes()
        assert groups(Path(at, "b")) == groups(Path(at, "a"))


def _live(folder: Path) -> list[dict[str, object]]:
    return [line for line in lines(folder, "stories.jsonl") if len(line["articles"]) > 1]


def test_an_id_stays_when_a_story_grows(tmp_path: Path) -> None:
    found = []
    for some in (BRIDGE[:2], BRIDGE[2:]):
        relate(str(fill(tmp_path / "o", some)))
        found.append([line["id"] for line in lines(tmp_path / "o", "stories.jsonl")])
    assert found[0] == found[1] != []
    assert groups(tmp_path / "o") == {frozenset(row["id"] for row in BRIDGE)}


def test_two_stories_that_turn_out_to_be_one_leave_a_line_that_says_so(tmp_path: Path) -> None:
    """Two pairs of articles with nothing in common, until some tell of both."""
    one, two = ("Alder Birch Cedar Dogwood Elm Fir", "Gorse Hazel Ivy Juniper Kapok Larch")
    early = [_about(f"e{n}{m}", words) for m, words in enumerate((one, two)) for n in range(2)]
    late = [_about(f"l{n}", f"{one} {two}") for n in range(6)]
    relate(str(fill(tmp_path / "o", early)))
    before = {line["articles"][0]: line["id"] for line in lines(tmp_path / "o", "stories.jsonl")}
    report = relate(str(fill(tmp_path / "o", late)))
    after = {line["id"]: line for line in lines(tmp_path / "o", "stories.jsonl")}
    kept, gone = before[early[0]["id"]], before[early[2]["id"]]
    assert (report.merged, after[gone]["merged_into"], after[gone]["articles"]) == (1, kept, [])
    assert len(after[kept]["articles"]) == 10


def _about(label: str, names: str) -> dict[str, object]:
    chance = random.Random(label)
    words = [*names.split() * 4, *("".join(chance.choices("bdfglmnrstaeiou", k=8)) for _ in range(8))]
    chance.shuffle(words)
    return {"id": record_id(label), "title": None, "text": "Here " + " ".join(words) + "."}


def test_a_later_content_of_one_address_is_a_revision(tmp_path: Path) -> None:
    url = "https://example.org/bridge"
    rows = [BRIDGE[0] | {"url": url}, BRIDGE[1]]
    later = BRIDGE[0] | {"url": url, "id": record_id("later"), "published_date": "2024-04-09"}
    later["text"] = later["text"].replace("three workers", "four workers")
    relate(str(fill(tmp_path / "o", [*rows, later])))
    (story,) = lines(tmp_path / "o", "stories.jsonl")
    assert story["revisions"] == [{"article": record_id("later"), "revision_of": BRIDGE[0]["id"]}]
    assert story["articles"] == [BRIDGE[1]["id"], record_id("later")]
    assert "near" in kinds(tmp_path / "o")[min(later["id"], rows[0]["id"]), max(later["id"], rows[0]["id"])]


def test_a_row_that_comes_again_takes_the_place_of_the_earlier(tmp_path: Path) -> None:
    relate(str(fill(tmp_path / "o", [BRIDGE[0] | {"text": STORIES[3]["text"]}, BRIDGE[1]])))
    assert groups(tmp_path / "o") == set()
    report = relate(str(fill(tmp_path / "o", [BRIDGE[0]])))
    assert (report.articles, len(groups(tmp_path / "o"))) == (2, 1)


def test_an_article_that_is_a_reject_by_now_is_related_no_more(tmp_path: Path) -> None:
    copy = BRIDGE[0] | {"id": record_id("copy"), "publisher": "Copy"}
    relate(str(fill(tmp_path / "o", [*BRIDGE, copy])))
    row = RecordRow(bytes.fromhex(BRIDGE[0]["id"][3:]), 1, 0, b"", 2, 1, b"", "too_short")
    with closing(Folder(str(tmp_path / "o"))) as store:
        store.commit(b"", b"{}\n", [row], [])
    assert relate(str(tmp_path / "o")).articles == 3
    assert groups(tmp_path / "o") == {frozenset([copy["id"], *(row["id"] for row in BRIDGE[1:])])}
    assert all(BRIDGE[0]["id"] not in pair for pair in kinds(tmp_path / "o"))


def test_with_nothing_new_nothing_is_written(tmp_path: Path) -> None:
    folder = fill(tmp_path / "o", STORIES)
    first = relate(str(folder))
    before = {path: path.stat() for path in folder.rglob("*") if path.is_file()}
    assert relate(str(folder)) == first
    after = {path: path.stat() for path in folder.rglob("*") if path.is_file()}
    assert {path: (found.st_mtime_ns, found.st_ino) for path, found in after.items()} == {
        path: (found.st_mtime_ns, found.st_ino) for path, found in before.items()
    }


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_is_gone_is_written_again(tmp_path: Path, name: str) -> None:
    folder = fill(tmp_path / "o", STORIES)
    relate(str(folder))
    before = outputs(folder)
    (folder / name).unlink()
    relate(str(folder))
    assert outputs(folder) == before


def test_compressed_articles_are_read_in_pieces_too(tmp_path: Path) -> None:
    relate(str(fill(tmp_path / "plain", STORIES)))
    for some in (STORIES[:3], STORIES[3:]):
        relate(str(fill(tmp_path / "o", some, compress=True)))
    assert outputs(tmp_path / "o") == outputs(tmp_path / "plain")


def test_a_root_of_shards_is_related_as_a_whole(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for row in BRIDGE:
        (tmp_path / "in" / f"{row['id']}.txt").write_text(f"{row['title']}\n\n{row['text']}\n", encoding="utf-8")
    make_root(tmp_path / "in", tmp_path / "root", shard_inputs=1)
    assert len(parts(str(tmp_path / "root"))) == 3
    assert relate(str(tmp_path / "root")).articles == 3


def test_a_second_relating_is_refused(tmp_path: Path) -> None:
    folder = fill(tmp_path / "o", STORIES)
    index = Index(str(folder))
    with pytest.raises(FolderBusy):
        relate(str(folder))
    index.close()


@pytest.mark.slow
def test_killed_at_random_moments_and_repeated_gives_the_same_bytes(tmp_path: Path) -> None:
    """Killed in two increments, each until it comes through; the moments go from the start to beyond the end."""
    articles, chance = invented(3, 1600), random.Random(11)
    calm, killed = tmp_path / "calm", tmp_path / "killed"
    kills = 0
    for some in (articles[:1200], articles[1200:]):
        fill(calm, some)
        started = time.monotonic()
        relate(str(calm))
        whole = time.monotonic() - started
        fill(killed, some)
        for _ in range(8):
            kills += _killed(killed, chance.uniform(0.1, 1.0) * (whole + 0.5))
        relate(str(killed))
        assert outputs(killed) == outputs(calm)
    assert kills > 0


def _killed(folder: Path, seconds: float) -> bool:
    command = [sys.executable, "-c", f"from pipeline.relate import relate; relate({str(folder)!r})"]
    with subprocess.Popen(command, start_new_session=True) as process:
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            os.kill(process.pid, signal.SIGKILL)
        return process.wait() == -signal.SIGKILL
