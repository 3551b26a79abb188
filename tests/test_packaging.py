"""What is in the repository, in a wheel, in a source distribution and in the image: what shall be, nothing else."""

from __future__ import annotations

import fnmatch
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from schemas.version import VERSION
from tests.conftest import ROOT
from tests.waiting import PATIENCE

pytestmark = pytest.mark.xdist_group("packaging")  # both distributions are built once

PACKAGES = ("schemas", "pipeline", "flows")
LARGE = 200_000
MAY_BE_LARGE: frozenset[str] = frozenset()
"""Tracked files over 200 kB, by name; there is none: texts and what is made of them stay out of the repository."""
NEVER_TRACKED = (".pkl", ".pickle", ".joblib", ".pyc", ".sqlite3", ".db", ".log", ".whl", ".tar.gz")
PICKLE = tuple(bytes((0x80, protocol)) for protocol in range(2, 6))
# What lies about in a checkout that somebody works in.
STRAY = """
alltexts.pkl tests/texts.pickle cache/a.json .cache/b .coverage
htmlcov/index.html out/articles.jsonl .venv/bin/python .venv3/x pipeline/__pycache__/x.pyc
.mypy_cache/x.json .ruff_cache/x .pytest_cache/x .hypothesis/x build/lib/x.py
dist/x.whl worktrees/a/x.py .worktrees/b/x.py
""".split()


def tracked() -> list[str]:
    """Return the files of the repository; without one (a source distribution) there is nothing to look at."""
    git = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if git.returncode:
        pytest.skip("this is no git checkout")
    return [name for name in git.stdout.split("\0") if name and (ROOT / name).is_file()]


def test_no_tracked_file_is_large_unless_it_is_named() -> None:
    large = {name for name in tracked() if (ROOT / name).stat().st_size > LARGE}
    assert large == MAY_BE_LARGE


def test_no_tracked_file_is_a_cache_or_a_pickle() -> None:
    names = tracked()
    assert [name for name in names if name.endswith(NEVER_TRACKED) or "cache" in Path(name).parent.as_posix()] == []
    assert [name for name in names if (ROOT / name).read_bytes().startswith(PICKLE)] == []


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the tracked files, with all that gathers beside them."""
    folder = tmp_path_factory.mktemp("checkout")
    for name in tracked():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / name, folder / name)
    for name in STRAY:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(b"stray")
    return folder


@pytest.fixture(scope="module")
def built(checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel and the source distribution of it."""
    out = tmp_path_factory.mktemp("dist")
    command = [
        sys.executable,
        "-m",
        "build",
        "--no-isolation",
        "--sdist",
        "--wheel",
        "--outdir",
        str(out),
        str(checkout),
    ]
    done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return out


@pytest.mark.slow
def test_a_wheel_holds_the_packages_and_their_models_alone(built: Path) -> None:
    (path,) = built.glob("*.whl")
    names = {name for name in zipfile.ZipFile(path).namelist() if ".dist-info/" not in name}
    assert names == {name for name in tracked() if name.startswith(tuple(f"{package}/" for package in PACKAGES))}
    assert len([name for name in names if name.endswith((".npz", ".xz"))]) >= 3


@pytest.mark.slow
def test_a_source_distribution_holds_the_repository_but_for_ci(built: Path) -> None:
    (path,) = built.glob("*.tar.gz")
    with tarfile.open(path) as archive:
        names = {member.name.removeprefix(f"copydesk-{VERSION}/") for member in archive if member.isfile()}
    assert names - {"PKG-INFO"} == {name for name in tracked() if not name.startswith(".ci/")}


def test_the_image_is_built_from_the_packages_and_their_lock(checkout: Path) -> None:
    patterns = [line for line in (checkout / ".dockerignore").read_text().splitlines() if line and line[0] != "#"]
    names = [path.relative_to(checkout).as_posix() for path in checkout.rglob("*") if path.is_file()]
    sent = {name for name in names if not any(ignores(pattern, name) for pattern in patterns)}
    assert {name.split("/")[0] for name in sent if "/" in name} == {*PACKAGES, "deploy"}
    assert sent <= set(tracked())
    assert sent >= {
        "pyproject.toml",
        "requirements.lock",
        "README.md",
        "LICENSE",
        "pipeline/repair/ground/model.json.xz",
    }


def ignores(pattern: str, name: str) -> bool:
    """Tell whether a line of .dockerignore leaves a file out: from the root, `**/` from anywhere, and whole folders."""
    assert not pattern.startswith("!"), "teach this function exceptions"
    parts = name.split("/")
    places = range(len(parts)) if pattern.startswith("**/") else range(1)
    wanted = pattern.removeprefix("**/").split("/")
    return any(
        len(parts[place:]) >= len(wanted)
        and all(fnmatch.fnmatchcase(part, want) for part, want in zip(parts[place:], wanted, strict=False))
        for place in places
    )
