"""No pattern of ours takes more than linear work on a hostile text: its steps are counted, not timed."""

from __future__ import annotations

import importlib
import pkgutil
import re
import sys
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

import pytest

from tests.regex_steps import Counted, TooManyStepsError

UNITS = (" ", "\n", "a", "1", "A", "Aa ", "a.", "<a ", "&", ": ", "é", "\t \n")
BEHIND_A_LITERAL = (" ", "a", "é")
LINEAR = 6.5
"""How the steps may grow on four times the text: 4 is linear, 16 quadratic."""


def found_in(value: Any, depth: int = 0) -> Iterator[re.Pattern[Any]]:
    """Yield the compiled patterns in a value, and in what it holds."""
    if isinstance(value, re.Pattern):
        yield value
    elif depth < 4:
        held: Any = ()
        if isinstance(value, list | tuple):
            held = value
        elif isinstance(value, set | frozenset):
            held = sorted(value, key=repr)  # the same order in every process that collects
        elif isinstance(value, dict):
            held = value.values()
        elif is_dataclass(value):
            held = [getattr(value, field.name, None) for field in fields(value)]
        for inner in held:
            yield from found_in(inner, depth + 1)


def patterns() -> list[Any]:
    """Return every pattern that a module of ours holds, once, named by its place."""
    found: dict[tuple[Any, int], Any] = {}
    for package in ("schemas", "pipeline"):
        for module in pkgutil.walk_packages(importlib.import_module(package).__path__, f"{package}."):
            for name, value in sorted(vars(importlib.import_module(module.name)).items()):
                for pattern in found_in(value):
                    key = (pattern.pattern, pattern.flags)
                    found.setdefault(key, pytest.param(pattern, id=f"{module.name}.{name}"))
    return list(found.values())


def attacks(pattern: re.Pattern[Any]) -> Iterator[tuple[str, str]]:
    """Yield (what stands first, what is repeated) of texts that may hurt the pattern, some made of its own letters."""
    source = pattern.pattern if isinstance(pattern.pattern, str) else pattern.pattern.decode("latin-1")
    literals = sorted(set(re.findall(r"[^\W_]{2,12}|[<>/&@\"'=:;,#|-]", source)), key=lambda text: (len(text), text))
    yield from (("", unit) for unit in (*UNITS, *literals[-4:], *literals[:3]))
    yield from ((literal, unit) for literal in literals[-1:] for unit in BEHIND_A_LITERAL)


def growth(pattern: re.Pattern[Any], attack: tuple[str, str], small: int) -> float:
    """Return by how much the steps grow on four times the text."""
    first, unit = attack

    def text(size: int) -> str:
        return f"{first}{unit * (size // len(unit))}\x01"

    try:
        steps = Counted(pattern, text(small), 2000 * small).search_all()
        return Counted(pattern, text(4 * small), 20 * steps).search_all() / steps
    except TooManyStepsError:
        return 20.0


def worst(pattern: re.Pattern[Any]) -> tuple[float, tuple[str, str]]:
    """Return the largest growth, and the attack: where a short text shows one, a longer shows if a bound ends it."""
    found = max((growth(pattern, attack, 100), attack) for attack in attacks(pattern))
    return found if found[0] <= LINEAR else (growth(pattern, found[1], 800), found[1])


@pytest.fixture(autouse=True)
def _deep() -> Iterator[None]:
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(200_000)
    yield
    sys.setrecursionlimit(before)


@pytest.mark.slow
@pytest.mark.parametrize("pattern", patterns())
def test_the_steps_of_a_pattern_grow_with_the_text_and_no_faster(pattern: re.Pattern[Any]) -> None:
    steps, attack = worst(pattern)
    assert steps <= LINEAR, f"{steps:.0f} times the steps on 4 times of {attack}: bound its repeats"


@pytest.mark.parametrize(
    ("source", "unit"),
    [
        (r"\s+$", " "),
        (r"(a+)+b", "a"),
        (r"(?:a|a)*b", "a"),
        (r"<a .*>", "<a "),
        (r"(?:[^\W\d_]+ ?)*!", "a"),
        ("a*a*b", "a"),
    ],
)
def test_a_pattern_that_would_hurt_is_found(source: str, unit: str) -> None:
    assert growth(re.compile(source), ("", unit), 100) > LINEAR


@pytest.mark.parametrize(
    ("source", "text", "matches"),
    [
        (r"(?i)BY (?P<n>[a-z]+)(?: and \1)?\b", "by ann and ann, by lee", ["by ann and ann", "by lee"]),
        (r"(?<=\s)[^x\s]{2,3}?(?!\w)", " ab abc xx", ["ab", "abc"]),
        (r"(?m)^\d+$", "12\n3a\n45", ["12", "45"]),
    ],
)
def test_the_counting_matcher_finds_what_the_real_one_finds(source: str, text: str, matches: list[str]) -> None:
    """A count of other steps than the real matcher's would say nothing."""
    counted = Counted(re.compile(source), text, sys.maxsize)
    assert [text[start:end] for start, end in counted.found()] == matches
    assert [match.group() for match in re.finditer(source, text)] == matches
