"""Which format a ledger has: one that a newer copydesk wrote is never read by guess, and never written to."""

from __future__ import annotations

import sqlite3

from pipeline.errors import OutputFailed


def is_new(base: sqlite3.Connection, path: str, known: int) -> bool:
    """Tell whether a database is still to be filled; raise OutputFailed for one that is not in the `known` format."""
    found = base.execute("PRAGMA user_version").fetchone()[0]
    if found == known:
        return False
    if found:
        raise OutputFailed(
            f"{path!r} was written by a newer copydesk (its format is {found}, this version reads {known}); "
            "update copydesk, or name another output folder"
        )
    if base.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
        raise OutputFailed(f"{path!r} is no ledger of copydesk; put the right one back, or name another output folder")
    return True
