"""What is one input and what is another: spellings, folders that move, and standard input."""

from __future__ import annotations

import gzip
import io
import json
import os
import tarfile
import zipfile
from pathlib import Path
from typing import Any, ClassVar

import pytest

from tests.test_cli import ARTICLE, rows, run

pytestmark = pytest.mark.slow

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


PAGE = f"<!DOCTYPE html><html><body><article><p>{ARTICLE.replace(chr(10), '</p><p>')}</p></article></body></html>"


class TestKinds:
    """What is passed over by its name is said, and there is a way to have it read."""

    def fill(self, folder: Path) -> None:
        for name in ("a.pdf", "b.pdf", "c.csv.gz", "page", "index.php", "d.txt"):
            (folder / name).write_text(PAGE if name in ("page", "index.php") else ARTICLE, encoding="utf-8")

    def test_what_is_passed_over_is_named_in_message_manifest_and_status(self, project: Path) -> None:
        """Fifty files of a folder of five hundred were passed over by name, and only their number was said."""
        self.fill(project / "inbox")
        done = run("ingest", "inbox", "--out", "out", cwd=project)
        assert (
            b"5 files skipped, their names tell no kind that is read: 2 .pdf, 1 .csv.gz, 1 .php, 1 without an"
            in done.stderr
        )
        assert b"--type" in done.stderr
        expected = {".pdf": 2, ".csv.gz": 1, ".php": 1, "": 1}
        (manifest,) = (project / "out" / "runs").iterdir()
        assert json.loads(manifest.read_bytes())["passed_over"] == expected
        assert json.loads(run("status", "out", "--json", cwd=project).stdout)["passed_over"] == expected
        assert b"skipped by name in the last run: 2 .pdf" in run("status", "out", cwd=project).stdout

    def test_members_that_are_passed_over_are_named_too(self, project: Path) -> None:
        with zipfile.ZipFile(project / "a.zip", "w") as archive:
            for name in ("a.txt", "b.pdf", "c"):
                archive.writestr(name, ARTICLE)
        done = run("ingest", "a.zip", "--out", "out", cwd=project)
        assert b"2 members of archives skipped, their names tell no kind that is read: 1 .pdf, 1 without" in done.stderr
        (manifest,) = (project / "out" / "runs").iterdir()
        assert json.loads(manifest.read_bytes())["passed_over"] == {"": 1, ".pdf": 1}
        done = run("ingest", "a.zip", "--out", "typed", "--type", "text", cwd=project)
        assert b"3 records: 3 articles" in done.stderr

    @pytest.mark.parametrize("name", ["page", "index.php", "story.2024"])
    def test_a_page_without_a_known_ending_is_read_as_html_when_named_outright(self, project: Path, name: str) -> None:
        (project / name).write_text(PAGE, encoding="utf-8")
        run("ingest", name, "--out", "out", cwd=project)
        assert [row["provenance"]["media_type"] for row in articles(project / "out")] == ["text/html"]

    def test_a_text_without_an_ending_is_read_when_named_outright(self, project: Path) -> None:
        (project / "story").write_text(ARTICLE, encoding="utf-8")
        (project / "rows").write_text(json.dumps({"id": "a", "text": ARTICLE}), encoding="utf-8")
        (project / "packed").write_bytes(gzip.compress(PAGE.encode()))
        done = run("ingest", "story", "rows", "packed", "--out", "out", cwd=project)
        assert b"3 records: 3 articles" in done.stderr, done.stderr

    def test_type_says_what_files_are_whose_names_do_not(self, project: Path) -> None:
        """Names that tell their kind keep it; --reprocess redoes what an earlier run did by the name alone."""
        self.fill(project / "inbox")
        (project / "inbox" / "c.csv.gz").write_bytes(gzip.compress(ARTICLE.encode()))
        done = run("ingest", "inbox", "--out", "out", "--type", "text", cwd=project)
        assert b"7 records: 7 articles" in done.stderr, done.stderr
        done = run("ingest", "-", "--out", "-", "--type", "jsonl", cwd=project, stdin=b" \n[]")
        assert b"1 not_an_object" in done.stderr
        assert run("ingest", "inbox", "--out", "out", "--type", "docx", cwd=project).returncode == 2

    def test_an_input_that_was_refused_for_its_name_is_read_once_its_type_is_said(self, project: Path) -> None:
        (project / "a.csv").write_text(ARTICLE, encoding="utf-8")
        assert b"1 unsupported_type" in run("ingest", "a.csv", "--out", "out", cwd=project).stderr
        done = run("ingest", "a.csv", "--out", "out", "--type", "text", cwd=project)
        assert b"--reprocess" in done.stderr, done.stderr
        done = run("ingest", "a.csv", "--out", "out", "--type", "text", "--reprocess", cwd=project)
        assert b"1 articles" in done.stderr


class TestFields:
    """JSONL rows that say the same things by other names."""

    ROW: ClassVar = {"id": "a", "body": ARTICLE, "author": "Ann Poe", "pubdate": "2024-05-06", "headline": "Rowers"}

    def test_other_names_are_taken_with_field_and_named_without(self, project: Path) -> None:
        lines = "\n".join(json.dumps({**self.ROW, "id": name, "link": "https://news.example/a"}) for name in "ab")
        (project / "a.jsonl").write_text(lines, encoding="utf-8")
        done = run("ingest", "a.jsonl", "--out", "out", cwd=project)
        assert b"2 missing_field" in done.stderr
        said = "--field text=body --field url=link --field title=headline --field date=pubdate --field authors=author"
        assert done.stderr.decode().count(said) == 1, done.stderr
        done = run("ingest", "a.jsonl", "--out", "out", *said.split(), "--reprocess", cwd=project)
        assert b"2 articles" in done.stderr
        assert b"--field" not in done.stderr
        row = articles(project / "out")[0]
        assert (row["title"], row["authors"], row["published_date"]) == ("Rowers", ["Ann Poe"], "2024-05-06")
        assert row["url"] == "https://news.example/a"

    def test_what_is_read_already_is_not_named(self, project: Path) -> None:
        row = {"text": ARTICLE, "body": ARTICLE, "authors": ["Ann Poe"], "author": "x", "link": ""}
        (project / "a.jsonl").write_text(json.dumps(row), encoding="utf-8")
        assert b"--field" not in run("ingest", "a.jsonl", "--out", "out", cwd=project).stderr

    def test_a_row_that_is_rejected_says_what_would_take_it(self, project: Path) -> None:
        (project / "a.jsonl").write_text(json.dumps({"content": PAGE}), encoding="utf-8")
        run("ingest", "a.jsonl", "--out", "out", cwd=project)
        (row,) = rows(project / "out" / "rejects.jsonl")
        assert row["detail"] == "the record has neither `text` nor `html`; --field html=content would take what it has"

    def test_the_first_name_that_is_there_counts(self, project: Path) -> None:
        """A name that is given is asked before our own: the row's `text` may be a teaser."""
        lines = [{"text": "teaser", "body": ARTICLE}, {"text": "teaser", "content": ARTICLE}, {"text": ARTICLE}]
        (project / "a.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
        fields = ("--field", "text=body", "--field", "text=content")
        assert b"3 articles" in run("ingest", "a.jsonl", "--out", "out", *fields, cwd=project).stderr

    @pytest.mark.parametrize("where", ["file", "environment", "set"])
    def test_fields_and_type_may_stand_elsewhere(self, project: Path, where: str) -> None:
        (project / "a.data").write_text(json.dumps(self.ROW), encoding="utf-8")
        environment: dict[str, str] = {}
        options: list[str] = []
        if where == "file":
            text = '[settings]\nfields = ["text=body", "title=headline"]\ninput_type = "jsonl"\n'
            (project / "copydesk.toml").write_text(text, encoding="utf-8")
        elif where == "environment":
            environment = {"COPYDESK_FIELDS": '["text=body", "title=headline"]', "COPYDESK_INPUT_TYPE": "jsonl"}
        else:
            options = ["--set", 'fields=["text=body", "title=headline"]', "--set", "input_type=jsonl"]
        run("ingest", "a.data", "--out", "out", *options, cwd=project, **environment)  # type: ignore[arg-type]
        assert [row["title"] for row in articles(project / "out")] == ["Rowers"]

    def test_a_field_that_is_none_is_bad_usage(self, project: Path) -> None:
        for field in ("body", "txt=body", "text="):
            done = run("ingest", "inbox", "--out", "out", "--field", field, cwd=project)
            assert done.returncode == 2
            assert b"text=body" in done.stderr
