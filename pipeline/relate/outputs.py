"""The files that relating writes: relations.jsonl, stories.jsonl, relations.report.json, each whole or not at all."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import blake2b
from itertools import pairwise

import numpy as np
from pydantic import BaseModel

from pipeline.engine.store.durable import sync_folder, write_all
from pipeline.printable import shown
from pipeline.relate.copies import Copies, Copy, copies
from pipeline.relate.days import Edges, edges
from pipeline.relate.facts import Facts
from pipeline.relate.index import METHOD, Entry, Index
from pipeline.relate.reading import article_files, records
from pipeline.relate.sentences import sentences
from pipeline.relate.stories import grouped, live_stories, merged_line, revisions, story_line
from schemas.relations import CanonicalReason, Furniture, RelateReport, Relation, Shared, Story
from schemas.version import TOOL, VERSION

RELATIONS = "relations.jsonl"
STORIES = "stories.jsonl"
REPORT = "relations.report.json"
_ALL_PAIRS = 60
_MOST_SHOWN = 300
_AT_A_TIME = 2000
_CHUNK = 1 << 20

State = str


def state_of(entries: Sequence[Entry]) -> State:
    """Return what tells whether anything changed since the files were written."""
    hashed = blake2b(f"{METHOD} {VERSION}".encode(), digest_size=16)
    for entry in entries:
        hashed.update(entry.id.encode() + entry.digest)
    return hashed.hexdigest()


def publish(folder: str, index: Index, entries: Sequence[Entry], state: State) -> RelateReport:
    """Relate all entries and write the files; the ids of stories are durable before a file names them."""
    older = revisions(entries)
    outdated = {ordinal for same in older.values() for ordinal in same[1:]}
    current = [entry for entry in entries if entry.ordinal not in outdated]
    pairs = edges(index, current)
    ids = {entry.ordinal: entry.id for entry in entries}
    live = live_stories(grouped(current, pairs), {entry.ordinal: entry.id for entry in current}, index.issued())
    index.issue((story, ids[members[0]]) for story, members in live.items() if len(members) > 1)
    merged = _merged(index.issued(), live, entries, older)
    found = copies(index, entries, pairs)
    counts: Counter[str] = Counter()
    _write(folder, RELATIONS, _relation_lines(index, found, live, pairs, ids, counts))
    _write(folder, STORIES, _story_lines(index, live, merged, older, ids))
    report = RelateReport(
        tool=f"{TOOL} {VERSION}",
        articles=len(current),
        relations={kind: counts[kind] for kind in ("exact", "near", "partial", "same_story")},
        stories=sum(len(members) > 1 for members in live.values()),
        merged=len(merged),
        largest=max((len(members) for members in live.values()), default=0),
        furniture=_furniture(folder, index, found),
        warnings=[f"common_sentences:{found.passages.cut}"] if found.passages.cut else [],
    )
    _write(folder, REPORT, iter([report.model_dump_json(indent=2).encode() + b"\n"]))
    index.keep("state", state)
    return report


def _merged(
    issued: Mapping[str, str], live: Mapping[str, list[int]], entries: Sequence[Entry], older: Mapping[int, list[int]]
) -> dict[str, str]:
    """Return the stories that are gone, each with the one that the article is in which it began with."""
    story_of = {ordinal: story for story, members in live.items() for ordinal in members}
    for latest, same in older.items():
        if latest in story_of:
            story_of.update(dict.fromkeys(same, story_of[latest]))
    ordinals = {entry.id: entry.ordinal for entry in entries}
    into = {story: story_of.get(ordinals.get(founder, -1)) for story, founder in issued.items() if story not in live}
    return {story: other for story, other in into.items() if other is not None}


def _relation_lines(
    index: Index,
    found: Copies,
    live: Mapping[str, list[int]],
    pairs: Edges,
    ids: Mapping[int, str],
    counts: Counter[str],
) -> Iterator[bytes]:
    """Yield the relations ordered by the ids of their pairs, and count them by kind."""
    likeness = _likeness(pairs, live)
    told = [*found.found, *(Copy(*pair, "same_story", likeness.get(pair, 0.0)) for pair in _story_pairs(live, ids))]
    told.sort(key=lambda copy: (*sorted((ids[copy.first], ids[copy.second])), copy.kind))
    for start in range(0, len(told), _AT_A_TIME):
        some = told[start : start + _AT_A_TIME]
        wanted = {ordinal for copy in some if copy.kind in ("exact", "near") for ordinal in (copy.first, copy.second)}
        facts = index.facts(sorted(wanted))
        for copy in some:
            counts[copy.kind] += 1
            yield _line(_relation(copy, ids, facts))


def _likeness(pairs: Edges, live: Mapping[str, list[int]]) -> dict[tuple[int, int], float]:
    """Return how alike the articles of one story are, by their ordinals."""
    story_of = {ordinal: place for place, members in enumerate(live.values()) for ordinal in members}
    size = max(story_of, default=-1) + 1
    place = np.full(max(size, int(pairs["second"].max(initial=-1)) + 1), -1)
    for ordinal, story in story_of.items():
        place[ordinal] = story
    same = (place[pairs["first"]] == place[pairs["second"]]) & (place[pairs["first"]] >= 0)
    return {(first, second): round(alike, 4) for first, second, alike, _ in pairs[same].tolist()}


def _story_pairs(live: Mapping[str, list[int]], ids: Mapping[int, str]) -> Iterator[tuple[int, int]]:
    """Yield all pairs of a story; of a large one, each article with the one of the smallest id."""
    for members in live.values():
        if len(members) <= _ALL_PAIRS:
            yield from ((one, two) for place, one in enumerate(members) for two in members[place + 1 :])
        else:
            centre = min(members, key=lambda ordinal: ids[ordinal])
            yield from ((min(centre, other), max(centre, other)) for other in members if other != centre)


def _relation(copy: Copy, ids: Mapping[int, str], facts: Mapping[int, Facts]) -> Relation:
    a, b = ids[copy.first], ids[copy.second]
    shared = copy.shared
    if a > b:
        a, b, shared = b, a, tuple(sorted((other, mine, count) for mine, other, count in shared))
    canonical, reason = None, None
    if copy.kind in ("exact", "near"):
        canonical, reason = canonical_of(facts[copy.first], facts[copy.second])
    return Relation(
        a=a,
        b=b,
        kind=copy.kind,
        score=copy.score,
        shared=[Shared(a=mine, b=other, sentences=count) for mine, other, count in shared],
        canonical=canonical,
        canonical_reason=reason,
    )


def canonical_of(one: Facts, two: Facts) -> tuple[str | None, CanonicalReason | None]:
    """Return which of two copies the other was made from, and the reason; None where it cannot be told."""
    agencies = {facts.agency.casefold() for facts in (one, two) if facts.agency}
    own = [facts for facts in (one, two) if facts.publisher and facts.publisher.casefold() in agencies]
    if len(own) == 1:
        return own[0].id, "agency"
    if one.published and two.published and one.published != two.published:
        return min(one, two, key=lambda facts: facts.published or "").id, "earliest"
    if one.length != two.length:
        return max(one, two, key=lambda facts: facts.length).id, "longest"
    return None, None


def _story_lines(
    index: Index,
    live: Mapping[str, list[int]],
    merged: Mapping[str, str],
    older: Mapping[int, list[int]],
    ids: Mapping[int, str],
) -> Iterator[bytes]:
    for story in sorted({*live, *merged}):
        if story in merged:
            yield _line(merged_line(story, merged[story]))
            continue
        facts = index.facts(live[story])
        chains = [older[ordinal] for ordinal in live[story] if ordinal in older]
        revised = [(ids[new], ids[old]) for chain in chains for new, old in pairwise(chain)]
        yield _line(story_line(story, [facts[ordinal] for ordinal in live[story]], revised))


def _furniture(folder: str, index: Index, found: Copies) -> list[Furniture]:
    """Return the table of sentences that stand on many pages of one outlet, with their words."""
    standing = found.passages.furniture
    known = index.known_furniture()
    if missing := {entry.number for entry in standing} - known.keys():
        looked_up = dict(_looked_up(folder, missing))
        index.know_furniture(looked_up.items())
        known.update(looked_up)
    table = []
    for entry in standing:
        sentence = shown(known.get(entry.number, ""))[:_MOST_SHOWN]
        table.append(
            Furniture(
                publisher=found.publishers[entry.publisher],
                articles=entry.pages,
                sentence=sentence,
                rule=re.escape(sentence),
            )
        )
    return table


def _looked_up(folder: str, numbers: set[int]) -> Iterator[tuple[int, str]]:
    """Yield the words of sentences, reading articles until all are found: the index holds numbers alone."""
    left = set(numbers)
    for part in article_files(folder):
        for record, _ in records(part, 0):
            for sentence in sentences(record["text"]):
                if sentence.number in left:
                    left.discard(sentence.number)
                    yield sentence.number, sentence.text[:_MOST_SHOWN]
            if not left:
                return


def _line(record: Relation | Story | BaseModel) -> bytes:
    return record.model_dump_json().encode() + b"\n"


def _write(folder: str, name: str, lines: Iterable[bytes]) -> None:
    """Put lines at a name, whole or not at all."""
    path = os.path.join(os.path.abspath(folder), name)
    descriptor = os.open(f"{path}.new", os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o644)
    try:
        held = bytearray()
        for line in lines:
            held += line
            if len(held) >= _CHUNK:
                write_all(descriptor, bytes(held))
                held.clear()
        write_all(descriptor, bytes(held))
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    os.replace(f"{path}.new", path)
    sync_folder(os.path.dirname(path))
