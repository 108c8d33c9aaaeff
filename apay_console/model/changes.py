"""What differs between two answers, and who did it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any

from apay_console.model.fields import Path

_ABSENT = object()


class Who(StrEnum):
    """Who changed a value: what you sent, or Amazon by itself."""

    YOU = "you"
    AMAZON = "amazon"


@dataclass(frozen=True)
class Change:
    """One value that is not what it was; `was_absent` and `is_absent`: there was no such key."""

    path: Path
    before: Any
    after: Any
    who: Who
    was_absent: bool = False
    is_absent: bool = False


def changes(before: Any, after: Any, sent: Any = None) -> tuple[Change, ...]:
    """Compare two JSON values leaf by leaf; a leaf that `sent` holds was changed by you."""
    yours = _Yours(frozenset(_leaves(sent, ()))) if sent else _Yours(frozenset())
    return tuple(_change(path, old, new, yours) for path, old, new in _compare(before, after, ()))


@dataclass(frozen=True)
class _Yours:
    """What was sent, by the paths of its leaves."""

    leaves: frozenset[Path]

    @cached_property
    def _outer(self) -> frozenset[Path]:
        return frozenset(path[:end] for path in self.leaves for end in range(len(path)))

    def __contains__(self, path: Path) -> bool:
        """Whether it was sent, or a part of it, or something that it is a part of."""
        starts = (path[:end] for end in range(len(path) + 1))
        return path in self._outer or any(start in self.leaves for start in starts)


def marks(found: tuple[Change, ...]) -> dict[Path, Who]:
    """Map each changed path to who changed it."""
    return {change.path: change.who for change in found if not change.is_absent}


def holds(whole: Any, part: Any) -> bool:
    """Whether every value of a part stands in the whole."""
    if not isinstance(part, Mapping):
        return _is_same(whole, part)
    is_object = isinstance(whole, Mapping)
    return is_object and all(key in whole and holds(whole[key], part[key]) for key in part)


def _change(path: Path, old: Any, new: Any, yours: _Yours) -> Change:
    return Change(
        path,
        None if old is _ABSENT else old,
        None if new is _ABSENT else new,
        Who.YOU if path in yours else Who.AMAZON,
        old is _ABSENT,
        new is _ABSENT,
    )


def _compare(before: Any, after: Any, path: Path) -> Iterator[tuple[Path, Any, Any]]:
    if isinstance(before, list) and isinstance(after, list) and len(before) != len(after):
        yield from _compare_lists(before, after, path)
        return
    left, right = _inner(before), _inner(after)
    if left is None or right is None or isinstance(before, list) != isinstance(after, list):
        if not _is_same(before, after):
            yield path, before, after
        return
    for key in dict.fromkeys((*left, *right)):
        yield from _compare(left.get(key, _ABSENT), right.get(key, _ABSENT), (*path, key))


def _is_same(before: Any, after: Any) -> bool:
    """Equal as JSON, where true is not 1."""
    return bool(before == after) and isinstance(before, bool) == isinstance(after, bool)


def _compare_lists(before: list[Any], after: list[Any], path: Path) -> Iterator[Any]:
    """Say what left a list and what joined it; what only moved up is no change."""
    for place, value in _surplus(before, after):
        yield (*path, str(place)), value, _ABSENT
    for place, value in _surplus(after, before):
        yield (*path, str(place)), _ABSENT, value


def _surplus(left: list[Any], right: list[Any]) -> Iterator[tuple[int, Any]]:
    """What `left` has more of than `right`, with its place."""
    spare = Counter(map(_canonical, right))
    for place, value in enumerate(left):
        key = _canonical(value)
        if spare[key] > 0:
            spare[key] -= 1
        else:
            yield place, value


def _canonical(value: Any) -> str:
    return json.dumps(value, sort_keys=True, default=repr)


def _inner(value: Any) -> dict[str, Any] | None:
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, list):
        return {str(place): inner for place, inner in enumerate(value)}
    return None


def _leaves(value: Any, path: Path) -> Iterator[Path]:
    """The paths of everything that holds nothing further."""
    inner = _inner(value)
    if not inner:
        yield path
        return
    for key, part in inner.items():
        yield from _leaves(part, (*path, key))
