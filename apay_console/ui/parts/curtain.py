"""What lies over a part that may tell of a buyer while buyers are hidden."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from apay_console.ui.parts.labels import WrappedLabel
from apay_console.ui.parts.theme import Theme

ICON = "user-circle-minus"  # of all that hides buyers
_SIZE = QSize(20, 20)


class Curtain(QStackedWidget):
    """Shows a part, or while buyers are hidden a sentence and the button that shows this part.

    What was shown so stays until buyers are hidden anew; the chip above shows everything.
    """

    def __init__(self, part: QWidget, theme: Theme, *, words: str = "") -> None:
        super().__init__()
        self._theme = theme
        self._is_lifted = False
        self._tells = True
        self._part = part
        self.button = QPushButton(words or self.tr("Show it"))
        self.addWidget(part)
        self._cover = self._make_cover()
        self.addWidget(self._cover)
        theme.changed.connect(self._paint)
        theme.veil.changed.connect(self._follow)
        self._paint()
        self._turn()

    def _make_cover(self) -> QWidget:
        cover = QWidget()
        cover.setObjectName("curtain")
        self._icon = QLabel()
        words = WrappedLabel(self.tr("Buyers are hidden, and this may tell of one."))
        self.button.setProperty("kind", "secondary")
        self.button.setAutoDefault(False)
        self.button.setAccessibleDescription(words.text())
        self.button.clicked.connect(self.lift)
        column = QVBoxLayout(cover)
        column.setContentsMargins(24, 12, 24, 12)
        column.setSpacing(10)
        column.addStretch(1)
        for part in (self._icon, words):
            part.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(part)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(2)
        return cover

    def _paint(self) -> None:
        self._icon.setPixmap(self._theme.icon(ICON, "accent").pixmap(_SIZE))

    @property
    def is_drawn(self) -> bool:
        """Whether the part is not to be seen now."""
        return self._theme.veil.is_drawn and self._tells and not self._is_lifted

    def tell(self, *, tells: bool) -> None:
        """Know whether the part may tell of a buyer as it is now."""
        self._tells = tells
        self._turn()

    def lift(self) -> None:
        """Show this part, whoever looks."""
        self._is_lifted = True
        self._turn()

    def _follow(self) -> None:
        self._is_lifted = False
        self._turn()

    def _turn(self) -> None:
        """Show the part or its cover; the keyboard stays here if it was here."""
        held = self.window().focusWidget()
        shown, end = (self._cover, self.button) if self.is_drawn else (self._part, self._part)
        self.setFocusProxy(end)
        if self.currentWidget() is not shown:
            self.setCurrentWidget(shown)
            if held is not None and self.isAncestorOf(held):
                end.setFocus(Qt.FocusReason.OtherFocusReason)
