"""What whoever starts a run by Prefect's API can do with it: parameters reach no command, file or host of others."""

from __future__ import annotations

import contextlib
import signal
import socket
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from flows.names import deployment_name
from tests.served import Server, Serving, rows
from tests.test_flows import ARTICLE
from tests.waiting import PATIENCE, until

pytestmark = [pytest.mark.server, pytest.mark.slow]

ENDED = {"COMPLETED", "FAILED", "CRASHED", "CANCELLED"}


class Trap:
    """A port of this machine on which every connection is counted and closed."""

    def __init__(self) -> None:
        self._socket = socket.create_server(("127.0.0.1", 0))
        self._socket.setblocking(False)
        self.port = self._socket.getsockname()[1]

    def calls(self) -> int:
        """Return how many have called since the last time."""
        called = 0
        with contextlib.suppress(BlockingIOError):
            while True:
                self._socket.accept()[0].close()
                called += 1
        return called

    def close(self) -> None:
        self._socket.close()


class Deployment:
    """A deployment that `copydesk serve` serves, used by a stranger through the server's API alone."""

    def __init__(self, server: Server, out: Path) -> None:
        self._api = server.api
        name = deployment_name(str(out))
        until(lambda: self._post("deployments/filter", {"deployments": {"name": {"any_": [name]}}}).json())
        (found,) = self._post("deployments/filter", {"deployments": {"name": {"any_": [name]}}}).json()
        self.id, self.job = found["id"], found["parameters"]["job"]

    def patch(self, changes: dict[str, Any]) -> None:
        def answer() -> httpx.Response:
            return httpx.patch(f"{self._api}/deployments/{self.id}", json=changes, timeout=PATIENCE)

        # Prefect on SQLite answers "database is locked" on a busy machine.
        until(lambda: not answer().is_server_error)

    def run(self, job: dict[str, Any], **more: object) -> tuple[str, str]:
        """Ask for a run; return the state it ends in and its message, or REFUSED where the server takes no such run."""
        asked = {"parameters": {"job": {**self.job, **job}}, "state": {"type": "SCHEDULED"}, **more}
        answer = self._post(f"deployments/{self.id}/create_flow_run", asked)
        if answer.is_server_error:  # "database is locked"
            return self.run(job, **more)
        if answer.status_code == 422 or answer.status_code == 409:
            return "REFUSED", answer.text
        assert answer.is_success, answer.text
        run = answer.json()["id"]
        until(lambda: self._state(run)["type"] in ENDED)
        state = self._state(run)
        if state["type"] == "CANCELLED":  # the tick's own run was under way
            time.sleep(1)
            return self.run(job, **more)
        return state["type"], state["message"] or ""

    def _state(self, run: str) -> dict[str, Any]:
        state: dict[str, Any] = httpx.get(f"{self._api}/flow_runs/{run}", timeout=30).json()["state"]
        return state

    def _post(self, path: str, body: dict[str, Any]) -> httpx.Response:
        return httpx.post(f"{self._api}/{path}", json=body, timeout=30)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with contextlib.closing(Server(tmp_path_factory.mktemp("server"))) as running:
        yield running


@pytest.fixture
def trap() -> Iterator[Trap]:
    with contextlib.closing(Trap()) as listening:
        yield listening


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    folder = tmp_path / "private"
    folder.mkdir()
    (folder / "secret.txt").write_text(ARTICLE.replace("Rowers", "Spies"), encoding="utf-8")
    return folder


@pytest.fixture
def deployment(server: Server, tmp_path: Path) -> Iterator[Deployment]:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "story.txt").write_text(ARTICLE, encoding="utf-8")
    # One tick at the start; every other run is asked for by the test.
    serving = Serving(tmp_path, {**server.environment, "PREFECT_API_URL": server.api}, every=6 * 3600)
    try:
        yield Deployment(server, tmp_path / "out")
    finally:
        assert serving.end(signal.SIGTERM) == 0


def test_a_parameter_runs_no_command_and_calls_nobody(deployment: Deployment, trap: Trap, tmp_path: Path) -> None:
    """No scheduler of the caller's own, no store that is one, no port of this machine; nor by Prefect's own means."""
    fetch = {**deployment.job["fetch"], "allow_loopback": True}
    here = f"127.0.0.1:{trap.port}"
    # The form knows neither, so the server itself takes no such run.
    for job in ({"cluster": f"tcp://{here}"}, {"fetch": fetch, "inputs": [f"http://{here}/"]}):
        assert deployment.run(job)[0] == "REFUSED", job
    for given in (f"dask://{here}/x::file://{tmp_path}/in", f"feed+http://{here}/"):
        assert deployment.run({"inputs": [given]})[0] == "FAILED", given
    assert trap.calls() == 0
    marker = tmp_path / "ran"
    command = f"touch {marker}"
    deployment.patch({"pull_steps": [{"prefect.deployments.steps.run_shell_script": {"script": command}}]})
    deployment.patch({"entrypoint": "os.system", "path": "/"})
    environment = {"COPYDESK_CLUSTER": f"tcp://127.0.0.1:{trap.port}", "COPYDESK_ALLOWED_INPUTS": "/"}
    state = deployment.run({}, job_variables={"command": command, "env": environment})
    assert state[0] == "COMPLETED"
    assert not marker.exists()
    assert trap.calls() == 0


def test_a_parameter_reads_and_writes_what_is_served_and_nothing_else(
    deployment: Deployment, secret: Path, tmp_path: Path
) -> None:
    """Outside the inbox nothing is read, outside the output nothing is written, by whatever spelling it is named."""
    (tmp_path / "in" / "link.txt").symlink_to(secret / "secret.txt")
    (tmp_path / "in" / "linked").symlink_to(secret)
    (tmp_path / "out-link").symlink_to(tmp_path / "elsewhere")
    for given in ("in/../private", "in/linked/secret.txt", f"file://{secret}", "https://www.example.org/"):
        state, message = deployment.run({"inputs": [given]})
        assert (state, "may not be read by this run" in message) == ("FAILED", True), (given, state, message)
    for out in (str(tmp_path / "elsewhere"), "out-link"):
        state, message = deployment.run({"out": out})
        assert (state, "may not be written by this run" in message) == ("FAILED", True), (out, state, message)
    assert not (tmp_path / "elsewhere").exists()
    assert not (tmp_path / "README.md").exists()
    # What a glob of the inbox meets there and leads out of it is passed over: who fills the inbox stops no run.
    state, message = deployment.run({"inputs": ["in/*/secret.txt", "in/*.txt", f"file://{tmp_path}/in/story.txt"]})
    assert state == "COMPLETED", message
    assert {row["title"] for row in rows(tmp_path / "out")} == {"Rowers win by a length"}
