"""What of the tree is open, kept by path while the answers change."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QObject
from PySide6.QtWidgets import QTreeView

from apay_console.model.document import holds_at_most
from apay_console.model.fields import Path
from apay_console.ui.tree.model import TreeModel
from apay_console.ui.tree.nodes import ROOT

ALL = 1_000_000  # a level below every level
NONE = -1
_MOST_KEPT = 500
_SMALL = 2_000  # up to so many values a tree opens by itself


@dataclass(frozen=True)
class Kept:
    """What was where, by path."""

    level: int | None = None  # None: by the size of what is shown
    exceptions: tuple[Path, ...] = ()
    current: Path | None = None
    top: Path | None = None


class Unfolding(QObject):
    """Open down to a level, but for exceptions: so that “all” is one word and not 100,000."""

    def __init__(self, view: QTreeView, model: TreeModel) -> None:
        super().__init__(view)
        self._view = view
        self._model = model
        self._level: int | None = None
        self._base = NONE
        self._exceptions: set[int] = set()
        self._left: dict[str, Kept] = {}
        view.expanded.connect(self._opened)
        view.collapsed.connect(self._closed)

    def open_to(self, level: int) -> None:
        """Open everything down to a level and close what is below."""
        self._level = level
        self._apply()

    def _apply(self) -> None:
        level = self._level
        if level is None:
            level = ALL if is_small(self._model.nodes.values[ROOT]) else NONE
        self._base = level
        if level == ALL:
            self._view.expandAll()
        elif level == NONE:
            self._view.collapseAll()
        else:
            self._view.collapseAll()
            self._view.expandToDepth(level)
        self._exceptions.clear()

    def _opened(self, index: QModelIndex) -> None:
        self._turned(index.internalId(), is_open=True)

    def _closed(self, index: QModelIndex) -> None:
        self._turned(index.internalId(), is_open=False)

    def _turned(self, node: int, *, is_open: bool) -> None:
        if is_open == (self._model.nodes.depth(node) <= self._base):
            self._exceptions.discard(node)
        else:
            self._exceptions.add(node)

    def leave(self, kind: str) -> None:
        """Remember how an object of a kind is left: folds, chosen row and top row."""
        self._left[kind] = self._kept()

    def come_to(self, kind: str) -> None:
        """Show the kind of object as it was left, as far as the paths are still there."""
        self._restore(self._left.get(kind, Kept()))

    def _kept(self) -> Kept:
        paths = self._model.nodes.path
        kept = tuple(paths(node) for node in sorted(self._exceptions)[:_MOST_KEPT])
        bar = self._view.verticalScrollBar()
        top = self._view.indexAt(self._view.viewport().rect().topLeft())
        return Kept(
            self._level,
            kept,
            self._path(self._view.currentIndex()),
            self._path(top) if bar.value() > bar.minimum() else None,
        )

    def _path(self, index: QModelIndex) -> Path | None:
        return self._model.nodes.path(index.internalId()) if index.isValid() else None

    def _restore(self, kept: Kept) -> None:
        self._level = kept.level
        self._apply()
        for path in kept.exceptions:
            index = self._model.reveal(path)
            if index.isValid():
                is_open = self._model.nodes.depth(index.internalId()) > self._base
                self._view.setExpanded(index, is_open)
                self._turned(index.internalId(), is_open=is_open)
        self._restore_rows(kept)

    def _restore_rows(self, kept: Kept) -> None:
        current = self._model.reveal(kept.current) if kept.current else QModelIndex()
        if current.isValid():
            self._view.setAutoScroll(False)
            self._view.setCurrentIndex(current)
            self._view.setAutoScroll(True)
        top = self._model.reveal(kept.top) if kept.top else QModelIndex()
        if top.isValid():
            self._view.scrollTo(top, QTreeView.ScrollHint.PositionAtTop)


def is_small(value: object) -> bool:
    """Whether a JSON value has so few parts that all can be shown open."""
    return holds_at_most(value, _SMALL)
