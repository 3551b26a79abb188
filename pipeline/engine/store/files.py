"""The articles of an output folder as files of Markdown, brought up to what is committed.

They are made of the committed rows alone, so that a run that was killed owes them nothing: a mark beside the ledger
says up to where they were made, and moves when they are durable. What was made beyond it is made again, alike.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping
from typing import Final

from pipeline.engine.store.durable import put_file, replace_file, sync_folder
from pipeline.engine.store.outputs import ARTICLES, REJECTS
from pipeline.engine.store.rows import as_row, committed, new_lines
from pipeline.errors import OutputFailed
from pipeline.render import article_of, as_markdown, document_of
from pipeline.render.front_matter import front_matter
from pipeline.render.records import NoRecord
from pipeline.sources.discovery import LEDGER_FOLDER
from schemas.article import Article
from schemas.version import VERSION

FILES: Final = "articles"
_MARK = "markdown.json"
_ID = re.compile(r"cd-[0-9a-f]{32}")


def bring_up_files(folder: str) -> None:
    """Have `articles/ID.md` for each article of a folder as of its last commit, its latest revision.

    An article that became a reject has none. Raise OSError where they cannot be written, OutputFailed where a row is
    none.
    """
    now, place = committed(folder), os.path.join(folder, FILES)
    before = _made(folder, place, now)
    if before == now:
        return
    os.makedirs(place, exist_ok=True)
    withdrawn = _withdrawn(folder, before, now)
    for line in new_lines(folder, ARTICLES, before, now):
        row = as_row(line, 0)
        if row.revision < withdrawn.get(row.id, 0):
            continue
        withdrawn.pop(row.id, None)
        article = _record(folder, line)
        put_file(os.path.join(place, f"{article.id}.md"), _file(article).encode())
    for identity in withdrawn:
        _remove(os.path.join(place, f"{identity}.md"))
    sync_folder(place)
    mark = json.dumps({"version": VERSION, "made": now}) + "\n"
    replace_file(os.path.join(folder, LEDGER_FOLDER, _MARK), mark.encode())


def _record(folder: str, line: bytes) -> Article:
    try:
        return article_of(line)
    except NoRecord as verdict:
        raise OutputFailed(
            f"a line of {ARTICLES} in {folder!r} is no article record: {verdict}; it was changed from outside: put the "
            "file back, or leave out --markdown"
        ) from None


def _file(article: Article) -> str:
    return f"{front_matter(article)}\n{as_markdown(document_of(article))}"


def _made(folder: str, place: str, now: Mapping[str, int]) -> dict[str, int]:
    """Return the lengths of the outputs that the files were made of: none where another version has made them."""
    try:
        with open(os.path.join(folder, LEDGER_FOLDER, _MARK), "rb") as file:
            mark = json.load(file)
        made = {name: int(size) for name, size in mark["made"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}
    known = mark.get("version") == VERSION and os.path.isdir(place)
    return made if known and all(size <= now.get(name, 0) for name, size in made.items()) else {}


def _withdrawn(folder: str, before: Mapping[str, int], now: Mapping[str, int]) -> dict[str, int]:
    """Return the ids that new rejects have, with their highest revisions; the first revision withdraws nothing."""
    withdrawn: dict[str, int] = {}
    for line in new_lines(folder, REJECTS, before, now):
        row = as_row(line, 0)
        if row.revision > 1 and _ID.fullmatch(row.id):
            withdrawn[row.id] = max(row.revision, withdrawn.get(row.id, 0))
    return withdrawn


def _remove(path: str) -> None:
    """Remove a file, and what a killed run left of it."""
    for name in (path, f"{path}.new"):
        if os.path.lexists(name):
            os.unlink(name)
