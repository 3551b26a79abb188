"""`copydesk relate`: what is new in a folder goes into its index, and what follows from all of it into its files."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from itertools import islice

import orjson

from pipeline.engine.retrying import require_folder
from pipeline.engine.store.folder import writing
from pipeline.engine.store.root import is_root
from pipeline.errors import OutputFailed
from pipeline.relate.facts import facts_of
from pipeline.relate.features import features
from pipeline.relate.index import Entry, Index
from pipeline.relate.outputs import RELATIONS, REPORT, STORIES, State, publish, state_of
from pipeline.relate.reading import article_files, records, rejected
from schemas.relations import RelateReport

_COMMIT_ARTICLES = 500

Progress = Callable[[int], None]
"""Called with the number of articles read so far after every commit."""


def relate(folder: str, *, progress: Progress | None = None) -> RelateReport:
    """Relate all articles of an output folder, or of a root of shards, and write relations.jsonl and stories.jsonl.

    What was related before is not read again. The files are a function of the articles and the order in which they
    came, so a run that is killed at any moment and repeated gives the same bytes. Raises OutputFailed or FolderBusy.
    """
    return related(folder, progress=progress)[0]


def related(folder: str, *, progress: Progress | None = None) -> tuple[RelateReport, bool]:
    """Do what `relate` does; return its account, and whether anything was written."""
    require_output(folder)
    with writing(folder), closing(Index(os.path.abspath(folder))) as index:
        entries = current_entries(folder, index, progress)
        state = state_of(entries)
        kept = _kept(folder, index, state)
        return (kept, False) if kept is not None else (publish(folder, index, entries, state), True)


def require_output(folder: str) -> None:
    """Raise BadUsage unless there is an output folder, or a root of shards."""
    if not is_root(folder):
        require_folder(folder)


def current_entries(folder: str, index: Index, progress: Progress | None = None) -> list[Entry]:
    """Return the articles of a folder in the order in which they came, once the index has taken in what is new."""
    _take_in(index, folder, progress)
    entries = index.entries()
    gone = rejected(folder, {entry.id for entry in entries})
    return [entry for entry in entries if entry.id not in gone]


def _take_in(index: Index, folder: str, progress: Progress | None) -> None:
    """Put into the index what it has not read yet, and commit every so many articles."""
    read, count = index.read(), 0
    for part in article_files(folder):
        found = records(part, read.get(part.name, 0)) if part.size > read.get(part.name, 0) else iter(())
        while some := list(islice(found, _COMMIT_ARTICLES)):
            taken = [(facts_of(record), features(record["text"])) for record, _ in some]
            ended = len(some) < _COMMIT_ARTICLES
            index.add(taken, part.name, part.size if ended else some[-1][1])
            count += len(some)
            if progress is not None:
                progress(count)


def _kept(folder: str, index: Index, state: State) -> RelateReport | None:
    """Return the account of the last run where nothing came since, and its files are there."""
    there = all(os.path.exists(os.path.join(folder, name)) for name in (RELATIONS, STORIES, REPORT))
    if index.setting("state") != state or not there:
        return None
    try:
        with open(os.path.join(folder, REPORT), "rb") as file:
            return RelateReport.model_validate(orjson.loads(file.read()))
    except FileNotFoundError:
        return None
    except (ValueError, sqlite3.Error) as error:
        raise OutputFailed(f"{REPORT} of {folder!r} was changed from outside: {error}; remove it") from error
