"""`copydesk ingest --relate`: relating at the end of a run, through the real command."""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from pipeline.relate import relate, relate_after
from pipeline.relate.index import Index
from schemas import IngestJob, RunReport
from tests.engine.roots import make_root
from tests.relate.folders import FILES, case_rows, lines, outputs
from tests.test_cli import run

BRIDGE = [row for row in case_rows("relate_stories") if row["language"] == "en"]


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    """Three reports of one event."""
    folder = tmp_path / "in"
    folder.mkdir()
    for number, row in enumerate(BRIDGE):
        (folder / f"{number}.txt").write_text(f"{row['title']}\n\n{row['text']}\n", encoding="utf-8")
    return folder


def ingested(inbox: Path, *more: str, out: str = "out") -> tuple[int, str]:
    """Run the command beside the inbox; return its exit code and standard error."""
    done = run("ingest", "in", "--out", out, "--workers", "0", *more, cwd=inbox.parent)
    return done.returncode, done.stderr.decode()


def accounts(folder: Path) -> list[dict[str, Any]]:
    found = sorted((folder / "runs").glob("*.json"), key=lambda path: path.stat().st_mtime_ns)
    return [json.loads(path.read_text(encoding="utf-8")) for path in found]


def test_a_run_relates_what_it_committed_and_says_so(inbox: Path) -> None:
    """The files are those of `copydesk relate`, and the run's account holds what is in relations.report.json."""
    code, said = ingested(inbox, "--relate")
    out = inbox.parent / "out"
    assert (code, "3 articles, 1 stories, the largest of 3; relations: " in said) == (0, True)
    (account,) = accounts(out)
    assert account["related"] == json.loads((out / "relations.report.json").read_text(encoding="utf-8"))
    assert account["related"]["stories"] == 1
    ingested(inbox, out="plain")
    relate(str(inbox.parent / "plain"))
    assert outputs(out) == outputs(inbox.parent / "plain")


def test_without_it_nothing_is_related(inbox: Path) -> None:
    assert ingested(inbox)[0] == 0
    (account,) = accounts(inbox.parent / "out")
    assert account["related"] is None
    assert not any((inbox.parent / "out" / name).exists() for name in FILES)


def test_what_an_earlier_run_left_is_related_by_one_that_brings_nothing_new(inbox: Path) -> None:
    """And after that one, a run that brings nothing new changes no file and writes no account."""
    ingested(inbox)
    out = inbox.parent / "out"
    ingested(inbox, "--relate")
    found = accounts(out)
    assert [account["related"] is None for account in found] == [True, False]
    assert (found[1]["unchanged"], found[1]["related"]["articles"]) == (3, 3)
    before = outputs(out)
    code, said = ingested(inbox, "--relate")
    assert (code, "1 stories" in said) == (0, True)
    assert (outputs(out), accounts(out)) == (before, found)


def test_a_run_that_adds_to_a_story_relates_it_anew(inbox: Path) -> None:
    late = inbox / "2.txt"
    text = late.read_bytes()
    late.unlink()
    ingested(inbox, "--relate")
    (story,) = lines(inbox.parent / "out", "stories.jsonl")
    late.write_bytes(text)
    ingested(inbox, "--relate")
    (grown,) = lines(inbox.parent / "out", "stories.jsonl")
    assert (len(story["articles"]), len(grown["articles"]), grown["id"]) == (2, 3, story["id"])


def test_environment_and_file_say_it_too(inbox: Path) -> None:
    done = run("ingest", "in", "--out", "one", "--workers", "0", cwd=inbox.parent, COPYDESK_RELATE="true")
    assert b"1 stories" in done.stderr
    (inbox.parent / "copydesk.toml").write_text("relate = true\n", encoding="utf-8")
    assert "1 stories" in ingested(inbox, out="two")[1]
    assert "stories" not in ingested(inbox, "--no-relate", out="three")[1]


def test_standard_output_is_refused_before_anything_is_read(inbox: Path) -> None:
    code, said = ingested(inbox, "--relate", out="-")
    assert (code, said) == (
        2,
        "copydesk: --relate needs a folder, whose articles it relates: name one with --out DIR, or leave it out\n",
    )


def test_another_relating_under_way_is_told_and_costs_no_row(inbox: Path) -> None:
    """The exit code is that of `copydesk relate`; the rows are committed, and the next run relates them."""
    ingested(inbox)
    (inbox / "more.txt").write_text(f"Again\n\n{BRIDGE[0]['text']}\n", encoding="utf-8")
    out = inbox.parent / "out"
    with closing(Index(str(out))):
        code, said = ingested(inbox, "--relate")
    assert (code, "1 articles" in said, "another run holds the folder" in said) == (75, True, True)
    assert accounts(out)[-1]["related"] is None
    assert ingested(inbox, "--relate")[0] == 0
    assert accounts(out)[-1]["related"]["articles"] == 4


def test_a_limit_that_is_met_is_still_the_exit_code(inbox: Path) -> None:
    (inbox / "empty.txt").write_bytes(b"")
    code, said = ingested(inbox, "--relate", "--fail-on-rejects", "0")
    assert (code, "attention: " in said, "1 stories" in said) == (1, True, True)


def account_of(out: Path, **more: Any) -> RunReport:
    zero = dict.fromkeys(("seen", "articles", "rejects", "unchanged", "pending", "seconds"), 0)
    texts = {"tool": "t", "started": "2024-05-01T10:00:00Z", "out": str(out), "settings_sha256": ""}
    return RunReport(**{"run": "r", "inputs": [], "reasons": {}, "warnings": [], **zero, **texts, **more})


def test_a_root_of_shards_is_related_as_a_whole_after_a_run_on_a_cluster(inbox: Path) -> None:
    root = inbox.parent / "root"
    make_root(inbox, root, shard_inputs=1)
    job = IngestJob(inputs=[str(inbox)], out=str(root), cluster="tcp://127.0.0.1:1", relate=True)
    report = relate_after(job, account_of(root))
    assert report.related is not None
    assert report.related.articles == 3
    assert accounts(root)[-1] == json.loads(report.model_dump_json())
    assert all((root / name).exists() for name in FILES)


def test_a_run_that_was_ended_early_is_followed_by_no_more_work(inbox: Path) -> None:
    ingested(inbox)
    out = inbox.parent / "out"
    report = account_of(out, stopped_by="SIGTERM")
    assert relate_after(IngestJob(inputs=["in"], out=str(out), relate=True), report) == report
    assert not (out / FILES[0]).exists()
