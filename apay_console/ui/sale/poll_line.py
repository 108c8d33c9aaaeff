"""The poll line: that Amazon will decide by itself, and when it is asked again."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from apay_console.ui.parts.announcing import announce
from apay_console.ui.parts.labels import ElidedLabel
from apay_console.ui.parts.text import word
from apay_console.ui.parts.theme import Theme
from apay_console.ui.sale.sale_words import short_id

if TYPE_CHECKING:
    from apay_console.presenters.sale.state.objects import Poll
    from apay_console.presenters.sale.state.sale_state import SaleState

_SECOND_MS = 1_000


class PollLine(QFrame):
    """Counts down each second, only while it is seen."""

    ask_wanted = Signal()
    stop_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("pollLine")
        self._theme = theme
        self._poll: Poll | None = None
        self._what = ""
        self._clock = QTimer(self)
        self._clock.setInterval(_SECOND_MS)
        self._clock.timeout.connect(self._draw)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 12, 0)
        row.setSpacing(8)
        self._icon, self._words = QLabel(), ElidedLabel("")
        self._words.setProperty("role", "hint")
        row.addWidget(self._icon)
        row.addWidget(self._words, 1)
        self._ask = self._button(self.tr("Ask now"), self.ask_wanted.emit)
        self._stop = self._button(self.tr("Stop"), self.stop_wanted.emit)
        row.addWidget(self._ask)
        row.addWidget(self._stop)
        self.hide()
        theme.changed.connect(self._paint)

    def _button(self, words: str, do: Callable[[], None]) -> QPushButton:
        button = QPushButton(words)
        button.setProperty("kind", "flat")
        button.clicked.connect(do)
        return button

    def _paint(self) -> None:
        if self.isHidden():
            return  # the first icon takes milliseconds, and most sales never wait
        self._icon.setPixmap(self._theme.icon("hourglass-medium", "warn").pixmap(16, 16))

    def show_state(self, state: SaleState) -> None:
        """Count down to the next question, and say about what; hidden while none is asked."""
        poll, what = state.poll, self._about(state)
        if (poll, what) != (self._poll, self._what):
            is_new, self._poll, self._what = self._poll is None, poll, what
            self._draw()
            announce(self, self.text() if is_new else "")
            self.setVisible(poll is not None)

    def _about(self, state: SaleState) -> str:
        """Name what is pending, unless it is just what is shown."""
        pending = [one for one in state.objects if one.is_pending]
        if len(pending) > 1:
            return self.tr("{count} objects are pending.").replace("{count}", str(len(pending)))
        if not pending or pending[0].id == state.shown:
            return self.tr("Pending.")
        name = f"{word(pending[0].subject.label)} {short_id(pending[0].id)}"
        return self.tr("{name} is pending.").replace("{name}", name)

    def _draw(self) -> None:
        if self._poll is None:
            return
        left = round(self._poll.next_at - self._theme.now())
        again = self.tr("Asking again in {seconds} s").replace("{seconds}", str(left))
        now = self.tr("Asking…")
        self._words.setText(f"{self._what} {again if left > 0 else now}")

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._paint()
        self._draw()
        self._clock.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._clock.stop()

    def text(self) -> str:
        """What the line says; empty while nothing is asked by itself."""
        return self._words.text() if self._poll else ""
