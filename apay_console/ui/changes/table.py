"""The rows of changes, in whichever look: one line each, drawn when they are seen."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QModelIndex, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from apay_console.ui.changes.lines import Lines, SideBySide
from apay_console.ui.changes.paint import LinePainter
from apay_console.ui.changes.rows import FIELD, ChangeRows, Index
from apay_console.ui.parts.opaque import OpaqueTree
from apay_console.ui.parts.theme import Theme

_WHO, _WHAT, _FATE = 80, 80, 158  # pixels
_SHARES = (0.42, 0.27)  # of the rest of the width: field and before


class _FieldName(QStyledItemDelegate):
    """Keeps the end of a path, which says what it is, where there is no room for all of it."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:  # noqa: N802 - Qt's name
        super().initStyleOption(option, index)
        option.textElideMode = Qt.TextElideMode.ElideLeft


class Table(OpaqueTree):
    """Shares its width among its columns; holds one model at a time."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("changes")
        self.setAccessibleName(self.tr("What changed"))
        self.setRootIsDecorated(False)
        self.setItemsExpandable(False)
        self.setUniformRowHeights(True)
        self.setAllColumnsShowFocus(True)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.header().setStretchLastSection(True)
        self.header().setSectionsMovable(False)
        self.header().setMinimumSectionSize(24)
        self._painter = LinePainter(theme, self)
        self._plain, self._names = QStyledItemDelegate(self), _FieldName(self)

    def take(self, model: ChangeRows | Lines) -> None:
        """Show other rows, and let go of those before."""
        before: QAbstractItemModel | None = self.model()
        is_list = isinstance(model, ChangeRows)
        self.setItemDelegate(self._plain if is_list else self._painter)
        self.setItemDelegateForColumn(FIELD, self._names if is_list else self._painter)
        self.setModel(model)
        self.setHeaderHidden(not isinstance(model, ChangeRows | SideBySide))
        if isinstance(model, ChangeRows) and model.section is not None:
            self.setFirstColumnSpanned(model.section, QModelIndex(), True)
        if before is not None:
            before.deleteLater()
        self._share()

    def go_to_row(self, row: int) -> None:
        """Make a row the current one, with some lines above it in sight."""
        index = self.model().index(row, 0)
        self.setCurrentIndex(index)
        self.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share()

    def _share(self) -> None:
        width = self.viewport().width()
        columns = self.model().columnCount() if self.model() is not None else 0
        if columns == 2:
            self.setColumnWidth(0, width // 2)
        elif columns > 2:
            room = max(width - _WHO - self._last_width(), 0)
            for column, size in enumerate((_WHO, *(round(room * share) for share in _SHARES))):
                self.setColumnWidth(column, size)
            self.setColumnWidth(3, room - sum(round(room * share) for share in _SHARES))

    def _last_width(self) -> int:
        """What became of a sent value is said in more words."""
        model = self.model()
        return _FATE if isinstance(model, ChangeRows) and model.section is not None else _WHAT
