"""The headline among the lines above the article: the one the page repeats, announces, or goes on to write about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING

from pipeline.label.metalines import read_spans
from pipeline.label.parts import Parts
from pipeline.label.title_signs import LONGEST_TITLE, rows, survey
from pipeline.language.calendar import written_dates
from pipeline.language.people import is_name_alone
from schemas.stages import Line

if TYPE_CHECKING:
    from pipeline.scoring.trees import Forest

MODEL = "title_model.npz"
_MOST_CANDIDATES = 400
_BARS = "/|·•"
_LONGEST_SECTION_WORDS = 3
_FEW = 3  # above a text copied without its menu stands little but its headline
# On annotated pages that the trees have not seen .91 of those given are right, and .91 of those among the candidates
# are found; at .03 .88 and .93, at .31 .93 and .82.
_LEAST_CHANCE = 0.1


def find_title(
    lines: Sequence[Line], forms: Sequence[Parts | None], body: Sequence[int], announced: Mapping[str, int]
) -> int | None:
    """Return the index of the headline above the lead, or None.

    `body` are the indices of the article's lines, `announced` the keys of breadcrumbs' last steps.
    """
    candidates = title_candidates(lines, forms, body)
    if not candidates:
        return None
    chances = _chances([list(row.values()) for row in rows(survey(lines, forms, body, announced), candidates)])
    ranked = sorted(zip(chances, candidates, strict=True), key=lambda pair: (-pair[0], pair[1]))[:_FEW]
    chance, best = next((pair for pair in ranked if _can_be_title(lines[pair[1]].text)), (0.0, None))
    return best if chance >= _LEAST_CHANCE or len(candidates) <= _FEW else None


def title_candidates(lines: Sequence[Line], forms: Sequence[Parts | None], body: Sequence[int]) -> list[int]:
    """Return the indices of the lines above the lead that no form is known of, the nearest few hundred."""
    lead = body[0] if body else len(lines)
    above = [i for i in range(lead) if forms[i] is None and 2 <= len(lines[i].text) <= LONGEST_TITLE]
    return above[-_MOST_CANDIDATES:]


def _chances(signs: list[list[float]]) -> list[float]:
    import numpy as np

    from pipeline.scoring.trees import probabilities  # with numpy

    chances: list[float] = probabilities(_forest(), np.array(signs)).tolist()
    return chances


@lru_cache(maxsize=1)
def _forest() -> Forest:
    import numpy as np

    from pipeline.scoring.trees import load_forest  # with numpy

    inside = resources.as_file(resources.files("pipeline.label").joinpath(MODEL))
    with inside as path, np.load(path) as arrays:
        return load_forest(arrays, "title")


def _can_be_title(text: str) -> bool:
    """Tell whether the line is neither a date, alone or behind a section, nor a name alone."""
    return not read_spans(text, in_head=True) and not is_name_alone(text) and not _is_dated_section(text)


def _is_dated_section(text: str) -> bool:
    """Tell whether the line is a word or two, a bar and a date: "Harbour / June 12, 2024"."""
    dates = written_dates(text)
    if not dates or text[dates[-1].end :].strip():
        return False
    before = text[: dates[0].start].rstrip()
    return before.endswith(tuple(_BARS)) and len(before.rstrip(_BARS).split()) <= _LONGEST_SECTION_WORDS
