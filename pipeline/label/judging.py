"""Kept or cut: the model's scores of the lines that no rule knows, made into decisions."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from pipeline.label.head import is_prose
from pipeline.label.model import Decision, decisions
from pipeline.label.parts import Parts
from pipeline.language.weight import weight
from schemas.stages import Line, Role

Scorer = Callable[[Sequence[str], Sequence[int], Sequence[str | None]], list[float]]
"""(texts, blank lines before each, roles fixed by rules) -> probability that each line is the article's."""

_SENTENCE_AT_THE_EDGE = 0.2
_LEAST_PROSE_WORDS = 12


def judge(lines: Sequence[Line], forms: Sequence[Parts | None], scorer: Scorer) -> list[Decision]:
    """Return the decision on every line; one whose form a rule knows is not kept here: its role says what it is."""
    texts = [line.text for line in lines]
    roles = [_role(parts) for parts in forms]
    scores = scorer(texts, [line.blank_before for line in lines], roles)
    decided = decisions(scores, texts)
    decided = [
        decision if forms[i] is None else Decision(False, "form", decision.score) for i, decision in enumerate(decided)
    ]
    if not any(decision.keep for decision in decided):
        return _short_text(lines, forms, decided)
    return _with_edge_sentences(texts, forms, decided)


def _role(parts: Parts | None) -> str | None:
    if not parts:
        return None
    return next((part.role.value for part in parts if part.role is not Role.LABEL), None)


def _short_text(lines: Sequence[Line], forms: Sequence[Parts | None], decided: list[Decision]) -> list[Decision]:
    """Keep the prose of a text that the model finds no article in, where prose is most of it: a brief, a paragraph.

    The model was taught on whole pages, and a page without an article has few sentences among many lines.
    """
    prose = {i for i, line in enumerate(lines) if forms[i] is None and is_prose(line.text)}
    of_prose = sum(weight(lines[i].text) for i in prose)
    if of_prose < _LEAST_PROSE_WORDS or 2 * of_prose < sum(weight(line.text) for line in lines):
        return decided
    return [
        Decision(True, "short_text", decision.score) if i in prose else decision for i, decision in enumerate(decided)
    ]


def _with_edge_sentences(
    texts: Sequence[str], forms: Sequence[Parts | None], decided: list[Decision]
) -> list[Decision]:
    """Keep a full sentence right beside the article's first or last line, unless the model is sure that it is none."""
    result = list(decided)
    kept = [i for i, decision in enumerate(decided) if decision.keep]
    for i in (kept[0] - 1, kept[-1] + 1):
        beside = 0 <= i < len(texts) and forms[i] is None and not decided[i].keep
        if beside and decided[i].score >= _SENTENCE_AT_THE_EDGE and is_prose(texts[i]):
            result[i] = Decision(True, "sentence", decided[i].score)
    return result
