"""Where the article stands on a page: the block model's scores, and trafilatura's voice where these are not enough."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from pipeline.errors import Reject
from pipeline.html.body.extractor import main_text
from pipeline.html.body.model import Hints, block_scores
from pipeline.html.markup.blocks import Blocks
from pipeline.scoring.decisions import has_article, threshold, weight
from schemas.rejection import Reason
from schemas.settings import Settings

_VOTE = 0.2  # of the extractor, beside the model's .8: +.001 F1 on aeb and wcxb, -.0003 on fundus, sites unseen
_TAKEN = 0.9
_LEAST_QUOTED = 40
_ISLAND_GAP = 8
_ISLAND_SURE = 0.7
_ABOVE_TITLE = 6
_ABOVE_BODY = 15
_MOST_HEAD = 60
_BELOW_BODY = 8


def read_body(markup: bytes, page: Blocks, hints: Hints, settings: Settings) -> list[float]:
    """Return the blocks' scores; raise Reject if neither the model nor the extractor finds an article."""
    scores = block_scores(page, hints)
    found = has_article(scores, weights_of(page, scores))
    if found and not settings.thorough:
        return scores
    try:
        chosen = _chosen(page, main_text(markup, fast=found))
    except Reject:
        if not found:
            raise
        return scores
    share = _VOTE if found else _TAKEN
    return [round((1 - share) * score + share * taken, 3) for score, taken in zip(scores, chosen, strict=True)]


def _chosen(page: Blocks, paragraphs: Sequence[str]) -> list[bool]:
    """Tell for each block whether the extractor took it, alone or inside a longer paragraph; raise Reject if none was.

    Its text can be put together from parts of several blocks.
    """
    whole = {" ".join(paragraph.split()).removeprefix("- ") for paragraph in paragraphs}
    text = " ".join(" ".join(paragraph.split()) for paragraph in paragraphs)
    chosen = [block.text in whole or (len(block.text) > _LEAST_QUOTED and block.text in text) for block in page.blocks]
    if not any(chosen):
        raise Reject(Reason.EXTRACTION_EMPTY, "no main content was found on the page")
    return chosen


def article_window(page: Blocks, scores: Sequence[float], hints: Hints) -> range:
    """Return the indices of the blocks that can be the article's: its body, the head above it, a little below it.

    The rest of the page is not looked at: rules for lines cost more than the model does, and a byline or a date in the
    page's margins is another article's.
    """
    first, last = _span(scores, weights_of(page, scores))
    title = _title(page, hints, first)
    start = first - _ABOVE_BODY if title is None else min(title, first) - _ABOVE_TITLE
    return range(max(0, start), min(len(scores), last + 1 + _BELOW_BODY))


def weights_of(page: Blocks, scores: Sequence[float]) -> list[float]:
    """Return the blocks' weights; those that cannot be body need none."""
    return [weight(block.text) if score else 0.0 for block, score in zip(page.blocks, scores, strict=True)]


def _span(scores: Sequence[float], weights: Sequence[float]) -> tuple[int, int]:
    """Return the first and last likely block, without those far from the article that the model is not sure of.

    A customer service's address at the foot of a page can look like prose: cutting these islands gives +.003 F1 on aeb,
    +.002 on fundus and on wcxb, on sites the model has not seen.
    """
    level = min(threshold(scores, weights), max(scores))
    kept = [i for i, score in enumerate(scores) if score >= level]
    runs = [[kept[0]]]
    for before, i in pairwise(kept):
        if i - before > _ISLAND_GAP:
            runs.append([])
        runs[-1].append(i)
    main = max(runs, key=lambda run: sum(scores[i] * weights[i] for i in run))
    lasting = [run for run in runs if run is main or max(scores[i] for i in run) >= _ISLAND_SURE]
    return lasting[0][0], lasting[-1][-1]


def _title(page: Blocks, hints: Hints, first: int) -> int | None:
    """Return the block nearest above the body that is the headline."""
    above = range(first, max(-1, first - _MOST_HEAD), -1)
    folded = ((i, page.blocks[i].text.lower()) for i in above)
    title = next((i for i, text in folded if hints.title and text == hints.title), None)
    return title if title is not None else next((i for i in above if page.blocks[i].tag == "h1"), None)
