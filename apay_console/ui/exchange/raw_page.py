"""The Raw tab: where the time went, and below it what was on the wire."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QWidget

from apay_console.model.exchange import Exchange
from apay_console.ui.exchange.raw_view import RawView
from apay_console.ui.exchange.timeline import Timeline
from apay_console.ui.parts.layouts import column_in
from apay_console.ui.parts.theme import Theme


class RawPage(QFrame):
    """One exchange as it was on the wire, and how long each part of it took."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rawPage")
        self.timeline = Timeline(theme)
        self.view = RawView(theme)
        self.setFocusProxy(self.view)
        column = column_in(self)
        column.addWidget(self.timeline)
        column.addWidget(self.view, 1)
        self.timeline.hide()

    def show_exchange(self, exchange: Exchange | None, paint: float | None = None) -> None:
        """Show one exchange; `paint` is how long its answer took to be painted, if it was."""
        self.timeline.show_exchange(exchange, paint)
        self.view.show_exchange(exchange)
