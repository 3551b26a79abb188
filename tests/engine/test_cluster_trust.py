"""A cluster that is to be trusted: TLS with certificates of its own, and replies that are no accounts of a run."""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.engine import ingest, parts, status
from pipeline.engine.cluster.dispatch import ClusterFailed
from schemas import IngestJob
from tests.certificates import certificates
from tests.conftest import COPYDESK
from tests.engine.test_cluster import Cluster

pytestmark = pytest.mark.slow

ARTICLE = "Rowers win by a length\n\nThe crew won by a length on Sunday in front of ten thousand people, who cheered.\n"
_TLS = "DASK_DISTRIBUTED__COMM__TLS__"


def tls_environment(files: dict[str, str]) -> dict[str, str]:
    """Return Dask's settings for all three roles, as an operator has them on every machine."""
    found = {f"{_TLS}CA_FILE": files["ca"]}
    for role in ("CLIENT", "SCHEDULER", "WORKER"):
        found |= {f"{_TLS}{role}__CERT": files["cert"], f"{_TLS}{role}__KEY": files["key"]}
    return found


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(4):
        (folder / f"{number}.txt").write_text(ARTICLE, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def secured(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Cluster, dict[str, str]]]:
    scratch = tmp_path_factory.mktemp("tls")
    environment = tls_environment(certificates(scratch / "ours"))
    with contextlib.closing(Cluster(scratch, scheme="tls", environment=environment)) as running:
        yield running, environment


def copydesk(inbox: Path, address: str, environment: dict[str, str]) -> tuple[int, str]:
    """Run the command against a cluster; return its exit code and what it said."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith("DASK_")}
    command = [*COPYDESK, "ingest", "in", "--out", "root", "--cluster", address, "--shard-inputs", "2"]
    done = subprocess.run(
        command,
        cwd=inbox.parent,
        env={**plain, "COPYDESK_WORKERS": "0", **environment},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert "Traceback" not in done.stderr, done.stderr
    return done.returncode, done.stderr


def test_over_tls_a_run_is_what_it_is_without(secured: tuple[Cluster, dict[str, str]], inbox: Path) -> None:
    cluster, environment = secured
    code, said = copydesk(inbox, cluster.address, environment)
    assert code == 0, said
    assert status(str(inbox.parent / "root")).articles == 4


def test_without_the_right_certificates_there_is_no_run(secured: tuple[Cluster, dict[str, str]], inbox: Path) -> None:
    """None at all is a mistake of the caller's; those of another authority, or no TLS, find nobody who answers."""
    cluster, _ = secured
    strange = tls_environment(certificates(inbox.parent / "theirs"))
    quick = {"DASK_DISTRIBUTED__COMM__TIMEOUTS__CONNECT": "2s"}
    code, said = copydesk(inbox, cluster.address, {})
    assert (code, "set DASK_DISTRIBUTED__COMM__TLS__CA_FILE" in said) == (2, True), said
    for address, environment in ((cluster.address, strange), (cluster.address.replace("tls:", "tcp:"), {})):
        code, said = copydesk(inbox, address, {**environment, **quick})
        assert (code, f"no Dask scheduler answers at {address}" in said) == (69, True), said
    assert not (inbox.parent / "root").exists()


@pytest.mark.parametrize("answer", [b"HTTP/1.1 400 Bad Request\r\n\r\n", b"", b"\xff" * 64])
def test_what_is_no_scheduler_is_told_so(answer: bytes, inbox: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            with contextlib.suppress(OSError):
                while True:
                    caller = server.accept()[0]
                    with caller:
                        caller.sendall(answer)

        threading.Thread(target=serve, daemon=True).start()
        address = f"tcp://127.0.0.1:{server.getsockname()[1]}"
        code, said = copydesk(inbox, address, {"DASK_DISTRIBUTED__COMM__TIMEOUTS__CONNECT": "2s"})
        assert (code, f"no Dask scheduler answers at {address}" in said) == (69, True), said


@pytest.mark.parametrize("reply", ["", "{}", "null", '{"run": "x"}', 7, None, b"x"])
def test_a_reply_that_is_no_account_fails_its_shard(
    reply: object, inbox: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The run ends with a sentence, and nothing of the shard counts."""
    from distributed import LocalCluster

    monkeypatch.setattr("pipeline.engine.cluster.dispatch.ingest_shard", lambda task: reply)
    local = {"processes": False, "protocol": "tcp", "host": "127.0.0.1", "dashboard_address": ":0"}
    with LocalCluster(n_workers=1, threads_per_worker=1, **local) as cluster:
        job = IngestJob(inputs=[str(inbox)], out=str(tmp_path / "root"), cluster=cluster.scheduler_address)
        with pytest.raises(ClusterFailed, match="of shard 0: the worker's reply is no account of a run"):
            ingest(job)
    assert parts(str(tmp_path / "root")) == []
