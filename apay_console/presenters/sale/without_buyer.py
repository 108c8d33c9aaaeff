"""Sales whose session begins without a buyer, as when a shop's own server creates it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from apay_console.model.sale import Sale
from apay_console.presenters.sale.desk import SaleDesk
from apay_console.presenters.sale.shelf import SalesShelf


class WithoutBuyer(QObject):
    """Begins such a sale; the emulator's buyer, who comes by herself, is signed out at once."""

    def __init__(
        self,
        desk: SaleDesk,
        shelf: SalesShelf,
        sign_out: Callable[[], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._shelf = shelf
        self._sign_out = sign_out
        self._sale_id = ""
        desk.saved.connect(self._saved)

    def begin(self) -> None:
        """Begin a sale; once its session is created, nobody is signed in."""
        self._shelf.begin()
        state = self._desk.state
        self._sale_id = state.sale.id if state is not None else ""

    def _saved(self, sale: Sale) -> None:
        if sale.id == self._sale_id and sale.session_id:
            self._sale_id = ""
            self._sign_out()
