"""Needs attention: each write whose outcome is unknown, and the way to find it out."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from apay_console.presenters.console import Console
from apay_console.presenters.history.attention import Open
from apay_console.ui.commands import Commands
from apay_console.ui.panels.parts import button, hint, scrolled
from apay_console.ui.parts.layouts import refill
from apay_console.ui.parts.text import PlainLabel, say
from apay_console.ui.parts.theme import Theme


class AttentionPanel(QFrame):
    """Lists them anew whenever it is shown."""

    left = Signal()  # a sale that was chosen here lies on the desk

    def __init__(self, theme: Theme, commands: Commands, console: Console) -> None:
        super().__init__()
        del theme, commands  # nothing here has an icon or is a command
        self.setObjectName("form")
        self._attention = console.attention
        self._rows = QVBoxLayout()
        self._rows.setSpacing(12)
        self._none = hint(self.tr("Nothing is unknown: every request was answered."))
        self._some = hint(
            self.tr(
                "These were sent, and no usable answer came. Nothing is sent again by itself: "
                "open the sale and check it there, which does nothing twice."
            )
        )
        self._place()
        self._attention.changed.connect(self._show)
        console.leading.left.connect(self._leave)
        self._show(self._attention.rows)

    def _leave(self) -> None:
        """Make room for the request, unless somebody was led to it from elsewhere."""
        if self.isVisible():
            self.left.emit()

    def _place(self) -> None:
        paper = QWidget()
        paper.setObjectName("formPaper")
        column = QVBoxLayout(paper)
        column.setContentsMargins(16, 4, 16, 12)
        column.setSpacing(8)
        column.addWidget(self._none)
        column.addWidget(self._some)
        column.addSpacing(4)
        column.addLayout(self._rows)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolled(paper))

    def _show(self, rows: tuple[Open, ...]) -> None:
        self._none.setVisible(not rows)
        self._some.setVisible(bool(rows))
        refill(self._rows, [self._make_row(row) for row in rows])

    def _make_row(self, row: Open) -> QWidget:
        title = PlainLabel(say(row.what))
        title.setProperty("role", "section")
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(title)
        column.addWidget(hint(f"{row.when} · {say(row.who)}"))
        if row.attempt.idempotency_key:
            column.addWidget(hint(row.attempt.idempotency_key))
        if not row.has_sale:
            gone = self.tr("Its sale is gone from here: look at Amazon whether it was done.")
            column.addWidget(hint(gone))
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for one in self._buttons(row):
            one.setAccessibleDescription(f"{say(row.what)} {row.when}")
            buttons.addWidget(one)
        buttons.addStretch(1)
        column.addLayout(buttons)
        return holder

    def _buttons(self, row: Open) -> list[QPushButton]:
        if row.has_sale:
            opener = button(self.tr("Open the sale"), "secondary")
            opener.clicked.connect(lambda: self._attention.open(row))
            return [opener]
        done = button(self.tr("I looked: it was done"), "secondary")
        done.clicked.connect(lambda: self._attention.settle(row, is_done=True))
        undone = button(self.tr("I looked: it was not done"), "secondary")
        undone.clicked.connect(lambda: self._attention.settle(row, is_done=False))
        return [done, undone]

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._attention.look()
