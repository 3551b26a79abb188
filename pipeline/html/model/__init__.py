"""P(block is article body) for every block of a page: the text's model, with what HTML adds to what it is told."""

from __future__ import annotations

from functools import lru_cache
from importlib import resources
from pathlib import Path

import numpy as np

from pipeline.html.blocks import Blocks
from pipeline.html.model.context import block_context
from pipeline.html.model.features import Hints, block_matrix, describe_tree
from pipeline.label.model.features import describe
from pipeline.label.model.trees import Forest, load_forest, probabilities

__all__ = ["Hints", "block_scores"]

WEIGHTS = "block_model.npz"
_BLANK_LINES = 1  # blocks stand apart


def block_scores(page: Blocks, hints: Hints, *, weights: str = WEIGHTS) -> list[float]:
    """Return for each block the probability, in [0, 1] with three decimals, that it is article body.

    The title, standfirst, bylines and captions are not body. `weights` is a path, or the packaged file's name.
    """
    if not page.blocks:
        return []
    block_stage, context_stage = _forests(weights)
    document = describe([block.text for block in page.blocks], [_BLANK_LINES] * len(page.blocks))
    tree = describe_tree(page, document, hints)
    first = probabilities(block_stage, block_matrix(document, tree))
    return [float(p) for p in probabilities(context_stage, block_context(document, tree, first))]


@lru_cache(maxsize=4)
def _forests(weights: str) -> tuple[Forest, Forest]:
    packaged = weights == WEIGHTS
    inside = resources.as_file(resources.files("pipeline.html.model").joinpath(WEIGHTS))
    with inside as path, np.load(path if packaged else Path(weights)) as arrays:
        return load_forest(arrays, "line"), load_forest(arrays, "context")
