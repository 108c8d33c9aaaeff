"""From a notification to the object that it tells of: shown in its sale, and read."""

from __future__ import annotations

from PySide6.QtCore import QObject

from apay_console.errors import Invalid
from apay_console.model import later
from apay_console.presenters.notifications.arrival import Arrival, asking
from apay_console.presenters.sale.desk import SaleDesk
from apay_console.presenters.sale.later import Later
from apay_console.presenters.sale.shelf import SalesShelf
from apay_console.presenters.sale.signed_call import SignedCall, Wanted


class ToldObjects(QObject):
    """Goes to objects that something else names."""

    def __init__(
        self, desk: SaleDesk, shelf: SalesShelf, objects: Later, calls: SignedCall, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._shelf = shelf
        self._objects = objects
        self._calls = calls

    def read(self, arrival: Arrival) -> None:
        """Do the GET that a notification calls for."""
        question = arrival.question
        if question is not None:
            self._go(arrival.object_id, question)

    def show(self, object_type: str, object_id: str) -> None:
        """Read what a notification of ours tells of."""
        question = asking(object_type, object_id)
        if question is not None:
            self._go(object_id, question)

    def _go(self, object_id: str, path: str) -> None:
        """Show it in the sale on the desk, else in a sale of its own, else its bare answer."""
        state = self._desk.state
        if state is not None and later.find(state.objects, object_id):
            self._objects.show(object_id)
            self._objects.read()
            return
        try:
            self._shelf.open_text(object_id)
        except Invalid:
            self._calls.send(Wanted("GET", path))
