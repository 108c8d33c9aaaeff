"""How long the session lives and which version it is spelt in; its menu changes to the other."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from apay_console.ui.commands import Commands
from apay_console.ui.parts.theme import restyle

if TYPE_CHECKING:
    from apay_console.presenters.sale.state.sale_state import SaleState

_MINUTE_MS = 60_000
_HOUR_S = 3600
_LONGEST_MS = 86_400_000
_LEAST_MS = 1000  # between two looks at a clock that may stand still


class TimeLeft(QPushButton):
    """Counts down by the minute, amber in the last hour; says once when time is up."""

    expired = Signal()

    def __init__(
        self, commands: Commands, clock: Callable[[], float], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("timeLeft")
        self.setProperty("kind", "flat")
        self.setAccessibleName(self.tr("Time left and version"))
        self._now = clock
        self._state: SaleState | None = None
        menu = QMenu(self)
        menu.addAction(commands["new_other"])
        menu.addAction(commands["read_other"])
        self.setMenu(menu)
        self._minute = self._timer(self._show)
        self._end = self._timer(self._on_ended)

    def _timer(self, do: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.timeout.connect(do)
        return timer

    def show_state(self, state: SaleState) -> None:
        """Count down for this session."""
        self._state = state
        left = self._seconds()
        if left is not None and left > 0:
            self._end.start(min(int(left * 1000) + 1, _LONGEST_MS))
        else:
            self._end.stop()
        self._show()

    def refresh(self, *_: object) -> None:
        """Count anew: the clock was turned."""
        if self._state is not None:
            self.show_state(self._state)

    def _on_ended(self) -> None:
        """Time is up, unless the clock stands still or was put back meanwhile."""
        left = self._seconds()
        if left is not None and left > 0:
            self.refresh()
            self._end.start(max(self._end.interval(), _LEAST_MS))
        else:
            self.expired.emit()

    def _seconds(self) -> float | None:
        """Seconds that an open session still has; None when it is not open."""
        session = self._state.session if self._state else None
        if session is None or not session.is_open or session.expires_at is None:
            return None
        return session.expires_at - self._now()

    def _show(self) -> None:
        left, state = self._seconds(), self._state
        if state is None:
            return
        parts = [self._words(left, state)] if left is not None else []
        self.setText(" · ".join([*parts, state.sale.version]))
        self._colour(is_soon=left is not None and left < _HOUR_S)
        if left is not None and left > 0:
            self._minute.start(_MINUTE_MS)

    def _words(self, left: float, state: SaleState) -> str:
        if left <= 0:
            return self.tr("expired")
        hours, minutes = divmod(int(left) // 60, 60)
        words = self.tr("{hours} h {minutes} min left")
        if state.stand.can_complete:
            words = self.tr("voided in {hours} h {minutes} min unless completed")
        return words.replace("{hours}", str(hours)).replace("{minutes}", str(minutes))

    def _colour(self, *, is_soon: bool) -> None:
        restyle(self, "soon", is_soon)
