"""The sheets that stand between a person and real money: unlock live, and confirm one write."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from apay_console.errors import Invalid
from apay_console.model.profile import Profile
from apay_console.presenters.live import LiveGate, question
from apay_console.presenters.live_ask import Ask
from apay_console.presenters.sale_desk import SaleDesk
from apay_console.ui.text import PlainLabel, say, unmnemonic
from apay_console.ui.theme import Theme

_WIDTH = 460
_ICON = 20


class DeliberateButton(QPushButton):
    """A button that only a click or Space presses: no Enter, no second half of a double click."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space:
            super().keyPressEvent(event)
        else:
            event.ignore()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space:
            super().keyReleaseEvent(event)
        else:
            event.ignore()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        event.accept()


class Cover(QFrame):
    """A shade over the whole window with a sheet on it; no key or click reaches what is below."""

    refused = Signal()

    def __init__(self, theme: Theme, window: QWidget) -> None:
        super().__init__(window)
        self._theme = theme
        self._before: QWidget | None = None
        self.setObjectName("cover")
        self._sheet = QFrame()
        self._sheet.setObjectName("ask")
        self._sheet.setProperty("kind", "live")
        self._sheet.setFixedWidth(_WIDTH)
        self._column = QVBoxLayout(self._sheet)
        self._column.setContentsMargins(20, 16, 20, 16)
        self._column.setSpacing(10)
        self._icon, self._title = QLabel(), _label("title")
        self._add_row(self._icon, self._title)
        self._place()
        self.cancel = self._make_cancel()
        self.hide()
        window.installEventFilter(self)

    def _place(self) -> None:
        """Put the sheet in the upper half; aligned instead of stretched it would cut its words."""
        column, row = QVBoxLayout(self), QHBoxLayout()
        column.addStretch(1)
        column.addLayout(row)
        column.addStretch(2)
        row.addStretch(1)
        row.addWidget(self._sheet)
        row.addStretch(1)

    def _make_cancel(self) -> DeliberateButton:
        cancel = DeliberateButton(self.tr("Cancel"))
        cancel.setObjectName("cancel")
        cancel.setProperty("kind", "secondary")
        cancel.clicked.connect(self._refuse)
        return cancel

    def _add_row(self, first: QWidget, second: QWidget) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(first)
        row.addWidget(second, 1)
        self._column.addLayout(row)

    def _add_buttons(self, confirm: QPushButton) -> None:
        row = QHBoxLayout()
        row.setContentsMargins(0, 6, 0, 0)
        row.setSpacing(8)
        row.addStretch(1)
        row.addWidget(self.cancel)
        row.addWidget(confirm)
        self._column.addLayout(row)

    def _show(self, title: str, icon: str, first: QWidget) -> None:
        self._title.setText(title)
        self._icon.setPixmap(self._theme.icon(icon, "err").pixmap(_ICON, _ICON))
        self.setAccessibleName(title)
        self._before = self.window().focusWidget()
        self.setGeometry(self.window().rect())
        self.show()
        self.raise_()
        first.setFocus()

    def _refuse(self) -> None:
        self.leave()
        self.refused.emit()

    def leave(self) -> None:
        """Take the sheet away, and give the keyboard back to where it was."""
        if self.isHidden():
            return
        self.hide()
        if self._before is not None and isValid(self._before):
            self._before.setFocus()
        self._before = None

    def text(self) -> str:
        """What the sheet says, line by line."""
        labels = self._sheet.findChildren(PlainLabel)
        return "\n".join(label.text() for label in labels if label.text() and not label.isHidden())

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride:  # the window's shortcuts rest meanwhile
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._refuse()

    def focusNextPrevChild(self, is_next: bool) -> bool:  # noqa: N802 - Qt's name and shape
        """Let Tab go round inside the sheet."""
        stops = [one for one in self._sheet.findChildren(QWidget) if _takes_tab(one)]
        now = self.window().focusWidget()
        place = stops.index(now) if now in stops else -1
        stops[(place + (1 if is_next else -1)) % len(stops)].setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and not self.isHidden():
            self.setGeometry(self.window().rect())
        return super().eventFilter(watched, event)


def _takes_tab(widget: QWidget) -> bool:
    takes = Qt.FocusPolicy.TabFocus.value & widget.focusPolicy().value
    return bool(takes) and widget.isEnabled() and not widget.isHidden()


def _label(role: str) -> PlainLabel:
    label = PlainLabel()
    label.setProperty("role", role)
    label.setWordWrap(True)
    return label


class MoneySheet(Cover):
    """Asks about one live write; nothing but a click or Space on its red button goes on."""

    confirmed = Signal(object)  # Ask

    def __init__(self, theme: Theme, window: QWidget) -> None:
        super().__init__(theme, window)
        self._ask: Ask | None = None
        self._what, self._about = _label("section"), _label("body")
        self._column.addWidget(self._what)
        self._column.addWidget(self._about)
        self.confirm = DeliberateButton()
        self.confirm.setObjectName("confirm")
        self.confirm.setProperty("kind", "danger")
        self.confirm.clicked.connect(self._go)
        self._add_buttons(self.confirm)

    def ask(self, ask: Ask) -> None:
        """Put one question; the keyboard is on Cancel."""
        self._ask = ask
        what, *about = [say(line) for line in ask.lines]
        self._what.setText(what)
        self._about.setText("\n".join(about))
        self.confirm.setText(unmnemonic(say(ask.confirm)))
        self.cancel.setAccessibleDescription("\n".join([say(ask.title), what, *about]))
        self._show(say(ask.title), "warning-fill", self.cancel)

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
        self._question, self._problem = _label("body"), _label("error")
        self.line = QLineEdit()
        self.allow = DeliberateButton(self.tr("Allow changes"))
        self.allow.setObjectName("confirm")
        self.allow.setProperty("kind", "danger")
        self.allow.clicked.connect(lambda: self.given.emit(self.line.text()))
        self.line.returnPressed.connect(self.allow.setFocus)  # Enter goes on, and decides nothing
        for widget in (self._question, self.line, self._problem):
            self._column.addWidget(widget)
        self._add_buttons(self.allow)

    def ask(self, profile: Profile) -> None:
        """Ask for the name of a live profile."""
        words = say(question(profile))
        self._question.setText(words)
        self.line.setAccessibleName(words)
        self.line.clear()
        self._problem.hide()
        self._show(self.tr("Live is read-only"), "lock-key", self.line)

    def refuse(self, error: Invalid) -> None:
        """Say why the text was not taken; it stays as it was typed."""
        self._problem.setText(say(error.message))
        self._problem.show()
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
