"""An interview: paragraphs that begin with who speaks, and questions that answers stand between."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from pipeline.language.known import LANGUAGES
from pipeline.language.people import is_name_alone
from pipeline.language.phrases import key
from pipeline.language.sentences import ends_sentence
from pipeline.language.weight import weight
from pipeline.shapes.shaped import Shaped, text_blocks
from schemas.stages import Block, Shape

QUESTION_LABELS = frozenset(key(word) for language in LANGUAGES for word in language.question_labels)
ANSWER_LABELS = frozenset(key(word) for language in LANGUAGES for word in language.answer_labels)
_LABELLED = re.compile(r"(?P<label>[^\W\d_][^:：\n!?;,\"“”«»()\d]{0,39}?)[ \u00a0]?(?:：|:(?=\s|$))\s{0,4}")
_LONGEST_LABEL = 44
_MOST_LABEL_WORDS = 4
_MOST_SPEAKERS = 12
_LEAST_TURNS = 4
_TWICE = 2
_THINNEST = 4
_LEAST_QUESTIONS = 4
_LONGEST_QUESTION_WORDS = 90
_LONGEST_ANSWER = 8
_THINNEST_QUESTIONS = 5
_LONGEST_HEADING_WORDS = 12
_SHARE_OF_LONG = 3
_TWO_SENTENCES = re.compile(r"[^\W\d_]{2}[.?!…][\"'”’»)]?[ \u00a0]|[。？！؟](?=.)")
_ENDS_OF_QUESTIONS = frozenset("?？؟\"'”’“»›)]」』*_")
_CLOSING = " \u00a0\"'”’“»›)]」』*_"
_SHARE_OF_SPOKEN = 4
_OPENING = '"“„«‘「『‹»”–—-'
_SPOKEN = re.compile(r"^[-–—\[(]|[“”„«»「『].{0,90}[?？؟]")  # what people of a story ask


class _Turn(NamedTuple):
    """A paragraph that begins with a label: its rank among the paragraphs, the label's key, what is said."""

    rank: int
    label: str
    said: str


def interview(blocks: Sequence[Block]) -> dict[int, Shaped]:
    """Return the questions of an interview, and the paragraphs that begin with who speaks.

    Where no label says who speaks, only the questions are returned, if answers stand between them throughout.
    """
    places = text_blocks(blocks)
    texts = [blocks[i].content for i in places]
    found = _by_label(texts) or _by_mark(texts)
    return {places[rank]: shaped for rank, shaped in found.items()}


def _by_label(texts: Sequence[str]) -> dict[int, Shaped]:
    marked = [rank for rank, text in enumerate(texts) if ":" in (start := text[:_LONGEST_LABEL]) or "：" in start]
    if len(marked) < _LEAST_TURNS - 1:  # most pages
        return {}
    turns = _recurring([turn for rank in marked if (turn := _turn(rank, texts[rank]))])
    asked = Counter(turn.label for turn in turns if _asks(turn.said))
    counts = Counter(turn.label for turn in turns)
    askers = {label for label, count in counts.items() if label in QUESTION_LABELS or _TWICE * asked[label] >= count}
    if not _is_conversation(turns, counts, askers, asked):
        return {}
    return {
        turn.rank: Shaped(Shape("question"), "question_label")
        if turn.label in askers and _holds_question(turn.said)
        else Shaped(Shape("speaker"), "speaker_label")
        for turn in turns
    }


def _turn(rank: int, text: str) -> _Turn | None:
    match = _LABELLED.match(text[: _LONGEST_LABEL + 4])
    if match is None or len(match["label"].split()) > _MOST_LABEL_WORDS:
        return None
    if match["label"][0].islower():
        return None
    return _Turn(rank, key(match["label"]), text[match.end() :])


def _recurring(turns: Sequence[_Turn]) -> list[_Turn]:
    """Return the turns whose label comes again, if there are no more of these than can speak in one piece."""
    counts = Counter(turn.label for turn in turns)
    labels = {label for label, count in counts.items() if count >= _TWICE or label in ANSWER_LABELS}
    return [turn for turn in turns if turn.label in labels] if len(labels) <= _MOST_SPEAKERS else []


def _is_conversation(turns: Sequence[_Turn], counts: Counter[str], askers: set[str], asked: Counter[str]) -> bool:
    """Tell whether labels are those of people who speak in turn, and not of a table of facts or of a checklist."""
    if len(turns) < _LEAST_TURNS - 1 or turns[-1].rank - turns[0].rank + 1 > _THINNEST * len(turns):
        return False
    words = {label for label in counts if label in QUESTION_LABELS}
    if any(counts[label] >= _TWICE and asked[label] >= 1 for label in words):
        return True
    if len(turns) < _LEAST_TURNS or not _said_in_sentences(turns):
        return False
    if len(counts) == 1:
        return len(turns) >= _LEAST_TURNS and asked[turns[0].label] == len(turns)
    changes = sum(one.label != other.label for one, other in pairwise(turns))
    if _TWICE * changes < len(turns):
        return False
    asks = any(asked[label] >= _TWICE for label in askers) and len(askers) < len(counts)
    return asks or sum(map(_is_name, counts)) >= _TWICE


def _is_name(label: str) -> bool:
    """Tell whether a label's key, in lower case, is a person's name with a given name: "Red wines" is none."""
    return is_name_alone(label.title())


def _said_in_sentences(turns: Sequence[_Turn]) -> bool:
    """Tell whether most of what is said is finished sentences; a label that stands alone says nothing."""
    said = [turn.said for turn in turns if turn.said]
    return _TWICE * sum(map(ends_sentence, said)) > len(said) or not said


def _asks(text: str) -> bool:
    return text.rstrip(_CLOSING).endswith(("?", "？", "؟"))


def _holds_question(text: str) -> bool:
    return any(mark in text for mark in "?？؟")


def _by_mark(texts: Sequence[str]) -> dict[int, Shaped]:
    """Return the paragraphs that ask, where each has its answer below it and they are close to one another.

    An interviewer's questions are of any length; where all are short they are the subheadings of an explainer.
    """
    asking = [rank for rank, text in enumerate(texts) if text[-1] in _ENDS_OF_QUESTIONS and _is_question(text)]
    found: dict[int, Shaped] = {}
    for run in _runs(asking, texts):
        span = run[-1] - run[0] + 1
        spoken = sum(text[0] in _OPENING for text in texts[run[0] : run[-1]])
        if len(run) < _LEAST_QUESTIONS or span > _THINNEST_QUESTIONS * len(run) or _SHARE_OF_SPOKEN * spoken > span:
            continue
        long = sum(_is_long(texts[rank]) for rank in run)
        if _SHARE_OF_LONG * long >= len(run):
            found |= dict.fromkeys(run, Shaped(Shape("question"), "question_mark"))
    return found


def _is_long(text: str) -> bool:
    return weight(text) > _LONGEST_HEADING_WORDS or _TWO_SENTENCES.search(text) is not None


def _runs(asking: Sequence[int], texts: Sequence[str]) -> Iterator[list[int]]:
    """Yield the questions in runs; two of them in a row, or one whose answer does not begin below it, part a run."""
    run: list[int] = []
    for rank in asking:
        answered = rank + 1 < len(texts) and not _is_question(texts[rank + 1]) and _answers(texts[rank + 1])
        if run and (not answered or rank - run[-1] > _LONGEST_ANSWER):
            yield run
            run = []
        if answered:
            run.append(rank)
    if run:
        yield run


def _is_question(text: str) -> bool:
    return _asks(text) and weight(text) <= _LONGEST_QUESTION_WORDS and _SPOKEN.search(text) is None


def _answers(text: str) -> bool:
    return ends_sentence(text) and weight(text) > 1
