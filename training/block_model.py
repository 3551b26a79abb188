"""The block model: two stages of boosted trees over the blocks of HTML pages.

As for plain text, the second stage is trained on out-of-fold probabilities of the first, and pages without human gold
count 0.6. The weights of the page's headline are part of what a block is told (hints): train those first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from pipeline.errors import Reject
from pipeline.html.body.hints import read_hints
from pipeline.html.body.model import Hints, describe_page, readable
from pipeline.html.body.model.context import block_context
from pipeline.html.body.model.features import block_matrix
from pipeline.html.declared.metadata import metadata_of
from pipeline.html.declared.walk import gather
from pipeline.html.markup.blocks import Blocks, page_blocks
from pipeline.html.markup.tree import parse, prepared
from schemas.settings import Settings
from training.alignment import body_lines, fit
from training.arrays import Array
from training.boosting import boost, inner_fold, out_of_fold
from training.corpus import Corpus, Page, fold_of
from training.line_model import line_weights
from training.pages import with_silver

BLOCK = {"learning_rate": 0.1, "num_leaves": 31, "min_data_in_leaf": 80}
CONTEXT = {"learning_rate": 0.08, "num_leaves": 24, "min_data_in_leaf": 150}
BLOCK_TREES, CONTEXT_TREES = 80, 70
LEAST_FIT = 0.8  # a page whose best choice of blocks does not give its gold teaches nothing
NAMELESS_WEIGHT = 0.5


@dataclass(frozen=True)
class Labelled:
    """A page's blocks with what is known of them: which are body, and how well the best choice fits the gold."""

    page: Page
    blocks: Blocks
    hints: Hints
    labels: list[bool]
    precision: float
    recall: float


def labelled_pages(corpus: Corpus) -> list[Labelled]:
    """Return every page that has a gold body, or a silver one where two extractors agree."""
    html = corpus.html()
    known = with_silver(corpus, html)
    return [page for key in known if (page := _labelled(known[key], html[key]))]


def _labelled(page: Page, html: str) -> Labelled | None:
    try:
        tree = parse(prepared(html, Settings()))
    except Reject:
        return None
    blocks = page_blocks(tree)
    if not blocks.blocks:
        return None
    lines = [block.text for block in blocks.blocks]
    labels = body_lines(lines, page.gold)
    best = fit(page.gold, "\n".join(line for line, body in zip(lines, labels, strict=True) if body))
    head = gather(tree, None)
    hints = read_hints(head, metadata_of(tree, head))
    return Labelled(page, blocks, hints, labels, best.precision or 0.0, best.recall or 0.0)


def without_names(page: Labelled) -> Labelled:
    """The page as a site would write it whose class names say nothing (built by a bundler), and without hints."""
    opaque: dict[str, str] = {"": ""}
    boxes = [replace(box, names=opaque.setdefault(box.names, f"z{len(opaque)}")) for box in page.blocks.boxes]
    return replace(page, blocks=Blocks(page.blocks.blocks, boxes), hints=replace(page.hints, body="", description=""))


def _weights(page: Labelled) -> Array:
    lines = [block.text for block in page.blocks.blocks]
    return line_weights({"lines": lines, "labels": page.labels, "made": False, "page": page.page})


def train(documents: Sequence[tuple[Labelled, float]]) -> tuple[Any, Any]:
    """Both stages from labelled pages, each with its weight."""
    chosen = [readable(page.blocks) for page, _ in documents]
    described = [
        describe_page(page.blocks, part, page.hints) for (page, _), part in zip(documents, chosen, strict=True)
    ]
    sizes = np.array([len(part) for part in chosen])
    inner = np.repeat([inner_fold(page.page.domain) for page, _ in documents], sizes)
    labels = np.concatenate(
        [np.array(page.labels, np.int8)[part] for (page, _), part in zip(documents, chosen, strict=True)]
    )
    weights = np.concatenate(
        [_weights(page)[part] * share for (page, share), part in zip(documents, chosen, strict=True)]
    )
    weights *= len(weights) / weights.sum()
    rows = np.concatenate([block_matrix(*pair).astype(np.float32) for pair in described])
    block = boost(rows, labels, weights, BLOCK, BLOCK_TREES)
    first = out_of_fold(rows, labels, weights, inner, parameters=BLOCK, trees=BLOCK_TREES)
    del rows
    edges = np.concatenate([[0], np.cumsum(sizes)])
    rows = np.concatenate([
        block_context(*pair, first[a:b]).astype(np.float32)
        for pair, a, b in zip(described, edges[:-1], edges[1:], strict=True)
    ])  # fmt: skip
    return block, boost(rows, labels, weights, CONTEXT, CONTEXT_TREES)


def chosen(pages: Sequence[Labelled], fold: int | None) -> list[tuple[Labelled, float]]:
    """Return the pages to train on with their weights, each a second time with names that say nothing."""
    good = [
        page for page in pages if min(page.precision, page.recall) > LEAST_FIT and fold_of(page.page.domain) != fold
    ]
    return [(page, 1.0) for page in good] + [(without_names(page), NAMELESS_WEIGHT) for page in good]
