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
        self._paths: tuple[Path, ...] | None = None  # what a JSONPath found, in place of words
        self._at = 0

    def begin(self, words: str, start: Path) -> Path | None:
        """Look for words; returns the first match from `start` on."""
        self._paths = None
        self._needle = words.lower()
        self._hits = self._model.search.find(words) if words else []
        place = self._model.search.place(start) if len(self._hits) > 1 and start else 0
        self._at = bisect_left(self._hits, place) % max(len(self._hits), 1)
        return self._path()

    def take(self, paths: tuple[Path, ...]) -> Path | None:
        """Step through these from now on; returns the first."""
        self._needle, self._hits, self._paths, self._at = "", [], paths, 0
        return self._path()

    def step(self, by: int) -> Path | None:
        """Go to the next match, or to the one before; after the last comes the first."""
        self._at = (self._at + by) % max(self.count, 1)
        return self._path()

    def forget(self) -> None:
        """The answer is another one: matches are looked for again when they are asked for."""
        self._hits, self._paths = None, None

    def _found(self) -> list[int]:
        if self._hits is None:
            self._hits = self._model.search.find(self._needle) if self._needle else []
        return self._hits

    def _path(self) -> Path | None:
        if self._paths is not None:
            return self._paths[self._at] if self._paths else None
        hits = self._found()
        return self._model.search.path(hits[self._at]) if hits else None

    @property
    def place(self) -> int:
        """The current match's place among all, from 1; 0 without any."""
        return min(self._at + 1, self.count)

    @property
    def count(self) -> int:
        """How many matches there are."""
        return len(self._found() if self._paths is None else self._paths)

    def is_hit(self, node: int) -> bool:
        """Whether a row holds what is looked for, so that it is tinted."""
        if not self._needle or self._model.is_more(node):
            return False
        text = self._model.words(node).text
        return self._needle in self._model.nodes.key(node).lower() or self._needle in text.lower()
