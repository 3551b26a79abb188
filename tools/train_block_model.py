"""Train the two stages of the block model for HTML and write their trees as plain arrays.

usage: python -m tools.train_block_model [--fold K] [--out FILE]

Reads ../shared/data/extract; a cache of labelled pages is kept in cache/block_pages.pkl. `--fold K` leaves out all
pages of the sites of fold K (md5 of the registered domain modulo 3); without it all pages are used. As for plain text,
the second stage is trained on out-of-fold probabilities of the first, pages without human gold count 0.6, one thread
and a seed make the same file of the same data.
"""

from __future__ import annotations

import argparse
import hashlib
import pickle
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipeline.errors import Reject
from pipeline.html.blocks import Blocks, page_blocks
from pipeline.html.declared import gather
from pipeline.html.hints import read_hints
from pipeline.html.metadata import metadata_of
from pipeline.html.model import Hints, describe_page, readable
from pipeline.html.model.context import block_context
from pipeline.html.model.features import block_matrix
from pipeline.html.tree import parse, prepared
from schemas.settings import Settings
from tools.label_gold import body_lines, fit
from tools.label_pages import Page, fold_of, pages, rows, silver
from tools.train_label_model import INNER, arrays_of, boost, inner_fold, line_weights

Array = NDArray[Any]
CACHE = Path("cache/block_pages.pkl")
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


def labelled_pages() -> list[Labelled]:
    """Every development page that has a gold body, or a silver one where two extractors agree."""
    if CACHE.exists():
        cached: list[Labelled] = pickle.loads(CACHE.read_bytes())
        return cached
    known = pages()
    html = {row["id"]: row["html"] for row in rows("html")}
    for row in rows("gold"):
        if row["source"] != "trafilatura":
            continue
        if text := silver(html[row["id"]], row.get("with") or [], row.get("without") or []):
            known[row["id"]] = Page(row["id"], "silver", row["domain"], text, gate=False)
    found = [page for key in known if (page := _labelled(known[key], html[key]))]
    CACHE.parent.mkdir(exist_ok=True)
    CACHE.write_bytes(pickle.dumps(found))
    return found


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
    first = np.zeros(len(labels))
    for fold in range(INNER):
        rest, here = inner != fold, inner == fold
        part = boost(rows[rest], labels[rest], weights[rest], BLOCK, BLOCK_TREES)
        first[here] = np.round(np.asarray(part.predict(rows[here])), 3)
    del rows
    edges = np.concatenate([[0], np.cumsum(sizes)])
    rows = np.concatenate([
        block_context(*pair, first[a:b]).astype(np.float32)
        for pair, a, b in zip(described, edges[:-1], edges[1:], strict=True)
    ])  # fmt: skip
    return block, boost(rows, labels, weights, CONTEXT, CONTEXT_TREES)


def main() -> None:
    """Train and write one weights file; print its sha256."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--fold", type=int)
    parser.add_argument("--out", type=Path, default=Path("pipeline/html/model/block_model.npz"))
    options = parser.parse_args()
    chosen = [
        page
        for page in labelled_pages()
        if min(page.precision, page.recall) > LEAST_FIT and fold_of(page.page.domain) != options.fold
    ]
    documents = [(page, 1.0) for page in chosen] + [(without_names(page), NAMELESS_WEIGHT) for page in chosen]
    block, context = train(documents)
    arrays: dict[str, Any] = {**arrays_of(block, "line"), **arrays_of(context, "context")}
    np.savez_compressed(options.out, **arrays)
    digest = hashlib.sha256(options.out.read_bytes()).hexdigest()
    print(f"{options.out} {options.out.stat().st_size} bytes sha256 {digest} pages {len(chosen)}")


if __name__ == "__main__":
    main()
