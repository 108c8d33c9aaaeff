"""The signature doctor: paste a request that your shop sent, and read what is wrong with it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics, QTextOption
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from apay_console.errors import Fault, Message
from apay_console.model.exchange import Exchange
from apay_console.presenters.console import Console
from apay_console.presenters.emulator.doctor import Verdict
from apay_console.presenters.emulator.doctor_case import KEY, REFUSAL, REQUEST, texts_of
from apay_console.ui.commands import Commands
from apay_console.ui.exchange.stage import Stage
from apay_console.ui.panels.drop_area import DropArea
from apay_console.ui.panels.parts import button, hint, named, scrolled
from apay_console.ui.parts.announcing import announce
from apay_console.ui.parts.labels import ProblemLabel
from apay_console.ui.parts.notice_line import NoticeLine
from apay_console.ui.parts.text import say, say_fault
from apay_console.ui.parts.theme import Theme
from apay_console.visible_text import visible_lines

_ROWS = {REQUEST: 8, KEY: 3, REFUSAL: 3}
_AROUND = 14  # a box's frame and padding, above and below its lines


class DoctorPanel(QFrame):
    """Three boxes and a verdict; what was pasted stays."""

    def __init__(self, theme: Theme, commands: Commands, console: Console) -> None:
        super().__init__()
        del commands  # nothing here is a command
        self.setObjectName("form")
        self._theme = theme
        self._doctor = console.doctor
        self.boxes: dict[str, DropArea] = {}
        self.problem = ProblemLabel()
        self._place()
        self.setFocusProxy(self.boxes[REQUEST])
        self._doctor.found.connect(self._show)
        self._doctor.refused.connect(self._refuse)
        self._doctor.file_read.connect(self._put)

    def _place(self) -> None:
        paper = QWidget()
        paper.setObjectName("formPaper")
        column = self._column = QVBoxLayout(paper)
        column.setContentsMargins(16, 4, 16, 12)
        column.setSpacing(4)
        column.addWidget(hint(self.tr("Nothing that you paste or drop here leaves this machine.")))
        column.addSpacing(6)
        words = self.tr("The request that your shop sent: raw HTTP, curl or HAR")
        self._add(REQUEST, words, "POST /v2/checkoutSessions HTTP/1.1\nauthorization: AMZN-PAY-…")
        words = self.tr("Its public key, unless it is one that the emulator trusts")
        self._add(KEY, words, "-----BEGIN PUBLIC KEY-----")
        words = self.tr("Amazon's refusal, if it was refused")
        self._add(REFUSAL, words, '{"reasonCode":"InvalidRequestSignature","message":"…')
        column.addWidget(self.problem)
        self.examine = button(self.tr("Examine"), "primary")
        self.examine.clicked.connect(self._examine)
        column.addWidget(self.examine, 0, Qt.AlignmentFlag.AlignRight)
        self._verdict = QWidget()
        column.addWidget(self._verdict)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolled(paper))

    def _add(self, part: str, words: str, example: str) -> None:
        box = self.boxes[part] = DropArea()
        box.setFont(self._theme.font("mono"))
        box.setLineWrapMode(DropArea.LineWrapMode.WidgetWidth)
        box.setWordWrapMode(QTextOption.WrapMode.WrapAnywhere)
        box.setPlaceholderText(example)
        box.setFixedHeight(QFontMetrics(box.font()).lineSpacing() * _ROWS[part] + _AROUND)
        box.noticed.connect(self._tell)
        box.typed.connect(self.problem.hide)
        box.file_given.connect(lambda path: self._doctor.take_file(part, path))
        self._column.addWidget(named(words, box))
        self._column.addWidget(box)
        self._column.addSpacing(6)

    def take(self, exchange: Exchange) -> None:
        """Examine a request of this console's own that was refused."""
        for part, text in texts_of(exchange).items():
            self.boxes[part].put(text)
        self.boxes[REQUEST].setFocus()
        self._examine()

    def _put(self, part: str, text: str) -> None:
        self.problem.hide()
        self.boxes[part].take(text)
        self.boxes[part].setFocus()

    def _examine(self) -> None:
        self.problem.hide()
        texts = [self.boxes[part].text() for part in (REQUEST, KEY, REFUSAL)]
        self._doctor.examine(*texts)

    def _refuse(self, part: str, fault: Fault) -> None:
        """Say which part cannot be read, and go there."""
        self.problem.tell(say_fault(fault))
        self.boxes[part].setFocus()

    def _tell(self, words: Message) -> None:
        self.problem.tell(say(words))

    def _show(self, verdict: Verdict) -> None:
        self.problem.hide()
        old, self._verdict = self._verdict, self._make_verdict(verdict)
        self._column.replaceWidget(old, self._verdict)
        old.deleteLater()

    def _make_verdict(self, verdict: Verdict) -> QWidget:
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(6)
        line = NoticeLine(self._theme, verdict.notice)
        column.addWidget(line)
        announce(self, line.text())
        if verdict.canonical:
            self._add_stages(column, verdict)
        return made

    def _add_stages(self, column: QVBoxLayout, verdict: Verdict) -> None:
        words = self.tr("Canonical request, as it is hashed")
        stage = self._add_stage(column, words, verdict.canonical)
        if verdict.line is not None:
            stage.mark(verdict.line, "err")
        self._add_stage(column, self.tr("String to sign"), verdict.to_sign)

    def _add_stage(self, column: QVBoxLayout, words: str, text: str) -> Stage:
        stage = Stage(visible_lines(text), self._theme)
        column.addWidget(named(words, stage))
        column.addWidget(stage)
        return stage
