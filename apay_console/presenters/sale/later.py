"""What can be looked at and done once a session is completed: permission, charges, refunds."""

from __future__ import annotations

from PySide6.QtCore import QObject

from apay_console.model.exchange import Exchange
from apay_console.presenters.sale import errands
from apay_console.presenters.sale.courier import SaleCourier
from apay_console.presenters.sale.desk import SaleDesk
from apay_console.presenters.sale.errands import Errand
from apay_console.presenters.sale.polling import Polling
from apay_console.presenters.sale.state import showing
from apay_console.presenters.sale.state.later_reading import wanted_after
from apay_console.presenters.sale.state.sale_state import SaleState

_NOT_FOUND = 404


class Later(QObject):
    """Shows the later objects of the sale on the desk, and reads them."""

    def __init__(self, desk: SaleDesk, courier: SaleCourier, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._courier = courier
        self._in_vain: set[str] = set()  # ids that were asked for, and no answer showed
        self._polled: set[str] = set()  # ids that are being asked about because they are pending
        self.polling = Polling(desk, self._poll, self)
        self.polling.holds = lambda: courier.live.is_asking
        courier.dispatch.answered.connect(self._follow)

    def show(self, object_id: str) -> None:
        """Show an object in the two panes; the session with an empty id."""
        self._courier.mean_it()
        state = self._desk.state
        if state is not None and object_id != state.shown:
            self._show(showing.shown(state, object_id))

    def choose(self, task: str) -> None:
        """Fill in another task of the object that is shown."""
        self._courier.mean_it()
        state = self._desk.state
        if state is not None and task != state.task:
            self._show(showing.chosen(state, task))

    def _show(self, state: SaleState) -> None:
        self._desk.show(state)
        self._desk.keep_draft_soon()

    def read(self) -> None:
        """Read the object that is shown again."""
        self._in_vain.clear()
        self.polling.resume()
        self._courier.get()

    def catch_up(self) -> None:
        """Read everything else of the sale again, as where asking is free; say nothing of it."""
        state = self._desk.state
        if state is not None and state.shown and state.sale.session_id:
            self._run(errands.reading_session(quiet=True))
        for object_id in state.sale.ids if state is not None else ():
            if state is not None and object_id != state.shown:
                self._ask(object_id)

    def stop_polling(self) -> None:
        """Ask no more by itself."""
        self.polling.stop()

    def poll_now(self) -> None:
        """Ask at once about what is pending."""
        self.polling.now()

    def _poll(self, object_id: str) -> None:
        self._polled.add(object_id)
        self._ask(object_id)

    def _ask(self, object_id: str) -> None:
        self._run(errands.reading_object(object_id, quiet=True))

    def _run(self, errand: Errand) -> None:
        self._courier.dispatch.run_next(errand, self._courier.get)

    def _follow(self, errand: Errand, exchange: Exchange) -> None:
        """Read what an answer leads to, and go on asking about what is pending."""
        state = self._desk.state
        if state is None:
            return
        asked = "".join(errand.ids.values())
        if errand.is_quiet and exchange.answered and exchange.answered.status == _NOT_FOUND:
            self._in_vain.add(asked)
            self.polling.leave_alone(asked)
        chained = errand.is_quiet and asked not in self._polled
        self._polled.discard(asked)
        for object_id in wanted_after(state, exchange, chained=chained):
            if object_id not in self._in_vain:
                self._ask(object_id)
        self.polling.follow()
