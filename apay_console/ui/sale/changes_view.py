"""What an answer changed: what you sent, and what Amazon did by itself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QTreeWidget, QTreeWidgetItem, QWidget

from apay_console.model import json_text
from apay_console.model.changes import Change, Who
from apay_console.ui.parts.text import PlainLabel, clip, plain_tip, visible
from apay_console.ui.parts.theme import Theme

_WHO = 92  # pixels
_FIELD, _BEFORE = 0.42, 0.28  # of the rest of the width
_COLUMNS = range(4)


class ChangesView(QStackedWidget):
    """One row a change: who, where, before and after; or why there is none."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._rows: tuple[Change, ...] | None = None
        self._list = _Table(self)
        self._list.setHeaderLabels(
            [self.tr("Who"), self.tr("Field"), self.tr("Before"), self.tr("After")]
        )
        self._empty = PlainLabel("")
        self._empty.setProperty("role", "hint")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.addWidget(self._list)
        self.addWidget(self._empty)
        theme.changed.connect(self._draw)
        self._draw()

    def show_changes(self, found: tuple[Change, ...] | None) -> None:
        """List what changed; None: there was nothing to compare with."""
        if found is not self._rows:
            self._rows = found
            self._draw()

    def _draw(self) -> None:
        self._list.clear()
        self._list.addTopLevelItems([self._item(change) for change in self._rows or ()])
        self._empty.setText("" if self._rows else self._nothing())
        self.setCurrentWidget(self._list if self._rows else self._empty)

    def _nothing(self) -> str:
        if self._rows is None:
            return self.tr("First answer: nothing to compare with.")
        return self.tr("Nothing changed.")

    def _item(self, change: Change) -> QTreeWidgetItem:
        is_yours = change.who is Who.YOU
        item = QTreeWidgetItem(
            [
                self.tr("You ▸") if is_yours else self.tr("Amazon ◂"),
                visible(".".join(_shown(change))),
                self.tr("new") if change.was_absent else _short(change.before),
                self.tr("gone") if change.is_absent else _short(change.after),
            ]
        )
        self._paint(item, change)
        return item

    def _paint(self, item: QTreeWidgetItem, change: Change) -> None:
        token = "todo" if change.who is Who.YOU else "amazon"
        item.setForeground(0, self._theme.color(token))
        absent = (False, False, change.was_absent, change.is_absent)
        for column in _COLUMNS:
            is_word = column == 0 or absent[column]
            item.setFont(column, self._theme.font("hint" if is_word else "mono"))
            if absent[column]:
                item.setForeground(column, self._theme.color("text3"))
        for column, value in ((2, change.before), (3, change.after)):
            if not absent[column]:
                item.setToolTip(column, plain_tip(_whole(value)))

    def texts(self) -> list[str]:
        """What the page says, row by row."""
        if not self._rows:
            return [self._empty.text()]
        rows = [self._list.topLevelItem(place) for place in range(self._list.topLevelItemCount())]
        return [" ".join(row.text(column) for column in _COLUMNS).strip() for row in rows if row]


class _Table(QTreeWidget):
    """The rows, with the width shared among their columns."""

    def __init__(self, parent: ChangesView) -> None:
        super().__init__(parent)
        self.setObjectName("changes")
        self.setAccessibleName(self.tr("What changed"))
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = max(self.viewport().width() - _WHO, 0)
        for column, width in enumerate((_WHO, round(room * _FIELD), round(room * _BEFORE))):
            self.setColumnWidth(column, width)


def _shown(change: Change) -> tuple[str, ...]:
    """Where it changed; the place in a list says nothing about what left it or joined it."""
    joined = change.was_absent or change.is_absent
    return change.path[:-1] if joined and change.path[-1].isdecimal() else change.path


def _short(value: Any) -> str:
    """Write a value in one line: of a constraint its id, of a price its digits and currency."""
    if isinstance(value, Mapping):
        known = value.get("constraintId") or _price(value)
        value = known if isinstance(known, str) and known else value
    text = value if isinstance(value, str) else json_text.write(value)
    return visible(clip(text))


def _price(value: Mapping[str, Any]) -> str:
    parts = (value.get("amount"), value.get("currencyCode"))
    return " ".join(part for part in parts if isinstance(part, str)) if len(value) == 2 else ""


def _whole(value: Any) -> str:
    return value if isinstance(value, str) else json_text.write(value, indent=2)
