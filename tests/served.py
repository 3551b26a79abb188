"""A Prefect server, a database for it, and `copydesk serve`, each a process of its own, for tests that end them."""

from __future__ import annotations

import contextlib
import json
import os
import pwd
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import httpx

from flows.names import deployment_name
from tests.conftest import COPYDESK
from tests.ports import free_port
from tests.waiting import PATIENCE, until

EVERY = 8  # seconds; each run takes three seconds of a processor to start
ARTICLE = (
    "Rowers win by a length\n\nThe crew won by a length on Sunday in front of ten thousand people, who cheered {}.\n"
)
QUIET = {"PREFECT_SERVER_ANALYTICS_ENABLED": "false", "DO_NOT_TRACK": "1", "PREFECT_LOGGING_LEVEL": "INFO"}


def rows(out: Path) -> list[dict[str, Any]]:
    with contextlib.suppress(FileNotFoundError):
        whole = (out / "articles.jsonl").read_text(encoding="utf-8").rpartition("\n")[0]
        return [json.loads(line) for line in whole.splitlines()]
    return []


def committed(out: Path) -> int:
    """Return how many rows there are, which waiting asks again and again: nothing is parsed."""
    with contextlib.suppress(FileNotFoundError):
        return (out / "articles.jsonl").read_bytes().count(b"\n")
    return 0


def fill(inbox: Path, size: int, name: str = "stories") -> None:
    """Put an archive into the inbox that takes a while."""
    paragraphs = "\n\n".join(ARTICLE.format(f"again and again, lap after lap, {number} times") for number in range(20))
    with (inbox / f"{name}.jsonl").open("w", encoding="utf-8") as file:
        for number in range(size):
            file.write(json.dumps({"id": str(number), "text": f"Lap {number}\n\n{paragraphs}"}) + "\n")


class Database:
    """PostgreSQL with nothing in it, on this machine only, as a user without rights, in a folder of its own."""

    def __init__(self) -> None:
        (programs,) = sorted(Path("/usr/lib/postgresql").glob("*/bin"))[-1:]
        self._programs = programs
        self._folder = Path(tempfile.mkdtemp(prefix="copydesk-database-"))
        self._data = self._folder / "data"
        # It refuses to run as root, as which CI runs.
        self._user = pwd.getpwnam("postgres").pw_uid if os.geteuid() == 0 else os.geteuid()
        os.chown(self._folder, self._user, -1)
        self._port = free_port()
        self.url = f"postgresql+asyncpg://prefect@127.0.0.1:{self._port}/postgres"
        self._call("initdb", "--username=prefect", "--auth=trust", "--encoding=UTF8", "--no-locale", "--no-sync")
        self.start()

    @staticmethod
    def is_there() -> bool:
        """Tell whether this machine has one."""
        return bool(list(Path("/usr/lib/postgresql").glob("*/bin/initdb")))

    def start(self) -> None:
        options = f"-c listen_addresses=127.0.0.1 -c port={self._port} -c unix_socket_directories='' -c fsync=off"
        self._call("pg_ctl", "--wait", "--timeout=120", "--options", options, "--log", f"{self._folder}/log", "start")

    def stop(self) -> None:
        """End it at once, as when the machine it is on goes away."""
        self._call("pg_ctl", "--wait", "--mode=immediate", "stop")

    def close(self) -> None:
        with contextlib.suppress(subprocess.CalledProcessError):
            self.stop()
        shutil.rmtree(self._folder)

    def _call(self, program: str, *arguments: str) -> None:
        subprocess.run(
            [self._programs / program, f"--pgdata={self._data}", *arguments],
            user=self._user,
            cwd=self._folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=True,
        )


class Server:
    """A Prefect server, asked over HTTP as any client would."""

    def __init__(self, folder: Path, **more: str) -> None:
        self._port = free_port()
        self.api = f"http://127.0.0.1:{self._port}/api"
        self.environment = {**os.environ, **QUIET, "PREFECT_HOME": str(folder / "prefect")}
        self._more = more
        (folder / "prefect").mkdir()
        self.log = folder / "server.log"
        self.start()

    def start(self) -> None:
        """Start it, anew with what it knows; return once it answers."""
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "prefect", "server", "start", "--host", "127.0.0.1", "--port", str(self._port)],
                env={**self.environment, **self._more},
                stdout=log,
                stderr=log,
            )
        try:
            until(self.answers)
        except BaseException:
            self.kill()
            raise

    def kill(self) -> None:
        """End it at once."""
        self._process.kill()
        self._process.wait()

    def runs(self, out: Path) -> list[dict[str, Any]]:
        """Return the runs of the deployment that writes `out`."""
        asked = {
            "deployments": {"name": {"any_": [deployment_name(str(out))]}},
            "sort": "EXPECTED_START_TIME_ASC",
        }
        found: list[dict[str, Any]] = httpx.post(f"{self.api}/flow_runs/filter", json=asked, timeout=PATIENCE).json()
        return found

    def ended(self, out: Path, state: str) -> list[dict[str, Any]]:
        return [run for run in self.runs(out) if run["state_type"] == state]

    def close(self) -> None:
        self._process.terminate()
        self._process.wait()

    def answers(self) -> bool:
        """Tell whether it and its database are there."""
        with contextlib.suppress(httpx.HTTPError):
            return httpx.get(f"{self.api}/ready", timeout=5).status_code == 200
        return False


class Serving:
    """`copydesk serve` as a process of its own; its log is kept over restarts."""

    def __init__(self, folder: Path, environment: dict[str, str], *more: str, every: int = EVERY) -> None:
        self.log = folder / "serve.log"
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [*COPYDESK, "serve", "--inbox", "in", "--out", str(folder / "out"), "--every", f"{every}s", *more],
                cwd=folder,
                env=environment,
                stdout=log,
                stderr=log,
            )

    def end(self, number: signal.Signals) -> int:
        """Signal the serving process alone, and return its exit code."""
        self.process.send_signal(number)
        return self.process.wait(60)

    def said(self, words: str) -> int:
        """Return in how many lines of its log the words are."""
        return self.log.read_text(encoding="utf-8").count(words)


def faults(log: Path) -> list[str]:
    """Return the server's log entries at ERROR, but for "database is locked".

    SQLite says so on a busy machine, which is why docs/deploy.md has PostgreSQL; Prefect tries again by itself.
    """
    entries = re.split(r"^(?=\d\d:\d\d:\d\d\.\d+ \| )", log.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return [entry for entry in entries if "| ERROR" in entry[:30] and "database is locked" not in entry]


def processes() -> list[int]:
    return [int(name) for name in os.listdir("/proc") if name.isdigit()]


def others() -> list[int]:
    """Return every process but this one."""
    return [pid for pid in processes() if pid != os.getpid()]


def command(pid: int) -> bytes:
    with contextlib.suppress(OSError):
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    return b""


def inside(pid: int, folder: Path) -> bool:
    """Tell whether a process lives and works in the folder."""
    with contextlib.suppress(OSError):
        return os.readlink(f"/proc/{pid}/cwd") == str(folder)
    return False
