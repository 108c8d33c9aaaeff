"""What differs between two answers, and who did it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
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
    yours = {path for path, _ in _leaves(sent, ())} if sent else set()
    found = _compare(before, after, ())
    return tuple(_change(path, old, new, yours) for path, old, new in found)


def marks(found: tuple[Change, ...]) -> dict[Path, Who]:
    """Map each changed path to who changed it."""
    return {change.path: change.who for change in found if not change.is_absent}


def _change(path: Path, old: Any, new: Any, yours: set[Path]) -> Change:
    is_yours = any(path[: len(mine)] == mine or mine[: len(path)] == path for mine in yours)
    return Change(
        path,
        None if old is _ABSENT else old,
        None if new is _ABSENT else new,
        Who.YOU if is_yours else Who.AMAZON,
        old is _ABSENT,
        new is _ABSENT,
    )


def _compare(before: Any, after: Any, path: Path) -> Iterator[tuple[Path, Any, Any]]:
    if isinstance(before, list) and isinstance(after, list) and len(before) != len(after):
        yield from _compare_lists(before, after, path)
        return
    left, right = _inner(before), _inner(after)
    if left is None or right is None:
        if before is not after and before != after:
            yield path, before, after
        return
    for key in dict.fromkeys((*left, *right)):
        yield from _compare(left.get(key, _ABSENT), right.get(key, _ABSENT), (*path, key))


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


def _leaves(value: Any, path: Path) -> Iterator[tuple[Path, Any]]:
    inner = _inner(value)
    if inner is None:
        yield path, value
        return
    for key, part in inner.items():
        yield from _leaves(part, (*path, key))
