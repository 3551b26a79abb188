"""What is one input and what is another: spellings, folders that move, and standard input."""

from __future__ import annotations

import io
import json
import os
import tarfile
from pathlib import Path
from typing import Any

import pytest

from tests.test_cli import ARTICLE, rows, run

OTHER = ARTICLE.replace("Rowers", "Runners")
THIRD = ARTICLE.replace("Rowers", "Riders")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A folder that holds an inbox with one story."""
    return filled(tmp_path / "project")


def filled(folder: Path, text: str = ARTICLE) -> Path:
    (folder / "inbox").mkdir(parents=True)
    (folder / "inbox" / "story.txt").write_text(text, encoding="utf-8")
    return folder


def articles(out: Path) -> list[dict[str, Any]]:
    return rows(out / "articles.jsonl")


def known(out: Path) -> list[tuple[str, int]]:
    """Return source and revision of every article."""
    return [(row["source"], row["provenance"]["revision"]) for row in articles(out)]


class TestSpelling:
    """However a file is named, it is the same input with the same source and the same id."""

    def test_a_file_has_one_source_and_id_however_it_is_spelled(self, project: Path) -> None:
        os.symlink(project, project.parent / "link")
        spellings = [
            "inbox/story.txt",
            "./inbox//story.txt",
            "../project/inbox/story.txt",
            "inbox/../inbox/story.txt",
            str(project / "inbox" / "story.txt"),
            str(project.parent / "link" / "inbox" / "story.txt"),
            "inbox",
            "./inbox/",
            ".",
            str(project),
            "inb*/*.txt",
            f"{project}/**/*.txt",
        ]
        found = set()
        for number, spelling in enumerate(spellings):
            out = project.parent / f"out{number}"
            assert run("ingest", spelling, "--out", str(out), cwd=project).returncode == 0
            found |= {(row["source"], row["id"]) for row in articles(out)}
        assert {source for source, _ in found} == {"inbox/story.txt"}
        assert len(found) == 1

    def test_a_file_outside_the_current_folder_has_its_absolute_path(self, project: Path, tmp_path: Path) -> None:
        elsewhere = tmp_path / "elsewhere"
        elsewhere.mkdir()
        for cwd, spelling in (
            (elsewhere, "../project/inbox"),
            (elsewhere, str(project / "inbox")),
            (Path("/"), project),
        ):
            run("ingest", str(spelling), "--out", str(tmp_path / "out"), cwd=cwd)
        assert known(tmp_path / "out") == [(str(project / "inbox" / "story.txt"), 1)]

    def test_a_link_that_is_named_outright_keeps_its_name(self, project: Path) -> None:
        os.symlink(project / "inbox" / "story.txt", project / "latest.txt")
        run("ingest", "./latest.txt", "--out", "out", cwd=project)
        assert known(project / "out") == [("latest.txt", 1)]

    def test_a_folder_still_knows_what_an_earlier_run_spelled_otherwise(self, project: Path, tmp_path: Path) -> None:
        """Known by its path, an input keeps the source it had; changed, it is the next revision of that."""
        out = str(tmp_path / "out")
        run("ingest", str(project / "inbox"), "--out", out, cwd=Path("/"))
        assert b"1 unchanged" in run("ingest", "inbox", "--out", out, cwd=project).stderr
        (project / "inbox" / "story.txt").write_text(OTHER, encoding="utf-8")
        run("ingest", "inbox", "--out", out, cwd=project)
        source = str(project / "inbox" / "story.txt")
        assert known(tmp_path / "out") == [(source, 1), (source, 2)]

    @pytest.mark.parametrize("cwd", [".", "/"])
    def test_a_folder_that_is_moved_with_its_inputs_still_knows_them(self, project: Path, cwd: str) -> None:
        place = project
        for text, moved in ((None, "moved"), (OTHER, "again")):
            spelling = "inbox" if cwd == "." else str(place / "inbox")
            run("ingest", spelling, "--out", str(place / "out"), cwd=place / cwd)
            place = place.rename(place.parent / moved)
            if text:
                (place / "inbox" / "story.txt").write_text(text, encoding="utf-8")
        spelling = "inbox" if cwd == "." else str(place / "inbox")
        run("ingest", spelling, "--out", str(place / "out"), cwd=place / cwd)
        assert [revision for _, revision in known(place / "out")] == [1, 2]
        assert len({source for source, _ in known(place / "out")}) == 1

    def test_rejects_of_a_folder_that_was_moved_are_retried(self, project: Path) -> None:
        run("ingest", "inbox", "--out", "out", "--set", "min_words=99", cwd=project)
        moved = project.rename(project.parent / "moved")
        done = run("retry", "out", cwd=moved)
        assert b"1 articles" in done.stderr, done.stderr

    def test_the_same_name_in_two_folders_is_two_inputs(self, tmp_path: Path) -> None:
        """`cd monday; copydesk ingest inbox --out news`, and on tuesday again: neither story replaces the other."""
        out = str(tmp_path / "out")
        for day, text in (("monday", ARTICLE), ("tuesday", OTHER)):
            run("ingest", "inbox", "--out", out, cwd=filled(tmp_path / day, text))
        for day in ("monday", "tuesday"):
            assert b"1 unchanged" in run("ingest", "inbox", "--out", out, cwd=tmp_path / day).stderr
        assert known(tmp_path / "out") == [
            ("inbox/story.txt", 1),
            (str(tmp_path / "tuesday" / "inbox" / "story.txt"), 1),
        ]


class TestStandardInput:
    """What comes on standard input without a name is known by what it says."""

    def ingest(self, out: Path, text: str | bytes, *options: str) -> str:
        content = text.encode() if isinstance(text, str) else text
        done = run("ingest", "-", "--out", str(out), *options, stdin=content)
        assert done.returncode == 0, done.stderr
        return done.stderr.decode()

    def test_three_documents_one_after_the_other_are_three_articles(self, tmp_path: Path) -> None:
        for text in (ARTICLE, OTHER, THIRD):
            self.ingest(tmp_path / "out", text)
        assert len({row["id"] for row in articles(tmp_path / "out")}) == 3
        assert known(tmp_path / "out") == [("-", 1)] * 3
        for text in (THIRD, ARTICLE):
            assert "1 unchanged" in self.ingest(tmp_path / "out", text)

    def test_a_name_makes_it_an_input_like_a_file(self, tmp_path: Path) -> None:
        """Under its name, changed content is the next revision; another name is another article."""
        self.ingest(tmp_path / "out", ARTICLE, "--name", "wire/1.txt")
        assert "1 unchanged" in self.ingest(tmp_path / "out", ARTICLE, "--name", "wire/1.txt")
        self.ingest(tmp_path / "out", OTHER, "--name", "wire/1.txt")
        self.ingest(tmp_path / "out", OTHER, "--name", "wire/2.txt")
        assert known(tmp_path / "out") == [("wire/1.txt", 1), ("wire/1.txt", 2), ("wire/2.txt", 1)]
        assert {row["provenance"]["record_id"] for row in articles(tmp_path / "out")} == {None}

    def test_rows_are_known_by_their_id_and_else_by_their_content(self, tmp_path: Path) -> None:
        first = [{"id": "a", "text": ARTICLE}, {"text": OTHER}]
        second = [{"id": "a", "text": THIRD}, {"text": THIRD}]
        for lines in (first, second, first[1:]):
            self.ingest(tmp_path / "out", "\n".join(map(json.dumps, lines)))
        assert [row["provenance"]["revision"] for row in articles(tmp_path / "out")] == [1, 1, 2, 1]
        assert len({row["id"] for row in articles(tmp_path / "out")}) == 3

    def test_rows_under_a_name_are_known_by_their_line(self, tmp_path: Path) -> None:
        self.ingest(tmp_path / "out", json.dumps({"text": ARTICLE}), "--name", "wire.jsonl")
        (row,) = articles(tmp_path / "out")
        assert (row["source"], row["provenance"]["record_id"]) == ("wire.jsonl", "line:1")

    def test_members_of_two_archives_do_not_replace_each_other(self, tmp_path: Path) -> None:
        for text in (ARTICLE, OTHER):
            self.ingest(tmp_path / "out", packed(text))
        assert known(tmp_path / "out") == [("-#page.txt", 1)] * 2

    def test_rejects_do_not_replace_each_other(self, tmp_path: Path) -> None:
        for text in (b"\x89PNG\r\n\x1a\n\x00\x00", b"\x89PNG\r\n\x1a\n\x00\x01", b"{\xff}", b"{\xfe}"):
            self.ingest(tmp_path / "out", text)
        for size in (300, 301):
            self.ingest(tmp_path / "out", "word " * size, "--set", "max_record_bytes=1000")
        found = rows(tmp_path / "out" / "rejects.jsonl")
        assert [row["provenance"]["revision"] for row in found] == [1] * 6
        assert len({row["id"] for row in found}) == 6


def packed(text: str) -> bytes:
    """Return a tar with one page."""
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w") as archive:
        member = tarfile.TarInfo("page.txt")
        member.size = len(text.encode())
        archive.addfile(member, io.BytesIO(text.encode()))
    return file.getvalue()
