"""How well stories are found: pair F1 and B-cubed F1 of `copydesk relate` against articles whose stories are known.

    python -m benchmarks.relations STORIES.jsonl.xz

A line is {"id", "text", "story"}. The articles are split by a hash of their story: one half is for tuning, the other
for reporting, and each is related by itself. Texts that ingest rejects as too short are left out, and counted.
"""

from __future__ import annotations

import argparse
import json
import lzma
from collections import Counter
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from hashlib import blake2b, sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from pipeline.engine.store.folder import Folder
from pipeline.language.weight import weight
from pipeline.relate import relate
from schemas import Settings

HALVES = ("report", "tune")


@dataclass(frozen=True, slots=True)
class Score:
    """Pair precision, recall and F1, and B-cubed F1."""

    precision: float
    recall: float
    f1: float
    b_cubed: float


def main() -> None:
    """Print a line for each half, and for all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("stories", type=Path)
    with lzma.open(parser.parse_args().stories, "rt", encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    kept = [row for row in rows if weight(row["text"]) >= Settings().min_words]
    print(f"{len(kept)} articles; {len(rows) - len(kept)} are too short for ingest")
    for name in (*HALVES, "all"):
        some = [row for row in kept if name in ("all", half(row["story"]))]
        found = score({row["id"]: row["story"] for row in some}, stories_of(some))
        print(f"{name}: {len(some)} articles, {len({row['story'] for row in some})} stories, {found}")


def half(story: object) -> str:
    """Return which half a story is in."""
    return HALVES[int(sha256(str(story).encode()).hexdigest(), 16) % 2]


def stories_of(rows: list[dict[str, Any]]) -> dict[str, str]:
    """Return the story that relating puts each article in; an article that is in none is one by itself."""
    ids = {f"cd-{blake2b(row['id'].encode(), digest_size=16).hexdigest()}": row["id"] for row in rows}
    with TemporaryDirectory() as at:
        with closing(Folder(at)) as store:
            records = ({"id": record, "text": row["text"]} for record, row in zip(ids, rows, strict=True))
            store.commit("".join(f"{json.dumps(record)}\n" for record in records).encode(), b"", [], [])
        relate(at)
        lines = Path(at, "stories.jsonl").read_text(encoding="utf-8").splitlines()
    found = {name: name for name in ids.values()}
    for story in map(json.loads, lines):
        found.update(dict.fromkeys((ids[article] for article in story["articles"]), story["id"]))
    return found


def score(gold: Mapping[str, object], found: Mapping[str, object]) -> Score:
    """Return how well the articles are grouped; B-cubed as of Bagga and Baldwin (1998)."""
    both = Counter((gold[name], found[name]) for name in gold)
    golden, given = Counter(gold.values()), Counter(found.values())
    right, told, true = (sum(size * (size - 1) // 2 for size in sizes.values()) for sizes in (both, given, golden))
    precision, recall = right / max(1, told), right / max(1, true)
    exact = sum(size * size / given[group] for (_, group), size in both.items()) / len(gold)
    whole = sum(size * size / golden[story] for (story, _), size in both.items()) / len(gold)
    return Score(
        round(precision, 4),
        round(recall, 4),
        round(2 * precision * recall / max(1e-9, precision + recall), 4),
        round(2 * exact * whole / (exact + whole), 4),
    )


if __name__ == "__main__":
    main()
