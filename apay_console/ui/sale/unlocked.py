"""How long live may still be changed, beside its name; a press makes it read-only again."""

from __future__ import annotations

from collections.abc import Callable
from math import ceil
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QPushButton, QWidget

from apay_console.presenters.moments import steady
from apay_console.ui.commands import Commands
from apay_console.ui.parts.text import plain_tip
from apay_console.ui.parts.theme import Theme

if TYPE_CHECKING:
    from apay_console.presenters.sale.state.sale_state import SaleState

_SECOND_MS = 1000


class Unlocked(QPushButton):
    """Counts down each second while live is unlocked; hidden otherwise."""

    def __init__(
        self,
        theme: Theme,
        commands: Commands,
        ticks: Callable[[], float] = steady,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._ticks = ticks
        self._until = 0.0
        self._clock = QTimer(self)
        self._clock.setInterval(_SECOND_MS)
        self._clock.timeout.connect(self._draw)
        self.setProperty("kind", "flat")
        self.clicked.connect(lambda: commands.run("lock"))
        theme.changed.connect(self._paint)
        self.hide()

    def show_state(self, state: SaleState) -> None:
        """Begin to count, or end."""
        if state.open_until == self._until:
            return
        self._until = state.open_until
        self.setVisible(bool(self._until))
        if self._until:
            self._paint()
            self._draw()
            self._clock.start()
        else:
            self._clock.stop()

    def _paint(self) -> None:
        if self._until:
            self.setIcon(self._theme.icon("lock-key-open", "err"))

    def _draw(self) -> None:
        left = max(0, ceil(self._until - self._ticks()))
        time = f"{left // 60}:{left % 60:02}"
        self.setText(time)
        words = self.tr("Live may be changed for {time}. Press to make it read-only again.")
        self.setToolTip(plain_tip(words.replace("{time}", time)))
        self.setAccessibleName(words.replace("{time}", time))
