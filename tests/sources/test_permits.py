"""What a list of folders and addresses lets a run read: by where a name leads, not by how it is spelled."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from pipeline.errors import BadUsage
from pipeline.sources import Discovery
from pipeline.sources.permits import ANYTHING, Permits, entries
from tests.conftest import cases


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A folder `in` with links inside and out of it, and a folder `private` beside it."""
    for name in ("in", "in/sub", "private", "inner", "elsewhere"):
        (tmp_path / name).mkdir()
    for name in ("in/a.txt", "in/b.txt", "private/a.txt"):
        (tmp_path / name).write_text("words", encoding="utf-8")
    (tmp_path / "in" / "inside.txt").symlink_to("a.txt")
    (tmp_path / "in" / "outside.txt").symlink_to(tmp_path / "private" / "a.txt")
    (tmp_path / "in" / "outside").symlink_to(tmp_path / "private")
    (tmp_path / "to-in").symlink_to("in")
    return tmp_path


@pytest.mark.parametrize("case", cases("permits"))
def test_a_list_allows_what_lies_in_it_and_nothing_else(case: dict[str, Any], tree: Path) -> None:
    permits = Permits(inputs=entries(case["allowed"].replace("T", str(tree))))
    for given in (name.replace("T", str(tree)) for name in case["may"]):
        permits.require_input(given)
        ANYTHING.require_input(given)
    for given in (name.replace("T", str(tree)) for name in case["may_not"]):
        with pytest.raises(BadUsage, match="may not be read by this run"):
            permits.require_input(given)
        ANYTHING.require_input(given)


def test_a_link_that_is_turned_after_the_check_is_not_followed(tree: Path) -> None:
    """The path that is opened is the one that was judged."""
    found = Discovery([str(tree / "in" / "inside.txt")], out="", now=0, permits=Permits(inputs=(str(tree / "in"),)))
    (tree / "in" / "inside.txt").unlink()
    (tree / "in" / "inside.txt").symlink_to(tree / "private" / "a.txt")
    assert list(found) == []
    assert found.warnings() == ["1 names skipped that lead out of what this run may read"]


def test_what_a_glob_meets_outside_is_passed_over(tree: Path) -> None:
    found = Discovery([str(tree / "in" / "*.txt")], out="", now=0, permits=Permits(inputs=(str(tree / "in"),)))
    assert [Path(source.uri).name for source in found] == ["a.txt", "b.txt"]
    assert "1 names skipped that lead out of what this run may read" in found.warnings()


@pytest.mark.parametrize("out", ["elsewhere", "to-private", "in/../elsewhere", "", "-", "/"])
def test_nothing_is_written_outside(out: str, tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tree)
    (tree / "to-private").symlink_to("private")
    permits = Permits(outputs=(str(tree / "in"),))
    with pytest.raises(BadUsage, match="may not be written by this run"):
        permits.require_output(out)
    permits.require_output("in/new")
    permits.require_output("to-in")
