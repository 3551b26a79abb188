"""The output folder under one writer: lines are appended, made durable, and only then committed in the ledger."""

from __future__ import annotations

import contextlib
import errno
import os
import sqlite3
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing
from typing import BinaryIO, Protocol

from pipeline.engine.store.card import publish_card
from pipeline.engine.store.durable import replace_file, sync_folder
from pipeline.engine.store.formats import is_new
from pipeline.engine.store.ledger import FORMAT, Ledger, RecordRow, SourceRow
from pipeline.engine.store.lock import FolderLock
from pipeline.engine.store.outputs import ARTICLES, REJECTS, Outputs
from pipeline.errors import BadUsage, OutputFailed
from pipeline.sources.discovery import LEDGER_FOLDER
from schemas.job import IngestJob
from schemas.report import RunReport

LEDGER_FILE = "ledger.sqlite3"
ROOT_FILE = "root.sqlite3"
ROOT_FORMAT = 1
FORMATS = {LEDGER_FILE: FORMAT, ROOT_FILE: ROOT_FORMAT}

_REMEDIES = {
    errno.ENOSPC: "make room",
    errno.EDQUOT: "make room",
    errno.EACCES: "mend its rights, or name another --out",
    errno.EPERM: "mend its rights, or name another --out",
    errno.EROFS: "the disk is read-only: name another --out",
    errno.ENOTDIR: "a part of that path is a file: name another --out",
    errno.ENAMETOOLONG: "name a shorter --out",
}


class Remembering(Protocol):
    """Keeps a few words from one run to the next."""

    def setting(self, key: str) -> str | None: ...

    def decide(self, key: str, value: str) -> None: ...


class Store(Protocol):
    """Where rows go and what is known of earlier ones."""

    ledger: Ledger
    is_compressed: bool

    def commit(
        self, articles: bytes, rejects: bytes, records: Sequence[RecordRow], sources: Sequence[SourceRow]
    ) -> None: ...

    def publish(self, report: RunReport) -> None: ...

    def close(self) -> None: ...


class Folder:
    """An output folder, locked. What a killed run wrote and did not commit is gone after construction."""

    def __init__(self, path: str, *, compress: bool = False) -> None:
        self._path = os.path.abspath(path)
        hidden = os.path.join(self._path, LEDGER_FOLDER)
        if os.path.exists(os.path.join(hidden, ROOT_FILE)):
            raise BadUsage(f"{path!r} is the root of a run on a cluster; give --cluster, or name another --out")
        with contextlib.ExitStack() as held:
            try:
                os.makedirs(hidden, exist_ok=True)
                held.enter_context(closing(locked(path)))
                self.ledger = held.enter_context(closing(Ledger(os.path.join(hidden, LEDGER_FILE))))
                self.is_compressed = settled_compression(self.ledger, self._path, compress=compress)
                self._outputs = Outputs(self._path, self.ledger.committed(), compress=self.is_compressed)
                held.enter_context(closing(self._outputs))
                publish_card(self._path, compressed=self.is_compressed)
            except (OSError, sqlite3.Error) as error:
                raise failed(path, error) from error
            self._held = held.pop_all()

    def commit(
        self, articles: bytes, rejects: bytes, records: Sequence[RecordRow], sources: Sequence[SourceRow]
    ) -> None:
        """Append the lines and write down in one transaction that they count; raise OutputFailed if that fails."""
        try:
            self._outputs.append(ARTICLES, articles)
            self._outputs.append(REJECTS, rejects)
            self.ledger.commit(records, sources, self._outputs.sizes())
        except (OSError, sqlite3.Error) as error:
            raise failed(self._path, error) from error

    def publish(self, report: RunReport) -> None:
        """Put the account of a run into the folder."""
        publish_account(self._path, report)

    def close(self) -> None:
        """Let go of the folder."""
        self._held.close()


class Streams:
    """Article lines to standard output, reject lines to standard error if they are wanted; nothing is kept."""

    is_compressed = False

    def __init__(self, *, print_rejects: bool) -> None:
        self.ledger = Ledger(None)
        self._articles: BinaryIO = sys.stdout.buffer
        self._rejects: BinaryIO | None = sys.stderr.buffer if print_rejects else None

    def commit(
        self, articles: bytes, rejects: bytes, records: Sequence[RecordRow], sources: Sequence[SourceRow]
    ) -> None:
        """Print the lines."""
        try:
            self._articles.write(articles)
            self._articles.flush()
            if self._rejects is not None:
                self._rejects.write(rejects)
                self._rejects.flush()
        except BrokenPipeError:
            raise  # a reader that has enough is no fault; the command ends as other tools do
        except OSError as error:
            raise OutputFailed(
                f"cannot write to standard output: {error.strerror}; nothing is kept: repeat the run"
            ) from error
        self.ledger.commit(records, sources, {})

    def publish(self, report: RunReport) -> None:
        """Do nothing: there is no folder."""

    def close(self) -> None:
        """Forget what was seen."""
        self.ledger.close()


def store_for(job: IngestJob) -> Store:
    """Return where the rows of this job go."""
    return Streams(print_rejects=job.print_rejects) if job.out == "-" else Folder(job.out, compress=job.compress)


def locked(path: str) -> FolderLock:
    """Return the lock of an output folder, held; raise FolderBusy where another run has it."""
    return FolderLock(os.path.join(os.path.abspath(path), LEDGER_FOLDER, "lock"), path)


def publish_account(folder: str, report: RunReport) -> None:
    """Put the account of a run into a folder, in the place of the one that the run has there; no lock is needed."""
    runs = os.path.join(folder, "runs")
    try:
        os.makedirs(runs, exist_ok=True)
        text = report.model_dump_json(indent=2) + "\n"
        replace_file(os.path.join(runs, f"{report.run}.json"), text.encode())
        sync_folder(folder)
    except OSError as error:
        raise failed(folder, error) from error


def settled_compression(memory: Remembering, path: str, *, compress: bool) -> bool:
    """Return whether outputs are compressed here, which is decided once; raise BadUsage where it is asked for later."""
    decided = memory.setting("compress")
    if decided is None:
        memory.decide("compress", str(int(compress)))
        return compress
    if compress and decided == "0":
        raise BadUsage(f"the folder {path!r} holds .jsonl already; use a new --out to compress")
    return decided == "1"


def read_only(folder: str, name: str = LEDGER_FILE) -> sqlite3.Connection:
    """Return a ledger of an output folder, to be read as of its last commit; a run that writes is not disturbed.

    Raise OutputFailed for one that cannot be read.
    """
    path = os.path.abspath(os.path.join(folder, LEDGER_FOLDER, name))
    try:
        base = sqlite3.connect(f"file:{quoted(path)}?mode=ro", uri=True, timeout=30)
        with contextlib.ExitStack() as opened:
            opened.enter_context(closing(base))
            is_new(base, path, FORMATS[name])
            opened.pop_all()
    except sqlite3.Error as error:
        raise OutputFailed(f"the ledger of {folder!r} cannot be read: {error}") from error
    return base


def failed(path: str, error: OSError | sqlite3.Error) -> OutputFailed:
    """Return the reason why a folder cannot be written, with what to do about it."""
    number = error.errno if isinstance(error, OSError) else None
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    remedy = _REMEDIES.get(number or 0, "make room or mend its rights")
    return OutputFailed(
        f"cannot write to {path}: {reason}; {remedy}, then repeat the run: nothing that was committed is lost"
    )


@contextlib.contextmanager
def writing(out: str) -> Iterator[None]:
    """Raise OutputFailed for whatever goes wrong inside."""
    try:
        yield
    except (OSError, sqlite3.Error) as error:
        raise failed(out, error) from error


def quoted(path: str) -> str:
    """Return a path as it stands in an address of SQLite's."""
    return path.replace("%", "%25").replace("?", "%3f").replace("#", "%23")
