"""Every command in README.md and docs/ runs as it is written: here, in a prepared folder, or in a test named below.

A new command is covered at once if it can run in that folder. If it needs a service, a cluster, root or the development
data, name it in `ELSEWHERE`, with the test that runs it.
"""

from __future__ import annotations

import ast
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.engine.inputs import response
from tests.waiting import PATIENCE

DOCUMENTS = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
PROGRAMS = frozenset(
    "copydesk python python3 pip make git bash sh docker prefect dask sudo systemctl mkdir cp mv rm ln cat echo printf "
    "export curl psql createdb pg_dump ls head tail jq duckdb sqlite3 zcat gzip split".split()
)
"""First words by which a line of an indented block is known for a command; a fenced block holds nothing else."""
ELSEWHERE = {
    r"make (?:demo|test)$": "test_clone.py::test_the_commands_of_the_readme_work_in_a_fresh_clone",
    r"python3 -m venv ": "test_clone.py::test_the_commands_of_the_readme_work_in_a_fresh_clone",
    r"pip install -r requirements\.lock ": "test_clone.py::test_the_commands_of_the_readme_work_in_a_fresh_clone",
    r"python -m build ": "test_clone.py::test_the_commands_of_the_readme_work_in_a_fresh_clone",
    r'pip install (?:-e )?"(?:copydesk|\.)\[\w+\]"': "test_docs_commands.py::test_every_extra_that_is_named_exists",
    r"copydesk serve .*--with-server": "test_serve.py::test_with_a_server_of_its_own_nothing_is_left_behind",
    r"prefect server start": "test_serve.py::test_what_is_dropped_into_the_inbox_is_an_article_after_the_next_tick",
    r"copydesk serve .*--cron": "test_serve.py::test_what_is_dropped_into_the_inbox_is_an_article_after_the_next_tick",
    r"PREFECT_API_URL=\S+ python -m flows\.ingest ": "test_serve.py::test_the_flow_runs_once_from_the_command_line",
    r"prefect (?:work-pool|--no-prompt deploy|worker start)": "test_serve.py::test_a_worker_of_a_pool_does_a_run",
    r"copydesk ingest (?:feed|sitemap)\+https:": "fetch/test_ingest.py::test_a_feed_is_ingested_once",
    r"copydesk ingest .*--cluster ": "engine/test_cluster.py::test_a_killed_worker_loses_and_doubles_nothing",
    r"copydesk ingest .*(?:s3|gs|az|abfs)://": "sources/test_remote.py::test_a_glob_an_object_a_prefix_and_a_bucket",
    r"dask (?:scheduler|worker)\b": "engine/test_cluster.py::test_a_killed_worker_loses_and_doubles_nothing",
    r"python -m benchmarks\.html_body": "test_html.py::test_body_f1_is_not_below_plain_trafilatura_on_the_same_pages",
    r"python -m benchmarks\.head$": "test_head.py::test_a_field_holds_its_floors_on_annotated_pages",
    r"python -m benchmarks\.html_meta": "test_html_meta.py::test_metadata_holds_its_floors_on_shared_pages",
}
"""Commands by how they begin, and the test that runs them, or what they do, where their service is."""
NOT_RUN = {
    r"sudo ": "needs root and systemd",
    r"(?:\w+=\S+ )*docker compose ": "needs a Docker daemon",
    r"(?:for k in .*)?python -m training": "takes an hour; test_training.py does it on a made-up corpus",
    r"python -m benchmarks\.text_quality": "takes minutes on the development data; the same",
}
"""Commands that no test can run, and why. Keep it short."""
TASKS = re.compile(r"python -m (?:training|benchmarks)\.|copydesk ")


@dataclass(frozen=True)
class Block:
    """The commands of a block, in order, and where it stands."""

    place: str
    lines: tuple[str, ...]


def blocks() -> Iterator[tuple[str, str, list[str]]]:
    """Yield (place, language, lines) of every fenced block, and of every indented one as language "indented"."""
    for document in DOCUMENTS:
        name = document.relative_to(ROOT).as_posix()
        language: str | None = None
        held: list[str] = []
        for number, line in enumerate([*document.read_text(encoding="utf-8").splitlines(), ""], 1):
            fence = line.startswith("```")
            ends = (
                fence if language not in (None, "indented") else language == "indented" and not line.startswith("    ")
            )
            if language and ends:
                yield f"{name}:{number - 1}", language, held
                language, held = None, []
                if fence:
                    continue
            if language:
                held.append(line.strip() if language == "indented" else line)
            elif fence:
                language = line[3:].strip() or "sh"
            elif line.startswith("    "):
                language, held = "indented", [line.strip()]


def commands(language: str, lines: list[str]) -> tuple[str, ...]:
    """Return the commands of a block, without the remarks behind them; synopses are none, see below."""
    if language not in ("sh", "bash", "indented"):
        return ()
    found = [re.sub(r"\s+#\s.*$", "", line) for line in lines if line and not line.startswith("#")]
    if language == "indented":
        found = [line for line in found if first_word(line) in PROGRAMS and not is_synopsis(line)]
    return tuple(found)


def first_word(command: str) -> str:
    return re.sub(r"^(?:\w+=\S* )*", "", command).split(" ")[0]


def is_synopsis(line: str) -> bool:
    """Tell whether a line shows the forms of a command, in words of capitals and brackets."""
    return bool(re.match(r"(?:copydesk|\.\.\.) ", line) and re.search(r"\[|(?<![=\w])[A-Z]{3,}\b(?!=)|\.\.\.", line))


BLOCKS = [Block(place, found) for place, language, lines in blocks() if (found := commands(language, lines))]
COMMANDS = [(block.place, line) for block in BLOCKS for line in block.lines]
SYNOPSES = [(place, line) for place, language, lines in blocks() if language == "indented"
            for line in lines if is_synopsis(line)]  # fmt: skip
INLINE = [
    (document.name, command)
    for document in DOCUMENTS
    for command in re.findall(r"`((?:python3?|copydesk|make) [^`\n]+)`", document.read_text(encoding="utf-8"))
    if not command.startswith(("copydesk COMMAND", "copydesk VERSION"))
]


def runs_elsewhere(command: str) -> str | None:
    """Return the test that runs a command, or why none can; None where it runs here."""
    both = {**NOT_RUN, **ELSEWHERE}
    return next((test for pattern, test in both.items() if re.match(pattern, command)), None)


@pytest.fixture
def prepared(tmp_path: Path) -> Path:
    """A folder such as a reader of the documents stands in: an inbox, a story, the examples, and what a run fetched."""
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    (tmp_path / "inbox").mkdir()
    story = (ROOT / "examples" / "inbox" / "02-orchard-single-spaced.txt").read_bytes()
    for name in ("story.txt", "inbox/story.txt"):
        (tmp_path / name).write_bytes(story)
    (tmp_path / "out" / "warc").mkdir(parents=True)
    (tmp_path / "out" / "warc" / "000001.warc").write_bytes(response(1))
    return tmp_path


def environment() -> dict[str, str]:
    return {**os.environ, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}


@pytest.mark.slow
@pytest.mark.parametrize("block", BLOCKS, ids=lambda block: block.place)
def test_the_commands_of_a_block_run(block: Block, prepared: Path) -> None:
    here = [line for line in block.lines if runs_elsewhere(line) is None]
    if "mkdir inbox" in here:
        shutil.rmtree(prepared / "inbox")
    script = "\n".join(["set -e", *here])
    done = subprocess.run(
        ["bash", "-c", script],
        cwd=prepared,
        env=environment(),
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert done.returncode == 0, (
        f"{block.place}: {here} failed in a prepared folder. Mend the command, or, if it needs a service, "
        f"name it in ELSEWHERE of {Path(__file__).name} with the test that runs it.\n{done.stdout}{done.stderr}"
    )


@pytest.mark.parametrize("place", [f"{pattern} -> {test}" for pattern, test in ELSEWHERE.items()])
def test_what_runs_elsewhere_is_there_and_still_in_the_documents(place: str) -> None:
    pattern, _, test = place.partition(" -> ")
    file, _, name = test.partition("::")
    tree = ast.parse((ROOT / "tests" / file).read_text(encoding="utf-8"))
    assert name in {node.name for node in tree.body if isinstance(node, ast.FunctionDef | ast.ClassDef)}
    assert any(re.match(pattern, command) for _, command in [*COMMANDS, *INLINE]), "take it off the list"


@pytest.mark.slow
@pytest.mark.parametrize(
    "command",
    sorted({command for _, command in [*COMMANDS, *INLINE] if TASKS.match(command)}),
)
def test_a_command_takes_the_options_it_is_given(command: str) -> None:
    """Also of what runs elsewhere: the command line is read as written, and only then is help asked for."""
    words = [word for word in shlex.split(command) if not word.startswith("...")]
    if words[-1].startswith("--") and words[-1] != "--help":  # a flag, or a value is left out in the text
        assert words[-1] in help_of(words)
        words.pop()
    done = subprocess.run(
        [*words, "--help"], cwd=ROOT, env=environment(), capture_output=True, text=True, timeout=PATIENCE, check=False
    )
    assert done.returncode == 0, f"{command}: {done.stdout}{done.stderr}"


def help_of(words: list[str]) -> str:
    """Return what a command says of itself."""
    command = words[: 3 if words[0].startswith("python") else 2]
    done = subprocess.run([*command, "--help"], cwd=ROOT, env=environment(), capture_output=True, text=True, check=True)
    return done.stdout


@pytest.mark.parametrize(("place", "line"), SYNOPSES)
def test_a_synopsis_names_options_there_are(place: str, line: str) -> None:
    options = re.findall(r"(?<![\w-])--[a-z][a-z-]+", line)
    if line.startswith("copydesk "):
        told = help_of(line.split())
        assert [option for option in options if option not in told] == [], place


@pytest.mark.parametrize("target", sorted({command.split()[1] for _, command in INLINE if command.startswith("make ")}))
def test_every_target_that_is_named_exists(target: str) -> None:
    assert re.search(rf"^{target}:", (ROOT / "Makefile").read_text(encoding="utf-8"), flags=re.MULTILINE)


def test_every_extra_that_is_named_exists() -> None:
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    for document in DOCUMENTS:
        for extra in re.findall(r"(?:copydesk|\.)\[([a-z]+)\]", document.read_text(encoding="utf-8")):
            assert re.search(rf"^{extra} = \[", project, flags=re.MULTILINE), (document.name, extra)


@pytest.mark.parametrize(
    ("place", "code"), [(place, "\n".join(lines)) for place, language, lines in blocks() if language == "python"]
)
def test_python_in_the_documents_runs(place: str, code: str, prepared: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=prepared, capture_output=True, text=True, timeout=PATIENCE, check=False
    )
    assert done.returncode == 0, f"{place}: {done.stderr}"


@pytest.mark.parametrize(
    ("place", "text"), [(place, "\n".join(lines)) for place, language, lines in blocks() if language == "toml"]
)
def test_configuration_in_the_documents_is_taken(place: str, text: str, tmp_path: Path) -> None:
    from pipeline.configuration import load_alerts, load_job

    (tmp_path / "copydesk.toml").write_text(text, encoding="utf-8")
    load_alerts({}, str(tmp_path / "copydesk.toml"))
    job = load_job({"inputs": ["inbox"], "out": "news"}, {}, str(tmp_path / "copydesk.toml"))
    assert job.out, place


def test_the_documents_are_read() -> None:
    """The harness itself: it sees commands of every kind."""
    assert len(COMMANDS) >= 20
    assert {"python", "toml", "console", "sh", "indented"} <= {language for _, language, _ in blocks()}
    assert ("python -m benchmarks.html_meta") in {command for _, command in COMMANDS}
    assert len(SYNOPSES) >= 8
