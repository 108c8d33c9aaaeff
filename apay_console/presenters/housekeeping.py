"""What is done once at the start: old buyers' data goes, and a damaged file is told of."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from apay_console.errors import N_, Message, say
from apay_console.presenters.sale.sale_desk import SaleDesk
from apay_console.presenters.sale.sale_state import SaleState
from apay_console.store.database import Condition

_BUYERS_KEPT_S = 30 * 24 * 3600
_SET_ASIDE = N_(
    "The data file was damaged. What could be read of it is in a new one; the old one lies at "
    "{path}."
)


class Housekeeping(QObject):
    """Looks after the data file, and says what it found when nothing else is said."""

    def __init__(self, desk: SaleDesk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._to_tell: Message | None = None  # once the first answer is there
        desk.shown.connect(self._tell)

    def begin(self) -> None:
        """Do what is due at a start."""
        self._forget_buyers()
        services = self._desk.services
        services.runner.run(services.condition(), owner=self, done=self._found, failed=_nothing)

    def _forget_buyers(self) -> None:
        """Drop what the history still knows of buyers after 30 days."""
        services = self._desk.services
        services.runner.run(
            services.history.forget_buyers(services.clock() - _BUYERS_KEPT_S),
            owner=self,
            done=_nothing,
            failed=_nothing,
        )

    def _found(self, condition: Condition) -> None:
        if condition.set_aside is not None:
            self._to_tell = say(_SET_ASIDE, path=condition.set_aside)

    def _tell(self, state: SaleState) -> None:
        """Say what happened at the start when nothing else is said, and nothing replaces it."""
        words = self._to_tell
        if words is not None and state.exchange and not state.busy and not state.notice:
            self._to_tell = None
            QTimer.singleShot(0, self, lambda: self._desk.remark(words))


def _nothing(_: object) -> None:
    """Take no notice: it is tried again at the next start."""
