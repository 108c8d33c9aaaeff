"""What can be done with a row of the tree: copying, opening, closing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence

from apay_console.model import json_text
from apay_console.model.fields import Path
from apay_console.ui.tree.nodes import ROOT

if TYPE_CHECKING:
    from apay_console.ui.tree.view import SessionTree

_Row = tuple[str, str, Callable[[], None]]


class TreeActions(QObject):
    """The tree's context menu, with a shortcut for each line."""

    def __init__(self, tree: SessionTree) -> None:
        super().__init__(tree)
        self._tree = tree
        for words, keys, do in (*self._copying(), *self._folding()):
            action = QAction(words, self)
            action.setShortcut(QKeySequence(keys))
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            action.triggered.connect(do)
            tree.addAction(action)

    def _copying(self) -> tuple[_Row, ...]:
        return (
            (self.tr("Copy value"), "Ctrl+C", self.copy_value),
            (self.tr("Copy path"), "Ctrl+Shift+C", self.copy_path),
            (self.tr("Copy as JSON"), "Ctrl+Alt+C", self.copy_json),
        )

    def _folding(self) -> tuple[_Row, ...]:
        return (
            (self.tr("Expand all"), "Ctrl+Shift++", self._tree.expand_all),
            (self.tr("Collapse all"), "Ctrl+Shift+-", self._tree.collapse_all),
            (self.tr("Fold to the first level"), "Alt+1", self._fold_1),
            (self.tr("Fold to the second level"), "Alt+2", self._fold_2),
            (self.tr("Fold to the third level"), "Alt+3", self._fold_3),
        )

    def _fold_1(self) -> None:
        self._tree.fold_to(1)

    def _fold_2(self) -> None:
        self._tree.fold_to(2)

    def _fold_3(self) -> None:
        self._tree.fold_to(3)

    def _node(self) -> int:
        index = self._tree.currentIndex()
        node = index.internalId() if index.isValid() else ROOT
        model = self._tree.nodes_model
        return model.nodes.parents[node] if model.is_more(node) else node

    def copy_value(self) -> None:
        """Copy the current value as it came: a text without quotes, all else as JSON."""
        value = self._tree.nodes_model.nodes.values[self._node()]
        _copy(value if isinstance(value, str) else json_text.write(value, indent=2))

    def copy_json(self) -> None:
        """Copy the current row as JSON, its key included."""
        nodes, node = self._tree.nodes_model.nodes, self._node()
        in_object = node != ROOT and isinstance(nodes.values[nodes.parents[node]], Mapping)
        value = {nodes.keys[node]: nodes.values[node]} if in_object else nodes.values[node]
        _copy(json_text.write(value, indent=2))

    def copy_path(self) -> None:
        """Copy where the current value stands."""
        _copy(written_path(self._tree.nodes_model.nodes.path(self._node())))


def _copy(text: str) -> None:
    QGuiApplication.clipboard().setText(text)


def written_path(path: Path) -> str:
    """Write a path as one would in code: paymentDetail.chargeAmount, constraints[0]."""
    words = ""
    for key in path:
        if key.isdecimal():
            words += f"[{key}]"
        elif key.isidentifier():
            words += f".{key}" if words else key
        else:
            words += f"[{json_text.write(key)}]"
    return words
