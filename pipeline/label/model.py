"""P(line is article body) for every line of a plain-text page: two forests of boosted trees over the features.

numpy is imported with the first document, not with this module: a page of HTML may never need it.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.scoring.decisions import Decision, decide, decisions
from schemas.stages import TEXT_ROLES

if TYPE_CHECKING:
    from pipeline.scoring.trees import Forest

__all__ = ["Decision", "body_scores", "decide", "decisions"]

WEIGHTS = "label_model.npz"


@lru_cache(maxsize=4)
def _forests(weights: str) -> tuple[Forest, Forest]:
    """The two stages; `weights` is a path, or the name of the packaged file."""

    import numpy as np

    from pipeline.scoring.trees import load_forest  # with numpy

    packaged = weights == WEIGHTS
    inside = resources.as_file(resources.files("pipeline.label").joinpath(WEIGHTS))
    with inside as path, np.load(path if packaged else Path(weights)) as arrays:
        return load_forest(arrays, "line"), load_forest(arrays, "context")


def body_scores(
    lines: Sequence[str],
    blank_before: Sequence[int] | None = None,
    roles: Sequence[str | None] | None = None,
    *,
    weights: str = WEIGHTS,
) -> list[float]:
    """For each non-blank line the probability, in [0, 1] with three decimals, that it is article body.

    `blank_before[i]`: blank lines right before line i (none if not given). `roles[i]`: a role some rule has fixed
    already; the second stage then sees that line as certain, and its own score is 1.0 or 0.0.
    The title, standfirst, bylines and captions are not body.
    """
    if not lines:
        return []
    import numpy as np

    # with numpy
    from pipeline.scoring.context import second
    from pipeline.scoring.features import describe, matrix
    from pipeline.scoring.trees import probabilities

    line_stage, context_stage = _forests(weights)
    document = describe(lines, [0] * len(lines) if blank_before is None else blank_before)
    fixed = np.full(len(lines), np.nan)
    if roles is not None:
        fixed = np.array([np.nan if role is None else float(role in TEXT_ROLES) for role in roles])
    open_lines = np.flatnonzero(np.isnan(fixed))
    first = fixed.copy()
    first[open_lines] = probabilities(line_stage, matrix(document)[open_lines])
    final = fixed
    final[open_lines] = probabilities(context_stage, second(document, first)[open_lines])
    scores: list[float] = final.tolist()
    return scores
