"""A sheet over the shaded window that a person must answer, and that Enter does not answer."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QMouseEvent, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget
from shiboken6 import isValid

from apay_console.ui.parts.text import PlainLabel
from apay_console.ui.parts.theme import Theme

_WIDTH = 460
_ICON = 20


class DeliberateButton(QPushButton):
    """A button that only a click or Space presses: no Enter, no second half of a double click.

    What was typed or clicked before it could be seen, while the window was busy, does not count.
    """

    def __init__(self, text: str = "") -> None:
        super().__init__(text)
        self._is_seen = False

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        self._is_seen = True

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._is_seen = False

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self._is_seen:
            super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and self._is_seen:
            super().keyPressEvent(event)
        else:
            event.ignore()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space:
            super().keyReleaseEvent(event)
        else:
            event.ignore()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        event.accept()


class Cover(QFrame):
    """A shade over the whole window with a sheet on it; no key or click reaches what is below."""

    refused = Signal()

    def __init__(self, theme: Theme, window: QWidget) -> None:
        super().__init__(window)
        self._theme = theme
        self._before: QWidget | None = None
        self.setObjectName("cover")
        self._sheet = QFrame()
        self._sheet.setObjectName("ask")
        self._sheet.setProperty("kind", "live")
        self._sheet.setFixedWidth(_WIDTH)
        self.column = QVBoxLayout(self._sheet)
        self.column.setContentsMargins(20, 16, 20, 16)
        self.column.setSpacing(10)
        self._icon, self._title = QLabel(), wrapped("title")
        self._add_row(self._icon, self._title)
        self._place()
        self.cancel = self._make_cancel()
        self.hide()
        window.installEventFilter(self)

    def _place(self) -> None:
        """Put the sheet in the upper half; aligned instead of stretched it would cut its words."""
        column, row = QVBoxLayout(self), QHBoxLayout()
        column.addStretch(1)
        column.addLayout(row)
        column.addStretch(2)
        row.addStretch(1)
        row.addWidget(self._sheet)
        row.addStretch(1)

    def _make_cancel(self) -> DeliberateButton:
        cancel = DeliberateButton(self.tr("Cancel"))
        cancel.setObjectName("cancel")
        cancel.setProperty("kind", "secondary")
        cancel.clicked.connect(self._refuse)
        return cancel

    def _add_row(self, first: QWidget, second: QWidget) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(first)
        row.addWidget(second, 1)
        self.column.addLayout(row)

    def add_buttons(self, confirm: QPushButton) -> None:
        """Put Cancel and the button that goes on below everything else."""
        row = QHBoxLayout()
        row.setContentsMargins(0, 6, 0, 0)
        row.setSpacing(8)
        row.addStretch(1)
        row.addWidget(self.cancel)
        row.addWidget(confirm)
        self.column.addLayout(row)

    def open(self, title: str, icon: str, first: QWidget) -> None:
        """Show the sheet; `first` gets the keyboard."""
        self._title.setText(title)
        self._icon.setPixmap(self._theme.icon(icon, "err").pixmap(_ICON, _ICON))
        self.setAccessibleName(title)
        self._before = self.window().focusWidget()
        self.setGeometry(self.window().rect())
        self.show()
        self.raise_()
        first.setFocus()

    def _refuse(self) -> None:
        self.leave()
        self.refused.emit()

    def leave(self) -> None:
        """Take the sheet away, and give the keyboard back to where it was."""
        if self.isHidden():
            return
        self.hide()
        if self._before is not None and isValid(self._before):
            self._before.setFocus()
        self._before = None

    def text(self) -> str:
        """What the sheet says, line by line."""
        labels = self._sheet.findChildren(PlainLabel)
        return "\n".join(label.text() for label in labels if label.text() and not label.isHidden())

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride:  # the window's shortcuts rest meanwhile
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._refuse()

    def focusNextPrevChild(self, is_next: bool) -> bool:  # noqa: N802 - Qt's name and shape
        """Let Tab go round inside the sheet."""
        stops = [one for one in self._sheet.findChildren(QWidget) if _takes_tab(one)]
        now = self.window().focusWidget()
        place = stops.index(now) if now in stops else -1
        stops[(place + (1 if is_next else -1)) % len(stops)].setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and not self.isHidden():
            self.setGeometry(self.window().rect())
        return super().eventFilter(watched, event)


def _takes_tab(widget: QWidget) -> bool:
    takes = Qt.FocusPolicy.TabFocus.value & widget.focusPolicy().value
    return bool(takes) and widget.isEnabled() and not widget.isHidden()


def wrapped(role: str) -> PlainLabel:
    """Make a label whose words go on in the next line."""
    label = PlainLabel()
    label.setProperty("role", role)
    label.setWordWrap(True)
    return label
