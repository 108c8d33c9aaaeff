"""A box of code that is as high as its text, in which a line can be marked."""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent, QTextCursor, QTextFormat, QTextOption
from PySide6.QtWidgets import QTextEdit

from apay_console.ui.parts.copying import ReadView
from apay_console.ui.parts.theme import Theme

TINT = 40  # of 255: as much colour as a marked line has, in light and dark


class Stage(ReadView):
    """One stage's text, as high as it needs to be at its width."""

    def __init__(self, text: str, theme: Theme) -> None:
        super().__init__(text)
        self._theme = theme
        self.setObjectName("stage")
        self.setFont(theme.font("mono"))
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAnywhere)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)

    def mark(self, line: int, token: str) -> None:
        """Let one line be seen at once; the first is 1."""
        self.setExtraSelections([self._line_mark(line, token)])

    def _line_mark(self, line: int, token: str) -> QTextEdit.ExtraSelection:
        color = self._theme.color(token)
        color.setAlpha(TINT)
        mark = QTextEdit.ExtraSelection()
        mark.cursor = QTextCursor(self.document().findBlockByNumber(line - 1))
        mark.format.setBackground(color)
        mark.format.setProperty(QTextFormat.Property.FullWidthSelection, True)
        return mark

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        around = self.height() - self.viewport().height() + 2 * self.document().documentMargin()
        self.setFixedHeight(ceil(self._text_height() + around))

    def _text_height(self) -> float:
        blocks = map(self.document().findBlockByNumber, range(self.blockCount()))
        return sum(self.blockBoundingRect(block).height() for block in blocks)
