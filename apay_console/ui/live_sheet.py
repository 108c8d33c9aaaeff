"""The sheets that stand between a person and real money: unlock live, and confirm one write."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from apay_console.errors import Invalid
from apay_console.model.profile import Profile
from apay_console.presenters.sale.desk import SaleDesk
from apay_console.presenters.sale.live.asking import Ask
from apay_console.presenters.sale.live.gate import LiveGate, question
from apay_console.ui.parts.announcing import announce
from apay_console.ui.parts.cover import Cover, DeliberateButton, wrapped
from apay_console.ui.parts.no_keys import keep_keys_out
from apay_console.ui.parts.text import say, unmnemonic
from apay_console.ui.parts.theme import Theme


class MoneySheet(Cover):
    """Asks about one live write; nothing but a click or Space on its red button goes on."""

    confirmed = Signal(object)  # Ask

    def __init__(self, theme: Theme, window: QWidget) -> None:
        super().__init__(theme, window)
        self._ask: Ask | None = None
        self._what, self._about = wrapped("section"), wrapped("body")
        self._caution = wrapped("note")
        for label in (self._what, self._about, self._caution):
            self.column.addWidget(label)
        self.confirm = DeliberateButton()
        self.confirm.setObjectName("confirm")
        self.confirm.setProperty("kind", "danger")
        self.confirm.clicked.connect(self._go)
        self.add_buttons(self.confirm)

    def ask(self, ask: Ask) -> None:
        """Put one question; the keyboard is on Cancel."""
        self._ask = ask
        what, *about = [say(line) for line in ask.lines]
        self._what.setText(what)
        self._about.setText("\n".join(about))
        caution = say(ask.caution) if ask.caution else ""
        self._caution.setText(caution)
        self._caution.setVisible(bool(caution))
        self.confirm.setText(unmnemonic(say(ask.confirm)))
        self.cancel.setAccessibleDescription("\n".join([say(ask.title), what, *about, caution]))
        self.open(say(ask.title), "warning-fill", self.cancel)

    def _go(self) -> None:
        ask, self._ask = self._ask, None
        self.leave()
        if ask is not None:
            self.confirmed.emit(ask)


class UnlockSheet(Cover):
    """Asks for the profile's name; a wrong one stays in its line with the reason under it."""

    given = Signal(str)

    def __init__(self, theme: Theme, window: QWidget) -> None:
        super().__init__(theme, window)
        self._question, self._problem = wrapped("body"), wrapped("error")
        self.line = QLineEdit()
        keep_keys_out(self.line)
        self.allow = DeliberateButton(self.tr("Allow changes"))
        self.allow.setObjectName("confirm")
        self.allow.setProperty("kind", "danger")
        self.allow.clicked.connect(lambda: self.given.emit(self.line.text()))
        self.line.returnPressed.connect(self.allow.setFocus)  # Enter goes on, and decides nothing
        for widget in (self._question, self.line, self._problem):
            self.column.addWidget(widget)
        self.add_buttons(self.allow)

    def ask(self, profile: Profile) -> None:
        """Ask for the name of a live profile."""
        words = say(question(profile))
        self._question.setText(words)
        self.line.setAccessibleName(words)
        self.line.clear()
        self._problem.hide()
        self.open(self.tr("Allow changes to live"), "lock-key", self.line)

    def refuse(self, error: Invalid) -> None:
        """Say why the text was not taken; it stays as it was typed."""
        self._problem.setText(say(error.message))
        self._problem.show()
        announce(self, self._problem.text())
        self.line.setFocus()
        self.line.selectAll()

    def done(self) -> None:
        """Take the sheet away; the name was right."""
        self.leave()


class LiveSheets:
    """Shows each sheet when it is asked for, and hands its answer on."""

    def __init__(self, window: QWidget, theme: Theme, desk: SaleDesk, live: LiveGate) -> None:
        self._desk = desk
        self.money = MoneySheet(theme, window)
        self.unlock = UnlockSheet(theme, window)
        live.confirm_wanted.connect(self.money.ask)
        live.ended.connect(self.money.leave)
        self.money.confirmed.connect(live.confirm)
        self.money.refused.connect(live.refuse)
        self.unlock.given.connect(self._unlock)

    def open_lock(self) -> None:
        """Ask for the profile's name, if live is read-only."""
        state = self._desk.state
        if state is not None and state.is_read_only:
            self.unlock.ask(state.profile)

    def _unlock(self, typed: str) -> None:
        try:
            self._desk.unlock(typed)
        except Invalid as error:
            self.unlock.refuse(error)
        else:
            self.unlock.done()
