"""What can be done with a row of the tree: copying, opening, closing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import cast

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QTreeView

from apay_console.model import json_text
from apay_console.ui.parts.copying import copy, copy_briefly
from apay_console.ui.tree.model import TreeModel
from apay_console.ui.tree.nodes import ROOT
from apay_console.ui.tree.paths import normalized_path, written_path
from apay_console.ui.tree.unfolding import ALL, NONE, Unfolding

_LEVELS = 9  # as many as there are keys


class TreeActions(QObject):
    """The tree's context menu, with a shortcut for each line."""

    save_wanted = Signal(tuple)  # where the value stands

    def __init__(self, tree: QTreeView, model: TreeModel, unfolding: Unfolding) -> None:
        super().__init__(tree)
        self._tree = tree
        self._model = model
        self._unfolding = unfolding
        for words, keys, do in self._taking():
            self._add(words, keys).triggered.connect(do)
        for words, keys, level in self._folding():
            fold = self._add(words, keys)
            fold.setData(level)
            fold.triggered.connect(self._fold)

    def _add(self, words: str, keys: str) -> QAction:
        action = QAction(words, self)
        action.setShortcut(QKeySequence(keys))
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self._tree.addAction(action)
        return action

    def _taking(self) -> tuple[tuple[str, str, Callable[[], None]], ...]:
        return (
            (self.tr("Copy value"), "Ctrl+C", self.copy_value),
            (self.tr("Copy path"), "Ctrl+Shift+C", self.copy_path),
            (self.tr("Copy JSONPath"), "Ctrl+Alt+Shift+C", self.copy_jsonpath),
            (self.tr("Copy as JSON"), "Ctrl+Alt+C", self.copy_json),
            (self.tr("Save value as…"), "Ctrl+Alt+S", self.save_value),
        )

    def _folding(self) -> tuple[tuple[str, str, int], ...]:
        """What folds the tree, and to which level."""
        return (
            (self.tr("Expand all"), "Ctrl+Shift++", ALL),
            (self.tr("Collapse all"), "Alt+1", NONE),
            *((self._level(level), f"Alt+{level}", level - 2) for level in range(2, _LEVELS + 1)),
        )

    def _level(self, level: int) -> str:
        return self.tr("Fold to level {level}").replace("{level}", str(level))

    def _fold(self) -> None:
        self._unfolding.open_to(cast("QAction", self.sender()).data())

    def _node(self) -> int:
        index = self._tree.currentIndex()
        node = index.internalId() if index.isValid() else ROOT
        return self._model.nodes.parents[node] if self._model.is_more(node) else node

    def copy_value(self) -> None:
        """Copy the current value as it came: a text without quotes, all else as JSON."""
        value = self._model.nodes.values[self._node()]
        text = value if isinstance(value, str) else json_text.write(value, indent=2)
        copy_briefly(self._tree, text)

    def copy_json(self) -> None:
        """Copy the current row as JSON, its key included."""
        nodes, node = self._model.nodes, self._node()
        in_object = node != ROOT and isinstance(nodes.values[nodes.parents[node]], Mapping)
        value = {nodes.key(node): nodes.values[node]} if in_object else nodes.values[node]
        copy_briefly(self._tree, json_text.write(value, indent=2))

    def copy_path(self) -> None:
        """Copy where the current value stands."""
        copy(self._tree, written_path(self._model.nodes.path(self._node())))

    def copy_jsonpath(self) -> None:
        """Copy where the current value stands, as RFC 9535 writes it."""
        copy(self._tree, normalized_path(self._model.nodes, self._node()))

    def save_value(self) -> None:
        """Ask to take the current value elsewhere."""
        self.save_wanted.emit(self._model.nodes.path(self._node()))
