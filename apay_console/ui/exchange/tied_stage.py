"""One stage of a signature: what is pointed at in it is told, and what belongs to that is lit."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QTextCursor, QTextFormat
from PySide6.QtWidgets import QTextEdit

from apay_console.model.signature.stages import Box, Run
from apay_console.ui.exchange.stage import TINT, Stage
from apay_console.ui.parts.theme import Theme
from apay_console.visible_text import visible_lines

_STEPS = {
    Qt.Key.Key_Up: QTextCursor.MoveOperation.PreviousBlock,
    Qt.Key.Key_Down: QTextCursor.MoveOperation.NextBlock,
}
_Mark = QTextEdit.ExtraSelection


@dataclass(frozen=True)
class _Span:
    """Where a run stands in the shown text, as Qt counts."""

    start: int
    end: int
    run: Run


class TiedStage(Stage):
    """A box whose parts have ties; Up and Down go from line to line."""

    pointed = Signal(str)  # the tie of what the pointer or the cursor is at; empty: nothing
    moved = Signal(QRect)  # where the cursor is now, in this box

    def __init__(self, box: Box, theme: Theme) -> None:
        text, self._spans = _laid_out(box)
        super().__init__(text, theme)
        self.box = box
        self._tie = ""
        self._wrong: list[_Mark] = []
        self.setTabChangesFocus(True)
        by_both = Qt.TextInteractionFlag.TextSelectableByKeyboard
        self.setTextInteractionFlags(by_both | Qt.TextInteractionFlag.TextSelectableByMouse)
        self.viewport().setMouseTracking(True)
        self.cursorPositionChanged.connect(self._tell_cursor)

    @property
    def tie(self) -> str:
        """The tie of what the cursor stands at."""
        return self._tie_at(self.textCursor().position())

    def light(self, tie: str) -> None:
        """Let all that has a tie be seen."""
        self._tie = tie
        self._draw()

    def mark(self, line: int, token: str) -> None:
        """Let one line stay marked, whatever is lit beside it; the first is 1."""
        self._wrong = [self._line_mark(line, token)]
        self._draw()

    def _draw(self) -> None:
        is_whole = bool(self._tie) and self._tie == self.box.whole
        lit = [span for span in self._spans if is_whole or span.run.belongs_to(self._tie)]
        self.setExtraSelections([*self._wrong, *map(self._lit, lit)])

    def _lit(self, span: _Span) -> _Mark:
        """Tinted and underlined: it is told from the rest without its colour, too."""
        mark = _Mark()
        mark.cursor = QTextCursor(self.document())
        mark.cursor.setPosition(span.start)
        mark.cursor.setPosition(span.end, QTextCursor.MoveMode.KeepAnchor)
        tint = self._theme.color("accent")
        mark.format.setUnderlineColor(tint)
        mark.format.setFontUnderline(True)
        tint.setAlpha(TINT)
        mark.format.setBackground(tint)
        is_empty = span.start == span.end  # an empty line is seen as wide as the box
        mark.format.setProperty(QTextFormat.Property.FullWidthSelection, is_empty)
        return mark

    def _tie_at(self, position: int) -> str:
        near = (span for span in self._spans if span.start <= position <= span.end)
        return next((span.run.tie for span in near if span.run.tie), "")

    def _tell_cursor(self) -> None:
        if self.hasFocus():
            self.pointed.emit(self.tie)
            self.moved.emit(self.cursorRect())

    def _at(self, point: QPoint) -> str:
        return self._tie_at(self.cursorForPosition(point).position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        if event.buttons() == Qt.MouseButton.NoButton:
            self.pointed.emit(self._at(event.position().toPoint()))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.pointed.emit("")

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._tell_cursor()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()))
        if step is None or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        else:
            self.moveCursor(step)


def _laid_out(box: Box) -> tuple[str, tuple[_Span, ...]]:
    """Write the lines out, and note where each run stands."""
    spans, lines, place = [], [], 0
    for line in box.lines:
        shown = [visible_lines(run.text) for run in line]
        for run, text in zip(line, shown, strict=True):
            spans.append(_Span(place, place + _units(text), run))
            place += _units(text)
        lines.append("".join(shown))
        place += 1
    return "\n".join(lines), tuple(spans)


def _units(text: str) -> int:
    """A text's length as Qt counts it."""
    return len(text.encode("utf-16-le", "replace")) // 2
