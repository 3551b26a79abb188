"""Links are never followed, not even one that is put in the place of a file or a folder while a run goes on."""

from __future__ import annotations

import json
import os
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from pipeline.engine import retry
from pipeline.sources import Discovery, Source
from schemas import IngestJob
from tests.engine.doubles import NAME
from tests.engine.inputs import outputs, reasons, run

SECRET = "a secret that is not to be read"
KINDS: dict[str, Callable[[Path, str], object]] = {
    "a.txt": lambda path, text: path.write_text(text, "utf-8"),
    "a.jsonl": lambda path, text: path.write_text(json.dumps({"text": text}), "utf-8"),
    "a.zip": lambda path, text: _zipped(path, text),
}


def _zipped(path: Path, text: str) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("one.txt", text)


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def folder(tmp_path: Path, kind: str) -> Path:
    """A folder with one file in a folder, and beside it another tree with a secret by the same name."""
    for name, text in (("in/sub", "some good words"), ("secret/sub", SECRET)):
        (tmp_path / name).mkdir(parents=True)
        KINDS[kind](tmp_path / name / kind, text)
    return tmp_path


def after_listing(monkeypatch: pytest.MonkeyPatch, swap: Callable[[], None]) -> None:
    """Have something happen when a source was found and before it is read."""

    class Swapping(Discovery):
        def __iter__(self) -> Iterator[Source]:
            for source in super().__iter__():
                swap()
                yield source

    monkeypatch.setattr("pipeline.engine.opening.Discovery", Swapping)


def file_for_link(folder: Path, kind: str) -> None:
    (folder / "in/sub" / kind).unlink()
    (folder / "in/sub" / kind).symlink_to(folder / "secret/sub" / kind)


def folder_for_link(folder: Path, kind: str) -> None:
    (folder / "in/sub").rename(folder / "away")
    (folder / "in/sub").symlink_to(folder / "secret/sub")


def file_for_another(folder: Path, kind: str) -> None:
    (folder / "secret/sub" / kind).rename(folder / "in/sub" / kind)


@pytest.mark.slow
@pytest.mark.parametrize("workers", [0, 1])
@pytest.mark.parametrize("swap", [file_for_link, folder_for_link, file_for_another])
def test_what_was_swapped_between_listing_and_reading_is_not_read(
    swap: Callable[[Path, str], None], workers: int, folder: Path, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A link is a reject; anything else that stands there waits for a run that lists it."""
    with monkeypatch.context() as patch:
        after_listing(patch, lambda: swap(folder, kind))
        report = run(folder / "in", folder / "out", workers=workers)
    assert b"secret" not in b"".join(outputs(folder / "out"))
    assert report.articles == 0
    if swap is file_for_link:
        assert reasons(folder / "out") == {"unreadable": 1}
    else:
        assert (report.pending, report.rejects) == (1, 0)


def test_a_file_that_was_replaced_is_read_by_the_next_run(
    folder: Path, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As editors and rsync do it: a new file by the old name."""
    KINDS[kind](folder / "secret/sub" / kind, "some new words that are good")
    with monkeypatch.context() as patch:
        after_listing(patch, lambda: file_for_another(folder, kind))
        assert run(folder / "in", folder / "out").pending == 1
    assert run(folder / "in", folder / "out").articles == 1


@pytest.mark.parametrize("when", ["open", "listdir"])
def test_a_folder_swapped_while_it_is_listed(
    when: str, folder: Path, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between being seen and being opened, or between being listed and its files being looked at."""
    real: Callable[..., Any] = getattr(os, when)
    done: list[bool] = []

    def call(what: Any, *arguments: Any, **named: Any) -> Any:
        is_it = what == "sub" if when == "open" else os.readlink(f"/proc/self/fd/{what}").endswith("in/sub")
        if when == "open" and is_it and not done:
            done.append(True)
            folder_for_link(folder, kind)
        found = real(what, *arguments, **named)
        if when == "listdir" and is_it and not done:
            done.append(True)
            folder_for_link(folder, kind)
        return found

    with monkeypatch.context() as patch:
        patch.setattr(os, when, call)
        run(folder / "in", folder / "out", allow_empty=True)
    assert done
    assert b"secret" not in b"".join(outputs(folder / "out"))
    assert outputs(folder / "out")[0] == b""


def test_a_retry_follows_no_link_either(folder: Path, kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        after_listing(patch, lambda: file_for_link(folder, kind))
        run(folder / "in", folder / "out")
    report = retry(IngestJob(inputs=["-"], out=str(folder / "out"), workers=0), cleaner=NAME)
    assert report.articles == 0
    assert b"secret" not in b"".join(outputs(folder / "out"))


def test_links_named_by_a_person_are_followed(folder: Path, kind: str) -> None:
    """A link to a file, a link to a folder, and a file below a link are what was asked for."""
    (folder / "file").mkdir()
    (folder / "file" / kind).symlink_to(folder / "in/sub" / kind)
    (folder / "to_folder").symlink_to(folder / "in")
    for number, given in enumerate((f"file/{kind}", "to_folder", f"to_folder/sub/{kind}")):
        report = run(folder / given, folder / f"out{number}")
        assert (report.articles, report.rejects) == (1, 0)
