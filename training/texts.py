"""The labelled texts of the line model: every page in several readings, each line told whether it is body."""

from __future__ import annotations

import random
from typing import Any

from training.alignment import body_lines, fit
from training.corpus import CONVERTERS, TEXTS, Corpus, Page
from training.pages import variants, with_silver

MAX_CHARS = 400_000


def split_lines(text: str) -> tuple[list[str], list[int]]:
    """The non-blank stripped lines and, for each, the number of blank lines before it."""
    lines, blanks, blank = [], [], 0
    for raw in text.split("\n"):
        line = raw.strip()
        if line:
            lines.append(line)
            blanks.append(blank)
            blank = 0
        else:
            blank += 1
    return lines, blanks


def document(page: Page, converter: str, text: str) -> dict[str, Any] | None:
    """One labelled text; None when the converter lost the article or the text is out of bounds."""
    if not text.strip() or len(text) > MAX_CHARS:
        return None
    lines, blanks = split_lines(text)
    # Loosely, for the model is the better for it: strictly, .895 of the lines of tests/cases/label_pages.json are right
    # instead of .965, and on the development pages as many.
    labels = body_lines(lines, page.gold, loosely=True)
    best = fit(page.gold, "\n".join(line for line, keep in zip(lines, labels, strict=True) if keep))
    return {
        "page": page,
        "converter": converter,
        "lines": lines,
        "blanks": blanks,
        "labels": labels,
        "oracle": (best.precision, best.recall),
    }


def labelled_texts(corpus: Corpus) -> list[dict[str, Any]]:
    """Return every document; the pages without gold get a silver one where two extractors agree."""
    html = corpus.html()
    known = with_silver(corpus, html)
    documents = [
        document(known[row["id"]], converter, row["text"])
        for converter in CONVERTERS
        for row in corpus.rows(TEXTS[converter])
        if row["id"] in known
    ]
    order = sorted(known)
    random.Random(1).shuffle(order)
    documents += [
        document(known[key], converter, text)
        for key in order
        for converter, text in variants(html[key], known[key].gold, key)
    ]
    return [made for made in documents if made]
