"""Says what is waited for: how long a busy server is left alone, or that the keyring is slow."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from apay_console.errors import N_, Message, say
from apay_console.presenters.sale.desk import SaleDesk
from apay_console.store.keys.refusals import WAITING

_LOOKS_MS = 250
_AGAIN = N_("Amazon is busy. Asking again in {seconds} s…")


class Countdown(QObject):
    """Looks at the sender as long as the sale on the desk waits for an answer."""

    def __init__(self, desk: SaleDesk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._words: Message | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOKS_MS)
        self._timer.timeout.connect(self.look)

    def begin(self, words: Message) -> None:
        """Look from now on; `words` say what is under way otherwise."""
        self._words = words
        self._timer.start()

    def look(self) -> None:
        """Say how many seconds are left, or what is waited for, or what is under way."""
        state = self._desk.state
        if state is None or state.busy is None:
            self._timer.stop()
            return
        wanted = self._wanted()
        if state.busy != wanted:
            self._desk.change(busy=wanted)

    def _wanted(self) -> Message | None:
        sender = self._desk.services.sender
        left = sender.pause_left()
        if left:
            return say(_AGAIN, seconds=left)
        return say(WAITING) if sender.waits_for_key() else self._words
