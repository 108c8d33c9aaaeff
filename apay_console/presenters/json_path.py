"""JSONPath (RFC 9535, nothing beyond it): which values a query finds, within a bounded effort."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import jsonpath.path
from jsonpath import JSONPathEnvironment, JSONPathError, JSONPathMatch
from jsonpath.function_extensions import ExpressionType, FilterFunction

from apay_console.errors import N_, Message, say
from apay_console.model.fields import Path
from apay_console.model.i_regexp import NotARegexp, Regexp

LONGEST = 2_000  # letters of a query
STEPS = 250_000  # values looked at: each of a hundred thousand, some times over
_LONGEST_REASON = 120


@dataclass(frozen=True)
class Paths:
    """What a query found, in the document's order; or why it found nothing, and where."""

    found: tuple[Path, ...] = ()
    problem: Message | None = None
    column: int = 0  # of the problem, from 0
    width: int = 0


class _TooMuch(Exception):
    """A query that takes more effort than any answer is worth."""


class Effort:
    """How much a query may still do; `stop` ends it from another thread."""

    def __init__(self, steps: int = STEPS) -> None:
        self._left = steps

    def stop(self) -> None:
        """Let the query end at its next step."""
        self._left = -1

    def spend(self, steps: int = 1) -> None:
        """Count what is done; raise when it is too much."""
        self._left -= steps
        if self._left < 0:
            raise _TooMuch


class _Effort(dict[str, Any]):
    """The effort, as what the library hands from match to match."""

    def __init__(self, effort: Effort) -> None:
        super().__init__(effort=effort)  # an empty one would be taken for none
        self.spend = effort.spend


class _Match(JSONPathMatch):
    """A match that is counted, and keeps its path as keys only."""

    __slots__ = ()

    def new_child(self, obj: object, key: int | str) -> JSONPathMatch:
        self._filter_context.spend()  # type: ignore[attr-defined]  # it is an _Effort, see `find`
        return _Match(
            filter_context=self._filter_context,
            obj=obj,
            parent=None,
            path="",
            parts=(*self.parts, key),
            root=self.root,
        )


# The library asks the environment for its match class only where it works asynchronously; the
# queries inside a filter would not be counted.
jsonpath.path.JSONPathMatch = _Match  # type: ignore[attr-defined]  # see above


class _Regexp(FilterFunction):
    """`match` and `search`, by a matcher that takes no longer for a bad pattern."""

    arg_types = [ExpressionType.VALUE, ExpressionType.VALUE]  # noqa: RUF012 - the library's own form
    return_type = ExpressionType.LOGICAL

    def __init__(self, effort: Effort, *, is_whole: bool) -> None:
        self._effort = effort
        self._is_whole = is_whole
        self._known: dict[str, Regexp | None] = {}

    def __call__(self, value: object, pattern: object) -> bool:
        if not isinstance(value, str) or not isinstance(pattern, str):
            return False
        if pattern not in self._known:
            self._known[pattern] = _regexp(pattern)
        known = self._known[pattern]
        if known is None:
            return False
        ask = known.matches if self._is_whole else known.found_in
        return ask(value, self._effort.spend)


def _regexp(pattern: str) -> Regexp | None:
    try:
        return Regexp(pattern)
    except (NotARegexp, RecursionError):  # RFC 9535: such a pattern matches nothing
        return None


class _Environment(JSONPathEnvironment):
    """The library without what the RFC does not have; numbers keep their digits."""

    def __init__(self, effort: Effort) -> None:
        self._effort = effort
        super().__init__(strict=True)

    def setup_function_extensions(self) -> None:
        super().setup_function_extensions()
        self.function_extensions["match"] = _Regexp(self._effort, is_whole=True)
        self.function_extensions["search"] = _Regexp(self._effort, is_whole=False)

    def compare(self, left: object, operator: str, right: object) -> bool:
        return super().compare(_exact(left), operator, _exact(right))


def _exact(value: object) -> object:
    return Decimal(repr(value)) if isinstance(value, float) else value


def find(query: str, root: Any, effort: Effort | None = None) -> Paths:
    """Ask for what a query names; never raises, whatever is asked."""
    effort = effort or Effort()
    if len(query) > LONGEST:
        return Paths(problem=say(N_("This is too long for a path.")), column=LONGEST)
    try:
        path = _Environment(effort).compile(query)
    except JSONPathError as error:
        return _slip(query, error)
    except (RecursionError, ValueError, IndexError):  # what the library has no words for
        return Paths(problem=say(N_("This is no JSONPath.")), width=len(query))
    return _found(path, root, effort)


def _found(path: Any, root: Any, effort: Effort) -> Paths:
    if not isinstance(root, list | Mapping):
        return Paths()
    try:
        matches = path.finditer(root, filter_context=_Effort(effort))
        found = dict.fromkeys(tuple(map(str, match.parts)) for match in matches)
    except _TooMuch:
        return Paths(problem=say(N_("This asks for too much; ask for something nearer.")))
    except (JSONPathError, RecursionError, ArithmeticError, TypeError, ValueError):
        return Paths(problem=say(N_("This path cannot be followed here.")))
    return Paths(tuple(found))


def _slip(query: str, error: JSONPathError) -> Paths:
    token = error.token
    column = min(token.index, len(query)) if token is not None else 0
    column = column if column >= 0 else len(query)  # the end of the query
    width = max(len(token.value), 1) if token is not None else len(query)
    width = min(width, len(query) - column)
    words = _words(query, column, width, str(error.message))
    return Paths(problem=words, column=column, width=width)


def _words(query: str, column: int, width: int, reason: str) -> Message:
    """What is wrong; the library's words, but for those that name its own insides."""
    if not query.lstrip().startswith("$"):
        return say(N_("A JSONPath begins with $, for example $..amount."))
    if "TOKEN_" in reason:
        found = query[column : column + min(width, _LONGEST_REASON)]
        words = N_("Not a JSONPath at column {column}: “{found}” is not expected here.")
        return say(words, column=column + 1, found=found)
    words = N_("Not a JSONPath at column {column}: {reason}.")
    return say(words, column=column + 1, reason=reason[:_LONGEST_REASON])
