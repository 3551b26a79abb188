"""Every option of every command at its edges, from file, environment and flag, and the job that came of it."""

from __future__ import annotations

import json
import re
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import typer

from pipeline.cli import app
from pipeline.cli.serve import DEFAULTS, seconds
from pipeline.configuration import JOB
from pipeline.errors import BadUsage
from schemas.bounds import limits, reason
from tests.options import COMMANDS, ROWS, SOURCES, Asked, can_say, found
from tests.records import row as record_row
from tests.test_cli import run

CASES = [pytest.param(row, command, id=f"{command}-{row['key']}") for row in ROWS for command in row["commands"]]
# Options that are no part of a job: what is asked, the exit code, and a word of the answer.
OWN: dict[tuple[str, str], list[tuple[list[str], int, str]]] = {
    ("ingest", "--set"): [(["in", "--out", "-", "--set", "min_words=5"], 0, "1 articles"),
                          (["in", "--out", "-", "--set", "min_words"], 2, "--set takes KEY=VALUE, not 'min_words'"),
                          (["in", "--out", "-", "--set", "min_word=5"], 2, "did you mean 'min_words'")],
    ("ingest", "--config"): [(["--config", "job.toml"], 0, "1 articles"),
                             (["--config", "nowhere.toml"], 2, "cannot read nowhere.toml"),
                             (["--config", "in/a.txt"], 2, "in/a.txt is not valid TOML")],
    ("ingest", "--show-job"): [(["in", "--out", "o", "--show-job"], 0, "inputs: INPUT")],
    ("retry", "--set"): [(["nowhere", "--set", "min_words=5", "--show-job"], 0, "min_words: --set"),
                         (["nowhere", "--set", "compress=true"], 2, "makes no use of `compress`")],
    ("retry", "--config"): [(["nowhere", "--config", "job.toml", "--show-job"], 0, "out: DIR"),
                            (["nowhere", "--config", "nowhere.toml"], 2, "cannot read nowhere.toml")],
    ("retry", "--show-job"): [(["nowhere", "--show-job"], 0, '"out": "nowhere"'),
                              (["nowhere"], 2, "there is no folder")],
    ("serve", "--every"): [(["--config", "job.toml", "--every", "0s"], 2, "--every takes a time such as"),
                           (["--config", "job.toml", "--every", ""], 2, "say when to run"),
                           (["--config", "job.toml", "--every", "15"], 2, "--every takes a time such as")],
    ("serve", "--cron"): [(["--config", "job.toml", "--cron", "7 * * * *", "--every", "1h"], 2, "are both given"),
                          (["--config", "job.toml", "--cron", ""], 2, "say when to run")],
    ("serve", "--with-server"): [(["--config", "job.toml", "--with-server"], 2, "say when to run"),
                                 (["--config", "job.toml", "--with-server", "--show-job"], 0, "inputs: job.toml")],
    ("serve", "--port"): [(["--config", "job.toml", "--port", port, "--show-job"], code, said)
                          for port, code, said in (("1", 0, "inputs"), ("65535", 0, "inputs"), ("0", 2, "--port"),
                                                   ("65536", 2, "--port"), ("", 2, "--port"))],
    ("serve", "--name"): [(["--config", "job.toml", "--name", "desk", "--show-job"], 0, "out: job.toml")],
    ("serve", "--set"): [(["--config", "job.toml", "--set", "batch_records=3", "--show-job"], 0, '"batch_records": 3')],
    ("serve", "--config"): [(["--config", "nowhere.toml", "--every", "1h"], 2, "cannot read nowhere.toml")],
    ("serve", "--show-job"): [(["--show-job"], 2, "`inputs` is missing")],
    ("status", "DIR"): [(["nowhere"], 2, "there is no folder"), (["in"], 2, "no output folder")],
    ("status", "--json"): [(["o", "--json"], 0, '"articles": 1'), (["o"], 0, "1 articles")],
    ("relate", "DIR"): [(["nowhere"], 2, "there is no folder"), (["in"], 2, "no output folder")],
    ("relate", "--json"): [(["o", "--json"], 0, '"stories": 0'), (["o"], 0, "1 articles, 0 stories")],
    ("relate", "--changes"): [(["o", "--changes", "cd-0"], 2, "there is no article 'cd-0'")],
    ("explain", "FILE"): [(["in/a.txt"], 0, "read as utf-8"), (["nowhere"], 2, "there is no file")],
    ("explain", "--json"): [(["in/a.txt", "--json"], 0, '"charset": "utf-8"')],
    ("explain", "--set"): [(["in/a.txt", "--set", "max_lines=1"], 1, "record_too_large"),
                           (["in/a.txt", "--set", "max_lines=4"], 0, "read as"),
                           (["in/a.txt", "--set", "workers=1"], 2, "makes no use of `workers`")],
    ("explain", "--config"): [(["in/a.txt", "--config", "small.toml"], 1, "record_too_large")],
    ("explain", "--show-job"): [(["in/a.txt", "--show-job"], 0, '"settings"')],
    ("render", "FILE|DIR"): [(["rows.jsonl"], 0, "# Rowers # win"), (["nowhere"], 2, "cannot read nowhere"),
                             (["in"], 2, "holds no articles.jsonl"), (["in/a.txt"], 1, "line 1 is no article record")],
    ("render", "--to"): [(["rows.jsonl", "--to", "html"], 0, "<h1>Rowers # win</h1>"),
                         (["rows.jsonl", "--to", "text"], 0, "Rowers # win\n============"),
                         (["rows.jsonl", "--to", "pdf"], 2, "--to")],
    ("render", "--id"): [(["rows.jsonl", "--id", "cd-" + 32 * "0"], 0, "# Rowers"),
                         (["rows.jsonl", "--id", "cd-1"], 1, "there is no article 'cd-1'"),
                         (["rows.jsonl", "--id", ""], 1, "there is no article ''")],
    ("render", "--all"): [(["rows.jsonl", "--all"], 0, "First words.\n\n---\n\n# Rowers")],
    ("render", "--out"): [(["rows.jsonl", "--out", "pages"], 0, ""), (["pages/cd-" + 32 * "0" + ".md"], 1, "no JSON"),
                          (["rows.jsonl", "--out", "in/a.txt"], 2, "is no folder"),
                          (["rows.jsonl", "--out", ""], 2, "--out names a folder")],
    ("repair", "[FILE]"): [(["in/a.txt"], 0, "Rowers"), (["nowhere"], 2, "cannot read nowhere")],
    ("repair", "--jsonl"): [(["one.jsonl", "--jsonl"], 0, '"repairs": []')],
    ("repair", "--explain"): [(["garbled.txt", "--explain"], 0, "line 1:")],
    ("repair", "--typography"): [(["curly.txt", "--typography", "plain"], 0, '"Row"'),
                                 (["curly.txt", "--typography", "published"], 0, "\u201cRow\u201d"),
                                 (["curly.txt", "--typography", "flat"], 2, "--typography")],
    ("schema", "--as"): [(["--as", "polars"], 0, "published_date"), (["--as", "xml"], 2, "--as")],
    ("schema", "--record"): [(["--record", "run"], 0, "workers"), (["--record", "story"], 0, "merged_into"),
                              (["--record", ""], 2, "--record")],
}  # fmt: skip


@pytest.fixture
def asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Asked:
    return Asked(tmp_path, monkeypatch, capsys)


@pytest.mark.slow
@pytest.mark.parametrize(("row", "command"), CASES)
def test_a_value_at_its_edge_is_the_jobs_value_wherever_it_is_said(
    row: dict[str, Any], command: str, asked: Asked
) -> None:
    """0, false, the least, the most, nothing and lists come from file, environment, --set and flag alike."""
    for source in SOURCES:
        for value in row["edges"]:
            if can_say(source, row, command, value):
                code, out, err = asked.job(command, (source, row, value))
                assert (code, found(json.loads(out), row["key"])) == (0, value), (source, err)
                assert f"{row['key']}: " in err


@pytest.mark.slow
@pytest.mark.parametrize(("row", "command"), CASES)
def test_what_makes_no_sense_is_refused_in_a_sentence(row: dict[str, Any], command: str, asked: Asked) -> None:
    """It names the key, the file, variable or flag it came from, and why; it is not pydantic's."""
    for source in SOURCES:
        for value in row["refused"]:
            if not can_say(source, row, command, value):
                continue
            code, out, err = asked.job(command, (source, row, value))
            assert (code, out) == (2, ""), (source, value, err)
            flag = row["flags"].get(command)
            place = {"file": "copydesk.toml", "environment": f"COPYDESK_{row['key'].upper()}", "set": "--set"}
            assert place.get(source, flag.strip("-") if flag else "") in err
            if err.startswith("copydesk: "):
                assert f"`{row['key'] if source != 'file' else JOB[row['key']].in_file}`" in err
                assert not re.search("Input should|should have|type=|Traceback", err)
            else:  # what is no number never gets as far as the job
                assert "Invalid value for" in err


@pytest.mark.slow
@pytest.mark.parametrize(("row", "command"), CASES)
def test_flags_win_over_environment_and_environment_over_file(row: dict[str, Any], command: str, asked: Asked) -> None:
    """Whichever of two values either says: a true is switched off, a number set back to 0, a limit to none."""
    edges = row["edges"]
    for first, second in [*pairwise(edges), *pairwise(edges[::-1])]:
        order = [("file", first), ("environment", second), ("flag", first)]
        for below, above in pairwise(order):
            source = above[0]
            if not can_say(source, row, command, above[1]):
                source = "set"
            if can_say(source, row, command, above[1]) and can_say(below[0], row, command, below[1]):
                said = ((below[0], row, below[1]), (source, row, above[1]))
                _, out, err = asked.job(command, *said)
                assert found(json.loads(out), row["key"]) == above[1], (said, err)


@pytest.mark.parametrize("command", COMMANDS)
def test_a_flag_the_command_makes_no_use_of_is_refused(command: str, asked: Asked) -> None:
    """And what file and environment hold for other commands is no trouble."""
    for row in ROWS:
        if command in row["commands"] or row["key"] in ("inputs", "out"):
            continue
        value = row["edges"][1]
        code, _, err = asked.job(command, ("set", row, value))
        assert (code, "makes no use of" in err, row["key"] in err) == (2, True, True)
        code, out, _ = asked.job(command, ("file", row, value))
        assert (code, row["key"] in out) == (0, False)


@pytest.mark.slow
@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("source", SOURCES)
@pytest.mark.parametrize("edge", [0, -1])
def test_the_command_itself_shows_the_same(command: str, source: str, edge: int, tmp_path: Path) -> None:
    """The command as a process of its own, every option at its first edge, and then at its last."""
    from tests.options import as_text, toml, with_flag

    rows = [row for row in ROWS if command in row["commands"] and can_say(source, row, command, row["edges"][edge])]
    values = {row["key"]: row["edges"][edge] for row in rows}
    base = {} if command == "explain" else {"inputs": ["base"], "out": "base"}
    (tmp_path / "copydesk.toml").write_text(toml({**base, **(values if source == "file" else {})}), encoding="utf-8")
    arguments = list(COMMANDS[command])
    environment: dict[str, str] = {}
    for row in rows if source == "flag" else ():
        if row["flags"][command].startswith("-"):
            arguments = with_flag(arguments, row["flags"][command], values[row["key"]])
    if source == "set":
        arguments += [word for key, value in values.items() for word in ("--set", f"{key}={as_text(value)}")]
    if source == "environment":
        environment = {f"COPYDESK_{key.upper()}": as_text(value) for key, value in values.items()}
    done = run(*arguments, "--show-job", cwd=tmp_path, **environment)  # type: ignore[arg-type]
    assert done.returncode == 0, done.stderr
    shown = json.loads(done.stdout)
    positional = {row["key"] for row in rows if source == "flag" and not row["flags"][command].startswith("-")}
    assert {key: found(shown, key) for key in values if key not in positional} == {
        key: value for key, value in values.items() if key not in positional
    }


def test_every_option_of_every_command_has_a_row() -> None:
    """An option that is new, and that no row asks for, fails here."""
    there = set()
    for name, command in vars(typer.main.get_command(app))["commands"].items():
        for parameter in command.params:
            if parameter.name != "help":
                there.add((name, parameter.opts[0] if parameter.opts[0].startswith("-") else parameter.metavar))
    rows = {(command, flag) for row in ROWS for command, flag in row["flags"].items()} | set(OWN)
    assert {(name, str(option).replace("[INPUT...]", "INPUT")) for name, option in there} == rows


def test_every_key_has_a_row_and_its_edges_are_its_bounds() -> None:
    """A key that is new, or whose bounds changed, fails here; every bound has a reason."""
    assert [row["key"] for row in ROWS] == list(JOB)
    for row in ROWS:
        field = JOB[row["key"]].field
        least, most = limits(field)
        numbers = [value for value in row["edges"] if isinstance(value, int | float) and not isinstance(value, bool)]
        assert (min(numbers, default=None), max(numbers, default=None)) == (least, most), row["key"]
        assert reason(field) or isinstance(row["edges"][0], bool), row["key"]
        assert field.description, row["key"]


@pytest.mark.slow
@pytest.mark.parametrize(("command", "option"), [pytest.param(*key, id=" ".join(key)) for key in OWN])
def test_options_that_are_no_part_of_a_job(command: str, option: str, tmp_path: Path) -> None:
    """Each does what it says, or is refused in a sentence."""
    (tmp_path / "in").mkdir()
    story = "Rowers win\n\nThe crew won by a length on Sunday in front of ten thousand people, who cheered for long.\n"
    (tmp_path / "in" / "a.txt").write_text(story, encoding="utf-8")
    (tmp_path / "job.toml").write_text('inputs = ["in"]\nout = "o"\n', encoding="utf-8")
    (tmp_path / "small.toml").write_text("[settings]\nmax_lines = 1\n", encoding="utf-8")
    (tmp_path / "one.jsonl").write_text('{"id": 1, "text": "fine"}\n', encoding="utf-8")
    versions = [record_row("First words.", title="Row"), record_row("The crew won.", title="Rowers # win", revision=2)]
    (tmp_path / "rows.jsonl").write_text("".join(f"{json.dumps(one)}\n" for one in versions), encoding="utf-8")
    (tmp_path / "garbled.txt").write_text("Home ยป News\n", encoding="utf-8")
    (tmp_path / "curly.txt").write_text("\u201cRow\u201d\n", encoding="utf-8")
    if (command, option) in (("status", "--json"), ("relate", "--json"), ("relate", "--changes")):
        run("ingest", "in", "--out", "o", "--workers", "0", cwd=tmp_path)
    for arguments, code, said in OWN[command, option]:
        done = run(command, *arguments, cwd=tmp_path)
        shown = (done.stdout + done.stderr).decode()
        assert (done.returncode, said in shown, "Traceback" in shown) == (code, True, False), shown


def test_version_and_help_are_options_of_all() -> None:
    assert run("--version").stdout.startswith(b"copydesk ")
    assert run("-h").returncode == 0


@pytest.mark.parametrize(
    ("every", "expected"),
    [("1s", 1), ("15m", 900), ("1h", 3600), ("999999h", 999_999 * 3600), ("0s", None), ("h", None), ("-1s", None)],
)
def test_times_between_runs(every: str, expected: int | None) -> None:
    if expected is None:
        with pytest.raises(BadUsage):
            seconds(every)
    else:
        assert seconds(every) == expected


def test_serve_has_defaults_of_its_own_that_give_way(asked: Asked) -> None:
    """Batches of 1,000, two seconds to settle, and no trouble over an empty inbox, unless somebody says otherwise."""
    _, out, err = asked.job("serve")
    assert {key: json.loads(out)[key] for key in DEFAULTS} == DEFAULTS
    assert "batch_records: the command itself" in err
    for key, value in {"batch_records": 7, "settle_seconds": 0, "allow_empty": False}.items():
        row: dict[str, Any] = next(row for row in ROWS if row["key"] == key)
        for source in ("file", "environment", "set"):
            _, out, _ = asked.job("serve", (source, row, value))
            assert json.loads(out)[key] == value


@pytest.mark.parametrize(("flag", "said"), [("--workers", "workers"), ("--deadline", "deadline_seconds")])
def test_a_key_said_by_its_flag_and_by_set_is_refused(flag: str, said: str, asked: Asked) -> None:
    code, _, err = asked.run(["ingest", "in", "--out", "o", flag, "1", "--set", f"{said}=2", "--show-job"])
    assert (code, f"{flag} and --set {said}=... say the same thing" in err) == (2, True)


def test_inputs_in_the_environment_are_one_name_or_a_json_array(asked: Asked) -> None:
    """A colon or a comma is part of the name: addresses are full of them."""
    row = ROWS[0]
    for text, expected in (("in", ["in"]), ("a:b,c d", ["a:b,c d"]), ('["a", "feed+https://e.org/"]', 2)):
        _, out, _ = asked.job("ingest", ("environment", row, text))
        inputs = json.loads(out)["inputs"]
        assert (inputs if isinstance(expected, list) else len(inputs)) == expected
