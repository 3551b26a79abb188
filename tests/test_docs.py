"""The documents are true: what a console block shows is what the command prints, and every command is described."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

import pytest

from pipeline.cli import app
from pipeline.configuration import JOB
from schemas import Fetching, Reason
from tests.conftest import COPYDESK, ROOT
from tools import write_options
from tools.write_schemas import PAGE, record_page

DOCUMENTS = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
CONSOLE = re.compile(r"```console\n(.*?)```", re.DOTALL)
SECONDS = re.compile(r"in \d+\.\d s")


def console_blocks() -> list[tuple[str, str]]:
    """Return each command of the documents' console blocks with the output shown below it."""
    pairs = []
    for document in DOCUMENTS:
        for block in CONSOLE.findall(document.read_text(encoding="utf-8")):
            for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
                command, _, output = part.partition("\n")
                pairs.append((command, output))
    return pairs


@pytest.mark.slow
@pytest.mark.parametrize(("command", "output"), console_blocks())
def test_a_console_block_shows_what_the_command_prints(command: str, output: str, tmp_path: Path) -> None:
    for name in ("examples",):
        (tmp_path / name).symlink_to(ROOT / name)
    environment = {**os.environ, "PATH": f"{Path(COPYDESK[0]).parent}{os.pathsep}{os.environ['PATH']}"}
    done = subprocess.run(
        ["bash", "-c", command], cwd=tmp_path, capture_output=True, text=True, env=environment, check=True
    )
    assert SECONDS.sub("in N s", done.stdout + done.stderr) == SECONDS.sub("in N s", output)


def test_the_documents_show_commands() -> None:
    assert len(console_blocks()) >= 3


def test_every_command_is_described_and_has_help() -> None:
    described = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
    for command in app.registered_commands:
        assert f"## copydesk {command.name}\n" in described
        assert command.callback.__doc__


def test_every_setting_of_fetching_is_described() -> None:
    described = (ROOT / "docs" / "feeds.md").read_text(encoding="utf-8")
    for name, field in Fetching.model_fields.items():
        (default,) = re.findall(rf"^\| `{name}` \| (.+?) \|", described, flags=re.MULTILINE)
        if isinstance(field.default, int | float) and not isinstance(field.default, bool):
            assert float(default) == field.default
        else:
            assert default == {None: default, False: "false"}[field.default]


def test_the_tables_of_options_and_settings_are_fresh() -> None:
    """Every option of every command and every key, with its default, its bounds and their reason, is in docs/cli.md."""
    page = write_options.PAGE.read_text(encoding="utf-8")
    assert page == write_options.written(page), "run `make schemas`"
    assert all(f"| `{flat}` | " in page for flat in JOB)


def test_the_page_of_the_records_is_fresh() -> None:
    assert PAGE.read_text(encoding="utf-8") == record_page(), "run `make schemas`"
    assert all(f"`{reason}`" in record_page() for reason in Reason)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_links_inside_the_repository_lead_somewhere(document: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", document.read_text(encoding="utf-8")):
        assert target.startswith("https://") or (document.parent / target).exists(), target


def test_no_address_in_the_lock_and_no_absolute_path_anywhere() -> None:
    assert "://" not in (ROOT / "requirements.lock").read_text(encoding="utf-8")
    files = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False).stdout.split()
    for name in files:
        content = (ROOT / name).read_bytes()
        assert str(ROOT.parent).encode() + b"/" not in content, name
