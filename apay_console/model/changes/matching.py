"""Two JSON values side by side: what of the one belongs to what of the other."""

from __future__ import annotations

import json
from bisect import bisect_left
from collections import defaultdict, deque
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import takewhile
from typing import Any, NamedTuple

ABSENT: Any = object()  # there is no such key, which is not null


class Pair(NamedTuple):
    """A part of the one value and the part of the other that it belongs to.

    An item of a list that changed its place comes twice: where it left, without a `key`, and
    where it arrived, with both.
    """

    was: str | None  # its key before; None: it is new
    key: str | None  # its key now; None: it is gone from here
    before: Any
    after: Any
    is_moved: bool = False


def pairs(before: Any, after: Any) -> Iterator[Pair] | None:
    """Pair the parts of two objects or of two lists; None where there is nothing to pair."""
    if isinstance(before, dict) and isinstance(after, dict):
        return _by_key(before, after)
    if isinstance(before, list) and isinstance(after, list):
        return _by_place(before, after)
    return None


def is_plainly_same(before: Any, after: Any) -> bool:
    """Whether two values are seen to be the same at once; asked of each, so it has to be quick."""
    kind = type(before)
    if before is after:
        return True
    return kind is type(after) and kind is not dict and kind is not list and before == after


def is_same(before: Any, after: Any) -> bool:
    """Equal as JSON, where true is not 1."""
    return bool(before == after) and isinstance(before, bool) == isinstance(after, bool)


def name_of(value: Any) -> Any:
    """What equal values have in common and no others: to find them among many."""
    if isinstance(value, dict | list):
        return _NAMES.encode(value)
    return (isinstance(value, bool), value)


def _number(value: Decimal) -> dict[str, str]:
    return {"\0": str(value)}  # no document holds such a key


_NAMES = json.JSONEncoder(sort_keys=True, check_circular=False, default=_number)


def _by_key(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Pair]:
    for key, value in before.items():
        if key in after:
            yield Pair(key, key, value, after[key])
        else:
            yield Pair(key, None, value, ABSENT)
    for key, value in after.items():
        if key not in before:
            yield Pair(None, key, ABSENT, value)


def _by_place(before: list[Any], after: list[Any]) -> Iterator[Pair]:
    """What kept its order is paired; what stands between is compared, joined, left or moved."""
    names, others = [*map(_item, before)], [*map(_item, after)]
    found = _matches(names, others)
    gaps = _Gaps(before, after, found)
    left = right = 0
    for was, now in _in_order(found):
        yield from gaps.between(range(left, was), range(right, now))
        is_all_same = isinstance(names[was], str) and names[was] == others[now]
        same = before[was] if is_all_same else after[now]  # nobody has to go through it again
        yield Pair(str(was), str(now), before[was], same)
        left, right = was + 1, now + 1
    yield from gaps.between(range(left, len(before)), range(right, len(after)))


def _item(value: Any) -> Any:
    """An object that has ids is known by them, whatever else in it changed."""
    if not isinstance(value, dict):
        return name_of(value)
    ids = [key for key in value if key.endswith("Id") and isinstance(value[key], str)]
    return tuple((key, value[key]) for key in sorted(ids)) if ids else name_of(value)


def _matches(before: Sequence[Any], after: Sequence[Any]) -> dict[int, int]:
    """Where each item went: first what stands alike at both ends, then the rest by its order."""
    ahead = _alike(before, after, min(len(before), len(after)))
    behind = _alike(before[::-1], after[::-1], min(len(before), len(after)) - ahead)
    found = {place: place for place in range(ahead)}
    waiting: dict[Any, deque[int]] = defaultdict(deque)
    for place in range(ahead, len(before) - behind):
        waiting[before[place]].append(place)
    for place in range(ahead, len(after) - behind):
        if waiting.get(after[place]):
            found[waiting[after[place]].popleft()] = place
    ends = range(1, behind + 1)
    return found | {len(before) - back: len(after) - back for back in ends}


def _alike(before: Sequence[Any], after: Sequence[Any], most: int) -> int:
    """How many items are the same from the start."""
    both = zip(before[:most], after, strict=False)
    return sum(1 for _ in takewhile(lambda two: two[0] == two[1], both))


def _in_order(found: Mapping[int, int]) -> list[tuple[int, int]]:
    """The most matches that need not change their order, for the least is said to have moved."""
    tails: list[int] = []  # the lowest place in which a run of each length can end
    ends: list[int] = []  # and where that is in `rows`
    rows = sorted(found.items())
    links: list[int] = []
    for number, (_, now) in enumerate(rows):
        length = bisect_left(tails, now)
        links.append(ends[length - 1] if length else -1)
        tails[length : length + 1] = [now]
        ends[length : length + 1] = [number]
    return [rows[number] for number in _followed(links, ends[-1] if ends else -1)]


def _followed(links: Sequence[int], last: int) -> list[int]:
    run = []
    while last >= 0:
        run.append(last)
        last = links[last]
    return run[::-1]


class _Gaps:
    """What stands between the items that kept their order."""

    def __init__(self, before: list[Any], after: list[Any], found: dict[int, int]) -> None:
        self._before, self._after = before, after
        self._went = found
        self._came = {now: was for was, now in found.items()}

    def between(self, left: range, right: range) -> Iterator[Pair]:
        """Pair what nothing else belongs to, if it is as much on both sides."""
        partners = self._partners(left, right)
        seen = left.start
        for now in right:
            if now in partners:
                yield from self._gone(range(seen, partners[now]))
                seen = partners[now] + 1
            yield self._arrived(now, partners.get(now))
        yield from self._gone(range(seen, left.stop))

    def _partners(self, left: range, right: range) -> dict[int, int]:
        lone = [was for was in left if was not in self._went]
        others = [now for now in right if now not in self._came]
        return dict(zip(others, lone, strict=True)) if len(lone) == len(others) else {}

    def _gone(self, left: range) -> Iterator[Pair]:
        for was in left:
            yield Pair(str(was), None, self._before[was], ABSENT, was in self._went)

    def _arrived(self, now: int, partner: int | None) -> Pair:
        was = self._came.get(now, partner)
        if was is None:
            return Pair(None, str(now), ABSENT, self._after[now])
        return Pair(str(was), str(now), self._before[was], self._after[now], now in self._came)
