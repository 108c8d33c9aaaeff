"""A call of any method to any path, signed and sent as the sale's profile."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from apay_console.errors import Invalid, Message
from apay_console.model.profile import Environment
from apay_console.presenters.console import Console
from apay_console.presenters.sale.signed_call import METHODS, Wanted, where
from apay_console.presenters.sale.state.sale_state import SaleState
from apay_console.ui.commands import Commands
from apay_console.ui.panels.parts import hint, named
from apay_console.ui.parts.labels import ProblemLabel
from apay_console.ui.parts.text import say, say_fault
from apay_console.ui.parts.theme import Theme
from apay_console.ui.parts.why_mark import WhyMark
from apay_console.ui.parts.widgets import Area, Combo, Line
from apay_console.ui.sale.request_foot import Once

_GAP, _ROW = 4, 10


class SignedCallPanel(QFrame):
    """Method, path and JSON; what is typed stays, whatever comes of the call."""

    def __init__(self, theme: Theme, commands: Commands, console: Console) -> None:
        super().__init__()
        del commands  # nothing here is a command: it would act on what is not seen
        self.setObjectName("form")
        self._theme = theme
        self._desk = console.desk
        self._call = console.calls
        self._call.refused.connect(self._refuse)
        self._make_parts(theme)
        self._place()
        self.setFocusProxy(self._path)
        self._desk.shown.connect(self._show)
        self._follow()

    def _make_parts(self, theme: Theme) -> None:
        self._method = Combo()
        self._method.addItems(METHODS)
        self._method.currentTextChanged.connect(self._follow)
        self._path = Line()
        self._path.setPlaceholderText("chargePermissions/S01-1234567-1234567")
        self._path.typed.connect(self._follow)
        self._where = hint()
        self._body = Area()
        self._body.setFont(theme.font("mono"))
        self._body.setPlaceholderText("{}")
        self._body.noticed.connect(self._tell)
        self._body.typed.connect(self._follow)
        self._key = QCheckBox(self.tr("With a fresh idempotency key"))
        self._simulation = Line()
        self._simulation.setPlaceholderText(self.tr("None"))
        self._problem = ProblemLabel()
        self._send = Once(self.tr("Send signed"))
        self._send.setProperty("kind", "primary")
        self._send.clicked.connect(self._go)
        WhyMark("button.signed_call", self._send)

    def _place(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 4, 16, 12)
        column.setSpacing(_GAP)
        self._about = hint()
        column.addWidget(self._about)
        self._tell_about(is_replay=False)
        column.addSpacing(_ROW)
        column.addLayout(self._make_first_row())
        column.addWidget(self._where)
        column.addSpacing(_ROW)
        column.addWidget(self._make_writing(), 10)
        self._add(column, self.tr("Simulation code, for the sandbox"), self._simulation)
        column.addWidget(self._problem)
        column.addSpacing(_ROW)
        column.addWidget(self._send, 0, Qt.AlignmentFlag.AlignRight)
        column.addStretch(1)

    def _make_writing(self) -> QWidget:
        """What only a call that writes has: a body, and perhaps an idempotency key."""
        self._writing = QWidget()
        column = QVBoxLayout(self._writing)
        column.setContentsMargins(0, 0, 0, _ROW)
        column.setSpacing(_GAP)
        self._add(column, self.tr("Body, as JSON"), self._body, 1)
        column.addSpacing(_GAP)
        column.addWidget(self._key)
        return self._writing

    def _make_first_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        first, second = QVBoxLayout(), QVBoxLayout()
        for column in (first, second):
            column.setSpacing(_GAP)
        self._add(first, self.tr("Method"), self._method)
        self._add(second, self.tr("Path after the version, or a whole address"), self._path)
        row.addLayout(first)
        row.addLayout(second, 1)
        return row

    def _add(self, column: QVBoxLayout, words: str, part: QWidget, stretch: int = 0) -> None:
        column.addWidget(named(words, part))
        column.addWidget(part, stretch)

    def put(self, wanted: Wanted) -> None:
        """Show a call that was sent before; it goes out only when the person sends it."""
        self._method.setCurrentText(wanted.method)
        self._path.put(wanted.path)
        self._body.put(wanted.body)
        self._simulation.put(wanted.simulation)
        self._follow()
        self._key.setChecked(wanted.idempotency)
        self._tell_about(is_replay=True)
        self._path.setFocus()  # never the button: a key that comes late would send

    def _tell_about(self, *, is_replay: bool) -> None:
        plain = self.tr("For calls that have no form here, and for trying others.")
        again = self.tr("As it was sent before, to be signed afresh. Nothing was sent yet.")
        self._about.setText(again if is_replay else plain)

    def _show(self, state: SaleState) -> None:
        """Follow the sale on the desk: as whom a call goes out, and whether it can now."""
        self._where.setText(say(where(state, self._path.text())))
        is_sandbox = state.profile.environment is not Environment.LIVE
        self._simulation.setEnabled(is_sandbox)
        can_send = state.busy is None and bool(self._path.text().strip())
        self._send.setEnabled(can_send)
        ink = "onAccent" if can_send else "text3"
        self._send.setIcon(self._theme.icon("paper-plane-right", ink))

    def _follow(self) -> None:
        """Take what was typed into account."""
        self._problem.hide()
        self._writing.setVisible(self._method.currentText() != "GET")
        is_post = self._method.currentText() == "POST"
        if is_post == self._key.isHidden():
            self._key.setVisible(is_post)
            self._key.setChecked(is_post)  # GET, PATCH and DELETE take no notice of a key
        if self._desk.state is not None:
            self._show(self._desk.state)

    def _go(self) -> None:
        self._problem.hide()
        if self._send.isEnabled():
            self._tell_about(is_replay=False)
            self._call.send(self._wanted())

    def _wanted(self) -> Wanted:
        is_read = self._method.currentText() == "GET"
        return Wanted(
            self._method.currentText(),
            self._path.text(),
            "" if is_read else self._body.text(),
            self._key.isChecked(),
            self._simulation.text().strip() if self._simulation.isEnabled() else "",
        )

    def _refuse(self, part: str, error: Invalid) -> None:
        """Say why it was not sent, and go to what has to be corrected."""
        self._problem.tell(say_fault(error))
        parts = {"path": self._path, "body": self._body, "simulation": self._simulation}
        parts[part].setFocus()

    def _tell(self, words: Message) -> None:
        self._problem.tell(say(words))
