"""No private key gets into a field that is for something else."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QValidator
from PySide6.QtWidgets import QLineEdit, QToolTip, QWidget

from apay_console.model.private_keys import NOT_HERE, holds_private_key
from apay_console.ui.parts.announcing import announce
from apay_console.ui.parts.text import plain_tip, word

_SHOWN_MS = 20_000


def turn_away(field: QWidget) -> None:
    """Say below a field that a private key was not taken."""
    words = word(NOT_HERE)
    below = field.mapToGlobal(QPoint(0, field.height()))
    QToolTip.showText(below, plain_tip(words), field, field.rect(), _SHOWN_MS)
    announce(field, words)


class _Gate(QValidator):
    """What would hold a key becomes what stood there before: no slot and no undo ever sees it."""

    refused = Signal()

    def __init__(self, line: QLineEdit) -> None:
        super().__init__(line)
        self._line = line
        self._before = ""
        self.refused.connect(self._tell, Qt.ConnectionType.QueuedConnection)

    def validate(self, text: str, place: int) -> tuple[QValidator.State, str, int]:
        if holds_private_key(text):
            self.refused.emit()
            return QValidator.State.Acceptable, self._before, len(self._before)
        self._before = text
        return QValidator.State.Acceptable, text, place

    def _tell(self) -> None:
        turn_away(self._line)


def keep_keys_out(line: QLineEdit) -> None:
    """Let a line take no private key, however it is put in."""
    line.setValidator(_Gate(line))
