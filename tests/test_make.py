"""What `make test` promises: every check runs, whatever another one says."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.conftest import ROOT

pytestmark = pytest.mark.skipif(shutil.which("make") is None, reason="needs make")

# Stands for ruff, mypy and pytest: takes down what it was called with, and ends as the test says.
STAND_IN = """#!/bin/sh
call="$(basename "$0") $*"
echo "$call" >> "$CALLS"
case "$call" in *"$FAILS"*) exit 1;; esac
case "$call" in *pytest*) exit "$PYTEST_ENDS";; esac
"""
CHECKS = [
    "mypy",
    "python -m pytest -n 2 --dist loadfile -m server",
    "python -m pytest -n auto --maxprocesses 4 --dist loadgroup -m not server",
    "ruff check .",
    "ruff format --check .",
]


def make(target: str, folder: Path, fails: str = "nothing", pytest_ends: int = 0) -> tuple[int, list[str]]:
    """Return how a target ended, and what it called."""
    venv = folder / "venv"
    (venv / "bin").mkdir(parents=True)
    for name in ("python", "ruff", "mypy"):
        (venv / "bin" / name).write_text(STAND_IN, encoding="utf-8")
        (venv / "bin" / name).chmod(0o755)
    (venv / ".installed").touch()
    given = {"CALLS": str(folder / "calls"), "FAILS": fails, "PYTEST_ENDS": str(pytest_ends), "MAKEFLAGS": ""}
    done = subprocess.run(
        ["make", target, f"VENV={venv}"], cwd=ROOT, env={**os.environ, **given}, capture_output=True, check=False
    )
    return done.returncode, sorted(" ".join(line.split()) for line in (folder / "calls").read_text().splitlines())


@pytest.mark.parametrize(
    "fails", ["ruff check", "ruff format", "mypy", "pytest -n 2 --dist loadfile -m server", "loadgroup -m not server"]
)
def test_one_failure_hides_no_other_check_and_fails_the_whole(fails: str, tmp_path: Path) -> None:
    code, calls = make("test", tmp_path, fails)
    assert (code != 0, calls) == (True, CHECKS)


@pytest.mark.parametrize("fails", ["ruff check", "mypy", "pytest"])
def test_the_quick_checks_all_run_as_well(fails: str, tmp_path: Path) -> None:
    code, calls = make("quick", tmp_path, fails)
    assert (code != 0, len(calls)) == (True, 4)


def test_all_is_well_when_all_are(tmp_path: Path) -> None:
    assert make("test", tmp_path) == (0, CHECKS)


def test_that_no_test_was_selected_at_all_is_a_failure(tmp_path: Path) -> None:
    """A choice in PYTEST_ADDOPTS may leave one of the two calls with nothing, but not both."""
    assert make("test", tmp_path, pytest_ends=5) == (2, CHECKS)


def test_no_test_reads_a_clock_to_judge() -> None:
    """Time is measured in benchmarks/, as a ratio in one run; tests count (work.py) or wait (waiting.py)."""
    clocks = re.compile(r"\b(?:process_time|thread_time|perf_counter|getrusage\(\w+\.\w+\)\.ru_[us]time|timeit)\b")
    for path in sorted((ROOT / "tests").rglob("*.py")):
        assert path.name == Path(__file__).name or not clocks.search(path.read_text(encoding="utf-8")), path.name


def test_mypy_reads_whatever_is_python() -> None:
    """The product, its tests, tools, benchmarks and examples: all strict, none relaxed."""
    given = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["mypy"]
    folders = {path.parent.name for path in ROOT.glob("*/*.py") if not path.parent.name.startswith(".")}
    assert (given["strict"], set(given["packages"])) == (True, folders - {"out", "build", "dist"})
    for override in given["overrides"]:
        assert set(override) <= {"module", "ignore_missing_imports", "follow_imports"}
        assert not [name for name in override["module"] if name.split(".")[0] in given["packages"]]


GROUPED = """
import os
import pytest

@pytest.mark.xdist_group("shares a fixture")
@pytest.mark.parametrize("number", range(8))
def test_one(number):
    with open("workers", "a") as workers:
        workers.write(os.environ["PYTEST_XDIST_WORKER"] + chr(10))
"""


@pytest.mark.slow
def test_what_shares_a_costly_fixture_runs_in_one_process(tmp_path: Path) -> None:
    (tmp_path / "test_group.py").write_text(GROUPED, encoding="utf-8")
    called = [sys.executable, "-m", "pytest", "-n", "2", "--dist", "loadgroup", "-p", "no:cacheprovider"]
    subprocess.run(called, cwd=tmp_path, capture_output=True, check=True)
    workers = (tmp_path / "workers").read_text().split()
    assert (len(workers), len(set(workers))) == (8, 1)
