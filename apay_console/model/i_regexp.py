"""Regular expressions as JSONPath has them (RFC 9485), matched in linear time: none can hang."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

_LONGEST = 2_000  # steps of a pattern; a{1000}{1000} would be a million
_ATOM = re.compile(
    r"\\[pP]\{[A-Za-z]{1,2}\}|\\.|\[\^?(?:\\[pP]\{[A-Za-z]{1,2}\}|\\.|[^\]\\])+\]|[^\\\[\](){}*+?|]",
    re.DOTALL,
)
_COUNT = re.compile(r"\{([0-9]{1,4})(?:(,)([0-9]{0,4}))?\}")
_PARTS = re.compile(r"\\([pP])\{([A-Za-z]{1,2})\}|(\\.|[^\\])(?:-(\\.|[^\\]))?", re.DOTALL)
_CONTROLS = {"n": "\n", "r": "\r", "t": "\t"}

Test = Callable[[str], bool]


class NotARegexp(ValueError):
    """A pattern that RFC 9485 does not know."""


@dataclass
class _Step:
    """Takes one character where there is a test, else goes on at once, in one or two ways."""

    test: Test | None = None
    ways: list[int] = field(default_factory=list)


class Regexp:
    """One pattern; `spend` is told of every step, and may end it all by raising."""

    def __init__(self, pattern: str) -> None:
        self._pattern = pattern
        self._at = 0
        self._steps: list[_Step] = []
        self._start, ends = self._either()
        if self._at < len(pattern):
            raise NotARegexp
        self._join(ends, self._add())

    # Reading: each part returns where it begins and which steps still lead nowhere

    def _add(self, test: Test | None = None) -> int:
        if len(self._steps) >= _LONGEST:
            raise NotARegexp
        self._steps.append(_Step(test))
        return len(self._steps) - 1

    def _join(self, ends: list[int], to: int) -> None:
        for end in ends:
            self._steps[end].ways.append(to)

    def _is_next(self, sign: str) -> bool:
        return self._pattern.startswith(sign, self._at)

    def _either(self) -> tuple[int, list[int]]:
        fork, ends = self._add(), []
        while True:
            start, found = self._row()
            self._steps[fork].ways.append(start)
            ends += found
            if not self._is_next("|"):
                return fork, ends
            self._at += 1

    def _row(self) -> tuple[int, list[int]]:
        start = self._add()
        ends = [start]
        while self._at < len(self._pattern) and self._pattern[self._at] not in "|)":
            ends = self._counted(ends)
        return start, ends

    def _counted(self, ends: list[int]) -> list[int]:
        """Read an atom as often as its count says: counts are written out."""
        begun = self._at
        first, after = self._atom()
        rest = self._at
        least, most = self._count()
        behind, copies, leave = self._at, 0, []
        while most is None or copies < max(most, 1):
            if copies:
                self._at = begun
                first, after = self._atom()
            copies += 1
            if copies > least:
                leave += ends
            self._join(ends, first)
            ends = after
            if most is None and copies >= max(least, 1):
                self._join(ends, first)
                break
        self._at = max(behind, rest)
        return [*leave, *ends] if most != 0 else leave

    def _count(self) -> tuple[int, int | None]:
        sign = self._pattern[self._at : self._at + 1]
        if sign and sign in "*+?":
            self._at += 1
            return (1 if sign == "+" else 0), (1 if sign == "?" else None)
        found = _COUNT.match(self._pattern, self._at)
        if found is None:
            return 1, 1
        self._at = found.end()
        least = int(found[1])
        most = least if found[2] is None else int(found[3]) if found[3] else None
        if most is not None and most < least:
            raise NotARegexp
        return least, most

    def _atom(self) -> tuple[int, list[int]]:
        if self._is_next("("):
            self._at += 1
            start, ends = self._either()
            if not self._is_next(")"):
                raise NotARegexp
            self._at += 1
            join = self._add()
            self._join(ends, join)
            return start, [join]
        found = _ATOM.match(self._pattern, self._at)
        if found is None:
            raise NotARegexp
        self._at = found.end()
        step = self._add(_test(found.group()))
        return step, [step]

    # Matching: all ways at once, so that none is tried twice

    def matches(self, text: str, spend: Callable[[int], None] = lambda _: None) -> bool:
        """Whether the whole text is what the pattern says."""
        last = len(self._steps) - 1
        now = self._reach([self._start])
        for sign in text:
            spend(len(now))
            now = self._after(now, sign)
            if not now:
                return False
        return last in now

    def found_in(self, text: str, spend: Callable[[int], None] = lambda _: None) -> bool:
        """Whether any part of the text is what the pattern says."""
        last = len(self._steps) - 1
        start = now = self._reach([self._start])
        for sign in text:
            if last in now:
                return True
            spend(len(now))
            now = self._after(now, sign) | start
        return last in now

    def _after(self, now: set[int], sign: str) -> set[int]:
        steps = [self._steps[at] for at in now]
        return self._reach([to for one in steps if one.test and one.test(sign) for to in one.ways])

    def _reach(self, left: list[int]) -> set[int]:
        """All steps that are reached without taking a character."""
        seen: set[int] = set()
        while left:
            at = left.pop()
            if at not in seen:
                seen.add(at)
                if self._steps[at].test is None:
                    left += self._steps[at].ways
        return seen


def _test(atom: str) -> Test:
    if atom == ".":
        return lambda sign: sign not in "\n\r"
    if atom.startswith("["):
        is_other, inside = atom.startswith("[^"), atom[1:-1].removeprefix("^")
        tests = [_part(found) for found in _PARTS.finditer(inside)]
        return lambda sign: any(test(sign) for test in tests) is not is_other
    found = _PARTS.match(atom)
    return _part(found) if found else (lambda sign: sign == atom)


def _part(found: re.Match[str]) -> Test:
    """One letter, range or category of Unicode."""
    if found[1]:
        return _category(found[2], is_other=found[1] == "P")
    first = _sign(found[3])
    last = _sign(found[4]) if found[4] else first
    return lambda sign: first <= sign <= last


def _category(name: str, *, is_other: bool) -> Test:
    from unicodedata import category  # noqa: PLC0415 - seldom asked for

    return lambda sign: category(sign).startswith(name) is not is_other


def _sign(written: str) -> str:
    return written if len(written) == 1 else _CONTROLS.get(written[1], written[1])
