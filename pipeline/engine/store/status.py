"""What an output folder holds, read without taking the folder from a run that may be writing to it."""

from __future__ import annotations

import json
import os
import sqlite3
from contextlib import closing

from pydantic import BaseModel, ConfigDict, Field

from pipeline.engine.retrying import require_folder
from pipeline.engine.store.folder import LEDGER_FILE, ROOT_FILE, read_only
from pipeline.engine.store.ledger import PASSED_OVER, SourceRow, State
from pipeline.engine.store.root import is_root, parts
from pipeline.engine.vanished import gone, how_far, unfinished_in
from pipeline.errors import OutputFailed


class FolderStatus(BaseModel):
    """The state of an output folder as of its last commit."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    folder: str = Field(description="the folder as given")
    articles: int = Field(description="records that are articles now")
    rejects: int = Field(description="records that are rejects now")
    reasons: dict[str, int] = Field(description="rejects by reason")
    sources: int = Field(description="inputs read to their end")
    unfinished: list[str] = Field(description="inputs a run was ended in; the next run goes on there")
    pending: dict[str, str] = Field(description="inputs that could not be read for now, and why")
    gone: dict[str, str] = Field(description="those of both that are not there any more, and how far they were read")
    passed_over: dict[str, int] = Field(description="files the last run passed over by their names, by ending")
    committed_bytes: dict[str, int] = Field(description="length of each output that counts")
    runs: list[str] = Field(description="runs that wrote something and came to their end, oldest first")


_WAITING = """
    SELECT address, trouble FROM page WHERE due AND trouble IS NOT NULL
    UNION SELECT address, trouble FROM listing WHERE trouble IS NOT NULL
    UNION SELECT entry.listing, count(*) || ' pages not fetched yet' FROM entry JOIN page ON page.id = entry.page
    WHERE due AND asked IS NULL AND trouble IS NULL GROUP BY entry.listing ORDER BY 1
"""


def status(folder: str) -> FolderStatus:
    """Return what a folder, or all shards of a root, hold; nothing is changed and nobody is kept waiting."""
    found = FolderStatus(
        folder=folder,
        articles=0,
        rejects=0,
        reasons={},
        sources=0,
        unfinished=[],
        pending={},
        gone={},
        passed_over={},
        committed_bytes={},
        runs=_runs(os.path.join(folder, "runs")),
    )
    if not is_root(folder):
        require_folder(folder)
    for part in parts(folder):
        found = _with_inputs(_added(found, part), unfinished_in(part))
    for part in parts(folder, committed=False):
        found = _with_inputs(found, unfinished_in(part))
    return found.model_copy(update={"passed_over": _passed_over(folder)})


def _passed_over(folder: str) -> dict[str, int]:
    try:
        with closing(read_only(folder, ROOT_FILE if is_root(folder) else LEDGER_FILE)) as base:
            row = base.execute("SELECT value FROM meta WHERE key = ?", (PASSED_OVER,)).fetchone()
    except sqlite3.Error as error:
        raise OutputFailed(f"the ledger of {folder!r} cannot be read: {error}") from error
    return {} if row is None else {str(ending): int(count) for ending, count in json.loads(row[0]).items()}


def _added(found: FolderStatus, folder: str) -> FolderStatus:
    """Return a status with what one output folder holds added to it."""
    try:
        with closing(read_only(folder)) as base:
            reasons = dict(base.execute("SELECT reason, count(*) FROM record GROUP BY reason"))
            done = base.execute("SELECT count(*) FROM source WHERE state = 'done'").fetchone()[0]
            waiting = {}
            if base.execute("SELECT count(*) FROM sqlite_master WHERE name = 'archive'").fetchone()[0]:
                waiting = dict(base.execute(_WAITING))
            sizes = dict(base.execute("SELECT name, bytes FROM output"))
    except sqlite3.Error as error:
        raise OutputFailed(f"the ledger of {folder!r} cannot be read: {error}") from error
    articles = reasons.pop(None, 0)
    return found.model_copy(
        update={
            "articles": found.articles + articles,
            "rejects": found.rejects + sum(reasons.values()),
            "reasons": _summed(found.reasons, reasons),
            "sources": found.sources + done,
            "pending": dict(sorted({**found.pending, **waiting}.items())),
            "committed_bytes": _summed(found.committed_bytes, sizes),
        }
    )


def _with_inputs(found: FolderStatus, rows: list[SourceRow]) -> FolderStatus:
    """Return a status with inputs added that are not read to their end."""
    started = [row.uri for row in rows if row.state is State.STARTED]
    pending = {row.uri: row.trouble or "" for row in rows if row.state is State.PENDING}
    lost = {row.uri: how_far(row) for row in gone(rows)}
    return found.model_copy(
        update={
            "unfinished": sorted([*found.unfinished, *started]),
            "pending": dict(sorted({**found.pending, **pending}.items())),
            "gone": dict(sorted({**found.gone, **lost}.items())),
        }
    )


def _summed(first: dict[str, int], second: dict[str, int]) -> dict[str, int]:
    return {key: first.get(key, 0) + second.get(key, 0) for key in sorted({*first, *second})}


def _runs(folder: str) -> list[str]:
    if not os.path.isdir(folder):
        return []
    return sorted(name.removesuffix(".json") for name in os.listdir(folder) if name.endswith(".json"))
