"""What an output folder holds, read without taking the folder from a run that may be writing to it."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing

from pydantic import BaseModel, ConfigDict, Field

from pipeline.engine.folder import LEDGER_FILE
from pipeline.engine.retrying import require_folder
from pipeline.errors import OutputFailed
from pipeline.sources.discovery import LEDGER_FOLDER


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
    committed_bytes: dict[str, int] = Field(description="length of each output that counts")
    runs: list[str] = Field(description="runs that wrote something and came to their end, oldest first")


_WAITING = """
    SELECT address, trouble FROM page WHERE due AND trouble IS NOT NULL
    UNION SELECT address, trouble FROM listing WHERE trouble IS NOT NULL
    UNION SELECT entry.listing, count(*) || ' pages not fetched yet' FROM entry JOIN page ON page.id = entry.page
    WHERE due AND asked IS NULL AND trouble IS NULL GROUP BY entry.listing ORDER BY 1
"""


def status(folder: str) -> FolderStatus:
    """Return what a folder holds; nothing is changed and nobody is kept waiting."""
    require_folder(folder)
    path = os.path.abspath(os.path.join(folder, LEDGER_FOLDER, LEDGER_FILE))
    try:
        with closing(sqlite3.connect(f"file:{_quoted(path)}?mode=ro", uri=True, timeout=30)) as base:
            reasons = dict(base.execute("SELECT reason, count(*) FROM record GROUP BY reason ORDER BY reason"))
            states = dict(base.execute("SELECT state, count(*) FROM source GROUP BY state"))
            started = [uri for (uri,) in base.execute("SELECT uri FROM source WHERE state = 'started' ORDER BY uri")]
            pending = dict(base.execute("SELECT uri, trouble FROM source WHERE state = 'pending' ORDER BY uri"))
            if base.execute("SELECT count(*) FROM sqlite_master WHERE name = 'archive'").fetchone()[0]:
                pending |= base.execute(_WAITING).fetchall()
            sizes = dict(base.execute("SELECT name, bytes FROM output"))
    except sqlite3.Error as error:
        raise OutputFailed(f"the ledger of {folder!r} cannot be read: {error}") from error
    articles = reasons.pop(None, 0)
    return FolderStatus(
        folder=folder,
        articles=articles,
        rejects=sum(reasons.values()),
        reasons=reasons,
        sources=states.get("done", 0),
        unfinished=started,
        pending=pending,
        committed_bytes=sizes,
        runs=_runs(os.path.join(folder, "runs")),
    )


def _quoted(path: str) -> str:
    return path.replace("%", "%25").replace("?", "%3f").replace("#", "%23")


def _runs(folder: str) -> list[str]:
    if not os.path.isdir(folder):
        return []
    return sorted(name.removesuffix(".json") for name in os.listdir(folder) if name.endswith(".json"))
