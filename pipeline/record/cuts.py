"""What no field of the record took: the list of cuts, and how much of the page it is."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.record.fields import MODIFIED, field_of
from schemas.stages import KEPT, Block


def removed(blocks: Sequence[Block], surplus: frozenset[int]) -> list[dict[str, object]]:
    """Return the blocks that are cut, and those in `surplus`, as rows of `Article.removed`."""
    # A whole page has hundreds: Article makes the models, all in one go.
    return [
        {
            "line": block.line,
            "text": block.text,
            "role": block.role,
            "rule": block.rule if _is_cut(block) else f"further_{block.rule}",
            "score": block.score,
        }
        for i, block in enumerate(blocks)
        if _is_cut(block) or i in surplus
    ]


def removed_ratio(blocks: Sequence[Block]) -> float:
    """Return the share of the characters that is cut, three decimals."""
    total = sum(len(block.text) for block in blocks)
    cut = sum(len(block.text) for block in blocks if block.role not in KEPT)
    return round(cut / total, 3) if total else 0.0


def _is_cut(block: Block) -> bool:
    """Tell whether no field of the record takes the block: `modified_at` holds an instant, not its line."""
    return block.role not in KEPT or field_of(block) == MODIFIED
