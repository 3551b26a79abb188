"""`copydesk serve` as it is used: a real server, a real serving process on loopback, an inbox, kills and restarts."""

from __future__ import annotations

import contextlib
import itertools
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import COPYDESK, ROOT
from tests.ports import free_port
from tests.served import (
    ARTICLE,
    QUIET,
    Server,
    Serving,
    command,
    committed,
    faults,
    fill,
    inside,
    others,
    processes,
    rows,
)
from tests.waiting import PATIENCE, until

pytestmark = [pytest.mark.server, pytest.mark.slow]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with contextlib.closing(Server(tmp_path_factory.mktemp("server"))) as running:
        yield running
    assert not faults(running.log)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    return tmp_path


def test_what_is_dropped_into_the_inbox_is_an_article_after_the_next_tick(server: Server, folder: Path) -> None:
    """And three further ticks add nothing; an inbox that is still empty is no failure."""
    out = folder / "out"
    serving = Serving(folder, {**server.environment, "PREFECT_API_URL": server.api}, "--set", "settle_seconds=0")
    try:
        until(lambda: server.ended(out, "COMPLETED"))
        assert rows(out) == []
        (folder / "in" / "story.txt").write_text(ARTICLE.format("loudly"), encoding="utf-8")
        until(lambda: committed(out))
        ticks = len(server.ended(out, "COMPLETED"))
        until(lambda: len(server.ended(out, "COMPLETED")) >= ticks + 4)
        assert [row["source"] for row in rows(out)] == ["in/story.txt"]
    finally:
        assert serving.end(signal.SIGTERM) == 0
    assert not server.ended(out, "FAILED")
    assert {run["name"] for run in server.ended(out, "COMPLETED")} >= {"in → out: 1 articles", "in → out: nothing new"}
    log = serving.log.read_text(encoding="utf-8")
    assert "1 rows committed; so far 1 articles, 0 rejects" in log
    assert "ERROR" not in log


def test_killed_in_mid_run_it_loses_and_doubles_nothing(server: Server, folder: Path) -> None:
    """Ticks that overlap never run at once, and what a killed process left in flight does not block the next."""
    out, size = folder / "out", 2000
    fill(folder / "in", size)
    environment = {**server.environment, "PREFECT_API_URL": server.api}
    options = ("--set", "settle_seconds=0", "--set", "batch_records=50", "--workers", "1")
    serving = Serving(folder, environment, *options)
    try:
        until(lambda: committed(out) >= 100)
        serving.end(signal.SIGKILL)
        # The run's own process outlives the one that started it: it is killed as well, for the worst case.
        (flow,) = (pid for pid in others() if b"spawn_main" in command(pid) and inside(pid, folder))
        os.kill(flow, signal.SIGKILL)
        until(lambda: not inside(flow, folder))
        assert committed(out) < size
        serving = Serving(folder, environment, *options)
        until(lambda: committed(out) == size)
        until(lambda: server.ended(out, "COMPLETED"))
    finally:
        serving.end(signal.SIGTERM)
    assert sorted(int(row["provenance"]["record_id"]) for row in rows(out)) == list(range(size))
    assert len(server.ended(out, "CRASHED")) == 1
    assert server.ended(out, "CANCELLED")
    spans = sorted((run["start_time"], run["end_time"]) for run in server.ended(out, "COMPLETED"))
    assert all(earlier[1] <= later[0] for earlier, later in itertools.pairwise(spans))


def test_with_a_server_of_its_own_nothing_is_left_behind(folder: Path) -> None:
    """SIGTERM in mid-run ends the run, the server and the workers; a second serve on the folder is refused."""
    fill(folder / "in", 2000)
    environment = {**os.environ, **QUIET}
    options = ("--with-server", "--port", str(free_port()), "--set", "settle_seconds=0", "--set", "batch_records=50")
    serving = Serving(folder, environment, *options)
    try:
        until(lambda: committed(folder / "out") >= 100)
        assert Serving(folder, environment, *options).process.wait(PATIENCE) == 75
    finally:
        assert serving.end(signal.SIGTERM) == 0
    until(lambda: not [pid for pid in processes() if inside(pid, folder)])
    assert "is being served already" in serving.log.read_text(encoding="utf-8")


def test_the_flow_runs_once_from_the_command_line(server: Server, folder: Path) -> None:
    """`python -m flows.ingest`, as docs/flows.md has it."""
    (folder / "in" / "story.txt").write_text(ARTICLE.format("loudly"), encoding="utf-8")
    command = [sys.executable, "-m", "flows.ingest", "in", "--out", "out"]
    environment = {**server.environment, "PREFECT_API_URL": server.api}
    subprocess.run(command, cwd=folder, env=environment, capture_output=True, timeout=PATIENCE, check=True)
    assert [row["source"] for row in rows(folder / "out")] == ["in/story.txt"]


def test_a_worker_of_a_pool_does_a_run(server: Server, folder: Path) -> None:
    """The commands of docs/deploy.md for a work pool, and a run by hand so that nobody waits for the hour."""
    (folder / "in").rename(folder / "inbox")
    (folder / "inbox" / "story.txt").write_text(ARTICLE.format("loudly"), encoding="utf-8")
    os.utime(folder / "inbox" / "story.txt", (1, 1))
    shutil.copyfile(ROOT / "prefect.yaml", folder / "prefect.yaml")
    environment = {**server.environment, "PREFECT_API_URL": server.api}
    prefect = [sys.executable, "-m", "prefect"]
    for words in (
        "work-pool create copydesk --type process",
        "--no-prompt deploy --all",
        "deployment run ingest/hourly",
    ):
        done = subprocess.run([*prefect, *words.split()], cwd=folder, env=environment, capture_output=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
    with (folder / "worker.log").open("wb") as log:
        command = [*prefect, "worker", "start", "--pool", "copydesk"]
        worker = subprocess.Popen(command, cwd=folder, env=environment, stdout=log, stderr=log)
    try:
        until(lambda: committed(folder / "news") or worker.poll() is not None)
    finally:
        worker.kill()  # told by SIGTERM, Prefect's worker has been seen to wait for ever
        worker.wait()
    assert [row["source"] for row in rows(folder / "news")] == ["inbox/story.txt"], (folder / "worker.log").read_text()


@pytest.mark.parametrize(
    ("arguments", "environment", "code", "said"),
    [
        (["--every", "15m"], {}, 2, "no Prefect server is named: start one with `prefect server start` and set"),
        (["--every", "15m"], {"PREFECT_API_URL": "http://127.0.0.1:1/api"}, 69, "does not answer"),
        (["--every", "15m", "--with-server"], {"PREFECT_API_URL": "http://127.0.0.1:1/api"}, 2, "leave out --with-"),
        ([], {}, 2, "say when to run"),
        (["--every", "15m", "--cron", "0 * * * *"], {}, 2, "are both given"),
        (["--every", "soon"], {}, 2, "not 'soon'"),
        (["--every", "0s"], {}, 2, "not '0s'"),
        (["--every", "15m", "--inbox", "nowhere"], {}, 2, "there is no file or folder nowhere"),
        (["--every", "15m", "--inbox", "-"], {}, 2, "serve reads and writes folders"),
    ],
)
def test_what_will_not_do_is_said(
    arguments: list[str], environment: dict[str, str], code: int, said: str, folder: Path
) -> None:
    done = subprocess.run(
        [*COPYDESK, "serve", "--inbox", "in", "--out", "out", *arguments],
        cwd=folder,
        env={**os.environ, **QUIET, "PREFECT_HOME": str(folder / "prefect"), **environment},
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert (done.returncode, said in done.stderr) == (code, True), done.stderr


def test_the_example_is_what_it_says(tmp_path: Path) -> None:
    """docs/examples/serve.sh, as a newcomer runs it."""
    environment = {**os.environ, "PATH": f"{Path(COPYDESK[0]).parent}{os.pathsep}{os.environ['PATH']}"}
    script = ROOT / "docs" / "examples" / "serve.sh"
    done = subprocess.run(
        ["bash", str(script), str(free_port())],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "1 articles" in done.stdout
