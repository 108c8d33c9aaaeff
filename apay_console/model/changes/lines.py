"""Two JSON values as lines beside each other: what belongs together stands in one row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, zip_longest
from typing import Any, NamedTuple

from apay_console.model import json_text
from apay_console.model.changes.changes import Change, What
from apay_console.model.changes.matching import Pair, is_same, pairs
from apay_console.model.fields import Path

MOST_ROWS = 100_000
_INDENT = "  "
_CONTEXT = 3  # lines kept round each change


class Half(NamedTuple):
    """One line of one value; `shape` is a bracket, or empty for a whole value."""

    depth: int
    key: str | None
    value: Any
    shape: str
    comma: str


class Row(NamedTuple):
    """One line of each value, or of one alone."""

    left: Half | None
    right: Half | None
    path: Path  # where it stands now; of what is gone, where it stood
    change: int | None  # the number of the change that it belongs to

    @property
    def half(self) -> Half:
        """The newer side, or the only one."""
        found = self.right or self.left
        assert found is not None  # noqa: S101 - no row is empty on both sides
        return found


class Fold(NamedTuple):
    """Rows that are left out because nothing changed in them."""

    start: int
    end: int


def text_of(half: Half, most: int) -> str:
    """Write one line; of long words no more than can be shown."""
    key = "" if half.key is None else f"{_written(half.key, most)}: "
    return f"{_INDENT * half.depth}{key}{half.shape or _written(half.value, most)}{half.comma}"


def _written(value: Any, most: int) -> str:
    return json_text.write(value[:most] if isinstance(value, str) else value)


def rows_of(before: Any, after: Any, found: Sequence[Change]) -> list[Row]:
    """Lay two values out, with the number of each change at its lines; at most MOST_ROWS."""
    walk = _Walk(found).both(_Place(0, None, None, "", "", (), ()), before, after)
    return [*islice(walk, MOST_ROWS)]


def starts_of(rows: Sequence[Row]) -> dict[int, int]:
    """The row in which each change begins; of what moved, where it arrived."""
    found: dict[int, int] = {}
    last: tuple[int | None, bool] = (None, False)
    for number, row in enumerate(rows):
        here = (row.change, row.right is None)
        if row.change is not None and here != last and (row.change not in found or row.right):
            found[row.change] = number
        last = here
    return found


def folded(rows: Sequence[Row], opened: frozenset[int] = frozenset()) -> list[int | Fold]:
    """The rows to show one below the other: those near a change, and folds for all between."""
    kept = bytearray(len(rows))
    for number, row in enumerate(rows):
        if row.change is not None:
            low, high = max(number - _CONTEXT, 0), min(number + _CONTEXT + 1, len(rows))
            kept[low:high] = b"\1" * (high - low)
    return [part for fold in _runs(kept) for part in _unfolded(fold, opened)]


def _runs(kept: bytearray) -> Iterator[int | Fold]:
    number = 0
    while number < len(kept):
        end = kept.find(1, number) if not kept[number] else number
        end = len(kept) if end < 0 else end
        if end > number:
            yield Fold(number, end)
        if end < len(kept):
            yield end
        number = end + 1


def _unfolded(part: int | Fold, opened: frozenset[int]) -> Iterator[int | Fold]:
    """A fold of one line would be no shorter than the line."""
    if isinstance(part, Fold) and (part.start in opened or part.end - part.start == 1):
        yield from range(part.start, part.end)
    else:
        yield part


class _Place(NamedTuple):
    depth: int
    left_key: str | None
    right_key: str | None
    left_comma: str
    right_comma: str
    was: Path
    path: Path


class _Walk:
    """Goes through both values as the comparison does."""

    def __init__(self, found: Sequence[Change]) -> None:
        rows = [*enumerate(found)]
        self._here = {one.path: number for number, one in rows if not one.is_absent}
        self._left = {
            one.was_at: number for number, one in rows if one.what in {What.REMOVED, What.MOVED}
        }

    def both(self, place: _Place, before: Any, after: Any) -> Iterator[Row]:
        """Lay out two values that belong together."""
        inner = None if before is after else pairs(before, after)
        if inner is not None and (before or after):
            yield from self._inside(place, [*inner], "[" if isinstance(after, list) else "{")
            return
        number = None if before is after or is_same(before, after) else self._here.get(place.path)
        left = _halves(place.depth, place.left_key, before, place.left_comma)
        right = _halves(place.depth, place.right_key, after, place.right_comma)
        for (one, there), (other, here) in zip_longest(left, right, fillvalue=(None, None)):
            inside = (there if here is None else here) or ()
            yield Row(one, other, (*place.path, *inside), number)

    def _inside(self, place: _Place, inner: list[Pair], bracket: str) -> Iterator[Row]:
        depth, path = place.depth, place.path
        left = Half(depth, place.left_key, None, bracket, "")
        yield Row(left, left._replace(key=place.right_key), path, None)
        last_left = max((at for at, pair in enumerate(inner) if _is_left(pair)), default=-1)
        last_right = max((at for at, pair in enumerate(inner) if pair.key is not None), default=-1)
        for at, pair in enumerate(inner):
            commas = ("," if at < last_left else "", "," if at < last_right else "")
            yield from self._pair(place, pair, commas, has_keys=bracket == "{")
        end = "]" if bracket == "[" else "}"
        close = Half(depth, None, None, end, place.left_comma)
        yield Row(close, close._replace(comma=place.right_comma), path, None)

    def _pair(
        self, place: _Place, pair: Pair, commas: tuple[str, str], *, has_keys: bool
    ) -> Iterator[Row]:
        was = (*place.was, pair.was) if pair.was is not None else place.was
        path = (*place.path, pair.key) if pair.key is not None else place.path
        left_key, right_key = (pair.was, pair.key) if has_keys else (None, None)
        inner = _Place(place.depth + 1, left_key, right_key, *commas, was, path)
        if pair.key is None:
            yield from self._alone(inner, pair.before, is_left=True)
        elif not _is_left(pair):
            yield from self._alone(inner, pair.after, is_left=False)
        else:
            yield from self.both(inner, pair.before, pair.after)

    def _alone(self, place: _Place, value: Any, *, is_left: bool) -> Iterator[Row]:
        here = place.was if is_left else place.path
        number = (self._left if is_left else self._here).get(here)
        key = place.left_key if is_left else place.right_key
        comma = place.left_comma if is_left else place.right_comma
        for half, path in _halves(place.depth, key, value, comma):
            left, right = (half, None) if is_left else (None, half)
            yield Row(left, right, (*here, *path), number)


def _is_left(pair: Pair) -> bool:
    """Whether a pair is seen on the left, where what arrived from elsewhere is not."""
    return pair.key is None or (pair.was is not None and not pair.is_moved)


def _halves(depth: int, key: str | None, value: Any, comma: str) -> Iterator[tuple[Half, Path]]:
    """Lay one value out; the path of each line is counted from where the value stands."""
    if not isinstance(value, dict | list) or not value:
        yield Half(depth, key, value, "", comma), ()
        return
    is_object = isinstance(value, dict)
    yield Half(depth, key, None, "{" if is_object else "[", ""), ()
    last = len(value) - 1
    for at, (name, part) in enumerate(_parts(value)):
        inner = _halves(depth + 1, str(name) if is_object else None, part, "," if at < last else "")
        for half, path in inner:
            yield half, (str(name), *path)
    yield Half(depth, None, None, "}" if is_object else "]", comma), ()


def _parts(value: dict[str, Any] | list[Any]) -> Iterable[tuple[str | int, Any]]:
    return value.items() if isinstance(value, dict) else enumerate(value)
