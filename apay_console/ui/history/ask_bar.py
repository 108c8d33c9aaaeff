"""A question inside the page before anything is deleted; Cancel has the keyboard."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from apay_console.ui.parts.announcing import announce
from apay_console.ui.parts.cover import DeliberateButton
from apay_console.ui.parts.labels import WrappedLabel
from apay_console.ui.parts.text import PlainLabel
from apay_console.ui.parts.theme import Theme, restyle
from apay_console.ui.parts.tones import icon_of
from apay_console.ui.parts.why_mark import WhyMark
from apay_console.ui.parts.widgets import Line

_ICON = 18
_DAYS_WIDTH = 64
_MOST_DAYS = 36_500


class AskBar(QFrame):
    """Asks before something is gone for good, or says what became of it."""

    left = Signal()  # it is answered, and had the keyboard

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("notice")
        self._theme = theme
        self._confirmed: Callable[[], None] | None = None
        self._tone = "warn"
        self._icon, self._words = QLabel(), WrappedLabel()
        self.days = Line()
        self.days.setFixedWidth(_DAYS_WIDTH)
        self.days.setAccessibleName(self.tr("Days"))
        self.days.typed.connect(self._check_days)
        self.cancel, self.confirm = QPushButton(self.tr("Cancel")), DeliberateButton()
        self.cancel.setProperty("kind", "secondary")
        self.confirm.setProperty("kind", "danger")
        self.cancel.setObjectName("cancelDelete")
        self.confirm.setObjectName("confirmDelete")
        self.cancel.clicked.connect(self.close_bar)
        self.confirm.clicked.connect(self._on_confirmed)
        WhyMark("button.days", self.confirm)
        self._place()
        theme.changed.connect(self._draw)
        self.hide()

    def _place(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 12, 6)
        row.setSpacing(8)
        row.addWidget(self._icon)
        row.addWidget(self._words, 1)
        self._around_days = (PlainLabel(self.tr("Older than")), PlainLabel(self.tr("days")))
        before, after = self._around_days
        for part in (before, self.days, after):
            row.addWidget(part)
        row.addSpacing(8)
        row.addWidget(self.cancel)
        row.addWidget(self.confirm)

    def ask(self, words: str, confirm: str, confirmed: Callable[[], None]) -> None:
        """Ask; only a click or Space on the other button confirms."""
        self._confirmed = confirmed
        self._show("warn", words)
        self.confirm.setText(confirm)
        self.confirm.setEnabled(True)
        self.confirm.show()
        self.cancel.setText(self.tr("Cancel"))
        self.cancel.setFocus(Qt.FocusReason.OtherFocusReason)

    def ask_days(self, words: str, confirm: str, purge: Callable[[int], None], days: int) -> None:
        """Ask with a number of days to be typed."""
        self.ask(words, confirm, lambda: purge(self._typed_days() or days))
        self.days.put(str(days))
        self._show_days(is_shown=True)
        self._check_days()

    def _show_days(self, *, is_shown: bool) -> None:
        for part in (self.days, *self._around_days):
            part.setVisible(is_shown)

    def _typed_days(self) -> int | None:
        text = self.days.text().strip()
        is_number = text.isascii() and text.isdecimal() and len(text) <= len(str(_MOST_DAYS))
        return int(text) if is_number and 0 < int(text) <= _MOST_DAYS else None

    def _check_days(self) -> None:
        is_good = self._typed_days() is not None
        self.confirm.setEnabled(is_good)
        restyle(self.days, "state", "" if is_good else "error")

    def tell(self, tone: str, words: str) -> None:
        """Say what became of it."""
        self._confirmed = None
        self._show(tone, words)
        self.confirm.hide()
        self.cancel.setText(self.tr("Close"))

    def _show(self, tone: str, words: str) -> None:
        restyle(self, "tone", tone)
        self._tone = tone
        self._draw()
        self._words.setText(words)
        self.setAccessibleName(words)
        self._show_days(is_shown=False)
        self.show()
        announce(self, words)

    def _draw(self) -> None:
        self._icon.setPixmap(icon_of(self._theme, self._tone).pixmap(_ICON, _ICON))

    def _on_confirmed(self) -> None:
        confirmed = self._confirmed
        self.close_bar()
        if confirmed is not None:
            confirmed()

    def close_bar(self) -> None:
        """Take the question away; nothing happened."""
        focused = self.window().focusWidget()
        had_keyboard = focused is not None and self.isAncestorOf(focused)
        self._confirmed = None
        self.hide()
        if had_keyboard:
            self.left.emit()

    def text(self) -> str:
        """What it says; empty while it is hidden."""
        return "" if self.isHidden() else self.accessibleName()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if event.key() == Qt.Key.Key_Escape:
            self.close_bar()
        elif not (is_enter and self.confirm.hasFocus()):  # Enter never deletes
            super().keyPressEvent(event)
