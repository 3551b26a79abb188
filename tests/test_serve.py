"""`copydesk serve` as it is used: a real server, a real serving process on loopback, an inbox, kills and restarts."""

from __future__ import annotations

import contextlib
import itertools
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

from tests.conftest import COPYDESK, ROOT
from tests.ports import free_port

pytestmark = [pytest.mark.server, pytest.mark.slow]

EVERY = 5
PATIENCE = 120
ARTICLE = (
    "Rowers win by a length\n\nThe crew won by a length on Sunday in front of ten thousand people, who cheered {}.\n"
)
QUIET = {"PREFECT_SERVER_ANALYTICS_ENABLED": "false", "DO_NOT_TRACK": "1", "PREFECT_LOGGING_LEVEL": "INFO"}


def until(happens: Callable[[], object], seconds: float = PATIENCE) -> None:
    """Wait for something; fail where it does not happen."""
    end = time.monotonic() + seconds
    while not happens():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.2)


def rows(out: Path) -> list[dict]:
    with contextlib.suppress(FileNotFoundError):
        whole = (out / "articles.jsonl").read_text(encoding="utf-8").rpartition("\n")[0]
        return [json.loads(line) for line in whole.splitlines()]
    return []


def fill(inbox: Path, size: int) -> None:
    """Put an archive into the inbox that takes a while."""
    paragraphs = "\n\n".join(ARTICLE.format(f"again and again, lap after lap, {number} times") for number in range(20))
    with (inbox / "stories.jsonl").open("w", encoding="utf-8") as file:
        for number in range(size):
            file.write(json.dumps({"id": str(number), "text": f"Lap {number}\n\n{paragraphs}"}) + "\n")


class Server:
    """A Prefect server, asked over HTTP as any client would."""

    def __init__(self, folder: Path) -> None:
        port = free_port()
        self.api = f"http://127.0.0.1:{port}/api"
        self.environment = {**os.environ, **QUIET, "PREFECT_HOME": str(folder / "prefect")}
        (folder / "prefect").mkdir()
        self.log = folder / "server.log"
        with self.log.open("wb") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "prefect", "server", "start", "--host", "127.0.0.1", "--port", str(port)],
                env=self.environment,
                stdout=log,
                stderr=log,
            )
        until(self._answers)

    def runs(self, out: Path) -> list[dict]:
        """Return the runs of the deployment that writes `out`."""
        name = str(out).strip("/").replace("/", "-")
        asked = {"deployments": {"name": {"any_": [name]}}, "sort": "EXPECTED_START_TIME_ASC"}
        return httpx.post(f"{self.api}/flow_runs/filter", json=asked, timeout=30).json()

    def ended(self, out: Path, state: str) -> list[dict]:
        return [run for run in self.runs(out) if run["state_type"] == state]

    def close(self) -> None:
        self._process.terminate()
        self._process.wait()

    def _answers(self) -> bool:
        with contextlib.suppress(httpx.HTTPError):
            return httpx.get(f"{self.api}/health", timeout=5).status_code == 200
        return False


class Serving:
    """`copydesk serve` as a process of its own; its log is kept over restarts."""

    def __init__(self, folder: Path, environment: dict[str, str], *more: str, every: str = f"{EVERY}s") -> None:
        self.log = folder / "serve.log"
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [*COPYDESK, "serve", "--inbox", "in", "--out", str(folder / "out"), "--every", every, *more],
                cwd=folder,
                env=environment,
                stdout=log,
                stderr=log,
            )

    def end(self, number: signal.Signals) -> int:
        """Signal the serving process alone, and return its exit code."""
        self.process.send_signal(number)
        return self.process.wait(60)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with contextlib.closing(Server(tmp_path_factory.mktemp("server"))) as running:
        yield running
    assert not faults(running.log)


def faults(log: Path) -> list[str]:
    """Return the server's log entries at ERROR, but for "database is locked".

    SQLite says so on a busy machine, which is why docs/deploy.md has PostgreSQL; Prefect tries again by itself.
    """
    entries = re.split(r"^(?=\d\d:\d\d:\d\d\.\d+ \| )", log.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return [entry for entry in entries if "| ERROR" in entry[:30] and "database is locked" not in entry]


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
        until(lambda: rows(out))
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
        until(lambda: len(rows(out)) >= 100)
        serving.end(signal.SIGKILL)
        # The run's own process outlives the one that started it: it is killed as well, for the worst case.
        (flow,) = (pid for pid in _others() if b"spawn_main" in _command(pid) and _inside(pid, folder))
        os.kill(flow, signal.SIGKILL)
        until(lambda: not _inside(flow, folder))
        assert len(rows(out)) < size
        serving = Serving(folder, environment, *options)
        until(lambda: len(rows(out)) == size)
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
        until(lambda: len(rows(folder / "out")) >= 100)
        assert Serving(folder, environment, *options).process.wait(60) == 75
    finally:
        assert serving.end(signal.SIGTERM) == 0
    until(lambda: not [pid for pid in _processes() if _inside(pid, folder)], 20)
    assert "is being served already" in serving.log.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "environment", "code", "said"),
    [
        (["--every", "15m"], {}, 2, "no Prefect server is named: start one with `prefect server start` and set"),
        (["--every", "15m"], {"PREFECT_API_URL": "http://127.0.0.1:1/api"}, 69, "does not answer"),
        (["--every", "15m", "--with-server"], {"PREFECT_API_URL": "http://127.0.0.1:1/api"}, 2, "leave out --with-"),
        ([], {}, 2, "say when to run"),
        (["--every", "15m", "--cron", "0 * * * *"], {}, 2, "say when to run"),
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
        timeout=120,
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
        timeout=240,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "1 articles" in done.stdout


def _processes() -> list[int]:
    return [int(name) for name in os.listdir("/proc") if name.isdigit()]


def _others() -> list[int]:
    """Return every process but this one."""
    return [pid for pid in _processes() if pid != os.getpid()]


def _command(pid: int) -> bytes:
    with contextlib.suppress(OSError):
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    return b""


def _inside(pid: int, folder: Path) -> bool:
    """Tell whether a process lives and works in the folder."""
    with contextlib.suppress(OSError):
        return os.readlink(f"/proc/{pid}/cwd") == str(folder)
    return False
