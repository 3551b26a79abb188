"""Regular expressions matched step by step, to count how often they look at a character.

Python's matcher counts nothing, and time depends on the machine. This one walks the same parse tree in the same order,
without the shortcuts of the real one, so its count is an upper bound for it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from re import _constants as op  # type: ignore[attr-defined]  # isort: skip
from re import _parser as parser  # type: ignore[attr-defined]  # isort: skip

Then = Callable[[int], bool]
Matcher = Callable[[int, Then], bool]


class TooManyStepsError(Exception):
    """More steps were taken than allowed."""


class Counted:
    """A pattern that counts its steps over one text."""

    def __init__(self, pattern: re.Pattern[Any], text: str, most: int) -> None:
        source = pattern.pattern if isinstance(pattern.pattern, str) else pattern.pattern.decode("latin-1")
        self._flags = pattern.flags
        self._text = text.casefold() if pattern.flags & re.IGNORECASE else text
        self._most = most
        self._groups: dict[int, tuple[int, int]] = {}
        self.steps = 0
        flags = pattern.flags & ~re.UNICODE if isinstance(pattern.pattern, str) else pattern.flags
        self._match = self._sequence(list(parser.parse(source, flags)))

    def search_all(self) -> int:
        """Look for the pattern from every place, as `finditer` does; return the steps taken."""
        for _ in self.found():
            pass
        return self.steps

    def found(self) -> Iterator[tuple[int, int]]:
        """Yield where each match begins and ends."""
        place = 0
        while place <= len(self._text):
            end = self._end(self._match, place)
            if end is not None:
                yield place, end
            place = max(place + 1, end or 0)

    @staticmethod
    def _end(matcher: Matcher, at: int) -> int | None:
        """Return where the first match from here ends."""
        ends: list[int] = []

        def note(end: int) -> bool:
            ends.append(end)
            return True

        return ends[-1] if matcher(at, note) else None

    def _step(self) -> None:
        self.steps += 1
        if self.steps > self._most:
            raise TooManyStepsError

    def _sequence(self, items: list[Any]) -> Matcher:
        matchers = [self._item(*item) for item in items]

        def match(at: int, then: Then, number: int = 0) -> bool:
            if number == len(matchers):
                return then(at)
            return matchers[number](at, lambda end: match(end, then, number + 1))

        return matchers[0] if len(matchers) == 1 else match

    def _item(self, code: Any, value: Any) -> Matcher:
        if code in (op.LITERAL, op.NOT_LITERAL, op.ANY, op.IN):
            return self._single(self._test(code, value))
        if code in (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT):
            return self._repeat(code, *value)
        if code is op.BRANCH:
            ways = [self._sequence(list(way)) for way in value[1]]
            return lambda at, then: any(way(at, then) for way in ways)
        if code is op.SUBPATTERN:
            return self._group(value[0], self._sequence(list(value[3])))
        if code is op.ATOMIC_GROUP:
            return self._atomic(self._sequence(list(value)))
        if code in (op.ASSERT, op.ASSERT_NOT):
            return self._look(code is op.ASSERT, value[0], value[1])
        if code is op.AT:
            return lambda at, then: self._stands(value, at) and then(at)
        if code is op.GROUPREF:
            return self._again(value)
        raise AssertionError(f"{code} is not known here: teach it")

    def _test(self, code: Any, value: Any) -> Callable[[str], bool]:
        if code is op.LITERAL:
            wanted = self._folded(value)
            return lambda character: character == wanted
        if code is op.NOT_LITERAL:
            unwanted = self._folded(value)
            return lambda character: character != unwanted
        if code is op.ANY:
            return lambda character: bool(self._flags & re.DOTALL) or character != "\n"
        return self._any_of(list(value))

    def _any_of(self, parts: list[Any]) -> Callable[[str], bool]:
        tests: list[Callable[[str], bool]] = []
        negated = bool(parts) and parts[0][0] is op.NEGATE
        for code, value in parts[negated:]:
            if code is op.RANGE:
                tests.append(_between(*value))
            elif code is op.CATEGORY:
                tests.append(_category(value))
            else:
                tests.append(self._test(code, value))
        return lambda character: any(test(character) for test in tests) != negated

    def _folded(self, value: int) -> str:
        return chr(value).casefold() if self._flags & re.IGNORECASE else chr(value)

    def _single(self, test: Callable[[str], bool]) -> Matcher:
        def match(at: int, then: Then) -> bool:
            self._step()
            return at < len(self._text) and test(self._text[at]) and then(at + 1)

        return match

    def _repeat(self, code: Any, least: int, most: int, items: Any) -> Matcher:
        items = list(items)
        if len(items) == 1 and items[0][0] in (op.LITERAL, op.NOT_LITERAL, op.ANY, op.IN):
            return self._run(code, least, most, self._test(*items[0]))
        inner = self._sequence(items)

        def greedy(at: int, then: Then, done: int = 0) -> bool:
            self._step()
            more = done < most and inner(at, lambda end: (end > at or done < least) and greedy(end, then, done + 1))
            return more or (done >= least and then(at))

        def lazy(at: int, then: Then, done: int = 0) -> bool:
            self._step()
            if done >= least and then(at):
                return True
            return done < most and inner(at, lambda end: (end > at or done < least) and lazy(end, then, done + 1))

        if code is op.POSSESSIVE_REPEAT:
            return self._atomic(greedy)
        return greedy if code is op.MAX_REPEAT else lazy

    def _run(self, code: Any, least: int, most: int, test: Callable[[str], bool]) -> Matcher:
        """A repeat of one character, without a call for each."""
        if code is op.MIN_REPEAT:
            return self._shortest(least, most, test)

        def longest(at: int, then: Then) -> bool:
            end = self._reach(at, most, test)
            for place in range(end, at + least - 1, -1):
                self._step()
                if then(place):
                    return True
                if code is op.POSSESSIVE_REPEAT:
                    return False
            return False

        return longest

    def _shortest(self, least: int, most: int, test: Callable[[str], bool]) -> Matcher:
        def match(at: int, then: Then) -> bool:
            end = self._reach(at, least, test)
            while end - at >= least:
                self._step()
                if then(end):
                    return True
                if end - at >= most or self._reach(end, 1, test) == end:
                    return False
                end += 1
            return False

        return match

    def _reach(self, at: int, limit: int, test: Callable[[str], bool]) -> int:
        end = at
        while end - at < limit and end < len(self._text):
            self._step()
            if not test(self._text[end]):
                break
            end += 1
        return end

    def _group(self, number: int | None, inner: Matcher) -> Matcher:
        if number is None:
            return inner

        def match(at: int, then: Then) -> bool:
            def closed(end: int) -> bool:
                self._groups[number] = (at, end)
                return then(end)

            return inner(at, closed)

        return match

    def _atomic(self, inner: Matcher) -> Matcher:
        def match(at: int, then: Then) -> bool:
            end = self._end(inner, at)
            return end is not None and then(end)

        return match

    def _look(self, wanted: bool, direction: int, items: Any) -> Matcher:
        inner = self._sequence(list(items))
        back = items.getwidth()[0] if direction < 0 else 0
        return lambda at, then: (at >= back and inner(at - back, lambda _: True)) == wanted and then(at)

    def _again(self, number: int) -> Matcher:
        def match(at: int, then: Then) -> bool:
            start, end = self._groups.get(number, (0, 0))
            self._step()
            return self._text.startswith(self._text[start:end], at) and then(at + end - start)

        return match

    def _stands(self, where: Any, at: int) -> bool:
        self._step()
        text = self._text
        if where in (op.AT_BOUNDARY, op.AT_NON_BOUNDARY):
            before, after = _is_word(text[at - 1 : at]), _is_word(text[at : at + 1])
            return (before != after) == (where is op.AT_BOUNDARY)
        if where in (op.AT_BEGINNING, op.AT_BEGINNING_STRING):
            lines = self._flags & re.MULTILINE and where is op.AT_BEGINNING
            return at == 0 or (bool(lines) and text[at - 1] == "\n")
        lines = self._flags & re.MULTILINE and where is op.AT_END
        ends = at == len(text) or (where is op.AT_END and at == len(text) - 1 and text[at] == "\n")
        return ends or (bool(lines) and text[at] == "\n")


def _between(low: int, high: int) -> Callable[[str], bool]:
    return lambda character: low <= ord(character) <= high or low <= ord(character.upper()[0]) <= high


def _is_word(character: str) -> bool:
    return bool(character) and (character.isalnum() or character == "_")


def _category(value: Any) -> Callable[[str], bool]:
    tests: dict[Any, Callable[[str], bool]] = {
        op.CATEGORY_DIGIT: str.isdecimal,
        op.CATEGORY_SPACE: str.isspace,
        op.CATEGORY_WORD: _is_word,
    }
    if value in tests:
        return tests[value]
    opposite = {
        op.CATEGORY_NOT_DIGIT: op.CATEGORY_DIGIT,
        op.CATEGORY_NOT_SPACE: op.CATEGORY_SPACE,
        op.CATEGORY_NOT_WORD: op.CATEGORY_WORD,
    }
    test = tests[opposite[value]]
    return lambda character: not test(character)
