"""The line at the foot: what happened last, and this sale's exchanges on demand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QWidget,
)
from shiboken6 import isValid

from apay_console.model.exchange import Exchange, Outcome
from apay_console.presenters import moments
from apay_console.ui.parts.labels import ElidedLabel
from apay_console.ui.parts.layouts import column_in
from apay_console.ui.parts.rows import Row
from apay_console.ui.parts.text import say
from apay_console.ui.parts.theme import Theme

if TYPE_CHECKING:
    from apay_console.presenters.sale.state.sale_state import SaleState

_ICONS = {
    Outcome.APPLIED: ("check-circle-fill", "ok"),
    Outcome.REJECTED: ("x-circle-fill", "err"),
    Outcome.NOT_SENT: ("warning-fill", "warn"),
    Outcome.UNKNOWN: ("question-fill", "unknown"),
}
_LOWEST, _HIGHEST = 60, 220  # of the list


def sentence(exchange: Exchange) -> str:
    """One exchange as a line: when, what, how it went."""
    from apay_console.presenters.sale.state.steps import summary  # noqa: PLC0415 - after the first paint

    return f"{moments.clock(exchange.started_at)}  {say(summary(exchange))}"


def _newest(state: SaleState) -> str:
    """The newest exchange; of an update that was applied, who changed how much."""
    from apay_console.presenters.sale.state.steps import applied  # noqa: PLC0415 - as above

    newest = state.exchanges[0]
    told = applied(state) if newest is state.exchange and newest.sent.method == "PATCH" else None
    return f"{moments.clock(newest.started_at)}  {say(told)}" if told else sentence(newest)


class Activity(QFrame):
    """The newest exchange in a line; a press on “Activity” lists them all."""

    chosen = Signal(object)  # Exchange

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._exchanges: tuple[Exchange, ...] = ()
        self._before: QWidget | None = None  # what had the keyboard before the list was opened
        self.setObjectName("activity")
        column = column_in(self)
        self._list = self._make_list()
        column.addWidget(self._list)
        column.addLayout(self._make_line())
        theme.changed.connect(self._paint)
        self._paint()

    def _make_list(self) -> QListWidget:
        rows = QListWidget()
        rows.setObjectName("activityRows")
        rows.setAccessibleName(self.tr("This sale's exchanges"))
        rows.setItemDelegate(Row(self._theme, rows, inset=12))
        rows.hide()
        rows.itemClicked.connect(self._choose)
        rows.itemActivated.connect(self._choose)
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), rows)
        escape.setContext(Qt.ShortcutContext.WidgetShortcut)
        escape.activated.connect(self._close)
        return rows

    def _make_line(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(12, 0, 8, 0)
        row.setSpacing(8)
        self._icon = QLabel()
        self._line = ElidedLabel(self.tr("Nothing sent for this sale."))
        self._line.setProperty("role", "hint")
        self._opener = QPushButton(self.tr("Activity"))
        self._opener.setProperty("kind", "flat")
        self._opener.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self._opener.clicked.connect(self.toggle)
        row.addWidget(self._icon)
        row.addWidget(self._line, 1)
        row.addWidget(self._opener)
        return row

    def _choose(self, item: QListWidgetItem) -> None:
        exchange = item.data(Qt.ItemDataRole.UserRole)
        if exchange is not None:
            self.chosen.emit(exchange)

    def toggle(self) -> None:
        """Open the list, or close it."""
        if self._list.isHidden():
            self._open()
        else:
            self._close()

    def _open(self) -> None:
        self._before = self.window().focusWidget()
        self._list.show()
        self._fill()
        self._list.setCurrentRow(0)
        self._list.setFocus()

    def _close(self) -> None:
        """Give the keyboard back to where it was, if it is in the list."""
        had_keyboard = self._list.hasFocus()
        self._list.hide()
        self._fill()
        if had_keyboard and self._before is not None and isValid(self._before):
            self._before.setFocus()

    def show_state(self, state: SaleState) -> None:
        """Show the newest exchange of a sale."""
        self._line.setText(self._words(state))
        if state.exchanges is not self._exchanges:
            self._exchanges = state.exchanges
            self._fill()

    def _paint(self) -> None:
        self._icon.setPixmap(self._theme.icon("clock-counter-clockwise", "text3").pixmap(14, 14))

    def _words(self, state: SaleState) -> str:
        if state.busy is not None:
            return say(state.busy)
        if not state.exchanges:
            return self.tr("Nothing sent for this sale.")
        local = state.exchanges[0].sent.url.startswith("http://127.0.0.1")
        kept = self.tr("nothing left this machine")
        newest = _newest(state)
        return f"{newest.removesuffix('.')} · {kept}" if local else newest

    def _fill(self) -> None:
        shown = not self._list.isHidden()
        self._opener.setIcon(self._theme.icon("caret-down" if shown else "caret-up", "text2"))
        if not shown:
            return
        self._list.clear()
        for exchange in self._exchanges:
            item = QListWidgetItem(self._theme.icon(*_ICONS[exchange.outcome]), sentence(exchange))
            item.setData(Qt.ItemDataRole.UserRole, exchange)
            self._list.addItem(item)
        wanted = self._list.sizeHintForRow(0) * self._list.count() + 2 * self._list.frameWidth()
        self._list.setFixedHeight(min(max(wanted, _LOWEST), _HIGHEST))

    def text(self) -> str:
        """What the line says."""
        return self._line.text()
