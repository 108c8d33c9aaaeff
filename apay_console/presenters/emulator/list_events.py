"""Keeps the sales list in step with the emulator, whichever sale is open."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import CancelledError

from PySide6.QtCore import QObject

from apay_console.model.profile import Environment
from apay_console.model.sale import Sale
from apay_console.presenters.emulator.emulator_host import EmulatorHost
from apay_console.presenters.emulator.sale_rows import Moved, moved_rows
from apay_console.presenters.sale.desk import SaleDesk
from apay_console.presenters.sale.shelf import SalesShelf


def _nothing(_: object) -> None:
    """Take no notice."""


class ListEvents(QObject):
    """Brings the rows up to date whose objects changed; the open sale is read by itself."""

    def __init__(self, desk: SaleDesk, shelf: SalesShelf, host: EmulatorHost) -> None:
        super().__init__(desk)
        self._desk = desk
        self._shelf = shelf
        self._host = host
        self.waiting = QObject(self)  # who waits, perhaps for ever, for what changes
        self.waiting.setObjectName("waiting")
        host.ready.connect(lambda _: self._wait())
        shelf.listed.connect(lambda: self._look(None))

    def _wait(self) -> None:
        """Wait for the next changes; only ids come over from the other thread."""
        self._desk.services.runner.run(
            self._host.changed_ids(), owner=self.waiting, done=self._came, failed=self._failed
        )

    def _came(self, changed: frozenset[str] | None) -> None:
        self._wait()
        self._look(changed)

    def _look(self, changed: frozenset[str] | None) -> None:
        sales, now = self._rows_besides(), self._desk.services.clock()
        if sales:
            self._host.do(
                lambda it: moved_rows(it, sales, changed, now),
                owner=self,
                done=self._take,
                failed=_nothing,
            )

    def _rows_besides(self) -> Sequence[Sale]:
        """Rows of the emulator's sales that no request of their own will bring up to date."""
        if self._shelf.environment is not Environment.EMULATOR:
            return ()
        return [sale for sale in self._shelf.sales if not self._desk.holds(sale.id)]

    def _take(self, rows: Sequence[Moved]) -> None:
        """Take the rows, and look again where something else changed one meanwhile."""
        listed = [row for row in rows if not self._desk.holds(row.before.id)]
        same = [row for row in listed if self._shelf.known(row.before.id) == row.before]
        self._shelf.take_rows([row.after for row in same])
        if any(row not in same and self._shelf.known(row.before.id) for row in listed):
            self._look(None)

    def _failed(self, error: BaseException) -> None:
        if not isinstance(error, CancelledError):
            self._desk.services.runner.unhandled.emit(error)
