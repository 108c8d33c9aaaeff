"""A small sheet over the window, which goes away by itself and gives the keyboard back."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QFrame, QWidget
from shiboken6 import isValid

from apay_console.ui.parts.tab_order import go_on, press_focused

_MARGIN = 16  # between the sheet and the window's edge


class Sheet(QFrame):
    """Escape closes it, and so does looking elsewhere in the window; what it holds stays in it.

    Tab goes round inside: whoever passes the last button by Tab does not look elsewhere yet.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("ask")
        self._before: QWidget | None = None
        QApplication.instance().focusChanged.connect(self._follow)  # type: ignore[union-attr] # it runs
        self.hide()

    def show_with(self, first: QWidget) -> None:
        """Show the sheet with the keyboard in one of its parts."""
        if self.isHidden():
            self._before = self.window().focusWidget()
        self.show()
        self.raise_()
        first.setFocus()

    def show_in_middle(self, first: QWidget) -> None:
        """The same in the middle of the window, a little above."""
        room = self.window().size() - self.size()
        self.move(room.width() // 2, room.height() // 3)
        self.show_with(first)

    def place(self) -> None:
        """Stay inside the window; again whenever that is resized."""
        room = self.window().size() - self.size()
        left, top = min(self.x(), room.width() - _MARGIN), min(self.y(), room.height() - _MARGIN)
        self.move(max(left, 0), max(top, 0))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.window().installEventFilter(self)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.window().removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and watched is self.window():
            self.place()
        return super().eventFilter(watched, event)

    def leave(self) -> None:
        """Take the sheet away, and give the keyboard back to where it was."""
        before, self._before = self._before, None
        if before is not None and isValid(before):
            before.setFocus()
        self.hide()

    def _follow(self, _: QWidget | None, now: QWidget | None) -> None:
        """Go when the keyboard went elsewhere in this window, not when it left the window."""
        if self.isHidden() or now is None or now.window() is not self.window():
            return
        if now is not self and not self.isAncestorOf(now):
            self._before = None
            self.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        elif not press_focused(self, event):
            super().keyPressEvent(event)

    def focusNextPrevChild(self, is_next: bool) -> bool:  # noqa: N802 - Qt's name and shape
        return go_on(self, is_next=is_next) or super().focusNextPrevChild(is_next)
