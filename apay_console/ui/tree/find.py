"""Finding words in a JSON value of any size."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from typing import Any

from apay_console.model.fields import Path
from apay_console.ui.tree.nodes import BRANCHES, inner, keys_of

_WORDS = {None: "null", True: "true", False: "false"}


class Index:
    """Every key and value once, in the order of the tree, as one text to search."""

    def __init__(self, root: Any) -> None:
        self._keys: list[str] = []
        self._parents: list[int] = []
        texts = self._walk(root)
        self._starts = [0, *accumulate(len(text) + 1 for text in texts)]
        self._text = "\n".join(texts)

    def _walk(self, root: Any) -> list[str]:
        texts: list[str] = []
        left = _items(root, -1)
        while left:
            parent, key, value = left.pop()
            self._keys.append(key)
            self._parents.append(parent)
            if isinstance(value, BRANCHES):
                left += _items(value, len(texts))
                texts.append(key.lower())
            else:
                texts.append(f"{key}\t{words_of(value)}".lower())
        return texts

    def __len__(self) -> int:
        return len(self._keys)

    def find(self, words: str) -> list[int]:
        """The places of all entries whose key or value holds the words."""
        needle = words.lower()
        found: list[int] = []
        at = self._text.find(needle) if needle else -1
        while at >= 0:
            place = bisect_right(self._starts, at) - 1
            found.append(place)
            at = self._text.find(needle, self._starts[place + 1])
        return found

    def place(self, path: Path) -> int:
        """The place of the entry at a path; 0 when there is none."""
        tail = path[-1] if path else ""
        places = (at for at, key in enumerate(self._keys) if key == tail and self.path(at) == path)
        return next(places, 0)

    def path(self, place: int) -> Path:
        """Where an entry stands in the value."""
        keys: list[str] = []
        while place >= 0:
            keys.append(self._keys[place])
            place = self._parents[place]
        return tuple(reversed(keys))


def words_of(value: Any) -> str:
    """A leaf as it is searched and shown."""
    if isinstance(value, str):
        return value
    return _WORDS[value] if value is None or value is True or value is False else str(value)


def _items(value: Any, parent: int) -> list[tuple[int, str, Any]]:
    """What stands inside a value, the last first: so that the first is taken off the end first."""
    if not isinstance(value, BRANCHES):
        return []
    found = [(parent, key, part) for key, part in zip(keys_of(value), inner(value), strict=True)]
    found.reverse()
    return found
