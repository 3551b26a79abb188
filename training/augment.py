"""More pages from the labelled ones: windows around the article, a next article glued on, other kinds of script.

Development only; deterministic (seeded). Every made page stays in the fold of the sites it comes from.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from training.corpus import fold_of
from training.scripts import rewrite

Labelled = dict[str, Any]  # page, converter, lines, blanks, labels, oracle (training/texts.py)
_SCRIPTS = ("arabic", "hebrew", "hindi", "georgian", "han", "kana", "thai", "han", "kana", "arabic")
_LEAST_ORACLE = 0.6  # below, the converter lost the article, or the gold is of another page


def usable(document: Labelled) -> bool:
    """True when perfect line labels would give most of the gold, so that the labels can be learnt from."""
    precision, recall = document["oracle"]
    return precision is not None and recall is not None and min(precision, recall) > _LEAST_ORACLE


def augment(documents: Sequence[Labelled], seed: int = 5) -> list[Labelled]:
    """The documents and, after them, the made ones (`made` is True)."""
    rng = random.Random(seed)
    good = [d for d in documents if usable(d)]
    by_page: dict[str, list[Labelled]] = defaultdict(list)
    donors: dict[int, list[Labelled]] = defaultdict(list)
    for document in good:
        by_page[document["page"].id].append(document)
        if document["converter"] in ("near", "mainel"):
            donors[fold_of(document["page"].domain)].append(document)
    made = []
    for key in sorted(by_page):
        for _ in range(2):
            window = _window(rng.choice(by_page[key]), rng)
            if window and rng.random() < 0.2:
                window = _glued(window, rng.choice(donors[fold_of(window["page"].domain)]), rng)
            if window and len(window["lines"]) > 2:
                made.append(window)
    for document in good:
        if rng.random() < 0.12 and len(document["lines"]) < 600:
            made.append(_in_script(document, rng.choice(_SCRIPTS)))  # noqa: PERF401 - a draw for each
    return [{**d, "made": False} for d in documents] + [{**d, "made": True} for d in made]


def _window(document: Labelled, rng: random.Random) -> Labelled | None:
    """The page from a random line before the article to a random line after it; often right at its edges."""
    body = [i for i, label in enumerate(document["labels"]) if label]
    if not body:
        return None
    first, last, n = body[0], body[-1], len(document["lines"])
    start = rng.choice((0, max(0, first - rng.randint(0, 4)), first, rng.randint(0, first)))
    stop = rng.choice((n, min(n, last + 1 + rng.randint(0, 4)), last + 1, rng.randint(last + 1, n)))
    return {
        **document,
        "converter": "window",
        "lines": document["lines"][start:stop],
        "blanks": [0, *document["blanks"][start + 1 : stop]],
        "labels": document["labels"][start:stop],
    }


def _glued(document: Labelled, other: Labelled, rng: random.Random) -> Labelled:
    """The page with the beginning of another article after it: what sites load at the end of a page."""
    if other["page"].id == document["page"].id:
        return document
    first = next((i for i, label in enumerate(other["labels"]) if label), 0)
    start = max(0, first - rng.randint(1, 6))
    stop = start + rng.randint(3, 25)
    more = list(other["lines"][start:stop])
    return {
        **document,
        "converter": "glued",
        "lines": [*document["lines"], *more],
        "blanks": [*document["blanks"], *other["blanks"][start:stop]],
        "labels": [*document["labels"], *[False] * len(more)],
    }


def _in_script(document: Labelled, script: str) -> Labelled:
    """The page with its letters put into another kind of script."""
    lines = [line.strip() for line in rewrite(document["lines"], script)]
    keep = [i for i, line in enumerate(lines) if line]
    return {
        **document,
        "converter": f"script-{script}",
        "lines": [lines[i] for i in keep],
        "blanks": [document["blanks"][i] for i in keep],
        "labels": [document["labels"][i] for i in keep],
    }
