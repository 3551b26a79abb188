"""The data that models are trained on: a folder that the caller names, in the format that training/README.md gives."""

from __future__ import annotations

import hashlib
import json
import lzma
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

CONVERTERS = ("mainel", "blocks", "inscriptis")
PAGES, GOLD, CLEAN = "extract/html", "extract/gold", "mojibake/clean"
HEAD_PAGES, HEAD_GOLD = "head/pages", "head/gold"
TEXTS = {converter: f"extract/text.{converter}" for converter in CONVERTERS}
FOLDS = 3


class MissingData(Exception):  # noqa: N818 - it says what is the matter, as the errors of pipeline do
    """The folder does not hold what a step needs; the message says what, in one sentence."""


@dataclass(frozen=True)
class Page:
    """One page with its gold; `gate` says whether it counts in the figures (human or hand-made gold, article pages)."""

    id: str
    source: str
    domain: str
    gold: str
    gate: bool


@dataclass(frozen=True)
class Corpus:
    """A folder of training data."""

    root: Path

    def file(self, name: str) -> Path:
        """Return the path of a part, packed or plain; raise MissingData where there is none."""
        for ending in (".jsonl.xz", ".jsonl"):
            if (path := self.root / f"{name}{ending}").is_file():
                return path
        raise MissingData(
            f"{self.root} has no {name}.jsonl.xz or {name}.jsonl: name a folder in the format of training/README.md, "
            "`make train DATA=folder`"
        )

    def rows(self, name: str) -> Iterator[dict[str, Any]]:
        """Yield the rows of a part; raise MissingData where there is none."""
        path = self.file(name)
        if path.suffix == ".xz":
            with lzma.open(path, "rt", encoding="utf-8") as lines:
                yield from map(json.loads, lines)
        else:
            with path.open(encoding="utf-8") as lines:
                yield from map(json.loads, lines)

    def html(self) -> dict[str, str]:
        """Return the markup of all pages, by id."""
        return {row["id"]: row["html"] for row in self.rows(PAGES)}

    def pages(self) -> dict[str, Page]:
        """Return all pages with a gold body, by id."""
        return {row["id"]: _page(row) for row in self.rows(GOLD) if row.get("articleBody")}

    def digests(self, names: tuple[str, ...]) -> dict[str, str]:
        """Return the SHA-256 of the content of each part, unpacked, so that packing it anew changes nothing."""
        found = {}
        for name in names:
            path = self.file(name)
            content = lzma.decompress(path.read_bytes()) if path.suffix == ".xz" else path.read_bytes()
            found[name] = hashlib.sha256(content).hexdigest()
        return found


def _page(row: dict[str, Any]) -> Page:
    gate = row["source"] in ("aeb", "fundus") or (row["source"] == "wcxb" and row.get("stratum") == "article")
    return Page(row["id"], row["source"], row["domain"], row["articleBody"], gate)


def fold_of(domain: str) -> int:
    """Return the fold of a site: md5 of its registered domain modulo 3, so no site is on both sides."""
    return int(hashlib.md5(domain.encode(), usedforsecurity=False).hexdigest(), 16) % FOLDS
