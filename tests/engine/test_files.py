"""Articles as files of Markdown beside articles.jsonl: made of what is committed, replaced, never half done."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from pipeline.engine import ingest, retry
from pipeline.engine.store import durable, files
from pipeline.engine.store.rows import rows_of
from pipeline.errors import BadUsage, OutputFailed
from pipeline.render import article_of, as_markdown, document_of
from pipeline.render.front_matter import front_matter
from schemas import IngestJob, Settings
from tests.engine.doubles import NAME
from tests.engine.roots import make_root
from tests.records import article, row
from tests.test_printable import NASTY, NATURAL

WORDS = "some good words here and more"


def job(inbox: Path, out: Path, *, markdown: bool = True, **more: Any) -> IngestJob:
    return IngestJob(inputs=[str(inbox)], out=str(out), workers=0, markdown=markdown, **more)


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(6):
        (folder / f"{number}.txt").write_text(f"{WORDS} {number}", encoding="utf-8")
    return folder


def made(out: Path) -> dict[str, str]:
    """Return what the files hold, all there are, by name."""
    return {path.name: path.read_text(encoding="utf-8") for path in (out / "articles").iterdir()}


def wanted(out: Path) -> dict[str, str]:
    """Return the files that there must be, from the latest rows."""
    articles = [article_of(one.line) for one in rows_of(str(out), latest=True)]
    return {f"{one.id}.md": f"{front_matter(one)}\n{as_markdown(document_of(one))}" for one in articles}


@pytest.mark.parametrize("compress", [False, True])
def test_files_follow_revisions_and_rejects(inbox: Path, tmp_path: Path, compress: bool) -> None:
    """A changed article replaces its file; one that becomes a reject has none, and has one again when it is back."""
    out = tmp_path / "out"
    ingest(job(inbox, out, compress=compress), cleaner=NAME)
    assert len(made(out)) == 6
    assert made(out) == wanted(out)
    before = {path.name: path.stat().st_mtime_ns for path in (out / "articles").iterdir()}
    (inbox / "0.txt").write_text(f"{WORDS} changed", encoding="utf-8")
    (inbox / "1.txt").write_text("short", encoding="utf-8")
    ingest(job(inbox, out), cleaner=NAME)
    assert (len(made(out)), made(out)) == (5, wanted(out))
    assert any("changed" in text and "revision: 2\n" in text for text in made(out).values())
    touched = [name for name in made(out) if (out / "articles" / name).stat().st_mtime_ns != before[name]]
    assert len(touched) == 1
    (inbox / "1.txt").write_text(f"{WORDS} back", encoding="utf-8")
    (inbox / "2.txt").write_text("short", encoding="utf-8")
    ingest(job(inbox, out), cleaner=NAME)
    (inbox / "2.txt").write_text(f"{WORDS} back as well", encoding="utf-8")
    ingest(job(inbox, out, markdown=False), cleaner=NAME)
    assert len(made(out)) == 5
    ingest(job(inbox, out), cleaner=NAME)
    assert (len(made(out)), made(out)) == (6, wanted(out))


def test_a_run_that_could_not_write_them_is_made_good_by_the_next(
    inbox: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Wherever it ended: the next run, which finds nothing new, makes the files of one that was not killed."""
    ingest(job(inbox, tmp_path / "whole"), cleaner=NAME)
    put = durable.put_file
    for written in range(7):
        out, left = tmp_path / f"out{written}", written

        def full(path: str, data: bytes) -> None:
            nonlocal left
            if left == 0:
                Path(f"{path}.new").write_bytes(data[:10])  # what a kill leaves
                raise OSError(28, "No space left on device")
            left -= 1
            put(path, data)

        with monkeypatch.context() as patch:
            patch.setattr(files, "put_file", full)
            if written < 6:
                with pytest.raises(OutputFailed, match="make room"):
                    ingest(job(inbox, out), cleaner=NAME)
            else:
                ingest(job(inbox, out), cleaner=NAME)
        again = ingest(job(inbox, out), cleaner=NAME)
        assert (again.unchanged, made(out)) == (6, made(tmp_path / "whole"))


def test_files_of_a_folder_that_had_none_or_of_another_version_are_made_anew(inbox: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    ingest(job(inbox, out, markdown=False), cleaner=NAME)
    assert not (out / "articles").exists()
    ingest(job(inbox, out), cleaner=NAME)
    assert (len(made(out)), made(out)) == (6, wanted(out))
    mark = out / ".copydesk" / "markdown.json"
    one, *_ = (out / "articles").iterdir()
    for text in (mark.read_text().replace('"version": "', '"version": "0.'), "{", "[]", '{"made": 1}'):
        one.write_text("stale")
        mark.write_text(text)
        ingest(job(inbox, out), cleaner=NAME)
        assert made(out) == wanted(out)


def test_a_row_that_was_changed_from_outside_is_said(inbox: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    ingest(job(inbox, out, markdown=False), cleaner=NAME)
    rows = out / "articles.jsonl"
    rows.write_text(rows.read_text().replace('"language":', '"language";', 1))
    with pytest.raises(OutputFailed, match="no JSON; it was changed from outside"):
        ingest(job(inbox, out), cleaner=NAME)


def test_retry_brings_them_up_where_its_settings_say_so(inbox: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    strict = Settings(min_words=17)
    (inbox / "7.txt").write_text("some good words", encoding="utf-8")
    ingest(job(inbox, out, settings=strict), cleaner=NAME)
    count = len(made(out))
    retry(job(inbox, out), cleaner=NAME)
    assert made(out) == wanted(out)
    assert len(made(out)) == count + 1


def test_a_shard_has_files_of_its_own(inbox: Path, tmp_path: Path) -> None:
    make_root(inbox, tmp_path / "root", settings=Settings())
    retry(job(inbox, tmp_path / "root"), cleaner=NAME)
    shards = sorted((tmp_path / "root" / "shards").iterdir())
    assert [len(made(shard)) for shard in shards] == [2, 2, 2]
    assert {name: text for shard in shards for name, text in made(shard).items()} == wanted(tmp_path / "root")


PIECES = [*NASTY, *NATURAL, '"', "'", "\\", ": ", "- ", "# ", "no", "2024-05-03", "👩‍👩‍👧", "é", "\n"]


@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=4), max_size=6).map("".join))
def test_front_matter_is_yaml_that_parsers_agree_on(nasty: str) -> None:
    """PyYAML (1.1) and ruamel (1.2) read the same strings, which are those of the record on one line."""
    made = article("Words.", title=nasty, authors=[nasty, "Ann Lee"], tags=["no", nasty], published_date="2024-05-03")
    first, _, rest = front_matter(made).partition("\n")
    text, _, last = rest.rpartition("---\n")
    assert (first, last) == ("---", "")
    old, new = yaml.safe_load(text), YAML(typ="safe", pure=True).load(text)
    assert old == new
    assert (old["published_date"], old["tags"][0], old["revision"]) == ("2024-05-03", "no", 1)
    assert old["title"] == document_of(made).title


# The rows that files and `copydesk render` are made of


def test_rows_are_those_of_the_last_commit_and_the_latest(inbox: Path, tmp_path: Path) -> None:
    """What a killed run left behind the last commit is no row, nor is an article that is a reject by now."""
    out = tmp_path / "out"
    ingest(job(inbox, out), cleaner=NAME)
    (inbox / "0.txt").write_text(f"{WORDS} changed", encoding="utf-8")
    (inbox / "1.txt").write_text("short", encoding="utf-8")
    ingest(job(inbox, out), cleaner=NAME)
    with (out / "articles.jsonl").open("a") as file:
        file.write('{"schema_version": "1.1", "id":')
    found = list(rows_of(str(out), latest=True))
    assert [one.revision for one in found] == [1, 1, 1, 1, 2]
    assert [one.revision for one in rows_of(str(out), latest=False)] == [1, 1, 1, 1, 1, 1, 2]
    (out / ".copydesk" / "ledger.sqlite3").unlink()  # as in a copy of the files alone
    assert [one.id for one in rows_of(str(out), latest=True)][:-1] == [one.id for one in found]


def test_what_holds_no_rows_is_said(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(BadUsage, match=r"holds no articles\.jsonl"):
        list(rows_of(str(tmp_path / "empty"), latest=True))
    with pytest.raises(BadUsage, match="check the name"):
        list(rows_of(str(tmp_path / "nowhere"), latest=True))


def test_a_file_that_is_cut_is_said(inbox: Path, tmp_path: Path) -> None:
    """A frame that breaks off, and one that is corrupt, are never read as if nothing more were there."""
    out = tmp_path / "out"
    ingest(job(inbox, out, compress=True), cleaner=NAME)
    content = (out / "articles.jsonl.zst").read_bytes()
    for name, data in (("cut", content[:-9]), ("corrupt", content[:-9] + bytes(9))):
        (tmp_path / name).write_bytes(data)
        with pytest.raises(BadUsage, match=name):
            list(rows_of(str(tmp_path / name), latest=True))


def test_a_ledger_that_cannot_be_read_is_said(inbox: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    ingest(job(inbox, out), cleaner=NAME)
    with sqlite3.connect(out / ".copydesk" / "ledger.sqlite3") as base:
        base.execute("PRAGMA user_version = 99")
    base.close()
    with pytest.raises(OutputFailed):
        list(rows_of(str(out), latest=True))


def test_many_lines_are_read_once_for_their_revisions_and_once_more(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    lines = [json.dumps(row("a", revision=number)) for number in (1, 3, 2)]
    path.write_text("\n\n".join([lines[0], "{", *lines[1:]]) + "\n")
    found = list(rows_of(str(path), latest=True))
    assert [(one.number, one.revision) for one in found] == [(2, 0), (3, 3)]
