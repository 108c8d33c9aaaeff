"""The line under the picture: what the edge that is looked at does, or would be refused with."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout

from apay_console.ui.parts.announcing import announce
from apay_console.ui.parts.labels import WrappedLabel

_LINES = 3  # always, so that nothing above jumps


class Info(QFrame):
    """A few lines of words."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("statesInfo")
        self._words = WrappedLabel()
        self._words.setProperty("role", "label")
        self._words.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self._words.setFixedHeight(_LINES * self._words.fontMetrics().lineSpacing())
        row = QVBoxLayout(self)
        row.setContentsMargins(16, 8, 16, 8)
        row.addWidget(self._words)

    def tell(self, words: str) -> None:
        """Show what is to be said."""
        self._words.setText(words)

    def tell_aloud(self, words: str) -> None:
        """The same, also for those who do not see it."""
        self.tell(words)
        announce(self._words, words)

    def text(self) -> str:
        """What it says."""
        return self._words.text()
