"""An input that is gone before it was read to its end is named by every run and by `status`, until it is back."""

from __future__ import annotations

import json
import os
from contextlib import closing
from pathlib import Path

import pytest

from pipeline.engine import status
from pipeline.engine.store.folder import Folder
from pipeline.engine.store.ledger import State
from pipeline.engine.store.root import Root
from pipeline.engine.vanished import gone_from_root
from tests.engine.roots import make_root
from tests.engine.test_opening import ARTICLE, copydesk

pytestmark = pytest.mark.slow

RECORDS = 300
READ = 33


def lines(path: Path, count: int = RECORDS) -> None:
    path.write_text("".join(json.dumps({"text": f"{ARTICLE}{n}"}) + "\n" for n in range(count)), encoding="utf-8")


def ingest(inbox: Path, out: Path, *more: str) -> str:
    """Run the command over a folder; return what it says."""
    done = copydesk("ingest", inbox, "--out", out, "--workers", 0, *more)
    assert done.returncode == 0, done.stderr
    return done.stderr


def break_off(out: Path, name: str, read: int = READ) -> None:
    """Have the ledger say that reading of an input broke off after some records, as a kill leaves it."""
    with closing(Folder(str(out))) as folder:
        changed = folder.ledger.base.execute(
            "UPDATE source SET state = ?, done = ? WHERE uri LIKE ?", (State.STARTED, read, f"%{name}")
        )
        assert changed.rowcount == 1


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    """One input read to its end and one broken off, which is then gone; the first is deleted as well."""
    inbox = tmp_path / "in"
    inbox.mkdir()
    (inbox / "a.txt").write_text(ARTICLE, encoding="utf-8")
    lines(inbox / "b.jsonl")
    ingest(inbox, tmp_path / "out")
    break_off(tmp_path / "out", "b.jsonl")
    (inbox / "b.jsonl").rename(tmp_path / "kept")
    (inbox / "a.txt").unlink()
    (inbox / "c.txt").write_text(ARTICLE + "more", encoding="utf-8")
    return inbox


def test_every_run_and_status_name_it(inbox: Path, tmp_path: Path) -> None:
    """It is pending; the one that was read to its end and then deleted is an ordinary thing."""
    for _ in range(2):
        said = ingest(inbox, tmp_path / "out")
        assert f"{inbox}/b.jsonl is gone, read up to record {READ}; put it back, or give --forget" in said
        assert "1 pending" in said
        assert "a.txt" not in said
        assert "hold no record" not in said
        shown = copydesk("status", tmp_path / "out").stdout
        assert f"gone: {inbox}/b.jsonl" in shown
    assert copydesk("status", tmp_path / "out", "--json").returncode == 0


def test_once_it_is_back_reading_goes_on(inbox: Path, tmp_path: Path) -> None:
    ingest(inbox, tmp_path / "out")
    (tmp_path / "kept").rename(inbox / "b.jsonl")
    said = ingest(inbox, tmp_path / "out")
    assert "is gone" not in said
    assert "pending" not in said
    assert status(str(tmp_path / "out")).unfinished == []


def test_moved_together_with_the_folder_it_is_not_gone(tmp_path: Path) -> None:
    """Its path is another then, and it waits to be read on all the same."""
    old = tmp_path / "old%20news"
    (old / "in").mkdir(parents=True)
    lines(old / "in" / "b.jsonl", 3)
    ingest(old / "in", old / "out")
    break_off(old / "out", "b.jsonl", 1)
    old.rename(tmp_path / "new")
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "c.txt").write_text(ARTICLE, encoding="utf-8")
    assert "is gone" not in ingest(tmp_path / "other", tmp_path / "new" / "out")
    found = status(str(tmp_path / "new" / "out"))
    assert (len(found.unfinished), found.gone) == (1, {})
    ingest(tmp_path / "new" / "in", tmp_path / "new" / "out")
    assert status(str(tmp_path / "new" / "out")).unfinished == []


def test_forgotten_it_is_named_no_more(inbox: Path, tmp_path: Path) -> None:
    """Once as forgotten, and then never; what was read of it stays, and reading goes on if it does come back."""
    before = (tmp_path / "out" / "articles.jsonl").read_bytes()
    said = ingest(inbox, tmp_path / "out", "--forget")
    assert f"{inbox}/b.jsonl is gone, read up to record {READ}; forgotten" in said
    assert "pending" not in said
    for more in ((), ("--forget",)):
        assert "gone" not in ingest(inbox, tmp_path / "out", *more)
    found = status(str(tmp_path / "out"))
    assert (found.unfinished, found.pending, found.gone) == ([], {}, {})
    assert (tmp_path / "out" / "articles.jsonl").read_bytes().startswith(before)
    (tmp_path / "kept").rename(inbox / "b.jsonl")
    assert "is gone" not in ingest(inbox, tmp_path / "out")
    assert status(str(tmp_path / "out")).sources == 3


def test_forgetting_leaves_alone_what_is_there(inbox: Path, tmp_path: Path) -> None:
    """A run over other inputs, with `forget` in its configuration, loses no input that waits for its own run."""
    (tmp_path / "kept").rename(inbox / "b.jsonl")
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "d.txt").write_text(ARTICLE + "other", encoding="utf-8")
    assert "gone" not in ingest(tmp_path / "other", tmp_path / "out", "--set", "forget=true")
    assert len(status(str(tmp_path / "out")).unfinished) == 1


def test_many_that_are_gone_do_not_fill_the_screen(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for number in range(30):
        (tmp_path / "in" / f"{number}.txt").write_text(f"{ARTICLE}{number}", encoding="utf-8")
    ingest(tmp_path / "in", tmp_path / "out")
    with closing(Folder(str(tmp_path / "out"))) as folder:
        folder.ledger.base.execute("UPDATE source SET state = 'pending', done = 0, trouble = 'ENOENT'")
    for path in (tmp_path / "in").iterdir():
        path.unlink()
    said = ingest(tmp_path / "in", tmp_path / "out")
    assert "30 pending" in said
    assert said.count("is gone") == 10
    assert "20 more inputs are gone" in said


def test_one_that_vanishes_while_it_is_read_is_counted_once(tmp_path: Path) -> None:
    """In the run it vanishes in, and in the next."""
    (tmp_path / "in").mkdir()
    lines(tmp_path / "in" / "b.jsonl", 3)
    os.symlink(tmp_path / "in" / "b.jsonl", tmp_path / "link.jsonl")
    done = copydesk("ingest", tmp_path / "link.jsonl", "--out", tmp_path / "out", "--workers", 0)
    assert done.returncode == 0
    break_off(tmp_path / "out", "link.jsonl", 1)
    (tmp_path / "in" / "b.jsonl").unlink()
    said = copydesk("ingest", tmp_path / "link.jsonl", "--out", tmp_path / "out", "--workers", 0).stderr
    assert "1 pending" in said
    assert said.count("link.jsonl is gone") == 1


@pytest.mark.parametrize("committed", [True, False])
def test_inputs_of_a_root(committed: bool, tmp_path: Path) -> None:
    """`status` names them whether their shard was committed or not."""
    (tmp_path / "in").mkdir()
    for number in range(4):
        lines(tmp_path / "in" / f"{number}.jsonl", 2)
    root = tmp_path / "root"
    make_root(tmp_path / "in", root, commit=committed)
    break_off(root / "shards" / "00001", "3.jsonl", 1)
    if committed:
        make_root(tmp_path / "in", root)
        assert status(str(root)).gone == {}
        break_off(root / "shards" / "00001", "3.jsonl", 1)
    (tmp_path / "in" / "3.jsonl").unlink()
    assert [Path(uri).name for uri in status(str(root)).gone] == ["3.jsonl"]
    with closing(Root(str(root), compress=False)) as opened:
        opened.plan((), shard_inputs=2, version=None)
        missing, said = gone_from_root(opened, forget=False)
        assert (missing, len(said), "3.jsonl is gone, read up to record 1" in said[0]) == (1, 1, True)
        assert gone_from_root(opened, forget=True)[0] == 0
        assert gone_from_root(opened, forget=False) == (0, [])
    assert status(str(root)).gone == {}
