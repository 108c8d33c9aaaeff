"""What can be looked at and done once a session is completed: permission, charges, refunds."""

from __future__ import annotations

from PySide6.QtCore import QObject

from apay_console.presenters import sale_showing
from apay_console.presenters.sale_courier import SaleCourier
from apay_console.presenters.sale_desk import SaleDesk


class Later(QObject):
    """Shows the later objects of the sale on the desk, and reads them."""

    def __init__(self, desk: SaleDesk, courier: SaleCourier, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._courier = courier

    def show(self, object_id: str) -> None:
        """Show an object in the two panes; the session with an empty id."""
        state = self._desk.state
        if state is not None and object_id != state.shown:
            self._desk.show(sale_showing.shown(state, object_id))

    def choose(self, task: str) -> None:
        """Fill in another task of the object that is shown."""
        state = self._desk.state
        if state is not None and state.shown and task != state.task:
            self._desk.show(sale_showing.chosen(state, task))

    def read(self) -> None:
        """Read the object that is shown again."""
        self._courier.get()

    def stop_polling(self) -> None:
        """Ask no more by itself."""
        self._desk.change(poll=None)

    def poll_now(self) -> None:
        """Ask at once about what is pending."""
        self._courier.get()
