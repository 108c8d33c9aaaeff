"""What an answer changed: what you sent, and what Amazon did by itself."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QTreeWidget, QTreeWidgetItem, QWidget

from apay_console.model import json_text
from apay_console.model.changes import Change, Who
from apay_console.ui.text import clip, visible
from apay_console.ui.theme import Theme

_WHO = 88  # pixels


class ChangesView(QTreeWidget):
    """One row a change: who, where, before and after."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setObjectName("changes")
        self.setAccessibleName(self.tr("What changed"))
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setHeaderLabels(
            [self.tr("Who"), self.tr("Field"), self.tr("Before"), self.tr("After")]
        )
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self._rows: tuple[Change, ...] | None = None
        theme.changed.connect(self._draw)
        self._draw()

    def show_changes(self, found: tuple[Change, ...] | None) -> None:
        """List what changed; None: there was nothing to compare with."""
        if found is not self._rows:
            self._rows = found
            self._draw()

    def _draw(self) -> None:
        self.clear()
        if self._rows:
            self.addTopLevelItems([self._item(change) for change in self._rows])
        else:
            self.addTopLevelItem(QTreeWidgetItem(["", self._empty(), "", ""]))
        self._fit()

    def _fit(self) -> None:
        """Share the width: who, where, before, and what is left for after."""
        room = max(self.viewport().width() - _WHO, 0)
        for column, width in enumerate((_WHO, round(room * 0.42), round(room * 0.25))):
            self.setColumnWidth(column, width)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _empty(self) -> str:
        if self._rows is None:
            return self.tr("First answer: nothing to compare with.")
        return self.tr("Nothing changed.")

    def _item(self, change: Change) -> QTreeWidgetItem:
        is_yours = change.who is Who.YOU
        who = self.tr("You ▸") if is_yours else self.tr("Amazon ◂")
        texts = [
            who,
            visible(".".join(change.path)),
            "" if change.was_absent else _short(change.before),
            "" if change.is_absent else _short(change.after),
        ]
        item = QTreeWidgetItem(texts)
        item.setFont(0, self._theme.font("hint"))
        item.setForeground(0, self._theme.color("todo" if is_yours else "amazon"))
        for column in (1, 2, 3):
            item.setFont(column, self._theme.font("mono"))
            item.setToolTip(column, "")
        return item

    def texts(self) -> list[str]:
        """What the page says, row by row."""
        rows = (self.topLevelItem(place) for place in range(self.topLevelItemCount()))
        return [" ".join(row.text(column) for column in range(4)).strip() for row in rows if row]


def _short(value: Any) -> str:
    text = value if isinstance(value, str) else json_text.write(value)
    return clip(visible(text))
