"""The weights of the signs of a page's headline: a softmax over its candidates, regularised.

Pages of fundus and of wcxb's articles whose title stands among the candidates; the third of the sites that
benchmarks/html_meta.py measures on (`fold_of` 0) is left out.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from pipeline.html.declared.site import site_of
from pipeline.html.declared.title import title_candidates
from pipeline.html.declared.walk import gather
from pipeline.html.markup.tree import parse, prepared
from schemas import Settings
from training.arrays import Array
from training.corpus import GOLD, PAGES, Corpus, fold_of

_WORDS = re.compile(r"\w+")
SOURCES: dict[str, str | None] = {"fundus": None, "wcxb": "article"}
KEPT = 0
PENALTY, STEPS, RATE, MOMENTUM = 0.01, 600, 0.3, 0.9


@dataclass(frozen=True)
class Example:
    """A page: the signs of its candidates, and which of them are the title."""

    kept: bool
    signs: list[dict[str, float]]
    right: Array


def examples(corpus: Corpus) -> Iterator[Example]:
    """Yield the pages that have a title and candidates for it."""
    gold: dict[str, dict[str, Any]] = {}
    for row in corpus.rows(GOLD):
        gold.setdefault(row["id"], row)
    for page in corpus.rows(PAGES):
        row = gold.get(page["id"], {})
        wanted = SOURCES.get(row.get("source", ""), "")
        if wanted not in (None, row.get("stratum")) or not row.get("title"):
            continue
        declared = gather(parse(prepared(page["html"], Settings())), page.get("url") or None)
        candidates = title_candidates(declared, site_of(declared))
        if candidates:
            right = np.array([fold(candidate.text) == fold(row["title"]) for candidate in candidates])
            yield Example(fold_of(row["domain"]) == KEPT, [candidate.signs for candidate in candidates], right)


def fold(text: str | None) -> str:
    """Return the words of a title without case and marks on letters, for comparing."""
    plain = unicodedata.normalize("NFKD", text or "")
    return " ".join(_WORDS.findall("".join(c for c in plain if not unicodedata.combining(c)).casefold()))


def train(data: list[tuple[Array, Array]]) -> Array:
    """Return the weights of highest regularised likelihood that a right candidate wins, from zero."""
    signs = np.concatenate([matrix for matrix, _ in data])
    right = np.concatenate([right for _, right in data]).astype(float)
    page = np.repeat(np.arange(len(data)), [len(matrix) for matrix, _ in data])
    weights = np.zeros(signs.shape[1])
    speed = np.zeros_like(weights)
    for _ in range(STEPS):
        scores = signs @ weights
        best = np.full(len(data), -np.inf)
        np.maximum.at(best, page, scores)
        chances = np.exp(scores - best[page])
        among_all = chances / np.bincount(page, chances)[page]
        among_right = chances * right / np.bincount(page, chances * right)[page]
        gradient = (among_right - among_all) @ signs / len(data) - PENALTY * weights
        speed = MOMENTUM * speed + gradient
        weights = weights + RATE * speed
    return weights


def weights_module(found: Sequence[Example]) -> tuple[str, dict[str, float]]:
    """Return the text of the module of weights, and the share of right titles on sites trained on and kept."""
    names = sorted({name for example in found for signs in example.signs for name in signs})
    matrices = [np.array([[signs.get(name, 0.0) for name in names] for signs in example.signs]) for example in found]
    pairs = list(zip(found, matrices, strict=True))
    weights = train([(m, e.right) for e, m in pairs if not e.kept and e.right.any() and len(m) > 1])
    shares = {}
    for kept in (False, True):
        wins = [bool(e.right[(m @ weights).argmax()]) for e, m in pairs if e.kept is kept]
        shares["right on sites kept" if kept else "right on sites trained on"] = round(sum(wins) / max(1, len(wins)), 3)
    table = "".join(f'    "{name}": {value:.2f},\n' for name, value in zip(names, weights, strict=True))
    doc = '"""Weights of the signs of a page\'s headline, made by `make train` (training/page_title.py)."""'
    return f"{doc}\n\nWEIGHTS = {{\n{table}}}\n", shares
