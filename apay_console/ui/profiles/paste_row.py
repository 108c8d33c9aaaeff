"""A box for pasting a private key, which is never seen in it."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from apay_console.presenters.profiles.keys import LONGEST
from apay_console.ui.profiles.key_findings import INDENT

_ROWS = 4


class PasteBox(QPlainTextEdit):
    """Hands over what is pasted at once and keeps nothing of it."""

    given = Signal(str)
    too_long = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("pasteBox")
        self.setProperty("role", "mono")
        self.setUndoRedoEnabled(False)
        self.setTabChangesFocus(True)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.setAccessibleName(self.tr("Private key"))
        self.setPlaceholderText("-----BEGIN PRIVATE KEY-----\n…\n-----END PRIVATE KEY-----")
        self.setFixedHeight(QFontMetrics(self.font()).lineSpacing() * _ROWS + 12)

    def insertFromMimeData(self, source: QMimeData) -> None:  # noqa: N802 - Qt's name
        text = source.text()
        if len(text) > LONGEST:
            self.too_long.emit()
        else:
            self.clear()
            self.given.emit(text)

    def give(self) -> None:
        """Hand over what was typed."""
        text = self.toPlainText()
        self.clear()
        self.given.emit(text)


class PasteRow(QWidget):
    """The box, and what can be done with it; hidden until asked for."""

    given = Signal(str)
    too_long = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.box = PasteBox()
        self.box.given.connect(self._hand_over)
        self.box.too_long.connect(self.too_long)
        buttons = QVBoxLayout()
        buttons.setSpacing(4)
        buttons.addWidget(self._button(self.tr("Take it"), "secondary", "give"))
        buttons.addWidget(self._button(self.tr("Close"), "ghost", "close"))
        buttons.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(INDENT, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.box, 1)
        row.addLayout(buttons)
        self.hide()

    def _button(self, label: str, kind: str, name: str) -> QPushButton:
        button = QPushButton(label)
        button.setProperty("kind", kind)
        button.setAutoDefault(False)
        button.clicked.connect(self.box.give if name == "give" else self.end)
        return button

    def open(self) -> None:
        """Show the box, ready for a paste."""
        self.show()
        self.box.setFocus()

    def end(self) -> None:
        """Take the box away, with everything in it."""
        self.box.clear()
        self.hide()

    def _hand_over(self, text: str) -> None:
        self.end()
        self.given.emit(text)
