"""What is found under the names given."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

import pytest

from pipeline.errors import BadUsage
from pipeline.sources import Discovery, Refusal, units
from schemas import Settings


def found(*inputs: str, out: str = "out") -> list[str]:
    return [source.uri for source in Discovery(list(inputs), out=out, now=0)]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in ("in/b.txt", "in/a.html", "in/sub/c.jsonl", "in/skip.csv", "in/.hidden.txt"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x", encoding="utf-8")
    return tmp_path


def test_a_folder_is_walked_in_the_order_of_names(folder: Path) -> None:
    assert found("in") == ["in/a.html", "in/b.txt", "in/sub/c.jsonl"]
    assert found("in/") == ["in/a.html", "in/b.txt", "in/sub/c.jsonl"]


def test_a_file_named_twice_is_taken_once(folder: Path) -> None:
    assert found("in/b.txt", "in", "in/*.txt") == ["in/b.txt", "in/a.html", "in/sub/c.jsonl"]
    assert found("in/b.txt", "./in/b.txt", str(folder / "in" / "b.txt")) == ["in/b.txt"]


def test_links_in_folders_are_not_followed_and_links_named_outright_are(folder: Path) -> None:
    os.symlink(folder / "in", folder / "in" / "loop")
    os.symlink(folder / "in" / "b.txt", folder / "in" / "z.txt")
    assert found("in") == ["in/a.html", "in/b.txt", "in/sub/c.jsonl"]
    assert found("in/z.txt") == ["in/z.txt"]


def test_what_is_left_out_is_counted(folder: Path) -> None:
    discovery = Discovery(["in"], out="out", now=0)
    list(discovery)
    assert [warning.split(",")[0] for warning in discovery.warnings()] == ["1 hidden names skipped", "1 files skipped"]


def test_folders_that_cannot_be_listed_are_named(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first three by name; the tests may run as root, for whom every folder can be listed."""

    def refuse(path: str) -> list[str]:
        raise PermissionError(13, "Permission denied", path)

    for name in "abcd":
        (folder / name).mkdir()
    discovery = Discovery(["a", "b", "c", "d"], out="out", now=0)
    monkeypatch.setattr(os, "listdir", refuse)
    assert list(discovery) == []
    said = "a (Permission denied), b (Permission denied), c (Permission denied), 1 more; mend their rights"
    assert discovery.warnings() == [f"folders that cannot be listed were left out: {said}"]


def test_an_unknown_kind_named_outright_is_a_record(folder: Path) -> None:
    (source,) = Discovery(["in/skip.csv"], out="out", now=0)
    (record,) = units(source, Settings(), Counter())
    assert isinstance(record, Refusal)
    assert record.reason == "unsupported_type"


def test_a_name_that_is_not_there_is_bad_usage(folder: Path) -> None:
    with pytest.raises(BadUsage, match=r"there is no file or folder none\.txt"):
        found("none.txt")


def test_a_glob_that_matches_nothing_is_told(folder: Path) -> None:
    discovery = Discovery(["in/*.xml", "in/b.txt"], out="out", now=0)
    assert len(list(discovery)) == 1
    assert discovery.warnings() == ["nothing matches 'in/*.xml'; check the pattern"]


def test_names_that_are_no_clean_text_are_percent_encoded(folder: Path) -> None:
    names = (b"bad\xff\n.txt", b"100%25.txt", "naïve café.txt".encode(), b"esc\x1b[31m.txt")
    for name in names:
        Path(os.fsdecode(b"in/" + name)).write_text("x", encoding="utf-8")
    assert {"in/bad%FF%0A.txt", "in/100%2525.txt", "in/naïve café.txt", "in/esc%1B%5B31m.txt"} < set(found("in"))


def test_files_that_are_young_or_unfinished_wait(folder: Path) -> None:
    (folder / "in" / "late.txt.part").write_text("x", encoding="utf-8")
    os.utime(folder / "in" / "b.txt", (1000, 1000))
    discovery = Discovery(["in"], out="out", now=1100, settle_seconds=60)
    assert [source.uri for source in discovery] == ["in/b.txt"]
    assert discovery.waiting == 3 + 1  # a.html, c.jsonl and skip.csv are young


def test_a_chain_of_folders_deeper_than_the_stack(folder: Path) -> None:
    os.chdir(folder / "in")
    for _ in range(300):
        os.mkdir("d")
        os.chdir("d")
    Path("deep.txt").write_text("x", encoding="utf-8")
    os.chdir(folder)
    assert len(found("in")) == 4


def test_the_folder_of_outputs_is_never_walked(folder: Path) -> None:
    (folder / "in" / "out" / ".copydesk").mkdir(parents=True)
    (folder / "in" / "out" / "articles.jsonl").write_text("{}", encoding="utf-8")
    (folder / "in" / "new").mkdir()
    (folder / "in" / "new" / "x.txt").write_text("{}", encoding="utf-8")
    assert found("in", out="in/new") == ["in/a.html", "in/b.txt", "in/sub/c.jsonl"]


def test_a_file_of_no_known_kind_is_taken_where_it_is_named_outright_too(folder: Path) -> None:
    """It was passed over in its folder, so naming it is not naming it twice."""
    assert found("in", "in/skip.csv") == ["in/a.html", "in/b.txt", "in/sub/c.jsonl", "in/skip.csv"]
