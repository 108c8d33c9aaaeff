"""The left pane: the request, or one of the panels that take its place."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, runtime_checkable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from apay_console.model.exchange import Exchange
from apay_console.ui.parts.text import PlainLabel
from apay_console.ui.parts.theme import Theme
from apay_console.ui.sale.request_pane import RequestPane

Make = Callable[[], QWidget]
Close = Callable[[], None]


@runtime_checkable
class Explains(Protocol):
    """A panel that says of an exchange what the bar above the panes would say."""

    def explains(self, exchange: Exchange) -> bool: ...


class SidePane(QStackedWidget):
    """Shows the request pane until a panel is opened over it; Escape goes back."""

    def __init__(self, theme: Theme, request: RequestPane, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("side")
        self._theme = theme
        self._request = request
        self._panels: dict[str, _Holder] = {}
        self.addWidget(request)

    def open(self, name: str, title: str, make: Make) -> None:
        """Show a panel, made when it is first asked for; asked for again, it closes."""
        if name == self.name:
            self.close_panel()
            return
        holder = self._panels.get(name)
        if holder is None:
            holder = _Holder(self._theme, title, make(), self.close_panel)
            self._panels[name] = holder
            self.addWidget(holder)
        self.setCurrentWidget(holder)
        holder.panel.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def close_panel(self) -> None:
        """Show the request again."""
        self.setCurrentWidget(self._request)
        self.take_keyboard()

    def give_way(self) -> None:
        """Show the request again, if a panel has taken its place: a form is to be filled in."""
        if self.name:
            self.close_panel()

    def take_keyboard(self) -> None:
        """Give the keyboard to where one goes on here."""
        panel = self.panel(self.name)
        if panel is not None:
            panel.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._request.begin()

    @property
    def name(self) -> str:
        """Which panel is open; empty for the request."""
        shown = self.currentWidget()
        return next((name for name, holder in self._panels.items() if holder is shown), "")

    def panel(self, name: str) -> QWidget | None:
        """A panel that was opened before."""
        holder = self._panels.get(name)
        return holder.panel if holder else None

    def explains(self, exchange: Exchange) -> bool:
        """Whether the open panel explains an exchange."""
        panel: object = self.panel(self.name)
        return isinstance(panel, Explains) and panel.explains(exchange)


class _Holder(QFrame):
    """A panel under its title, with the button that closes it."""

    def __init__(self, theme: Theme, title: str, panel: QWidget, close: Close) -> None:
        super().__init__()
        self.setObjectName("request")
        self.panel = panel
        self._close = close
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._make_head(theme, title))
        column.addWidget(panel, 1)

    def _make_head(self, theme: Theme, title: str) -> QHBoxLayout:
        heading = PlainLabel(title)
        heading.setProperty("role", "title")
        closer = QToolButton()
        closer.setIcon(theme.icon("x", "text2"))
        closer.setAccessibleName(self.tr("Close"))
        closer.clicked.connect(self._close)
        row = QHBoxLayout()
        row.setContentsMargins(16, 12, 12, 4)
        row.addWidget(heading, 1)
        row.addWidget(closer)
        return row

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._close()
        else:
            super().keyPressEvent(event)
