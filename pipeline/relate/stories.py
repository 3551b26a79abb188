"""Groups of articles to stories: their ids, which outlive runs, and what a story says of itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from hashlib import blake2b

import numpy as np

from pipeline.relate.days import Edges
from pipeline.relate.facts import Facts
from pipeline.relate.grouping import groups
from pipeline.relate.index import Entry
from pipeline.relate.similarity import Edges as Pairs
from schemas.relations import RevisionOf, Story

MOST_OF_ONE_ADDRESS = 20
"""More articles at one address are no revisions: the outlet gives all its pages the same."""
_SHOWN = 12


def story_id(founder: str) -> str:
    """Return the id of the story that began with an article."""
    return f"st-{blake2b(founder.encode(), digest_size=16).hexdigest()}"


def revisions(entries: Sequence[Entry]) -> dict[int, list[int]]:
    """Return the articles of each address that has several, the last content first; its key is that one's ordinal."""
    by_url: dict[str, list[Entry]] = {}
    for entry in entries:
        if entry.url:
            by_url.setdefault(entry.url, []).append(entry)
    found = {}
    for same in by_url.values():
        if 1 < len(same) <= MOST_OF_ONE_ADDRESS:
            latest = sorted(same, key=lambda entry: (entry.moment, entry.ordinal), reverse=True)
            found[latest[0].ordinal] = [entry.ordinal for entry in latest]
    return found


def grouped(entries: Sequence[Entry], edges: Edges) -> list[list[int]]:
    """Return the stories of two articles or more as ordinals in the order in which they came.

    The ids of the articles alone decide between equals, so that the order in which they came has no say.
    """
    by_id = sorted(entries, key=lambda entry: entry.id)
    ordinals = np.array([entry.ordinal for entry in by_id], np.int64)
    rank = np.full(int(ordinals.max(initial=0)) + 1, -1, np.int64)
    rank[ordinals] = np.arange(len(ordinals))
    first, second = rank[edges["first"]], rank[edges["second"]]
    low, high = np.minimum(first, second), np.maximum(first, second)
    kept = (low >= 0) & (edges["alike"] > 0)
    order = np.lexsort((high[kept], low[kept]))
    pairs = Pairs(low[kept][order], high[kept][order], edges["alike"][kept][order].astype(np.float64))
    return sorted(sorted(ordinals[group].tolist()) for group in groups(pairs))


def live_stories(found: Iterable[list[int]], ids: Mapping[int, str], issued: Mapping[str, str]) -> dict[str, list[int]]:
    """Return the stories by id; a story that had an id and was left with its first article alone keeps it."""
    live = {story_id(ids[members[0]]): members for members in found}
    taken = {ordinal for members in live.values() for ordinal in members}
    ordinals = {article: ordinal for ordinal, article in ids.items()}
    for story, founder in issued.items():
        ordinal = ordinals.get(founder)
        if story not in live and ordinal is not None and ordinal not in taken:
            live[story] = [ordinal]
    return live


def story_line(story: str, members: Sequence[Facts], older: Sequence[tuple[str, str]]) -> Story:
    """Return the line of a story from the facts of its articles, in the order in which they came."""
    days = sorted(facts.published for facts in members if facts.published)
    titled = [facts for facts in members if facts.title]
    earliest = min(titled, key=lambda facts: (facts.published or "9999", facts.id)) if titled else None
    return Story(
        id=story,
        articles=[facts.id for facts in members],
        title=earliest.title if earliest else None,
        first_published=days[0] if days else None,
        last_published=days[-1] if days else None,
        publishers=sorted({facts.publisher for facts in members if facts.publisher}),
        languages=sorted({facts.language for facts in members if facts.language}),
        terms=_common([facts.terms for facts in members]),
        names=_common([facts.names for facts in members]),
        revisions=[RevisionOf(article=article, revision_of=before) for article, before in older],
        merged_into=None,
    )


def merged_line(story: str, into: str) -> Story:
    """Return the line of a story that turned out to be a part of another."""
    return Story(
        id=story,
        articles=[],
        title=None,
        first_published=None,
        last_published=None,
        publishers=[],
        languages=[],
        terms=[],
        names=[],
        revisions=[],
        merged_into=into,
    )


def _common(lists: Sequence[tuple[str, ...]]) -> list[str]:
    """Return what most articles name, and of these what they name first."""
    count: Counter[str] = Counter()
    place: Counter[str] = Counter()
    for words in lists:
        count.update(words)
        place.update({word: at for at, word in enumerate(words)})
    shared = [word for word in count if count[word] > 1 or len(lists) == 1]
    return sorted(shared, key=lambda word: (-count[word], place[word] / count[word], word))[:_SHOWN]
