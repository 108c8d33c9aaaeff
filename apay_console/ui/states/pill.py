"""The words on an edge, as a button that the keyboard reaches."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from apay_console.presenters.states.picture import Stand, Way, command_of
from apay_console.ui.parts.text import shown_tip
from apay_console.ui.parts.why_button import ask
from apay_console.ui.states.ink import Ink
from apay_console.ui.states.words import spoken, told

_STEPS = {
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Up: -1,
}
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class Pill(QAbstractButton):
    """One edge: pressed, it is taken, or the exchange that passed it is opened."""

    taken = Signal(object)  # Way
    opened = Signal(object)  # Exchange
    looked = Signal(object)  # Way, None when left
    stepped = Signal(int)
    reached = Signal(QWidget)  # itself: the keyboard came

    def __init__(self, way: Way, ink: Ink, words: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("edgePill")
        self._ink = ink
        self.show_way(way, words)
        self.clicked.connect(lambda: self._press(back=False))

    def show_way(self, way: Way, words: str) -> None:
        """Show an edge as it is now."""
        self.way = way
        self.setText(words)
        self.setAccessibleName(spoken(way))
        self.setAccessibleDescription(told(way))
        self.setToolTip(shown_tip(told(way)))
        is_stop = way.is_yours or bool(way.passed)
        policy = Qt.FocusPolicy.StrongFocus if is_stop else Qt.FocusPolicy.ClickFocus
        self.setFocusPolicy(policy)
        self.setCursor(Qt.CursorShape.PointingHandCursor if is_stop else Qt.CursorShape.ArrowCursor)
        self.update()

    def _press(self, *, back: bool) -> None:
        if self.way.last is not None and (back or not self.way.is_yours):
            self.opened.emit(self.way.last.exchange)
        elif self.way.is_yours:
            self.taken.emit(self.way)
        else:
            self.looked.emit(self.way)
            self._explain()

    def _explain(self) -> None:
        """Say at once why an edge that Amazon would refuse is not taken."""
        wanted = self.why_key()
        if wanted:
            ask(self, wanted)

    def why_key(self) -> str:
        """The key for why it cannot be taken; empty where nothing has to be explained."""
        if self.way.stand is not Stand.SHUT:
            return ""
        from apay_console.presenters.why import asking  # noqa: PLC0415 - it has many words

        by_name = command_of(self.way.edge) or self.way.edge.name
        return asking.key_of_reason(self.way.said) or f"button.{by_name}"

    def sizeHint(self) -> QSize:
        return self.size()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        is_back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if key in _STEPS:
            self.stepped.emit(_STEPS[key])
        elif key in _ENTER and event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.ShiftModifier,
            Qt.KeyboardModifier.KeypadModifier,
        ):
            self._press(back=is_back)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        is_back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if is_back and self.rect().contains(event.position().toPoint()):
            self.setDown(False)
            self._press(back=True)
        else:
            super().mouseReleaseEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.reached.emit(self)
        self.looked.emit(self.way)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.looked.emit(None)

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.looked.emit(self.way)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.looked.emit(None)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        is_lit = self.hasFocus() or self.underMouse()
        self._ink.pill(QPainter(self), QRectF(self.rect()), self.way, self.text(), lit=is_lit)
