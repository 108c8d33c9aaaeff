"""What differs between two answers, and who did it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from typing import Any

from apay_console.model.changes.matching import Pair, is_plainly_same, is_same, name_of, pairs
from apay_console.model.document import holds_at_most
from apay_console.model.fields import Path

_AT_ONCE = 2_000  # values; a session has 300


class Who(StrEnum):
    """Who changed a value: what you sent, or Amazon by itself."""

    YOU = "you"
    AMAZON = "amazon"


class What(StrEnum):
    """What became of a value."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    MOVED = "moved"


@dataclass(frozen=True)
class Change:
    """One value that is not what it was; `was_absent` and `is_absent`: there was no such key.

    `path` is where it stands now, of what is gone where it stood. A value moved if it is an item
    of a list that stands before or behind others than it did, or if it left one key and came
    under another, and no other value of this kind came or went.
    """

    path: Path
    before: Any
    after: Any
    who: Who
    was_absent: bool = False
    is_absent: bool = False
    origin: Path | None = None  # where it stood, if that was elsewhere
    is_moved: bool = False

    @property
    def was_at(self) -> Path:
        """Where it stood before."""
        return self.path if self.origin is None else self.origin

    @property
    def what(self) -> What:
        """Whether it came, went, moved, or is another."""
        if self.is_moved:
            return What.MOVED
        if self.was_absent:
            return What.ADDED
        return What.REMOVED if self.is_absent else What.CHANGED


def changes(before: Any, after: Any, *sent: Any) -> tuple[Change, ...]:
    """Compare two JSON values leaf by leaf; a leaf that was sent was changed by you."""
    yours = _Yours(frozenset(leaf for body in sent if body for leaf in leaves(body)))
    found = _with_moves([*_compare(before, after, (), ())])
    return tuple(replace(one, who=Who.YOU) if one in yours else one for one in found)


def changes_at_once(before: Any, after: Any, *sent: Any) -> tuple[Change, ...] | None:
    """Compare two values while a window waits; None where they are too long for that."""
    return changes(before, after, *sent) if is_short(before) and is_short(after) else None


def is_short(value: Any) -> bool:
    """Whether a JSON value can be compared while a window waits."""
    return holds_at_most(value, _AT_ONCE)


@dataclass(frozen=True)
class _Yours:
    """What was sent, by the paths of its leaves."""

    leaves: frozenset[Path]

    @cached_property
    def _outer(self) -> frozenset[Path]:
        return frozenset(path[:end] for path in self.leaves for end in range(len(path)))

    def __contains__(self, change: Change) -> bool:
        """Whether it was sent, or a part of it, or something that it is a part of."""
        if not self.leaves:
            return False
        path = change.path
        starts = (path[:end] for end in range(len(path) + 1))
        return path in self._outer or any(map(self.leaves.__contains__, starts)) or self._left(path)

    def _left(self, path: Path) -> bool:
        """What is missing in a list that you sent, you left out."""
        return path[-1:] != () and path[-1].isdecimal() and path[:-1] in self._outer


def marks(found: tuple[Change, ...]) -> dict[Path, Who]:
    """Map each changed path to who changed it."""
    return {change.path: change.who for change in found if not change.is_absent}


def holds(whole: Any, part: Any) -> bool:
    """Whether every value of a part stands in the whole."""
    if not isinstance(part, Mapping):
        return is_same(whole, part)
    is_object = isinstance(whole, Mapping)
    return is_object and all(key in whole and holds(whole[key], part[key]) for key in part)


def _compare(before: Any, after: Any, was: Path, path: Path) -> Iterator[Change]:
    inner = pairs(before, after)
    if inner is not None:
        for pair in inner:
            if pair.is_moved or not is_plainly_same(pair.before, pair.after):
                yield from _compare_pair(pair, was, path)
    elif not is_same(before, after):
        yield Change(path, before, after, Who.AMAZON, origin=_elsewhere(was, path))


def _compare_pair(pair: Pair, was: Path, path: Path) -> Iterator[Change]:
    if pair.key is None or pair.was is None:
        yield from _one_sided(pair, was, path)
        return
    here = (*path, pair.key)
    there = here if was is path and pair.was == pair.key else (*was, pair.was)
    if pair.is_moved:
        yield Change(here, pair.before, pair.after, Who.AMAZON, origin=there, is_moved=True)
    yield from _compare(pair.before, pair.after, there, here)


def _one_sided(pair: Pair, was: Path, path: Path) -> Iterator[Change]:
    """What is only on one side; what left for another place is told where it arrives."""
    if pair.key is not None:
        yield Change((*path, pair.key), None, pair.after, Who.AMAZON, was_absent=True)
    elif pair.was is not None and not pair.is_moved:
        yield Change((*was, pair.was), pair.before, None, Who.AMAZON, is_absent=True)


def _elsewhere(was: Path, path: Path) -> Path | None:
    return None if was == path else was


def _with_moves(found: Sequence[Change]) -> Sequence[Change]:
    """Say of what went and came again under another key that it moved."""
    gone = _lone(change for change in found if change.is_absent and _tells(change.before))
    if not gone:
        return found
    come = _lone(change for change in found if change.was_absent and _tells(change.after))
    both = gone.keys() & come.keys()
    left = {id(gone[name]) for name in both}
    arrived = {id(come[name]): gone[name] for name in both}
    kept = (change for change in found if id(change) not in left)
    return [_moved(change, arrived.get(id(change))) for change in kept]


def _tells(value: Any) -> bool:
    """Whether a value is one of its own: many things are null, empty or true."""
    return not isinstance(value, bool) and value not in (None, "", [], {})


def _lone(found: Iterator[Change]) -> dict[Any, Change]:
    """Find changes by their value, where there is but one of it."""
    by_value: dict[Any, list[Change]] = defaultdict(list)
    for change in found:
        by_value[name_of(change.before if change.is_absent else change.after)].append(change)
    return {name: rows[0] for name, rows in by_value.items() if len(rows) == 1}


def _moved(change: Change, left: Change | None) -> Change:
    if left is None:
        return change
    was = left.path
    return replace(change, before=left.before, was_absent=False, origin=was, is_moved=True)


def leaves(value: Any, path: Path = ()) -> Iterator[Path]:
    """The paths of everything that holds nothing further."""
    if not isinstance(value, Mapping | list) or not value:
        yield path
    elif isinstance(value, Mapping):
        for key, part in value.items():
            yield from leaves(part, (*path, key))
    else:
        for place, part in enumerate(value):
            yield from leaves(part, (*path, str(place)))
