"""`copydesk retry` on a root of shards: every shard's rejects, and the root's own account of them."""

from __future__ import annotations

import json
from itertools import count
from pathlib import Path

import pytest

from pipeline.engine import retry, status
from pipeline.errors import FolderBusy
from schemas import IngestJob, RunReport, Settings
from tests.engine.doubles import NAME
from tests.engine.inputs import rows
from tests.engine.roots import make_root
from tests.engine.test_opening import copydesk

STRICT = Settings(min_words=17)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Four shards of two inputs each; in three of them an input is too short for the settings."""
    inbox = tmp_path / "in"
    inbox.mkdir()
    for number in range(8):
        words = "one two three" if number in (0, 3, 6) else "some good words here and more"
        (inbox / f"{number}.txt").write_text(f"{words} {number}", encoding="utf-8")
    make_root(inbox, tmp_path / "root", settings=STRICT)
    assert status(str(tmp_path / "root")).reasons == {"too_short": 3}
    return tmp_path / "root"


def again(root: Path, **more: object) -> RunReport:
    return retry(IngestJob(inputs=["-"], out=str(root), workers=0), cleaner=NAME, **more)  # type: ignore[arg-type]


def state(root: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}


def test_rejects_of_every_shard_are_run_again(root: Path) -> None:
    report = again(root)
    assert (report.articles, report.rejects, report.unchanged) == (3, 0, 0)
    found = [row for shard in sorted((root / "shards").iterdir()) for row in rows(shard)]
    assert sorted(row["provenance"]["revision"] for row in found) == [1] * 8 + [2] * 3
    listed = json.loads((root / "manifest.json").read_text(encoding="utf-8"))["shards"]
    for shard in listed:
        size = (root / shard["folder"] / "articles.jsonl").stat().st_size
        assert shard["bytes"]["articles.jsonl"] == size
    assert sum(shard["articles"] for shard in listed) == status(str(root)).articles == 8
    assert RunReport.model_validate_json((root / "runs" / f"{report.run}.json").read_bytes()) == report


def test_where_nothing_comes_out_otherwise_nothing_is_written(root: Path) -> None:
    again(root)
    before = state(root)
    assert again(root).seen == 0
    assert state(root) == before


def test_cut_short_it_goes_on_where_it_was(root: Path) -> None:
    calls = count()
    first = again(root, stop=lambda: next(calls) > 4)
    assert (first.stopped_by, first.articles < 3) == ("request", True)
    assert first.articles + again(root).articles == 3


def test_the_command_takes_a_root(root: Path) -> None:
    done = copydesk("retry", root, "--workers", 1)
    assert done.returncode == 0, done.stderr
    assert "3 records" in done.stderr


def test_a_root_that_is_held_is_not_retried(root: Path) -> None:
    from contextlib import closing

    from pipeline.engine.store.root import Root

    with closing(Root(str(root), compress=False)), pytest.raises(FolderBusy):
        again(root)
