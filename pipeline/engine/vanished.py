"""Inputs that are gone before they were read to their end: named until they are back, or forgotten on request.

One that was read to its end and then deleted is an ordinary thing, and is not named.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable
from contextlib import closing

from pipeline.engine.store.folder import LEDGER_FILE, Folder, read_only, writing
from pipeline.engine.store.ledger import SourceRow, unfinished_rows
from pipeline.engine.store.root import Root
from pipeline.errors import OutputFailed
from pipeline.sources.discovery import LEDGER_FOLDER
from pipeline.sources.standard_input import STANDARD_INPUT

_MOST_NAMED = 10


def gone(rows: Iterable[SourceRow]) -> list[SourceRow]:
    """Return those whose input is not there any more. Of remote ones that is not known: no network unless asked."""
    return [row for row in rows if _is_gone(row.path)]


def how_far(row: SourceRow) -> str:
    """Return how far an input was read."""
    return f"read up to record {row.done}" if row.done else "nothing of it was read"


def told(rows: list[SourceRow], *, forgotten: bool) -> list[str]:
    """Return one sentence for each of the first, and one for the others."""
    what = "forgotten, as asked" if forgotten else "put it back, or give --forget"
    sentences = [f"{row.uri} is gone, {how_far(row)}; {what}" for row in rows[:_MOST_NAMED]]
    if len(rows) > _MOST_NAMED:
        sentences.append(f"{len(rows) - _MOST_NAMED} more inputs are gone that were not read to their end")
    return sentences


def unfinished_in(folder: str) -> list[SourceRow]:
    """Return the inputs of an output folder that are not read to their end; none where there is no ledger yet."""
    if not os.path.isfile(os.path.join(folder, LEDGER_FOLDER, LEDGER_FILE)):
        return []
    try:
        with closing(read_only(folder)) as base:
            is_filled = base.execute("SELECT count(*) FROM sqlite_master WHERE name = 'source'").fetchone()[0]
            return unfinished_rows(base, os.path.realpath(folder)) if is_filled else []
    except sqlite3.Error as error:
        raise OutputFailed(f"the ledger of {folder!r} cannot be read: {error}") from error


def gone_from_root(root: Root, *, forget: bool) -> tuple[int, list[str]]:
    """Return how many inputs of a root are gone that this run did not meet, and sentences about all that are gone."""
    found = {number: gone(unfinished_in(root.folder(number))) for number in root.shards()}
    rows = [row for number in found for row in found[number]]
    if not forget:
        return sum(not root.is_due(row.uri) for row in rows), told(rows, forgotten=False)
    for number, lost in found.items():
        if lost:
            with closing(Folder(root.folder(number))) as shard, writing(root.folder(number)):
                shard.ledger.forget(lost)
    return 0, told(rows, forgotten=True)


def _is_gone(path: str) -> bool:
    if path == STANDARD_INPUT:
        return True  # it can be read once only
    if "://" in path:
        return False
    try:
        os.stat(path)
    except (FileNotFoundError, NotADirectoryError):
        return True
    except OSError:
        return False  # trouble of another kind: it may well be there
    return False
