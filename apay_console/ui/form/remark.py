"""What stands at the right of a field's label: a counter, a note, or what is wrong."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from apay_console.errors import Invalid
from apay_console.ui.parts.text import PlainLabel, say
from apay_console.ui.parts.theme import restyle


class Remark(PlainLabel):
    """What stands at the right of a label; without room for it, it says so by `is_cut`."""

    fitted = Signal()  # there is now room for it, or no longer

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.full = ""
        self._short = ""
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def say(self, text: str, role: str, short: str = "") -> None:
        """Show a remark in the look of its role; `short` where it would not fit."""
        self.full, self._short = text, short
        restyle(self, "role", role)
        self._fit()

    @property
    def is_cut(self) -> bool:
        """Whether it had to be left out."""
        return bool(self.full) and not self.text()

    def _fit(self) -> None:
        was_cut = self.is_cut
        width = self.fontMetrics().horizontalAdvance
        fitting = (words for words in (self.full, self._short) if width(words) <= self.width())
        self.setText(next(fitting, ""))
        if self.is_cut != was_cut:
            self.fitted.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(0, super().minimumSizeHint().height())


def problem_words(found: Invalid) -> str:
    """Write why a value cannot be used, and one that can."""
    reason = say(found.message)
    if not found.example:
        return reason
    words = QCoreApplication.translate("Remark", "{reason} Example: {example}")
    return words.replace("{example}", found.example).replace("{reason}", reason)
