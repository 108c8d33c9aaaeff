"""The left pane: the request, or one of the panels that take its place."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, runtime_checkable

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QToolButton,
    QWidget,
)

from apay_console.model.exchange import Exchange
from apay_console.ui.commands import Commands
from apay_console.ui.parts.curtain import Curtain
from apay_console.ui.parts.layouts import column_in
from apay_console.ui.parts.text import PlainLabel
from apay_console.ui.parts.theme import Theme
from apay_console.ui.sale.request_pane import RequestPane

Make = Callable[[], QWidget]
Close = Callable[[], None]
_OF_REQUEST = ("undo", "redo", "discard", "body")  # commands that change what a panel hides


@runtime_checkable
class Explains(Protocol):
    """A panel that says of an exchange what the bar above the panes would say."""

    def explains(self, exchange: Exchange) -> bool: ...


class SidePane(QStackedWidget):
    """Shows the request pane until a panel is opened over it; Escape goes back."""

    def __init__(self, theme: Theme, commands: Commands, request: RequestPane) -> None:
        super().__init__()
        self.setObjectName("side")
        self._theme = theme
        self._commands = commands
        commands.connect_to(**dict.fromkeys(_OF_REQUEST, self.give_way))
        self._request = request
        self._panels: dict[str, _Holder] = {}
        self.addWidget(request)

    def open(self, name: str, title: str, make: Make, *, tells: bool = False) -> None:
        """Show a panel, made when it is first asked for; asked for again, it closes.

        One that `tells` may tell of a buyer.
        """
        if name == self.name:
            self.close_panel()
            return
        holder = self._panels.get(name)
        if holder is None:
            holder = _Holder(self._theme, self._commands, title, make(), self.close_panel)
            holder.curtain.tell(tells=tells)
            self._panels[name] = holder
            self.addWidget(holder)
        self.setCurrentWidget(holder)
        holder.curtain.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def close_panel(self) -> None:
        """Show the request again."""
        self.setCurrentWidget(self._request)
        self.take_keyboard()

    def give_way(self) -> None:
        """Show the request again, if a panel has taken its place: it is what changes now."""
        if self.name:
            self.close_panel()

    def take_keyboard(self) -> None:
        """Give the keyboard to where one goes on here."""
        holder = self._panels.get(self.name)
        if holder is not None:
            holder.curtain.setFocus(Qt.FocusReason.OtherFocusReason)
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

    def __init__(
        self, theme: Theme, commands: Commands, title: str, panel: QWidget, close: Close
    ) -> None:
        super().__init__()
        self.setObjectName("request")
        self.setAccessibleName(title)
        self.panel = panel
        self.curtain = Curtain(panel, theme)
        self._commands = commands
        self._close = close
        column = column_in(self)
        column.addLayout(self._make_head(theme, title))
        column.addWidget(self.curtain, 1)

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

    def event(self, event: QEvent) -> bool:
        """Keep keys from the request, which is not seen, while the keyboard is in the panel."""
        is_early = event.type() == QEvent.Type.ShortcutOverride
        if is_early and isinstance(event, QKeyEvent) and self._is_kept(event):
            event.accept()
            return True
        return super().event(event)

    def _is_kept(self, event: QKeyEvent) -> bool:
        is_own = self._primary() is not None or self.curtain.is_drawn
        names = (*_OF_REQUEST, "act") if is_own else _OF_REQUEST
        return any(self._is_shortcut(event, name) for name in names)

    def _is_shortcut(self, event: QKeyEvent, name: str) -> bool:
        return QKeySequence(event.keyCombination()) == self._commands[name].shortcut()

    def _primary(self) -> QPushButton | None:
        """The panel's own filled button, if it has one: Ctrl+Enter presses that."""
        buttons = self.panel.findChildren(QPushButton)
        filled = (button for button in buttons if button.property("kind") == "primary")
        return next((button for button in filled if button.isVisible()), None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        primary = self._primary()
        if event.key() == Qt.Key.Key_Escape:
            self._close()
        elif primary is not None and self._is_shortcut(event, "act") and not event.isAutoRepeat():
            primary.click()
        else:
            super().keyPressEvent(event)
