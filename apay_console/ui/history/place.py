"""Where the history stands: in the sale's place, over everything below the top bar."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QStackedWidget, QWidget
from shiboken6 import isValid

from apay_console.presenters.console import Console
from apay_console.presenters.sale.signed_call import Wanted
from apay_console.ui.commands import COMMANDS, Commands
from apay_console.ui.history.details import ANSWER, CHANGES, RAW, SIGNATURE
from apay_console.ui.history.page import HistoryPage
from apay_console.ui.panels.signed_call_panel import SignedCallPanel
from apay_console.ui.parts.theme import Theme
from apay_console.ui.sale.sale_page import SalePage
from apay_console.ui.wiring_answer import open_object

_OF_SALE = {"sale", "send", "edit", "buyer", "emulator", "view"}  # groups: they change the sale
_OF_BOTH = {"history", "activity", "open", "present"}  # these are at home on either page
_TABS = {"session_tab": ANSWER, "changes_tab": CHANGES, "raw_tab": RAW, "signature": SIGNATURE}
_STEPS = {"next_change": 1, "previous_change": -1}
_BEGINNING = {"new", "new_with_values"}  # their keys show the sale that they begin
_KEYS = (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress)


class HistoryPlace(QObject):
    """Opens the history's page and leaves it; no key reaches the sale that is not seen."""

    def __init__(
        self, theme: Theme, commands: Commands, console: Console, sale_page: SalePage
    ) -> None:
        super().__init__(commands)
        self._commands = commands
        self._console = console
        self._sale_page = sale_page
        self._before: QWidget | None = None  # what had the keyboard on the sale's page
        self.page = HistoryPage(console.past, console.leading, theme)
        self.page.left.connect(self.leave)
        self.page.details.open_wanted.connect(self._open)
        console.leading.left.connect(self.leave)
        console.leading.replay_wanted.connect(self._replay)
        stack = sale_page.parentWidget()
        assert isinstance(stack, QStackedWidget)  # noqa: S101 - the window is built so
        self._stack = stack
        stack.addWidget(self.page)
        for row in COMMANDS:
            if row.group in _OF_SALE and row.name not in _OF_BOTH:
                commands[row.name].triggered.connect(self.leave)
        stack.window().installEventFilter(self)

    @property
    def is_open(self) -> bool:
        """Whether the history is what is seen."""
        return self._stack.currentWidget() is self.page

    def toggle(self) -> None:
        """Show the history, or the sale again."""
        if self.is_open:
            self.leave()
            return
        self._before = self._stack.window().focusWidget()
        self.page.fit(self._stack.width())
        self._stack.setCurrentWidget(self.page)
        self.page.begin()

    def leave(self) -> None:
        """Show the sale again, with the keyboard where it was."""
        if not self.is_open:
            return
        self.page.rest()
        had_keyboard = self.page.isAncestorOf(self._stack.window().focusWidget() or self._stack)
        self._stack.setCurrentWidget(self._sale_page)
        before, self._before = self._before, None
        if had_keyboard and before is not None and isValid(before) and before.isVisible():
            before.setFocus()

    def _open(self, object_id: str) -> None:
        """Leave for an object that an old answer names."""
        self.leave()
        open_object(self._console, object_id)

    def _replay(self, wanted: Wanted) -> None:
        """Show the call in the panel of signed calls, to be looked at and sent."""
        side = self._sale_page.side
        if side.name != "signed_call":
            self._commands.run("signed_call")
        panel = side.panel("signed_call")
        if isinstance(panel, SignedCallPanel):
            panel.put(wanted)

    # --- keys -------------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the keys that reach the window while the history is open."""
        if event.type() == QEvent.Type.Resize and self.is_open:
            self.page.fit(self._stack.width())
        if not (isinstance(event, QKeyEvent) and event.type() in _KEYS and self.is_open):
            return super().eventFilter(watched, event)
        name = self._name_of(event)
        if not name:
            return super().eventFilter(watched, event)
        event.accept()
        if event.type() == QEvent.Type.KeyPress and not event.isAutoRepeat():
            self._do(name)
        return True

    def _name_of(self, event: QKeyEvent) -> str:
        """What a key would do on the sale's page; empty for one that does the same here."""
        if event.key() == Qt.Key.Key_Escape:
            return "leave" if event.type() == QEvent.Type.KeyPress else ""
        pressed = QKeySequence(event.keyCombination())
        hidden = (row for row in COMMANDS if row.group in _OF_SALE and row.name not in _OF_BOTH)
        found = (row.name for row in hidden if self._commands[row.name].shortcut() == pressed)
        name = next(found, "")
        return "" if name in _BEGINNING else name

    def _do(self, name: str) -> None:
        if name == "leave":
            self.leave()
        elif name == "find":
            self.page.go_to_search()
        elif name == "get":
            self.page.begin()
        elif name == "export":
            self.page.actions_["take_elsewhere"].trigger()
        elif name in _TABS:
            self.page.details.open_tab(_TABS[name])
        elif name in _STEPS:
            self.page.details.step_change(_STEPS[name])
