"""P(block is article body) for every block of a page: the text's model, with what HTML adds to what it is told."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from importlib import resources
from pathlib import Path

import numpy as np

from pipeline.html.body.model.context import block_context
from pipeline.html.body.model.crop import LONGEST_BLOCK, readable
from pipeline.html.body.model.features import Hints, Tree, block_matrix, describe_tree
from pipeline.html.markup.blocks import Blocks
from pipeline.scoring.features import Document, describe
from pipeline.scoring.trees import Forest, load_forest, probabilities

__all__ = ["Hints", "block_scores", "describe_page", "readable"]

WEIGHTS = "block_model.npz"
_BLANK_LINES = 1  # blocks stand apart


def block_scores(page: Blocks, hints: Hints, *, weights: str = WEIGHTS) -> list[float]:
    """Return for each block the probability, in [0, 1] with three decimals, that it is article body.

    The title, standfirst, bylines and captions are not body, and what is not worth a look (`readable`) has 0.
    `weights` is a path, or the packaged file's name.
    """
    scores = [0.0] * len(page.blocks)
    chosen = readable(page)
    if chosen:
        block_stage, context_stage = _forests(weights)
        document, tree = describe_page(page, chosen, hints)
        first = probabilities(block_stage, block_matrix(document, tree))
        found = probabilities(context_stage, block_context(document, tree, first))
        for i, score in zip(chosen, found, strict=True):
            scores[i] = float(score)
    return scores


def describe_page(page: Blocks, chosen: Sequence[int], hints: Hints) -> tuple[Document, Tree]:
    """Return what the text's features and the tree's say of the chosen blocks, as if the page had no others."""
    part = Blocks([page.blocks[i] for i in chosen], page.boxes)
    document = describe([block.text[:LONGEST_BLOCK] for block in part.blocks], [_BLANK_LINES] * len(chosen))
    return document, describe_tree(part, document, hints)


@lru_cache(maxsize=4)
def _forests(weights: str) -> tuple[Forest, Forest]:
    packaged = weights == WEIGHTS
    inside = resources.as_file(resources.files("pipeline.html.body.model").joinpath(WEIGHTS))
    with inside as path, np.load(path if packaged else Path(weights)) as arrays:
        return load_forest(arrays, "line"), load_forest(arrays, "context")
