"""The lines of the history as a table that holds nothing itself: rows are asked for by place."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from apay_console.model.past import Line
from apay_console.presenters.history.pages import Pages
from apay_console.presenters.history.past import Past
from apay_console.ui.history.cells import COLUMNS, Cells
from apay_console.ui.parts.theme import Theme

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_Role = Qt.ItemDataRole


class PastModel(QAbstractTableModel):
    """Shows the pages; a row that is not read yet is empty."""

    def __init__(self, past: Past, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self.pages: Pages = past.pages
        self.cells = Cells(past, theme)
        self._count = self.pages.count
        self.pages.renewed.connect(self._reset)
        self.pages.grown.connect(self._grow)
        self.pages.came.connect(self._tell)
        past.named.connect(self._tell_all)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else self._count

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(COLUMNS)

    def line(self, row: int) -> Line | None:
        """The line of a row, as far as it is read."""
        return self.pages.line(row)

    def data(self, index: Index, role: int = _Role.DisplayRole) -> Any:
        line = self.pages.line(index.row())
        return None if line is None else self.cells.value(line, COLUMNS[index.column()], role)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        return self.cells.heading(COLUMNS[section], role)

    def _reset(self) -> None:
        self.beginResetModel()
        self._count = self.pages.count
        self.endResetModel()

    def _grow(self, more: int) -> None:
        self.beginInsertRows(_NOWHERE, 0, more - 1)
        self._count = self.pages.count
        self.endInsertRows()

    def _tell(self, first: int, last: int) -> None:
        if last < self._count:
            self.dataChanged.emit(self.index(first, 0), self.index(last, len(COLUMNS) - 1))

    def _tell_all(self) -> None:
        if self._count:
            self._tell(0, self._count - 1)
