"""The table of options (cases/job_options.json) as a command meets it: in a file, in the environment, as flags."""

from __future__ import annotations

import gc
import json
import os
import sys
from pathlib import Path
from typing import Any

import pytest

from pipeline.cli import main
from pipeline.configuration import JOB
from tests.conftest import CASES

ROWS: list[dict[str, Any]] = json.loads((CASES / "job_options.json").read_text(encoding="utf-8"))
COMMANDS = {"ingest": ["ingest"], "retry": ["retry", "base"], "serve": ["serve"], "explain": ["explain", "a.txt"]}
SOURCES = ("file", "environment", "set", "flag")


class Asked:
    """Asks a command for its job through the entry point of `copydesk`, in a folder and an environment of its own."""

    def __init__(self, folder: Path, patch: pytest.MonkeyPatch, capture: pytest.CaptureFixture[str]) -> None:
        self._folder, self._patch, self._capture = folder, patch, capture
        patch.chdir(folder)
        for name in [name for name in os.environ if name.startswith("COPYDESK_")]:
            patch.delenv(name)
        patch.setenv("OPENBLAS_NUM_THREADS", os.environ.get("OPENBLAS_NUM_THREADS", "1"))
        patch.setenv("PYDANTIC_DISABLE_PLUGINS", os.environ.get("PYDANTIC_DISABLE_PLUGINS", "__all__"))

    def run(self, arguments: list[str]) -> tuple[int, str, str]:
        """Run the command; return exit code, standard output and standard error."""
        self._patch.setattr(sys, "argv", ["copydesk", *arguments])
        before = gc.get_threshold()
        try:
            main()
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else int(end.code is not None)
        finally:
            gc.set_threshold(*before)
        return code, *self._capture.readouterr()

    def job(self, command: str, *said: tuple[str, dict[str, Any], Any]) -> tuple[int, str, str]:
        """Return what `--show-job` comes to when rows are said at these sources with these values."""
        file: dict[str, Any] = {} if command == "explain" else {"inputs": ["base"], "out": "base"}
        arguments = list(COMMANDS[command])
        with self._patch.context() as patch:
            for source, row, value in said:
                if source == "file":
                    file[row["key"]] = value
                elif source == "environment":
                    patch.setenv(f"COPYDESK_{row['key'].upper()}", as_text(value))
                elif source == "set":
                    arguments += ["--set", f"{row['key']}={as_text(value)}"]
                else:
                    arguments = with_flag(arguments, row["flags"][command], value)
            (self._folder / "copydesk.toml").write_text(toml(file), encoding="utf-8")
            return self.run([*arguments, "--show-job"])


def can_say(source: str, row: dict[str, Any], command: str, value: Any) -> bool:
    """Tell whether a value can be said there and mean itself: a flag holds no list of numbers, text no number."""
    if row["key"] == "out" and not isinstance(value, str):
        return source == "file" and command != "retry"
    if source != "flag":
        # The folder of `retry` is named on its command line, whatever file and environment say for other commands.
        return not (row["key"] == "out" and command == "retry")
    if isinstance(row["edges"][0], list):
        said = isinstance(value, list) and value != [] and all(isinstance(one, str) for one in value)
    else:
        alike = isinstance(value, bool) == isinstance(row["edges"][0], bool)
        said = isinstance(value, str | int | float) and alike
    return command in row["flags"] and said


def as_text(value: Any) -> str:
    """Return a value as it is written in the environment."""
    if isinstance(value, bool | list):
        return json.dumps(value)
    return "none" if value is None else str(value)


def with_flag(arguments: list[str], flag: str, value: Any) -> list[str]:
    """Return the arguments with a value said by its own flag."""
    if isinstance(value, bool):
        return [*arguments, flag if value else flag.replace("--", "--no-")]
    values = value if isinstance(value, list) else [value]
    if flag.startswith("-"):
        return [*arguments, *(word for one in values for word in (flag, str(one)))]
    return [arguments[0], *map(str, values)]


def toml(values: dict[str, Any]) -> str:
    """Return a configuration file that says these values, by their flat keys."""
    lines = {None: [], "settings": ["[settings]"], "fetch": ["[fetch]"]}
    for flat, value in values.items():
        bare = value in ("inf", "-inf", "nan")
        written = value if bare else json.dumps("none" if value is None else value)
        lines[JOB[flat].table].append(f"{JOB[flat].name} = {written}")
    return "\n".join(line for table in lines.values() for line in table) + "\n"


def found(job: dict[str, Any], flat: str) -> Any:
    """Return the value of a flat key in a job that was shown."""
    key = JOB[flat]
    return job[key.name] if key.table is None else job[key.table][key.name]
