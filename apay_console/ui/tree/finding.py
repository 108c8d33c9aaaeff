"""Going from match to match in a tree."""

from __future__ import annotations

from bisect import bisect_left

from apay_console.model.fields import Path
from apay_console.ui.tree.model import TreeModel


class Finding:
    """The words that are looked for, and at which match one is."""

    def __init__(self, model: TreeModel) -> None:
        self._model = model
        self._needle = ""
        self._hits: list[int] | None = None
        self._at = 0

    def begin(self, words: str, start: Path) -> Path | None:
        """Look for words; returns the first match from `start` on."""
        self._needle = words.lower()
        self._hits = self._model.search.find(words) if words else []
        place = self._model.search.place(start) if len(self._hits) > 1 and start else 0
        self._at = bisect_left(self._hits, place) % max(len(self._hits), 1)
        return self._path()

    def step(self, by: int) -> Path | None:
        """Go to the next match, or to the one before; after the last comes the first."""
        hits = self._found()
        self._at = (self._at + by) % max(len(hits), 1)
        return self._path()

    def forget(self) -> None:
        """The answer is another one: matches are looked for again when they are asked for."""
        self._hits = None

    def _found(self) -> list[int]:
        if self._hits is None:
            self._hits = self._model.search.find(self._needle) if self._needle else []
        return self._hits

    def _path(self) -> Path | None:
        hits = self._found()
        return self._model.search.path(hits[self._at]) if hits else None

    @property
    def place(self) -> int:
        """The current match's place among all, from 1; 0 without any."""
        return min(self._at + 1, self.count)

    @property
    def count(self) -> int:
        """How many matches there are."""
        return len(self._found())

    def is_hit(self, node: int) -> bool:
        """Whether a row holds what is looked for, so that it is tinted."""
        if not self._needle or self._model.is_more(node):
            return False
        text = self._model.words(node).text
        return self._needle in self._model.nodes.keys[node].lower() or self._needle in text.lower()
