"""The fault board: order what is to go wrong, see what is left of it, call it off."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from apay_console.errors import Message
from apay_console.presenters.console import Console
from apay_console.presenters.emulator.fault_board import Active, Board
from apay_console.ui.commands import Commands
from apay_console.ui.panels.fault_form import FaultForm
from apay_console.ui.panels.parts import button, hint, scrolled, section
from apay_console.ui.parts.labels import ProblemLabel
from apay_console.ui.parts.layouts import refill
from apay_console.ui.parts.text import PlainLabel, say, word
from apay_console.ui.parts.theme import Theme

_SECOND_MS = 1000


class FaultsPanel(QFrame):
    """Follows while it is seen how the faults are used up."""

    def __init__(self, theme: Theme, commands: Commands, console: Console) -> None:
        super().__init__()
        del commands  # nothing here is a command
        self.setObjectName("form")
        self._theme = theme
        self._board = console.tools.faults
        self._shown: tuple[Active, ...] | None = None
        self._tick = QTimer(self, interval=_SECOND_MS)
        self._tick.timeout.connect(self._board.look)
        self._make_parts()
        self._place()
        self.setFocusProxy(self.form)
        self._board.changed.connect(self._show)
        self._board.refused.connect(self._refuse)
        self._show(self._board.board)

    def _make_parts(self) -> None:
        self.form = FaultForm(self._board)
        self.form.ordered.connect(self._order)
        self._problem = ProblemLabel()
        self.form.kind.currentIndexChanged.connect(lambda _: self._problem.hide())
        self._rows = QVBoxLayout()
        self._rows.setSpacing(8)
        self._none = hint(self.tr("No fault waits: the emulator answers as it should."))
        self._clear = button(self.tr("Remove all"), "secondary")
        self._clear.clicked.connect(self._board.clear)

    def _place(self) -> None:
        paper = QWidget()
        paper.setObjectName("formPaper")
        column = QVBoxLayout(paper)
        column.setContentsMargins(16, 4, 16, 12)
        column.setSpacing(6)
        column.addWidget(hint(self.tr("Faults strike your shop's requests and this console's.")))
        column.addSpacing(4)
        column.addWidget(self.form)
        column.addWidget(self._problem)
        column.addWidget(section(self.tr("Faults that wait")))
        column.addWidget(self._none)
        column.addSpacing(4)
        column.addLayout(self._rows)
        column.addSpacing(8)
        column.addWidget(self._clear, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolled(paper))

    def _order(self, order: dict[str, object]) -> None:
        self._problem.hide()
        self._board.add(order)

    def _refuse(self, words: Message) -> None:
        self._problem.tell(self.form.refuse(say(words)))

    def _show(self, board: Board) -> None:
        self.form.show_board(board)
        if board.active == self._shown:
            return
        self._shown = board.active
        refill(self._rows, [self._make_row(active) for active in board.active])
        self._none.setVisible(not board.active)
        self._clear.setVisible(bool(board.active))

    def _make_row(self, active: Active) -> QWidget:
        name, details = word(active.kind), " · ".join(say(part) for part in active.details)
        title = PlainLabel(name)
        title.setProperty("role", "section")
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(title)
        words.addWidget(hint(details))
        remove = QToolButton()
        remove.setIcon(self._theme.icon("x", "text2"))
        remove.setAccessibleName(self.tr("Remove {name}").replace("{name}", name))
        remove.setAccessibleDescription(details)
        remove.clicked.connect(lambda: self._board.remove(active.number))
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.addLayout(words, 1)
        row.addWidget(remove, 0, Qt.AlignmentFlag.AlignTop)
        return holder

    def rows(self) -> list[str]:
        """Each fault that waits, in words."""
        shown = self._shown or ()
        return [" · ".join([word(one.kind), *(say(part) for part in one.details)]) for one in shown]

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._tick.start()
        self._board.look()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._tick.stop()
