"""A run on a cluster: a real scheduler and real workers as processes on loopback, one of them killed in mid-run."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import sqlite3
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.engine import ingest, parts, retry, status
from pipeline.engine.cluster.dispatch import ClusterFailed
from pipeline.engine.cluster.shard import ShardTask, WrongVersion, ingest_shard
from pipeline.errors import BadUsage
from pipeline.sources import Discovery
from schemas import IngestJob
from schemas.report import RunReport
from tests.engine.doubles import NAME
from tests.ports import free_port
from tests.test_cli import run
from tests.waiting import until

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("cluster")]

ROOT = Path(__file__).resolve().parents[2]
INPUTS, SHARD = 96, 4
WORDS = "the harbour said that a ferry was late on Sunday " * 3


class Cluster:
    """A scheduler and two workers of one thread each."""

    def __init__(self, scratch: Path, *, scheme: str = "tcp", environment: dict[str, str] | None = None) -> None:
        port = free_port()
        self.address = f"{scheme}://127.0.0.1:{port}"
        self._scratch = scratch
        self._environment = {**os.environ, **(environment or {})}
        there = ("--host", "127.0.0.1", "--port", str(port), "--protocol", f"{scheme}://", "--no-dashboard")
        self._processes = [self._start("scheduler", *there)]
        self.workers = [self.worker() for _ in range(2)]

    def worker(self) -> subprocess.Popen[bytes]:
        """Start a worker without a nanny, which would start it again."""
        local = ("--local-directory", str(self._scratch), "--host", "127.0.0.1", "--no-nanny", "--no-dashboard")
        self._processes.append(self._start("worker", self.address, "--nthreads", "1", *local))
        return self._processes[-1]

    def close(self) -> None:
        """End every process."""
        for process in reversed(self._processes):
            process.kill()
            process.wait()

    def _start(self, *arguments: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "-m", "distributed.cli.dask_" + arguments[0], *arguments[1:]],
            cwd=ROOT,
            env=self._environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    with contextlib.closing(Cluster(tmp_path_factory.mktemp("dask"))) as running:
        yield running


@pytest.fixture
def doomed(tmp_path: Path) -> Iterator[Cluster]:
    """A cluster that will lose a worker."""
    with contextlib.closing(Cluster(tmp_path / "dask")) as running:
        yield running


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(INPUTS):
        words = "" if number % 10 == 9 else f"{WORDS} SLOWLY {number}"
        (folder / f"{number:03}.txt").write_text(words, encoding="utf-8")
    return folder


def first(inbox: Path, count: int) -> Path:
    """Leave only so many inputs in the folder; each shard starts workers of its own."""
    for file in sorted(inbox.iterdir())[count:]:
        file.unlink()
    return inbox


def job(inbox: Path, out: Path, cluster: Cluster | None = None, **more: object) -> IngestJob:
    address = None if cluster is None else cluster.address
    return IngestJob(inputs=[str(inbox)], out=str(out), cluster=address, shard_inputs=SHARD, **more)


def lines(folder: Path, name: str) -> Counter[str]:
    """Return the rows of a folder, or of all shards of a root, with how often each stands there."""
    files = [Path(part, name) for part in parts(str(folder))]
    return Counter(line for file in files for line in file.read_text(encoding="utf-8").splitlines())


def commits(root: Path) -> list[int]:
    with contextlib.closing(sqlite3.connect(root / ".copydesk" / "root.sqlite3")) as base:
        return [row[0] for row in base.execute("SELECT commits FROM shard ORDER BY number")]


def test_a_killed_worker_loses_and_doubles_nothing(doomed: Cluster, inbox: Path, tmp_path: Path) -> None:
    """Every article once, 24 commits for 24 shards, and the rows of a run on one machine."""
    killed: list[subprocess.Popen[bytes]] = []

    def kill_one(_: object) -> None:
        if not killed:
            killed.append(doomed.workers[0])
            doomed.workers[0].send_signal(signal.SIGKILL)

    report = ingest(job(inbox, tmp_path / "root", doomed), progress=kill_one, cleaner=NAME)
    alone = ingest(job(inbox, tmp_path / "alone", workers=2), cleaner=NAME)
    assert killed
    # What the killed worker had committed is unchanged to the one that took its shard over.
    assert report.articles + report.rejects + report.unchanged == report.seen == INPUTS
    found = status(str(tmp_path / "root"))
    assert (found.articles, found.rejects) == (alone.articles, alone.rejects) == (87, 9)
    assert commits(tmp_path / "root") == [1] * 24
    for name in ("articles.jsonl", "rejects.jsonl"):
        assert lines(tmp_path / "root", name) == lines(tmp_path / "alone", name)


def test_what_is_done_is_not_done_again(cluster: Cluster, inbox: Path, tmp_path: Path) -> None:
    """Finished shards are skipped, a changed input is a revision in its shard, new inputs get shards of their own."""
    root = tmp_path / "root"
    done = ingest(job(first(inbox, 10), root, cluster), cleaner=NAME)
    assert (done.articles, done.rejects, commits(root)) == (9, 1, [1, 1, 1])
    before = {path: path.stat().st_mtime_ns for path in root.rglob("*") if path.is_file() and "root." not in path.name}
    again = ingest(job(inbox, root, cluster), cleaner=NAME)
    assert (again.seen, again.unchanged, commits(root)) == (10, 10, [1, 1, 1])
    assert before == {path: path.stat().st_mtime_ns for path in before}
    (inbox / "000.txt").write_text(f"{WORDS} other", encoding="utf-8")
    (inbox / "aaa.txt").write_text(f"{WORDS} new", encoding="utf-8")
    third = ingest(job(inbox, root, cluster), cleaner=NAME)
    assert (third.articles, third.unchanged, commits(root)) == (2, 9, [2, 1, 1, 1])
    revisions = [json.loads(row)["provenance"]["revision"] for row in lines(root, "articles.jsonl")]
    assert sorted(revisions) == [1] * 10 + [2]


def test_files_of_markdown_are_made_in_every_shard(cluster: Cluster, inbox: Path, tmp_path: Path) -> None:
    """By the workers for what is due, and by the parent for shards that were done before they were asked for."""
    root = tmp_path / "root"
    ingest(job(first(inbox, 10), root, cluster), cleaner=NAME)
    assert not list(root.glob("shards/*/articles"))
    (inbox / "aaa.txt").write_text(f"{WORDS} new", encoding="utf-8")
    ingest(job(inbox, root, cluster, markdown=True), cleaner=NAME)
    ids = {json.loads(line)["id"] for line in lines(root, "articles.jsonl")}
    assert {path.name for path in root.glob("shards/*/articles/*")} == {f"{one}.md" for one in ids}
    assert len(ids) == 10


def test_a_root_is_one_dataset_and_not_mixed_with_a_folder(cluster: Cluster, inbox: Path, tmp_path: Path) -> None:
    root = tmp_path / "root"
    ingest(job(first(inbox, 20), root, cluster), cleaner=NAME)
    found = status(str(root))
    assert (found.articles, found.rejects, found.sources, found.reasons) == (18, 2, 20, {"too_short": 2})
    manifest = json.loads((root / "manifest.json").read_text(encoding="utf-8"))["shards"]
    assert [shard["folder"] for shard in manifest] == [f"shards/{number:05}" for number in range(5)]
    assert sum(shard["articles"] for shard in manifest) == 18
    assert "data_files: shards/*/articles.jsonl\n" in (root / "README.md").read_text(encoding="utf-8")
    (account,) = (root / "runs").iterdir()
    assert RunReport.model_validate_json(account.read_bytes()).articles == 18
    with pytest.raises(BadUsage, match="root of a run on a cluster"):
        ingest(job(inbox, root), cleaner=NAME)
    assert (retry(job(inbox, root), cleaner=NAME).unchanged, status(str(root)).rejects) == (2, 2)
    ingest(job(inbox, tmp_path / "folder", workers=2), cleaner=NAME)
    with pytest.raises(BadUsage, match="without a cluster"):
        ingest(job(inbox, tmp_path / "folder", cluster), cleaner=NAME)


def test_a_shard_that_fails_is_told_and_the_others_are_kept(cluster: Cluster, inbox: Path, tmp_path: Path) -> None:
    """A folder in the way makes one shard fail; when it is gone, that shard alone is done."""
    root = tmp_path / "root"
    (root / "shards" / "00002" / "articles.jsonl").mkdir(parents=True)
    with pytest.raises(ClusterFailed, match="1 shards could not be done, 4 are committed; of shard 2: cannot write"):
        ingest(job(first(inbox, 20), root, cluster), cleaner=NAME)
    os.rmdir(root / "shards" / "00002" / "articles.jsonl")
    report = ingest(job(inbox, root, cluster), cleaner=NAME)
    assert (report.articles + report.rejects, report.unchanged, commits(root)) == (4, 16, [1] * 5)


def test_no_scheduler(inbox: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.engine.cluster.dispatch._CONNECT_SECONDS", 1)
    with pytest.raises(ClusterFailed, match="no Dask scheduler answers at tcp://127"):
        ingest(job(inbox, tmp_path / "root").model_copy(update={"cluster": "tcp://127.0.0.1:1"}))


def test_a_worker_of_another_version_is_refused(inbox: Path, tmp_path: Path) -> None:
    sources = tuple(Discovery([str(inbox)], out=str(tmp_path / "out"), now=0))
    with pytest.raises(WrongVersion):
        ingest_shard(ShardTask(job(inbox, tmp_path / "out").model_dump_json(), sources, version="0.0"))


def test_the_worker_function_imports_neither_prefect_nor_dask() -> None:
    code = "import sys, pipeline.engine.cluster.shard; print({'prefect', 'distributed', 'dask'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


def test_relate_is_of_the_whole_root(cluster: Cluster, inbox: Path, tmp_path: Path) -> None:
    """By the real command: copies that lie in different shards are told."""
    told = run("ingest", str(first(inbox, 6)), "--out", "root", "--cluster", cluster.address, "--shard-inputs", "2",
               "--set", "workers=0", "--relate", cwd=tmp_path)  # fmt: skip
    assert (told.returncode, b"6 articles, " in told.stderr) == (0, True), told.stderr
    (account,) = (tmp_path / "root" / "runs").iterdir()
    assert json.loads(account.read_text(encoding="utf-8"))["related"]["articles"] == 6
    assert (tmp_path / "root" / "relations.jsonl").read_bytes().count(b"\n") > 0


def test_a_parent_that_is_killed_is_repeated(cluster: Cluster, inbox: Path, tmp_path: Path) -> None:
    """What workers were doing then goes on, or is done again: either way every row stands there once."""
    first(inbox, 48)
    root = tmp_path / "root"
    command = [sys.executable, "-m", "tests.engine.command", str(inbox), "--out", str(root)]
    command += ["--cluster", cluster.address, "--shard-inputs", str(SHARD)]
    parent = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.DEVNULL)
    until(lambda: list(root.glob("shards/0000[5-9]")) or parent.poll() is not None)
    parent.kill()
    parent.wait()
    report = ingest(job(inbox, root, cluster), cleaner=NAME)
    assert report.seen == 48
    assert sum(lines(root, "articles.jsonl").values()) == 44
    assert commits(root) == [1] * 12
    assert max(lines(root, "articles.jsonl").values()) == 1
