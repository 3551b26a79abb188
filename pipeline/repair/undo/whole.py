"""Undo the commonest damage at once: a text that is, from end to end, UTF-8 seen through one code page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from typing import Final

from pipeline.repair.ground.codepages import CodePage, SingleByte, multi_byte_pages, run_pattern, single_byte_pages
from pipeline.repair.ground.edits import Edit
from pipeline.repair.ground.model import Model, load_model
from pipeline.repair.prove.quick import doubtful_residue, residue
from pipeline.repair.undo.stretches import USUAL, weigh

# A sequence of UTF-8 comes about by chance once in eight; these many, of so many kinds, do not. Marks and letters that
# are nearly always what is hidden need not differ, and of marks whose image has three characters one is enough.
_LEAST_SEQUENCES: Final = 6
_LEAST_KINDS: Final = 3
_SHORTEST: Final = 3
_RUN: Final = re.compile(r"[^\x00-\x7f]+")
_MOST_PAGES: Final = 6
# The pages are tried on so many characters, of at most so many runs, before one is tried on the whole text.
_LONGEST_SAMPLE: Final = 4000
_MOST_RUNS: Final = 2000
_FIRST_EAST_ASIAN: Final = "\u2e80"
# A line that saves so many characters is one stretch, else each image is.
_LEAST_SAVED: Final = 6
_MARGIN_SAMPLE: Final = 24
# Nats by which the letters of the likeliest page must fit a language better than those of another page.
_CLEAR_FIT: Final = 8.0
# Bytes that a code page does not have, or that an editor did not know, are question marks now.
_LOST: Final = re.compile(r"\?(?:\?|(?<=[A-Za-z]\?)[A-Za-z])")


def whole_edits(text: str, rest: str) -> list[Edit]:
    """The edits of a text that one page explains to the last character, and that is clean when undone; else none."""
    if len(rest) < _SHORTEST or _has_lost(text):
        return []
    runs = _sample(text)
    if not runs:
        return []
    readings: dict[str, CodePage] = {}
    for page in _pages(runs):
        decoded = page.decode(runs)
        if decoded is not None:
            readings.setdefault(decoded, page)
    if not readings:
        return []
    # If the likeliest page does not give clean text, there may be a second layer; another page fits by chance then.
    (likeliest, page), *others = readings.items()
    first = page.decode(text)
    if first is None or not _is_proven(first, len(text) - len(first)):
        return []
    model = load_model()
    for shown, rival in others:
        if not _is_likelier(likeliest, shown, model):
            other = rival.decode(text)
            if other is not None and _is_proven(other, len(text) - len(other)):
                return []
    return list(_edits(text, first, page, model))


def _has_lost(text: str) -> bool:
    return "\ufffd" in text or ("?" in text and _LOST.search(text) is not None)


def _sample(text: str) -> str:
    """The different runs of characters above ASCII with which the text begins; nothing if one has no end."""
    runs: dict[str, None] = {}
    size = 0
    for match in islice(_RUN.finditer(text), _MOST_RUNS):
        run = match.group()
        if run not in runs:
            runs[run] = None
            size += len(run)
        if size > _LONGEST_SAMPLE:
            break
    return "\n".join(runs) if size < 2 * _LONGEST_SAMPLE else ""


def _is_likelier(first: str, other: str, model: Model) -> bool:
    """Whether a reading has fewer characters that no known text has than another, or letters of one language."""
    here, there = Counter(residue(first)), Counter(residue(other))
    unknown, more_unknown = (sum(not model.count(c) for c in counts) for counts in (here, there))
    clear = 0.0 if unknown < more_unknown else _CLEAR_FIT
    return unknown <= more_unknown and model.language_fit(here) >= model.language_fit(there) + clear


def _is_proven(decoded: str, saved: int) -> bool:
    """Whether a reading that saves so many characters is no accident, and clean."""
    meant = residue(decoded)
    kinds = set(meant)
    if USUAL.issuperset(kinds):
        least = 1 if saved == 2 * len(meant) else _LEAST_SEQUENCES
    else:
        least = _LEAST_SEQUENCES if len(kinds) >= _LEAST_KINDS else len(decoded) + 1
    return len(meant) >= least and doubtful_residue(decoded) is None


def _pages(runs: str) -> Iterator[CodePage]:
    """The pages that have all characters of the runs, the likeliest first; of those that read them alike only one."""
    characters = sorted(set(runs) - {"\n"})
    every, masks = _masks()
    for character in characters:
        every &= masks.get(character, 0)
        if not every:
            break
    pages = [page for number, page in enumerate(single_byte_pages()) if every >> number & 1]
    pages.sort(key=lambda page: -page.prior)
    seen = set()
    for page in pages:
        read = bytes(page.bytes_of[character] for character in characters)
        if read not in seen:
            seen.add(read)
            yield page
        if len(seen) == _MOST_PAGES:
            break
    if characters[-1] >= _FIRST_EAST_ASIAN:
        yield from multi_byte_pages()


@lru_cache(maxsize=1)
def _masks() -> tuple[int, dict[str, int]]:
    """A bit for every single-byte page, and for every character the bits of those that have it."""
    masks: dict[str, int] = {}
    pages = single_byte_pages()
    for number, page in enumerate(pages):
        for character in page.bytes_of:
            masks[character] = masks.get(character, 0) | 1 << number
    return (1 << len(pages)) - 1, masks


def _edits(text: str, decoded: str, page: CodePage, model: Model) -> Iterator[Edit]:
    rule = f"mojibake:{page.name}"
    each: float | None = None
    start = 0
    for line, meant in zip(text.split("\n"), decoded.split("\n"), strict=True):
        if line != meant:
            if len(line) - len(meant) < _LEAST_SAVED and isinstance(page, SingleByte):
                for match in run_pattern(page).finditer(line):
                    low, high = match.span()
                    after = page.decode(match.group()) or ""
                    gain = weigh(line, low, high, after, model)
                    yield Edit(start + low, start + high, after, rule, page.name, 1, gain)
            else:
                head = next(i for i, character in enumerate(line) if character > "\x7f")
                tail = next(i for i, character in enumerate(reversed(line)) if character > "\x7f")
                after = meant[head : len(meant) - tail]
                if each is None:
                    each = _gain_each(line[head : len(line) - tail], after, model)
                yield Edit(start + head, start + len(line) - tail, after, rule, page.name, 1, each * len(after))
        start += len(line) + 1


def _gain_each(shown: str, meant: str, model: Model) -> float:
    """What each character of a reading gains, by its beginning."""
    part = min(len(meant), _MARGIN_SAMPLE)
    gain = model.score(meant[:part], "\n", "\n") - model.score(shown[: part * len(shown) // len(meant)], "\n", "\n")
    return gain / part
