"""Output folders with articles in them, without a cleaner, and what relating makes of them."""

from __future__ import annotations

import json
import random
from collections.abc import Iterable, Sequence
from contextlib import closing
from hashlib import blake2b
from pathlib import Path
from typing import Any

from pipeline.engine.store.folder import Folder

CASES = Path(__file__).resolve().parents[1] / "cases"
_A_COMMIT = 100
FILES = ("relations.jsonl", "stories.jsonl", "relations.report.json")


def case_rows(name: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads((CASES / f"{name}.json").read_text(encoding="utf-8"))
    return rows


def record_id(label: str) -> str:
    return f"cd-{blake2b(label.encode(), digest_size=16).hexdigest()}"


def record(label: str, text: str, **more: object) -> dict[str, Any]:
    """Return what relating reads of an article record."""
    return {"id": record_id(label), "text": text, "title": None, **more}


def of_case(row: dict[str, Any]) -> dict[str, Any]:
    return record(
        row["label"], **{key: value for key, value in row.items() if key not in ("label", "story", "comment")}
    )


def fill(folder: Path, articles: Iterable[dict[str, Any]], *, compress: bool = False) -> Path:
    """Append articles to an output folder, as a run of ingest commits them."""
    with closing(Folder(str(folder), compress=compress)) as store:
        rows = [f"{json.dumps(article)}\n" for article in articles]
        for start in range(0, len(rows), _A_COMMIT):
            store.commit("".join(rows[start : start + _A_COMMIT]).encode(), b"", [], [])
    return folder


def lines(folder: Path, name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / name).read_text(encoding="utf-8").splitlines()]


def outputs(folder: Path) -> tuple[bytes, ...]:
    return tuple((folder / name).read_bytes() for name in FILES)


def kinds(folder: Path) -> dict[tuple[str, str], set[str]]:
    """Return the kinds of relation of each pair of ids."""
    found: dict[tuple[str, str], set[str]] = {}
    for line in lines(folder, "relations.jsonl"):
        found.setdefault((line["a"], line["b"]), set()).add(line["kind"])
    return found


def groups(folder: Path) -> set[frozenset[str]]:
    """Return the articles of each story of two or more."""
    return {frozenset(line["articles"]) for line in lines(folder, "stories.jsonl") if len(line["articles"]) > 1}


def invented(seed: int, count: int) -> list[dict[str, Any]]:
    """Return articles of a few stories over some days, with copies, shared sentences, revisions and none dated."""
    chance = random.Random(seed)
    words = [
        "".join(chance.choices("bcdfghklmnprstvz", k=2)) + chance.choice("aeiou") * 2 + str(n % 7) for n in range(900)
    ]
    stories = [[word.title() for word in chance.sample(words, 12)] for _ in range(max(2, count // 4))]
    quotes = [" ".join(chance.choices(words, k=14)) + "." for _ in stories]
    articles: list[dict[str, Any]] = []
    for number in range(count):
        which = chance.randrange(len(stories))
        made = [_sentence(chance, words, stories[which]) for _ in range(6)]
        if chance.random() < 0.4:
            made[2] = quotes[which]
        if articles and chance.random() < 0.15:
            made = [*chance.choice(articles)["text"].split("\n\n")[:-1], made[0]]
        day = None if chance.random() < 0.2 else f"2024-03-{1 + (which * 3 + chance.randrange(3)) % 28:02}"
        url = f"https://example.org/{chance.randrange(count)}" if chance.random() < 0.5 else None
        articles.append(record(f"a{seed}-{number}", "\n\n".join(made), published_date=day, url=url, publisher="Out"))
    return articles


def _sentence(chance: random.Random, words: Sequence[str], names: Sequence[str]) -> str:
    return " ".join(chance.choice(names) if chance.random() < 0.3 else chance.choice(words) for _ in range(12)) + "."
