"""A folder, or a root of shards, that cannot be opened is let go of; what a newer copydesk wrote is left as it is."""

from __future__ import annotations

import sqlite3
import subprocess
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from pipeline.engine.store.folder import Folder
from pipeline.engine.store.root import Root
from pipeline.errors import BadUsage, OutputFailed
from tests.engine.roots import make_root
from tests.forked import run_forked

OPEN: dict[str, Callable[[str], Folder | Root]] = {
    "ledger.sqlite3": lambda path: Folder(path),
    "root.sqlite3": lambda path: Root(path, compress=False),
}
ARTICLE = "Rowers win by a length\n\nThe crew won by a length on Sunday in front of ten thousand people, who cheered.\n"


def copydesk(*arguments: object) -> subprocess.CompletedProcess[str]:
    """Run the command as a user does."""
    done = run_forked(*map(str, arguments))
    return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())


def set_format(file: Path, number: int, more: str = "") -> bytes:
    """Have a ledger look as one of another version; return its bytes."""
    with closing(sqlite3.connect(file)) as base:
        base.executescript(f"{more}; PRAGMA user_version = {number};")
    return file.read_bytes()


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    for number in range(3):
        (tmp_path / "in" / f"{number}.txt").write_text(f"{ARTICLE}{number}", encoding="utf-8")
    return tmp_path / "in"


@pytest.fixture
def folder(inbox: Path, tmp_path: Path) -> Path:
    assert copydesk("ingest", inbox, "--out", tmp_path / "folder", "--workers", 0).returncode == 0
    return tmp_path / "folder"


@pytest.fixture
def root(inbox: Path, tmp_path: Path) -> Path:
    make_root(inbox, tmp_path / "root")
    return tmp_path / "root"


@pytest.mark.parametrize("ledger", OPEN)
@pytest.mark.parametrize("trouble", ["no database", "newer format", "card in the way"])
def test_what_cannot_be_opened_is_let_go_of(ledger: str, trouble: str, tmp_path: Path) -> None:
    """In one process, a notebook or a worker of Prefect, it can be opened once the trouble is mended."""
    out = tmp_path / "out"
    file = out / ".copydesk" / ledger
    OPEN[ledger](str(out)).close()
    before = file.read_bytes()
    card = out / "README.md"
    if trouble == "no database":
        file.write_bytes(b"no database, " * 100)
    elif trouble == "newer format":
        set_format(file, 99)
    else:
        card.unlink()
        card.mkdir()
    with pytest.raises(OutputFailed):
        OPEN[ledger](str(out))
    if card.is_dir():
        card.rmdir()
    file.write_bytes(before)
    OPEN[ledger](str(out)).close()


@pytest.mark.slow
@pytest.mark.parametrize("more", ["", "DROP INDEX record_reason", "DROP TABLE record"])
@pytest.mark.parametrize("command", ["ingest", "retry", "status"])
def test_a_newer_ledger_is_told_and_not_touched(command: str, more: str, inbox: Path, folder: Path) -> None:
    """Whatever it lacks or has, it is not taken for one that is still to be filled."""
    file = folder / ".copydesk" / "ledger.sqlite3"
    before = set_format(file, 2, more)
    done = copydesk(*(("ingest", inbox, "--out", folder) if command == "ingest" else (command, folder)))
    assert done.returncode == 74
    assert "newer copydesk" in done.stderr
    assert "Traceback" not in done.stderr
    assert file.read_bytes() == before


@pytest.mark.parametrize("command", ["retry", "status"])
@pytest.mark.parametrize("file", [".copydesk/root.sqlite3", "shards/00001/.copydesk/ledger.sqlite3"])
def test_a_newer_root_is_told_and_not_touched(command: str, file: str, root: Path) -> None:
    before = set_format(root / file, 2)
    done = copydesk(command, root)
    assert done.returncode == 74
    assert "newer copydesk" in done.stderr
    assert (root / file).read_bytes() == before


def test_a_database_of_somebody_else_is_told(folder: Path, inbox: Path) -> None:
    file = folder / ".copydesk" / "ledger.sqlite3"
    file.unlink()
    with closing(sqlite3.connect(file)) as base:
        base.execute("CREATE TABLE recipe (name TEXT)")
    before = file.read_bytes()
    done = copydesk("ingest", inbox, "--out", folder)
    assert done.returncode == 74
    assert "no ledger of copydesk" in done.stderr
    assert file.read_bytes() == before


def test_a_root_remembers_whether_it_is_compressed(tmp_path: Path) -> None:
    """As a folder does: else its card names files that are not there."""
    Root(str(tmp_path / "root"), compress=True).close()
    with closing(Root(str(tmp_path / "root"), compress=False)) as root:
        assert root.is_compressed
    assert "articles.jsonl.zst" in (tmp_path / "root" / "README.md").read_text(encoding="utf-8")
    Root(str(tmp_path / "plain"), compress=False).close()
    with pytest.raises(BadUsage, match=r"holds \.jsonl already"):
        Root(str(tmp_path / "plain"), compress=True)
