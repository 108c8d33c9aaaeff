"""The small “Why?” beside what went wrong or has to wait."""

from __future__ import annotations

from typing import Protocol, runtime_checkable

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QPushButton, QWidget


@runtime_checkable
class Explaining(Protocol):
    """A page that shows something of its own, and knows what is to be explained of it."""

    def why_key(self) -> str:
        """The explanation's key."""


class WhyButton(QPushButton):
    """Asks for the explanation of one thing: its key, or where it stands in the window."""

    def __init__(self, wanted: str, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Why?"), parent)
        self.wanted = wanted
        self.setProperty("kind", "more")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.clicked.connect(self._ask)

    def about(self, words: str) -> None:
        """Say, to those who only hear it, what it explains."""
        self.setAccessibleName(self.tr("Why? {words}").replace("{words}", words))

    def _ask(self) -> None:
        ask(self, self.wanted)


def ask(widget: QWidget, wanted: str) -> None:
    """Let the widget's window explain something; its command takes it along."""
    action = widget.window().findChild(QAction, "why")
    if isinstance(action, QAction):
        action.setData(wanted)
        action.trigger()
