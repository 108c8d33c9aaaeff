"""A JSON value as numbered nodes in flat lists; children get theirs when a parent opens."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from apay_console.model.fields import Path

BRANCHES = (dict, list)  # a tuple of plain types: asked 100,000 times, anything else is felt
ROOT = 0
PAGE = 500  # children shown of one parent at a time
MORE = object()  # the value of the row that stands for the children not shown yet


class Nodes:
    """Numbers stay valid until another value is taken; the root is 0 and not shown itself."""

    def __init__(self, root: Any) -> None:
        self._keys: list[str | None] = [""]  # None: its place in a list, written when asked for
        self.values: list[Any] = [root]
        self.parents: list[int] = [ROOT]
        self.rows: list[int] = [0]
        self._firsts: dict[int, int] = {}  # of opened parents, in the order of their opening
        self._shown: dict[int, int] = {}
        self._mores: dict[int, int] = {}

    def open(self, node: int) -> None:
        """Give the children of a node their numbers."""
        if node in self._firsts or not is_branch(self.values[node]):
            return
        value = self.values[node]
        total = len(value)
        keys = list(value) if isinstance(value, dict) else [None] * total
        self._firsts[node] = self._append(node, keys, inner(value))
        self._shown[node] = min(total, PAGE)
        if total > PAGE:
            self._mores[node] = self._append(node, [""], [MORE])
            self.rows[self._mores[node]] = PAGE

    def _append(self, parent: int, keys: Iterable[str | None], values: Iterable[Any]) -> int:
        first = len(self._keys)
        self._keys.extend(keys)
        self.values.extend(values)
        count = len(self._keys) - first
        self.parents.extend([parent] * count)
        self.rows.extend(range(count))
        return first

    def key(self, node: int) -> str:
        """The key of a node, or its place in a list."""
        key = self._keys[node]
        return str(self.rows[node]) if key is None else key

    def has_rows(self, node: int) -> bool:
        """Whether anything can be shown under a node."""
        return is_branch(self.values[node])

    def row_count(self, node: int) -> int:
        """How many rows a node shows, the one that stands for the rest included."""
        self.open(node)
        return self._shown.get(node, 0) + (node in self._mores)

    def left(self, node: int) -> int:
        """How many children of an opened node are not shown yet."""
        return len(self.values[node]) - self._shown[node]

    def child(self, node: int, row: int) -> int:
        """The number of what stands in a row."""
        self.open(node)
        if row == self._shown[node]:
            return self._mores[node]
        return self._firsts[node] + row

    def next_end(self, node: int, at_least: int) -> int:
        """Up to which row the next pages go, if row `at_least` is to be among them."""
        before = self._shown[node]
        pages = -(-max(at_least - before, 1) // PAGE)
        return min(before + pages * PAGE, len(self.values[node]))

    def hide_rest(self, node: int) -> int:
        """Take away the row that stands for the rest; returns its number, to bring it back."""
        return self._mores.pop(node)

    def show_up_to(self, node: int, end: int, rest: int) -> None:
        """Show more children of a node, and `rest` after them if there are any left."""
        self._shown[node] = end
        if self.left(node):
            self._mores[node] = rest
            self.rows[rest] = end

    def shown(self, node: int) -> int:
        """How many children of an opened node are shown."""
        return self._shown[node]

    def depth(self, node: int) -> int:
        """How far below the top level a node stands."""
        return len(self.path(node)) - 1

    def path(self, node: int) -> Path:
        """Where a node stands in the value."""
        keys: list[str] = []
        while node != ROOT:
            keys.append(self.key(node))
            node = self.parents[node]
        return tuple(reversed(keys))

    def find(self, path: Path) -> int | None:
        """The node at a path, opening what is on the way."""
        node = ROOT
        for key in path:
            row = row_of(self.values[node], key)
            if row is None:
                return None
            self.open(node)
            node = self._firsts[node] + row
        return node

    def update(self, root: Any) -> list[int] | None:
        """Take a value of the same shape: returns the nodes that changed, or None if it differs."""
        fresh = self._line_up(root)
        if fresh is None:
            return None
        changed = [node for node, value in fresh.items() if differs(self.values[node], value)]
        for node, value in fresh.items():
            self.values[node] = value
        return changed

    def _line_up(self, root: Any) -> dict[int, Any] | None:
        """Pair each numbered node with its new value; only what was opened can look wrong."""
        fresh = {ROOT: root}
        if is_branch(root) != is_branch(self.values[ROOT]):
            return None
        for node, first in self._firsts.items():
            old, new = self.values[node], fresh[node]
            if not _has_same_keys(old, new):
                return None
            for place, value in enumerate(inner(new), first):
                if is_branch(self.values[place]) != is_branch(value):
                    return None
                fresh[place] = value
        return fresh


def is_branch(value: Any) -> bool:
    """Whether a value has anything inside."""
    return isinstance(value, BRANCHES) and bool(value)


def _has_same_keys(old: Any, new: Any) -> bool:
    if isinstance(old, dict) and isinstance(new, dict):
        return list(old) == list(new)
    return type(old) is type(new) and len(old) == len(new)


def keys_of(value: Any) -> list[str]:
    """The keys of an object, or the places of a list."""
    return list(value) if isinstance(value, dict) else [str(row) for row in range(len(value))]


def inner(value: Any) -> Iterable[Any]:
    """What stands inside an object or list."""
    return value.values() if isinstance(value, dict) else value


def row_of(value: Any, key: str) -> int | None:
    """In which row a key stands."""
    if not is_branch(value):
        return None
    if isinstance(value, dict):
        return list(value).index(key) if key in value else None
    return int(key) if key.isdecimal() and int(key) < len(value) else None


def differs(old: Any, new: Any) -> bool:
    """Whether two JSON values are not the same; true is not 1."""
    if old is new:
        return False
    try:
        return type(old) is not type(new) or bool(old != new)
    except RecursionError:
        return True
