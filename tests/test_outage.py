"""`copydesk serve` without its server, or the server without its database (PostgreSQL): all goes on where it was."""

from __future__ import annotations

import contextlib
import os
import re
import shlex
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import httpx
import pytest

from flows.server import OwnServer
from tests.conftest import ROOT
from tests.ports import free_port
from tests.served import (
    ARTICLE,
    QUIET,
    Database,
    Server,
    Serving,
    command,
    committed,
    fill,
    inside,
    others,
    processes,
    rows,
)
from tests.waiting import PATIENCE, until

pytestmark = [pytest.mark.server, pytest.mark.slow]

SIZE = 800
SMALL_BATCHES = ("--set", "settle_seconds=0", "--set", "batch_records=50", "--workers", "1")
AWAY = "does not answer; it is asked again until it does"
BACK = "the Prefect server answers again"


@pytest.fixture(scope="module")
def database() -> Iterator[Database]:
    if not Database.is_there():
        pytest.skip("needs PostgreSQL: apt-get install postgresql")
    with contextlib.closing(Database()) as running:
        yield running


@pytest.fixture(scope="module")
def server(database: Database, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Start a server on PostgreSQL, which answers for all tests here, and is killed in some."""
    folder = tmp_path_factory.mktemp("server")
    with contextlib.closing(Server(folder, PREFECT_API_DATABASE_CONNECTION_URL=database.url)) as running:
        yield running


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    return tmp_path


def served(folder: Path, server: Server) -> Serving:
    return Serving(folder, {**server.environment, "PREFECT_API_URL": server.api}, *SMALL_BATCHES)


def numbers(out: Path) -> list[int]:
    return sorted(int(row["provenance"]["record_id"] or -1) for row in rows(out))


def more_than(out: Path, count: int) -> None:
    """Wait for the run to be that far."""
    until(lambda: committed(out) > count)


def test_the_database_away_for_20_seconds_and_the_server_killed_in_mid_run(
    database: Database, server: Server, folder: Path
) -> None:
    """The run under way ends by itself, the schedule goes on, nothing is lost or twice; one line for each outage."""
    out = folder / "out"
    fill(folder / "in", SIZE)
    serving = served(folder, server)
    try:
        more_than(out, 100)
        database.stop()
        until(lambda: serving.said(AWAY))
        time.sleep(20)
        database.start()
        until(lambda: serving.said(BACK))
        until(lambda: committed(out) == SIZE)
        until(lambda: server.ended(out, "COMPLETED"))
        fill(folder / "in", SIZE, "more")
        more_than(out, SIZE + 100)
        before = serving.said(AWAY)
        server.kill()
        until(lambda: serving.said(AWAY) > before)
        server.start()
        until(lambda: serving.said(BACK) > before)
        until(lambda: committed(out) == 2 * SIZE)
        done = len(server.ended(out, "COMPLETED"))
        (folder / "in" / "late.txt").write_text(ARTICLE.format("late"), encoding="utf-8")
        until(lambda: committed(out) == 2 * SIZE + 1)
        until(lambda: len(server.ended(out, "COMPLETED")) > done)
        log = serving.log.read_text(encoding="utf-8")
    finally:
        code = serving.end(signal.SIGTERM)
    assert code == 0
    assert numbers(out) == sorted([-1, *range(SIZE), *range(SIZE)])
    assert not server.ended(out, "CRASHED")
    assert not server.ended(out, "FAILED")
    assert log.count(AWAY) == log.count(BACK) >= 2  # a server that has just started may be slow, which is one more
    assert not re.findall(r"Traceback|\| (?:ERROR|CRITICAL)|Failed the last|Error logging", log)


def test_a_signal_while_the_server_is_away_ends_it_and_the_run(server: Server, folder: Path) -> None:
    """With 0, and no process is left; served again once the server is back, the schedule is on and all is done."""
    out = folder / "out"
    fill(folder / "in", SIZE)
    serving = served(folder, server)
    try:
        more_than(out, 100)
        server.kill()
        until(lambda: serving.said(AWAY))
    finally:
        code = serving.end(signal.SIGTERM)
    assert code == 0
    until(lambda: not [pid for pid in processes() if inside(pid, folder)])
    server.start()
    serving = served(folder, server)
    try:
        until(lambda: committed(out) == SIZE)
        until(lambda: server.ended(out, "COMPLETED"))
    finally:
        assert serving.end(signal.SIGTERM) == 0
    assert numbers(out) == list(range(SIZE))


def test_its_own_server_is_started_again(folder: Path) -> None:
    """Killed in mid-run, it is there again while the run is under way, and knows that this holds the slot."""
    out, port = folder / "out", free_port()
    fill(folder / "in", SIZE)
    options = ("--with-server", "--port", str(port), "--deadline", "600", *SMALL_BATCHES)
    serving = Serving(folder, {**os.environ, **QUIET}, *options)
    try:
        more_than(out, 100)
        os.kill(the(b"spawn_main", folder), signal.SIGSTOP)  # so that the run is under way until the server is back
        os.kill(the(b"flows.server", folder), signal.SIGKILL)
        until(lambda: serving.said(BACK))
        assert renewed(port)
        os.kill(the(b"spawn_main", folder), signal.SIGCONT)
        until(lambda: committed(out) == SIZE)
        (folder / "in" / "late.txt").write_text(ARTICLE.format("late"), encoding="utf-8")
        until(lambda: committed(out) == SIZE + 1)
        log = serving.log.read_text(encoding="utf-8")
    finally:
        code = serving.end(signal.SIGTERM)
    assert code == 0
    assert numbers(out) == [-1, *range(SIZE)]
    assert log.count(AWAY) == log.count(BACK) >= 1
    assert not re.findall(r"Traceback|\| ERROR", log)
    until(lambda: not [pid for pid in processes() if inside(pid, folder)])


def the(words: bytes, folder: Path) -> int:
    """Return the process that has these words in its command and works in the folder."""
    (found,) = (pid for pid in others() if words in command(pid) and inside(pid, folder))
    return found


def renewed(port: int) -> bool:
    """Tell whether the run under way may go on holding the slot of its deployment.

    Prefect asks for it every 225 seconds, and ends the run where the server does not know that it holds it.
    """
    api = f"http://127.0.0.1:{port}/api"
    running = {"flow_runs": {"state": {"type": {"any_": ["RUNNING"]}}}}
    (run,) = httpx.post(f"{api}/flow_runs/filter", json=running, timeout=30).json()
    lease = run["state"]["state_details"]["deployment_concurrency_lease_id"]
    return httpx.post(f"{api}/v2/concurrency_limits/leases/{lease}/renew", timeout=30).status_code == 204


def test_a_server_that_hangs_is_ended_and_started_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After three minutes without an answer, here none at all; one that has just been started is left alone."""
    with contextlib.closing(OwnServer(free_port(), os.environ, tmp_path / "server.log")) as server:
        server.revive(0)
        first = server.process
        server.revive(3600)
        assert server.process is first
        monkeypatch.setattr("flows.server._START_SECONDS", 0)
        server.revive(3600)
        assert first is not None
        assert first.poll() == -signal.SIGKILL
        assert server.process is not first


def test_the_work_pool_of_the_documents_runs(server: Server, tmp_path: Path) -> None:
    """docs/deploy.md, a work pool, as it is written, on PostgreSQL."""
    text = (ROOT / "docs" / "deploy.md").read_text(encoding="utf-8")
    (block,) = re.findall(r"^    (export PREFECT_API_URL(?:.*\n    )+.*)$", text, flags=re.MULTILINE)
    lines = [shlex.split(line, comments=True) for line in block.splitlines()]
    environment = {**server.environment, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
    environment |= dict(part.split("=", 1) for words in lines if words[0] == "export" for part in words[1:])
    environment["PREFECT_API_URL"] = server.api
    (tmp_path / "inbox").mkdir()
    (tmp_path / "inbox" / "story.txt").write_text(ARTICLE.format("there"), encoding="utf-8")
    (tmp_path / "prefect.yaml").write_bytes((ROOT / "prefect.yaml").read_bytes())
    *setup, worker = [words for words in lines if words[0] != "export"]
    for words in setup:
        subprocess.run(words, cwd=tmp_path, env=environment, check=True, timeout=PATIENCE)
    with subprocess.Popen(worker, cwd=tmp_path, env=environment) as working:
        try:
            subprocess.run(["prefect", "deployment", "run", "ingest/hourly"], cwd=tmp_path, env=environment, check=True)
            until(lambda: committed(tmp_path / "news"))
            until(lambda: keys(server, "hourly"))
        finally:
            working.kill()  # told by SIGTERM, Prefect's worker has been seen to wait for ever
    assert [row["source"] for row in rows(tmp_path / "news")] == ["inbox/story.txt"]


def test_two_deployments_keep_their_artifacts_apart(server: Server, tmp_path: Path) -> None:
    """On one server, although their folders' names look alike once a name is made of each path."""
    folders = [tmp_path / "a" / "b", tmp_path / "a-b"]
    serving = []
    for folder in folders:
        (folder / "in").mkdir(parents=True)
        (folder / "in" / "story.txt").write_text(ARTICLE.format("apart"), encoding="utf-8")
        serving.append(served(folder, server))
    try:
        for folder in folders:
            until(partial(server.ended, folder / "out", "COMPLETED"))
            until(partial(committed, folder / "out"))
        until(lambda: len(keys(server, "a-b-out")) == 6)
    finally:
        codes = [one.end(signal.SIGTERM) for one in serving]
    assert codes == [0, 0]
    assert all(len(rows(folder / "out")) == 1 for folder in folders)


def keys(server: Server, of: str) -> set[str]:
    """Return the keys of the artifacts that have these words in them."""
    found = httpx.post(f"{server.api}/artifacts/filter", json={}, timeout=30).json()
    return {row["key"] for row in found if of in (row["key"] or "")}


def test_the_soak_ends_with_every_file_once() -> None:
    """benchmarks/soak.py, a short form: it ends with 0 where nothing was lost, doubled, or failed."""
    short = ["--minutes", "0.5", "--every", "8", "--files", "20", "--kills", "1", "--server-kills", "0"]
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.soak", *short],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=900,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
