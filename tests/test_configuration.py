"""File, environment and flags: the later wins, and a key nobody knows is an error."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.configuration import load_alerts, load_job, parse_assignments
from pipeline.errors import BadUsage

FLAGS = {"inputs": ["a"], "out": "o"}


@pytest.fixture
def toml(tmp_path: Path) -> Path:
    path = tmp_path / "copydesk.toml"
    path.write_text("batch_records = 5\n[settings]\nmin_words = 7\n", encoding="utf-8")
    return path


def test_flags_go_before_environment_before_file(toml: Path) -> None:
    assert load_job(FLAGS, {}, str(toml)).settings.min_words == 7
    environment = {"COPYDESK_MIN_WORDS": "8", "PATH": "x"}
    assert load_job(FLAGS, environment, str(toml)).settings.min_words == 8
    assert load_job({**FLAGS, "min_words": 9}, environment, str(toml)).settings.min_words == 9
    assert load_job({**FLAGS, "batch_records": None}, {}, str(toml)).batch_records == 5


@pytest.mark.parametrize(
    ("flags", "environment", "content", "said"),
    [
        (FLAGS, {"COPYDESK_MIN_WORD": "8"}, "", "did you mean 'min_words'"),
        (FLAGS, {}, "min_words = 3", "unknown key 'min_words'"),
        (FLAGS, {}, "[settings]\nnonsense = 3", "unknown key 'nonsense'"),
        (FLAGS, {}, "[settings]\nmin_words = -1", "settings.min_words"),
        (FLAGS, {}, "this is no toml", "not valid TOML"),
        ({"inputs": ["a"]}, {}, "", "no output folder is named"),
    ],
)
def test_what_will_not_do_is_said(tmp_path: Path, flags: dict, environment: dict, content: str, said: str) -> None:
    path = tmp_path / "c.toml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(BadUsage) as caught:
        load_job(flags, environment, str(path))
    assert said in caught.value.message


def test_assignments() -> None:
    assert parse_assignments(["min_words=3"]) == {"min_words": "3"}
    for bad in ("min_words", "min_word=3"):
        with pytest.raises(BadUsage):
            parse_assignments([bad])


def test_defaults_give_way_to_everything(toml: Path) -> None:
    defaults = {"batch_records": 1000, "settle_seconds": 2.0}
    job = load_job(FLAGS, {}, str(toml), defaults)
    assert (job.batch_records, job.settle_seconds) == (5, 2.0)
    assert load_job({**FLAGS, "settle_seconds": 9.0}, {}, str(toml), defaults).settle_seconds == 9


def test_the_file_may_hold_the_whole_job(tmp_path: Path) -> None:
    path = tmp_path / "job.toml"
    path.write_text('inputs = ["inbox"]\nout = "news"\n[alerts]\ncommand = "page"\n', encoding="utf-8")
    job = load_job({"inputs": None, "out": None}, {"COPYDESK_ALERT_WEBHOOK": "https://example.org/"}, str(path))
    assert (job.inputs, job.out) == (["inbox"], "news")


@pytest.mark.parametrize(
    ("environment", "content", "expected"),
    [
        ({}, "", (None, None)),
        ({}, '[alerts]\ncommand = "page"\n', ("page", None)),
        ({"COPYDESK_ALERT_COMMAND": "call"}, '[alerts]\ncommand = "page"\n', ("call", None)),
        ({"COPYDESK_ALERT_WEBHOOK": "https://example.org/x"}, "", (None, "https://example.org/x")),
        ({"COPYDESK_ALERT_WEBHOOK": "file:///etc/passwd"}, "", "alerts.webhook"),
        ({"COPYDESK_ALERT_WEBHOK": "https://example.org/x"}, "", "did you mean 'webhook'"),
        ({}, "alerts = 3", "`alerts` must be a table"),
    ],
)
def test_alerts_come_from_file_and_environment(
    tmp_path: Path, environment: dict, content: str, expected: tuple[str | None, str | None] | str
) -> None:
    path = tmp_path / "c.toml"
    path.write_text(content, encoding="utf-8")
    if isinstance(expected, str):
        with pytest.raises(BadUsage) as caught:
            load_alerts(environment, str(path))
        assert expected in caught.value.message
    else:
        alerts = load_alerts(environment, str(path))
        assert (alerts.command, alerts.webhook) == expected
