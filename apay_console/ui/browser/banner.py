"""The banner above a buyer's page: what was not done, or is asked."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from apay_console.ui.parts.announcing import announce
from apay_console.ui.parts.labels import WrappedLabel
from apay_console.ui.parts.theme import Theme, restyle

_ICONS = {"warn": "warning-fill", "err": "x-circle-fill", "info": "info", "todo": "question-fill"}
_LINE = 28  # so that icon, first line and closer stand level
_TOKENS = {"info": "todo"}
Action = tuple[str, Callable[[], object]]


class Banner(QFrame):
    """One sentence above the page, and what can be done about it."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("notice")
        self._theme = theme
        self._tone = "info"
        self._icon = QLabel()
        self._icon.setFixedHeight(_LINE)
        self._words = WrappedLabel()
        self._words.setMinimumHeight(_LINE)
        self._buttons = QHBoxLayout()
        self._closer = QToolButton()
        self._closer.setFixedHeight(_LINE)
        self._closer.setAccessibleName(self.tr("Close this message"))
        self._closer.clicked.connect(self.clear)
        self._place()
        theme.changed.connect(self._paint)
        self.clear()

    def _place(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._words, 1)
        row.addWidget(self._closer, 0, Qt.AlignmentFlag.AlignTop)
        self._buttons.setSpacing(8)
        self._buttons.setContentsMargins(28, 0, 0, 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 12, 8)
        column.setSpacing(8)
        column.addLayout(row)
        column.addLayout(self._buttons)

    def show_words(self, tone: str, sentence: str, *actions: Action) -> None:
        """Show a sentence; one with actions stays until one of them is chosen."""
        if self.buttons() and not actions:
            return
        self.clear()
        self._tone = tone
        self._words.setText(sentence)
        self.setAccessibleName(sentence)
        for action in actions:
            self._buttons.addWidget(self._button(*action))
        if actions:
            self._buttons.addStretch(1)
        self._closer.setVisible(not actions)
        self._paint()
        self.show()
        announce(self, sentence)

    def _button(self, label: str, do: Callable[[], object]) -> QPushButton:
        button = QPushButton(label)
        button.setProperty("kind", "secondary")
        button.setAutoDefault(False)
        button.clicked.connect(lambda: self._choose(do))
        return button

    def _choose(self, do: Callable[[], object]) -> None:
        self.clear()
        do()

    def clear(self) -> None:
        """Take the sentence back."""
        while (item := self._buttons.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.hide()

    def _paint(self) -> None:
        restyle(self, "tone", self._tone)
        token = _TOKENS.get(self._tone, self._tone)
        self._icon.setPixmap(self._theme.icon(_ICONS[self._tone], token).pixmap(QSize(18, 18)))
        self._closer.setIcon(self._theme.icon("x", "text2"))

    def text(self) -> str:
        """What is said, empty when nothing is."""
        return "" if self.isHidden() else self._words.text().replace("\u200b", "")

    def buttons(self) -> list[QPushButton]:
        """The actions as they stand."""
        items = (self._buttons.itemAt(place) for place in range(self._buttons.count()))
        widgets = (item.widget() for item in items if item)
        return [widget for widget in widgets if isinstance(widget, QPushButton)]
