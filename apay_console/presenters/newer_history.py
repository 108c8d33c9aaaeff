"""The way past a newer program's data file: a new, empty history beside it."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from apay_console.errors import N_, Message, say
from apay_console.presenters.housekeeping import Housekeeping
from apay_console.presenters.notice import Notice
from apay_console.presenters.sale.desk import SaleDesk
from apay_console.store.database import Condition

_BEGUN = N_(
    "A new, empty history is kept in {path}. What the newer Apay Console keeps was not touched."
)


class NewerHistory(QObject):
    """Says why nothing can be stored, and what can be done about it."""

    begun = Signal()  # a new history answers from now on

    def __init__(
        self, desk: SaleDesk, housekeeping: Housekeeping, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._housekeeping = housekeeping

    def refusal(self, fault: Message) -> Notice:
        """Say what could not be begun: a newer program's file is gone around, all else repeated."""
        newer = self._desk.services.newer.refusal()
        if newer is not None:
            return Notice("err", newer, ("begin_anew",))
        return Notice("err", fault, ("again",))

    def begin(self) -> None:
        """Go on with a new, empty history."""
        services = self._desk.services
        services.runner.run(
            services.newer.begin_anew(), owner=self, done=self._tell, failed=self._fail
        )

    def _tell(self, condition: Condition) -> None:
        self._housekeeping.tell(Notice("ok", say(_BEGUN, path=condition.path)))
        self.begun.emit()

    def _fail(self, error: BaseException) -> None:
        self._desk.services.runner.tell(error, lambda it: self._desk.say(Notice("err", it.message)))
