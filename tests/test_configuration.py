"""File, environment and flags: the later wins, and a key nobody knows is an error."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.configuration import load_job, parse_assignments
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
        ({"inputs": ["a"]}, {}, "", "out: Field required"),
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
