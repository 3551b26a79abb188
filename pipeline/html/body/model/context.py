"""Numbers for the second stage: what the first thought of the blocks around, in the same boxes, of one template."""

from __future__ import annotations

import numpy as np

from pipeline.html.body.model.features import Ints, Tree
from pipeline.scoring.context import second
from pipeline.scoring.features import Document
from pipeline.scoring.series import Floats


def block_context(document: Document, tree: Tree, p: Floats) -> Floats:
    """(n, d) of the second stage from the first stage's probabilities (n,): the text's numbers and the tree's."""
    groups = [*tree.ancestors, tree.template]
    parts = [share for group in groups for share in _others(group, p, document.words)]
    return np.concatenate([second(document, p), np.stack(parts, 1), tree.matrix], 1)


def _others(group: Ints, p: Floats, words: Floats) -> tuple[Floats, Floats]:
    """Return for each block the likely body's share of the other words in its group, and how many these are."""
    body = p * words
    mass, hit = np.bincount(group, words)[group] - words, np.bincount(group, body)[group] - body
    return hit / np.maximum(mass, 1.0), np.sqrt(np.maximum(mass, 0.0))
