"""Over a hundred hostile inputs through the real command: each becomes the rows it must, and nothing breaks."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

from tests.conftest import COPYDESK, SHARED, needs_shared
from tests.hostile.make import write
from tests.waiting import PATIENCE

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("hostile")]  # one run over all of them

KNOWN_FAILURES: dict[str, str] = {}
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufeff]")


class Results:
    """What the command made of the inputs."""

    def __init__(self, out: Path, done: subprocess.CompletedProcess[bytes], manifest: dict[str, Any]) -> None:
        self.done = done
        self.manifest = manifest
        self.lines = [
            line for name in ("articles", "rejects") for line in (out / f"{name}.jsonl").read_bytes().splitlines()
        ]
        rows = [json.loads(line) for line in self.lines]
        self.articles = Counter(_input(row) for row in rows if "reason" not in row)
        self.rejects = Counter(_input(row) for row in rows if "reason" in row)
        self.ids = Counter(row["id"] for row in rows if "reason" not in row)


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> Results:
    """One run over all of them, by two workers."""
    folder = tmp_path_factory.mktemp("hostile")
    manifest = write(folder / "in")
    command = [*COPYDESK, "ingest", str(folder / "in"), "--out", str(folder / "out"), "--workers", "2"]
    done = subprocess.run(command, capture_output=True, timeout=PATIENCE, check=False)
    return Results(folder / "out", done, manifest)


def test_the_run_ends_well(results: Results) -> None:
    """No traceback, no bug of ours among the rejects, no terminal escapes in the messages."""
    assert results.done.returncode == 0, results.done.stderr
    assert not re.search(rb"Traceback|\x1b|\x07", results.done.stderr)


def test_there_are_enough() -> None:
    from tests.hostile.make import every

    assert len(every()) >= 90


def test_every_input_becomes_the_rows_it_must(results: Results) -> None:
    """Not a row more or less than the manifest says, and no article of what is none."""
    wrong = {}
    for name, said in results.manifest.items():
        articles, rejects = results.articles[name], results.rejects[name]
        if name in KNOWN_FAILURES:
            continue
        if not said["min"] <= articles + rejects <= said["max"]:
            wrong[name] = f"{articles}+{rejects} rows"
        elif said["outcome"] == "article" and rejects:
            wrong[name] = "rejected"
        elif said["outcome"] == "reject" and articles:
            wrong[name] = "an article"
    assert wrong == {}
    assert set(results.articles) | set(results.rejects) <= set(results.manifest)


@pytest.mark.parametrize("name", KNOWN_FAILURES)
@pytest.mark.xfail(strict=True, reason="known failure")
def test_known_failure(results: Results, name: str) -> None:
    """One that comes right is taken off the list."""
    assert not results.articles[name]


def test_rows_are_clean(results: Results) -> None:
    """Strict JSON, no control characters, no id twice among the articles."""
    for line in results.lines:
        row = json.loads(line.decode("utf-8"), object_pairs_hook=_no_key_twice, parse_constant=_no_constant)
        assert not any(_CONTROLS.search(text) for text in _strings(row))
    assert max(results.ids.values()) == 1


@pytest.mark.slow
@needs_shared("data/hostile")
def test_the_shared_corpus_with_the_shared_checker(tmp_path: Path) -> None:
    """The hostile inputs of the project, judged by its own checker."""
    data = SHARED / "data" / "hostile"
    checker = [sys.executable, str(SHARED / "tools" / "check_invariant.py"), "--corpus", str(data / "corpus")]
    checker += ["--manifest", str(data / "manifest.json"), "--out", str(tmp_path / "out"), "--"]
    ours = [*COPYDESK, "ingest", "{corpus}", "--out", "{out}", "--workers", "2"]
    done = subprocess.run([*checker, *ours], capture_output=True, text=True, timeout=2 * PATIENCE, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def _input(row: dict[str, Any]) -> str:
    return unquote(row["source"]).partition("#")[0].rpartition("/")[2]


def _no_key_twice(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    assert len(dict(pairs)) == len(pairs)
    return dict(pairs)


def _no_constant(name: str) -> None:
    raise ValueError(name)


def _strings(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [text for one in inner for text in _strings(one)]
