"""The weights of the signs of a standfirst: a logistic regression over the lines below the headline, regularised.

Heads of pages annotated by hand. A line that may be the standfirst or none is left out.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from unittest.mock import patch

import numpy as np

from pipeline import process
from pipeline.label import head as head_of_page
from pipeline.label.standfirst import Head, candidates, signs
from schemas import MediaType, RawDocument, Settings
from training.arrays import Array
from training.corpus import HEAD_GOLD, HEAD_PAGES, Corpus

PENALTY = {MediaType.HTML: 3.0, MediaType.TEXT: 1.0}
STEPS = 40
FORMS = {MediaType.HTML: "html", MediaType.TEXT: "text"}


@dataclass(frozen=True)
class Example:
    """A line of a head: its signs, and whether it is the standfirst."""

    media: MediaType
    signs: dict[str, float]
    right: bool


def examples(corpus: Corpus) -> Iterator[Example]:
    """Yield the lines that could be the standfirst, of every annotated page as HTML and as text."""
    gold = {row["id"]: row for row in corpus.rows(HEAD_GOLD)}
    for page in corpus.rows(HEAD_PAGES):
        row = gold.get(page["id"])
        if row is None or not row.get("is_article", True) or "standfirst" in row.get("unsure", ()):
            continue
        accepted = {fold(text) for text in row["standfirst_accept"] if text}
        for media, form in FORMS.items():
            for head in heads(page[form], media):
                for i in candidates(head):
                    right = fold(head.lines[i].text) in accepted
                    if not (right and None in row["standfirst_accept"]):
                        yield Example(media, signs(head, i), right)


def heads(content: str, media: MediaType) -> list[Head]:
    """Return the head in which the pipeline looks for the standfirst of a document, if it comes so far."""
    seen: list[Head] = []
    with patch.object(head_of_page, "find_standfirst", seen.append):
        process(RawDocument("memory", content.encode("utf-8", "surrogatepass"), media), Settings())
    return seen[-1:]


def fold(text: str) -> str:
    """Return letters and digits alone, for comparing."""
    return "".join(c for c in unicodedata.normalize("NFKC", text).casefold() if c.isalnum())


def train(matrix: Array, right: Array, penalty: float) -> Array:
    """Return the weights of highest regularised likelihood, by Newton's method from zero."""
    weights = np.zeros(matrix.shape[1])
    for _ in range(STEPS):
        chances = 1 / (1 + np.exp(-np.clip(matrix @ weights, -30, 30)))
        slope = matrix.T @ (chances - right) + penalty * weights
        curve = (matrix.T * (chances * (1 - chances))) @ matrix + penalty * np.eye(len(weights))
        weights = weights - np.linalg.solve(curve, slope)
    return weights


def weights_module(found: Sequence[Example]) -> tuple[str, dict[str, Any]]:
    """Return the text of the module of weights, and how many lines of how many kinds they come from."""
    tables: dict[MediaType, Mapping[str, float]] = {}
    for media in FORMS:
        own = [example for example in found if example.media is media]
        names = sorted({name for example in own for name in example.signs})
        matrix = np.array([[example.signs[name] for name in names] for example in own]).reshape(-1, len(names))
        right = np.array([example.right for example in own], float)
        tables[media] = dict(zip(names, train(matrix, right, PENALTY[media]).tolist(), strict=True))
    doc = '"""Weights of the signs of a standfirst, made by `make train` (training/standfirst.py)."""'
    text = f"{doc}\n\n" + "\n".join(
        f"IN_{FORMS[media].upper()} = {{\n"
        + "".join(f'    "{name}": {value:.2f},\n' for name, value in table.items())
        + "}\n"
        for media, table in tables.items()
    )
    return text, {"lines": len(found), "standfirsts": sum(example.right for example in found)}
