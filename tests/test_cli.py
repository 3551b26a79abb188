"""The command as a user runs it: exit codes, bad input, what is imported, and what goes where."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import COPYDESK, ROOT
from tests.forked import run_forked

ARTICLE = (
    "Rowers win by a length\n\nThe crew won by a length on Sunday in front of ten thousand people.\n\n"
    "They had trained on the river since the first week of January, the coach said.\n"
)
BROKEN = {
    "empty.txt": (b"", "empty"),
    "picture.txt": (b"\x89PNG\r\n\x1a\n\x00\x00", "not_text"),
    "furniture.txt": (b"Skip to content\nMenu\nRead more\n", "boilerplate_only"),
    "short.txt": (b"Rowers win by a length", "too_short"),
    "blank.html": (b"<html><body></body></html>", "extraction_empty"),
}


def run(
    *arguments: str, cwd: Path | None = None, stdin: bytes = b"", **environment: str
) -> subprocess.CompletedProcess[bytes]:
    return run_forked(*arguments, cwd=cwd, stdin=stdin, environment={**os.environ, **environment})


def rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "inbox"
    folder.mkdir()
    (folder / "good.txt").write_text(ARTICLE, encoding="utf-8")
    (folder / "invalid.txt").write_bytes(
        ARTICLE.encode() + "Café au lait, s’il vous plaît, à côté.".encode() + b"\xff\n"
    )
    (folder / "lines.jsonl").write_text(
        f"{json.dumps({'id': 'a', 'text': ARTICLE})}\n"
        '{"id": "b", "text": "cut\n'
        f"{json.dumps({'id': 'c', 'text': ARTICLE})}\n",
        encoding="utf-8",
    )
    for name, (content, _) in BROKEN.items():
        (folder / name).write_bytes(content)
    return folder


def test_bad_input_is_a_reject_with_its_reason_and_the_rest_goes_on(inbox: Path, tmp_path: Path) -> None:
    done = run("ingest", str(inbox), "--out", str(tmp_path / "out"))
    assert (done.returncode, done.stdout) == (0, b"")
    assert b"Traceback" not in done.stderr
    articles = {Path(row["source"]).name for row in rows(tmp_path / "out" / "articles.jsonl")}
    assert articles == {"good.txt", "invalid.txt", "lines.jsonl"}
    reasons = {Path(row["source"]).name: row["reason"] for row in rows(tmp_path / "out" / "rejects.jsonl")}
    assert reasons == {name: reason for name, (_, reason) in BROKEN.items()} | {"lines.jsonl": "bad_json"}
    assert b"10 records: 4 articles, 6 rejects" in done.stderr


def test_broken_characters_are_counted_in_the_record(inbox: Path, tmp_path: Path) -> None:
    run("ingest", str(inbox / "invalid.txt"), "--out", str(tmp_path / "out"))
    (row,) = rows(tmp_path / "out" / "articles.jsonl")
    assert row["provenance"]["charset_from"] == "damaged-utf-8"
    assert "broken_characters:1" in row["quality"]["warnings"]


def test_standard_output_gets_articles_and_standard_error_rejects(inbox: Path) -> None:
    done = run("ingest", str(inbox), "--out", "-", "--rejects")
    assert len(done.stdout.splitlines()) == 4
    rejects = [json.loads(line) for line in done.stderr.splitlines() if line.startswith(b"{")]
    assert len(rejects) == 6


def test_standard_input_is_an_input(tmp_path: Path) -> None:
    done = run("ingest", "-", "--out", "-", stdin=ARTICLE.encode())
    assert json.loads(done.stdout)["title"] == "Rowers win by a length"


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["ingest", "nowhere", "--out", "o"], 2, "there is no file or folder nowhere"),
        (["ingest", "empty-folder", "--out", "o"], 2, "nothing to ingest in empty-folder"),
        (["ingest", "good.txt"], 2, "`out` is missing: say it with --out, as COPYDESK_OUT"),
        (["ingest", "good.txt", "--out", "good.txt/x"], 74, "cannot write to good.txt/x"),
        (["ingest", "good.txt", "--out", "o", "--set", "min_word=3"], 2, "did you mean 'min_words'"),
        (["ingest", "good.txt", "--out", "o", "--nonsense"], 2, "No such option"),
        (["ingest", "good.txt", "--out", "o", "--fail-on-rejects", "0.1", "--set", "min_words=99"], 1, "1 too_short"),
        (["explain", "nowhere"], 2, "there is no file"),
        (["explain", "empty.txt"], 1, "rejected: empty"),
        (["repair", "nowhere"], 2, "cannot read nowhere"),
    ],
)
def test_exit_codes(tmp_path: Path, arguments: list[str], code: int, said: str) -> None:
    (tmp_path / "empty-folder").mkdir()
    (tmp_path / "good.txt").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "empty.txt").write_text("", encoding="utf-8")
    done = run(*arguments, cwd=tmp_path)
    output = (done.stdout + done.stderr).decode()
    assert (done.returncode, said in output, "Traceback" in output) == (code, True, False), output


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_ends_the_run_with_74(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(ARTICLE, encoding="utf-8")
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [*COPYDESK, "ingest", "good.txt", "--out", "-"],
            cwd=tmp_path,
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert done.returncode == 74
    assert b"cannot write to standard output" in done.stderr


def test_settings_come_from_file_environment_and_flags(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "copydesk.toml").write_text("[settings]\nmin_words = 500\n", encoding="utf-8")
    outcomes = [
        run("ingest", "good.txt", "--out", "-", cwd=tmp_path),
        run("ingest", "good.txt", "--out", "-", cwd=tmp_path, COPYDESK_MIN_WORDS="5"),
        run("ingest", "good.txt", "--out", "-", "--set", "min_words=400", cwd=tmp_path, COPYDESK_MIN_WORDS="5"),
    ]
    assert [len(done.stdout.splitlines()) for done in outcomes] == [0, 1, 0]


@pytest.mark.slow
def test_a_flag_of_nought_is_given_like_any_other(inbox: Path, tmp_path: Path) -> None:
    """`0` is no `False`: it goes before the file, and a limit of nought is a limit."""
    (tmp_path / "copydesk.toml").write_text("settle_seconds = 3600\nbatch_records = 4\n", encoding="utf-8")
    waiting = run("ingest", "inbox", "--out", "waiting", cwd=tmp_path)
    assert b"8 pending" in waiting.stderr
    assert run("ingest", "inbox", "--out", "out", "--settle", "0", cwd=tmp_path).returncode == 0
    assert len(rows(tmp_path / "out" / "articles.jsonl")) == 4
    limited = run("ingest", "inbox", "--out", "-", "--settle", "0", "--fail-on-rejects", "0", cwd=tmp_path)
    assert (limited.returncode, b"the limit is 0%" in limited.stderr) == (1, True)


def test_idle_runs_are_counted_on_request_only(inbox: Path, tmp_path: Path) -> None:
    """From the second run in a row that brings nothing the command ends with 1 and says why; news sets that back."""
    limit = ("ingest", "inbox", "--out", "out", "--fail-after-idle-runs", "2")
    codes = [run(*limit, cwd=tmp_path).returncode for _ in range(3)]
    assert codes == [0, 0, 1]
    assert b"attention: nothing new came in the last 3 runs" in run(*limit, cwd=tmp_path).stderr
    assert run(*limit[:4], cwd=tmp_path).returncode == 0
    (inbox / "news.txt").write_text(ARTICLE, encoding="utf-8")
    assert run(*limit, cwd=tmp_path).returncode == 0


def test_explain_shows_every_line_with_its_role_and_rule(tmp_path: Path) -> None:
    done = run("explain", str(ROOT / "examples" / "inbox" / "01-harbour-breadcrumb.txt"))
    shown = done.stdout.decode()
    assert "\x1b" not in shown
    for word in (
        "skip_link",
        "breadcrumb",
        "title",
        "credit_label",
        "byline",
        "glued_read_more",
        "mojibake:windows-874",
    ):
        assert word in shown


def test_explain_says_the_same_to_programs() -> None:
    done = run("explain", "--json", str(ROOT / "examples" / "inbox" / "01-harbour-breadcrumb.txt"))
    page = json.loads(done.stdout)
    named = {"line", "role", "rule", "score", "text", "value", "selector", "shape", "inlines"}
    assert named == set(page["blocks"][0])
    assert {"blocks", "repairs", "found", "warnings", "outside", "pictures", "embeds"} <= set(page)
    assert [block["text"] for block in page["blocks"] if block["role"] == "byline"] == ["By Maren Holt & Idris Vane"]
    assert page["repairs"][0]["codec"] == "windows-874"
    done = run("explain", "--json", str(ROOT / "examples" / "inbox" / "07-empty.txt"))
    assert (done.returncode, json.loads(done.stdout)["reason"]) == (1, "empty")


def test_repair_mends_text_and_leaves_clean_text_alone() -> None:
    assert run("repair", stdin="Home ยป News\n".encode()).stdout.decode() == "Home » News\n"
    for clean in ("“It’s” fine — ＮＨＫ ﬁ\n", "windows\r\nline ends\r\n", "", "ใน ยปลา\n"):
        assert run("repair", stdin=clean.encode()).stdout == clean.encode()


def test_repair_jsonl_gives_a_line_for_a_line() -> None:
    given = b'{"id": 1, "text": "Home \xe0\xb8\xa2\xe0\xb8\x9b News"}\n{"id": 2}\n{"id": 3, "text": "fine"}\n'
    done = run("repair", "--jsonl", stdin=given)
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 1
    assert [line["id"] for line in lines] == [1, 2, 3]
    assert lines[0]["text"] == "Home » News"
    assert lines[0]["repairs"][0]["codec"] == "windows-874"
    assert "error" in lines[1]
    assert lines[2]["repairs"] == []


@pytest.mark.parametrize("form", ["json", "polars", "duckdb", "arrow"])
def test_schema_is_printed_in_every_form(form: str) -> None:
    done = run("schema", "--as", form)
    assert done.returncode == 0
    assert b"published_date" in done.stdout


def imported(*arguments: str) -> set[str]:
    """Return the modules that a run of the command imports."""
    code = "import sys\nfrom pipeline.cli import main\ntry: main()\nexcept SystemExit: pass\n"
    code += "print(*sys.modules, file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, check=True)
    return set(done.stderr.decode().splitlines()[-1].split())


def packages(modules: set[str]) -> set[str]:
    """Return the packages that are neither the language's nor private parts of others."""
    names = {name.split(".")[0] for name in modules} - set(sys.stdlib_module_names) - {"__main__"}
    return {name for name in names if not name.startswith("_")}


COMMAND_LINE = {"pipeline", "schemas", "typer", "click", "shellingham", "annotated_doc", "typing_extensions"}
RECORDS = {"pydantic", "pydantic_core", "annotated_types", "typing_inspection", "orjson"}
TEXT = {"numpy", "fasttext", "fasttext_pybind", "brotli", "zstandard"}


def test_help_imports_little() -> None:
    """The command line alone, and what draws it: `benchmarks/start.py` says what that takes."""
    modules = imported("--help")
    assert packages(modules) <= COMMAND_LINE
    ours = {name for name in modules if name.startswith(("pipeline.", "schemas."))}
    assert {name for name in ours if not name.startswith("pipeline.cli")} <= {"pipeline.errors", "pipeline.printable"}


def test_ingesting_text_imports_what_text_needs(tmp_path: Path) -> None:
    """No HTML, no Prefect, no network: they take longer to import than the seeds to clean."""
    (tmp_path / "good.txt").write_text(ARTICLE, encoding="utf-8")
    modules = imported("ingest", str(tmp_path / "good.txt"), "--out", str(tmp_path / "out"))
    assert packages(modules) <= COMMAND_LINE | RECORDS | TEXT
    assert "pipeline.html" not in modules


@pytest.mark.slow
def test_models_and_tables_are_read_once_in_a_run(tmp_path: Path) -> None:
    """However many records there are: what a run opens besides inputs and output does not grow with them."""
    opened = []
    for count in (2, 12):
        for number in range(count):
            (tmp_path / str(count)).mkdir(exist_ok=True)
            (tmp_path / str(count) / f"{number}.txt").write_text(f"{ARTICLE}{number}", encoding="utf-8")
        opened.append(files_opened("ingest", str(tmp_path / str(count)), "--out", str(tmp_path / f"out{count}")))
    few, many = opened
    assert any(name.endswith("label_model.npz") for name in few)
    assert {name for name, times in many.items() if times > few[name] and not name.startswith(str(tmp_path))} == set()


def files_opened(*arguments: str) -> Counter[str]:
    """Return what a run without workers opens for reading, each with how often."""
    code = "import sys\nfrom pipeline.cli import main\n"
    code += "sys.addaudithook(lambda event, given: event == 'open' and print('opened', given[0], file=sys.stderr))\n"
    code += "main()"
    command = [sys.executable, "-c", code, *arguments, "--workers", "0"]
    done = subprocess.run(command, capture_output=True, check=True)
    lines = done.stderr.decode().splitlines()
    return Counter(line.removeprefix("opened ") for line in lines if line.startswith("opened /"))
