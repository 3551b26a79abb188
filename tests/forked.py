"""The command as a process of its own, without the second it takes to load: forked from one that has loaded it.

Everything of the command is real but its loading: arguments, environment, folder, standard streams, signals, exit code.
What its loading does is looked at by tests that start it afresh (`COPYDESK`).
"""

from __future__ import annotations

import atexit
import contextlib
import functools
import gc
import importlib
import io
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import cast

from tests.conftest import COPYDESK, ROOT

# Read by the interpreter or by the C library as they start: whoever sets one gets an interpreter of his own.
_READ_AT_START = ("PYTHON", "LANG", "LC_", "LD_", "MALLOC_", "OPENBLAS", "PREFECT")
_LOADED = "pipeline.cli pipeline.configuration pipeline.engine pipeline.processing pipeline.html rich.console"


def run_forked(
    *arguments: str,
    cwd: Path | None = None,
    stdin: bytes = b"",
    stdout: int | None = None,
    environment: Mapping[str, str] | None = None,
    also_loaded: tuple[str, ...] = (),
    constants: Mapping[str, object] | None = None,
) -> subprocess.CompletedProcess[bytes]:
    """Return what `subprocess.run` would of the command, given standard input by a pipe.

    `also_loaded` are modules to have loaded as well; `constants` have other values in that process ("module:NAME").
    """
    environment = os.environ if environment is None else environment
    command = [*COPYDESK, *arguments]
    if any(environment.get(name) != os.environ.get(name) and name.startswith(_READ_AT_START) for name in environment):
        output = subprocess.PIPE if stdout is None else stdout
        return subprocess.run(
            command, cwd=cwd, input=stdin, stdout=output, stderr=subprocess.PIPE, env=dict(environment), check=False
        )
    given, pipe = os.pipe()
    writer = threading.Thread(target=_write, args=(pipe, stdin))
    writer.start()
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        streams = [given, out.fileno() if stdout is None else stdout, err.fileno()]
        told = {"command": command, "cwd": str(cwd or Path.cwd()), "environment": dict(environment)}
        code = _loaded(also_loaded).run({**told, "constants": dict(constants or {})}, streams)
        os.close(given)  # a command that has not read it all must not be waited for
        writer.join()
        out.seek(0)
        err.seek(0)
        return subprocess.CompletedProcess(command, code, out.read(), err.read())


def _write(pipe: int, content: bytes) -> None:
    with contextlib.suppress(BrokenPipeError), open(pipe, "wb") as file:
        file.write(content)


@functools.cache
def _loaded(more: tuple[str, ...]) -> _Loaded:
    return _Loaded(more)


class _Loaded:
    """A process that has loaded the command and forks for every run of it."""

    def __init__(self, more: tuple[str, ...]) -> None:
        self._ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._lock = threading.Lock()
        with theirs:
            environment = {**os.environ, "OPENBLAS_NUM_THREADS": "1", "PYDANTIC_DISABLE_PLUGINS": "__all__"}
            self._process = subprocess.Popen(
                [sys.executable, "-m", "tests.forked", str(theirs.fileno()), *more],
                pass_fds=[theirs.fileno()],
                cwd=ROOT,
                env=environment,
                stdin=subprocess.DEVNULL,
            )
        atexit.register(self._close)

    def run(self, told: Mapping[str, object], streams: list[int]) -> int:
        """Return the exit code of the command, below 0 for a signal as `subprocess` says it."""
        request = json.dumps(told).encode("utf-8", "surrogateescape")
        with self._lock, tempfile.TemporaryFile() as asked:
            asked.write(request)
            asked.seek(0)
            socket.send_fds(self._ours, [b"run"], [asked.fileno(), *streams])
            return cast("int", json.loads(self._ours.recv(64)))

    def _close(self) -> None:
        self._ours.close()
        self._process.wait()


def _serve(control: socket.socket, more: list[str]) -> None:
    for module in [*_LOADED.split(), *more]:
        __import__(module)
    from pipeline import process
    from schemas import MediaType, RawDocument, Settings

    for media, text in ((MediaType.TEXT, "Ferry\n\nThe ferry sails again, she said.\n" * 5), (MediaType.HTML, "<p>a")):
        process(RawDocument("-", text.encode(), media), Settings())  # models are loaded at the first document
    # Python 3.12 warns of a fork with threads: none is there.
    assert threading.active_count() == 1
    gc.freeze()
    while True:
        said, streams, *_ = socket.recv_fds(control, 16, 8)
        if not said:
            return
        child = os.fork()
        if child == 0:
            control.close()
            _be_the_command(streams)
        for stream in streams:
            os.close(stream)
        control.send(json.dumps(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])).encode())


def _be_the_command(streams: list[int]) -> None:
    """Become the command in this process, which is a copy of the one that waits for requests; ends it."""
    asked, *standard = streams
    with open(asked, "rb") as file:
        told = json.loads(file.read().decode("utf-8", "surrogateescape"))
    for number, stream in enumerate(standard):
        os.dup2(stream, number)
        os.close(stream)
    os.chdir(told["cwd"])
    os.environ.clear()
    os.environ.update(told["environment"])
    sys.argv = told["command"]
    sys.path[0] = os.path.dirname(sys.argv[0])
    for name, value in told["constants"].items():
        module, _, constant = name.partition(":")
        assert hasattr(importlib.import_module(module), constant)
        setattr(sys.modules[module], constant, value)
    sys.stdin = io.TextIOWrapper(io.BufferedReader(io.FileIO(0, closefd=False)))
    sys.stdout = io.TextIOWrapper(io.BufferedWriter(io.FileIO(1, "w", closefd=False)))
    sys.stderr = io.TextIOWrapper(
        io.BufferedWriter(io.FileIO(2, "w", closefd=False)), errors="backslashreplace", line_buffering=True
    )
    signal.set_wakeup_fd(-1)
    from pipeline.cli import main

    main()


if __name__ == "__main__":
    _serve(socket.socket(fileno=int(sys.argv[1])), sys.argv[2:])
