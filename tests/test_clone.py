"""A fresh clone, with nothing but Python and make: the commands of the README, in their order."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.waiting import PATIENCE

pytestmark = pytest.mark.slow

# Less than all tests, for this is one of them; ruff and mypy run whole.
FEW = "-p no:cacheprovider tests/test_configuration.py"


USE = "copydesk repair <<< 'Home ยป News'; python -c 'import pipeline; print(pipeline.__file__)'"


def sh(script: str, folder: Path, **more: str) -> subprocess.CompletedProcess[str]:
    """Run a script as a newcomer's shell does: nothing of this test run is left in its environment."""
    clean = {
        name: value for name, value in os.environ.items() if not name.startswith(("PYTEST", "VIRTUAL_ENV", "MAKE"))
    }
    clean["PIP_NO_COMPILE"] = "1"  # what is used is compiled at its first import
    clean["PYTHON"] = sys._base_executable  # type: ignore[attr-defined]
    return subprocess.run(
        ["bash", "-ec", script], cwd=folder, env={**clean, **more}, capture_output=True, text=True,
        timeout=6 * PATIENCE, check=False,
    )  # fmt: skip


def blocks(heading: str) -> list[str]:
    """Return the fenced blocks below a heading of the README."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    (section,) = re.findall(rf"^## {heading}\n(.*?)^## ", text, flags=re.MULTILINE | re.DOTALL)
    return re.findall(r"^```\n(.*?)^```", section, flags=re.MULTILINE | re.DOTALL)


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """What is committed here, cloned; skipped where there is no repository, or no package registry."""
    folder = tmp_path / "copydesk"
    done = sh(f"git clone --quiet --no-hardlinks '{ROOT}' '{folder}'", tmp_path)
    if done.returncode:
        pytest.skip(f"this is no git checkout: {done.stderr.strip()}")
    (pinned,) = re.findall(r"^build==.*$", (ROOT / "requirements.lock").read_text(encoding="utf-8"), flags=re.MULTILINE)
    done = sh(
        f"'{sys.executable}' -m pip download --quiet --no-deps --dest '{tmp_path / 'probe'}' '{pinned}'", tmp_path
    )
    if done.returncode:
        pytest.skip("pip reaches no package registry")
    if (ROOT / ".mypy_cache").is_dir():  # what mypy knows already of the same files
        shutil.copytree(ROOT / ".mypy_cache", folder / ".mypy_cache")
    if sys.prefix != sys.base_prefix:
        lend_packages(folder / ".venv")
    return folder


def lend_packages(environment: Path) -> None:
    """Give the clone's environment the packages of this one, but for our own, so that none is unpacked again.

    That was 55 of 100 seconds. `make demo` creates the environment all the same, and pip looks for all that the lock
    names, in its version, and installs what is missing. CI calls `make demo` itself, with nothing there.
    """
    here = Path(sysconfig.get_path("purelib"))
    there = environment / here.relative_to(sys.prefix)
    ours = shutil.ignore_patterns("*copydesk*", "__pycache__")
    shutil.copytree(here, there, symlinks=True, ignore=ours, copy_function=_link)
    (environment / "bin").mkdir()
    for script in Path(sys.prefix, "bin").iterdir():
        if script.is_file() and not script.is_symlink() and script.name != "copydesk":
            content = script.read_bytes()
            if content.startswith(b"#!"):  # it names the interpreter
                content = content.replace(os.fsencode(sys.prefix), os.fsencode(environment))
            (environment / "bin" / script.name).write_bytes(content)
            shutil.copymode(script, environment / "bin" / script.name)


def _link(source: str, target: str) -> None:
    try:
        os.link(source, target)
    except OSError:  # another file system
        shutil.copy2(source, target)


def test_the_commands_of_the_readme_work_in_a_fresh_clone(clone: Path, tmp_path: Path) -> None:
    """`make demo`, `make test` (few tests of it), then both ways to install it, each used from another folder."""
    (two,) = blocks("Two commands")
    commands = [line.split("#")[0].strip() for line in two.splitlines()]
    assert commands == ["make demo", "make test"]
    done = sh("make demo", clone)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "9 articles" in done.stderr
    done = sh("make test", clone, PYTEST_ADDOPTS=FEW)
    assert done.returncode == 0, done.stdout + done.stderr
    assert re.search(r"^\d+ passed|=+ \d+ passed", done.stdout, flags=re.MULTILINE)
    source, wheel = blocks("Install")
    for script in (source, f". .venv/bin/activate\n{wheel}"):
        done = sh(f"{script}\ncd '{tmp_path}'\n{USE}", clone)
        assert done.returncode == 0, done.stdout + done.stderr
        assert "Home » News" in done.stdout
        assert "site-packages" in done.stdout.splitlines()[-1]
    assert sh("git status --porcelain", clone).stdout == ""
