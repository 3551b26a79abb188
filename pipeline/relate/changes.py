"""What changed between two contents of one article, paragraph by paragraph."""

from __future__ import annotations

import os
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from contextlib import closing
from difflib import SequenceMatcher
from itertools import islice
from typing import Any

from pipeline.engine.store.folder import writing
from pipeline.errors import BadUsage
from pipeline.printable import shown
from pipeline.relate.index import Index
from pipeline.relate.reading import article_files, records
from pipeline.relate.run import current_entries, require_output
from pipeline.relate.stories import revisions
from schemas.relations import Changes, ParagraphChange

# Matching costs the product of both numbers at worst. What lies between the paragraphs that two contents have in
# common at either end, if it is longer than this, is told as removed and added.
_MOST_MATCHED = 300
_MOST_WORDS = 1000
_SAME_PARAGRAPH = 0.5
_NEAR = 5
"""How many paragraphs on an edited one is looked for."""


def changes(folder: str, article: str) -> Changes:
    """Return what the last content of an article changed in the one before it, of its address or of its id.

    What is new in the folder goes into the index first; no file of relations is written. Raises BadUsage where the
    folder has no such article, or no earlier content of it; OutputFailed; FolderBusy while a relating is under way.
    """
    require_output(folder)
    with writing(folder), closing(Index(os.path.abspath(folder))) as index:
        entries = current_entries(folder, index)
    ids = {entry.ordinal: entry.id for entry in entries}
    if article not in ids.values():
        raise BadUsage(f"there is no article {shown(article)!r} in {folder!r}; its id stands in articles.jsonl as `id`")
    chains = ([ids[ordinal] for ordinal in chain] for chain in revisions(entries).values())
    chain = next((chain for chain in chains if article in chain), [article])
    older = chain[chain.index(article) + 1 :][:1]
    before, after = _two_contents(folder, article, older[0] if older else None)
    if before is None or after is None:
        raise BadUsage(f"there is one content of {article!r} alone in {folder!r}: no other has its address")
    return Changes(
        article=after["id"],
        revision_of=before["id"],
        title_before=before.get("title"),
        title=after.get("title"),
        paragraphs=list(paragraph_changes(before["text"].split("\n\n"), after["text"].split("\n\n"))),
    )


def _two_contents(folder: str, article: str, older: str | None) -> tuple[dict[str, Any] | None, dict[str, Any] | None]:
    """Return the content before and the last one: rows of one id follow one another, else it is the older id's last."""
    rows: list[dict[str, Any]] = []
    other: dict[str, Any] | None = None
    for part in article_files(folder):
        for record, _ in records(part, 0):
            if record["id"] == article:
                rows = [*rows[-1:], record]
            elif record["id"] == older:
                other = record
    return (rows[0] if len(rows) > 1 else other), rows[-1] if rows else None


def paragraph_changes(before: Sequence[str], after: Sequence[str]) -> Iterator[ParagraphChange]:
    """Yield what became of every paragraph, in the order of the later content.

    >>> [(c.change, c.before, c.after) for c in paragraph_changes(["a b c", "d", "e"], ["a b x", "e", "f"])]
    [('changed', 0, 0), ('removed', 1, None), ('kept', 2, 1), ('added', None, 2)]
    """
    for tag, i, j, k, n in _opcodes(before, after):
        if tag == "equal":
            for step in range(j - i):
                yield ParagraphChange(change="kept", before=i + step, after=k + step, was=None, now=after[k + step])
        else:
            yield from _replaced(before, after, range(i, j), range(k, n))


def _opcodes(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[str, int, int, int, int]]:
    """Yield runs of paragraphs as difflib does, with a bound on its work."""
    least = min(len(before), len(after))
    head = next((at for at in range(least) if before[at] != after[at]), least)
    tail = next((at for at in range(least - head) if before[-1 - at] != after[-1 - at]), least - head)
    first, second = before[head : len(before) - tail], after[head : len(after) - tail]
    yield "equal", 0, head, 0, head
    if max(len(first), len(second)) > _MOST_MATCHED:
        yield "replace", head, head + len(first), head, head + len(second)
    else:
        for tag, i, j, k, n in SequenceMatcher(None, first, second, autojunk=False).get_opcodes():
            yield tag, head + i, head + j, head + k, head + n
    yield "equal", len(before) - tail, len(before), len(after) - tail, len(after)


def _replaced(before: Sequence[str], after: Sequence[str], old: range, new: range) -> Iterator[ParagraphChange]:
    """Yield paragraphs that took the place of others: edited ones, where half of the words stayed, in order."""
    left = deque(old)
    for place in new:
        match = next((at for at in islice(left, _NEAR) if _alike(before[at], after[place])), None)
        if match is None:
            yield ParagraphChange(change="added", before=None, after=place, was=None, now=after[place])
            continue
        while left[0] != match:
            yield _removed(before, left.popleft())
        left.popleft()
        yield ParagraphChange(change="changed", before=match, after=place, was=before[match], now=after[place])
    for at in left:
        yield _removed(before, at)


def _removed(before: Sequence[str], at: int) -> ParagraphChange:
    return ParagraphChange(change="removed", before=at, after=None, was=before[at], now=None)


def _alike(one: str, other: str) -> bool:
    first, second = Counter(one.split(None, _MOST_WORDS)), Counter(other.split(None, _MOST_WORDS))
    return 2 * (first & second).total() >= _SAME_PARAGRAPH * (first.total() + second.total())
