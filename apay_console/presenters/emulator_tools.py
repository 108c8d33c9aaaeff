"""What can be done to the emulator: its clock, faults, and bad days."""

from __future__ import annotations

from PySide6.QtCore import QObject

from apay_console.model.exchange import Exchange
from apay_console.model.profile import Environment
from apay_console.presenters.bad_days import BadDays
from apay_console.presenters.buyer import Buyer
from apay_console.presenters.emulator_host import EmulatorHost
from apay_console.presenters.fault_board import FaultBoard
from apay_console.presenters.sale_courier import SaleCourier
from apay_console.presenters.sale_desk import SaleDesk
from apay_console.presenters.sale_state import SaleState
from apay_console.presenters.time_machine import TimeMachine


class EmulatorTools(QObject):
    """Keeps the tools in step with the sale on the desk, and the sale with them."""

    def __init__(
        self, desk: SaleDesk, courier: SaleCourier, buyer: Buyer, host: EmulatorHost
    ) -> None:
        super().__init__(desk)
        self._desk = desk
        self._courier = courier
        self._last: Exchange | None = None
        self.machine = TimeMachine(host, desk.services.clock, self)
        self.faults = FaultBoard(host, self)
        self.bad_days = BadDays(desk, courier, buyer, host, self.machine)
        self.machine.moved.connect(self._read_again)
        desk.shown.connect(self._follow)

    @property
    def is_at_hand(self) -> bool:
        """Whether the sale on the desk is one of the emulator's."""
        state = self._desk.state
        return state is not None and state.profile.environment is Environment.EMULATOR

    def now(self) -> float:
        """The time of the sale on the desk: the emulator has its own."""
        return self.machine.now if self.is_at_hand else self._desk.services.clock()

    def _read_again(self) -> None:
        """Read what is shown: it may be otherwise at another time."""
        state = self._desk.state
        if state is None or not self.is_at_hand or state.busy is not None or state.unresolved:
            return
        if state.sale.session_id:
            self._courier.get()

    def _follow(self, state: SaleState) -> None:
        """Look at clock and faults after each exchange: others may have turned them."""
        if self.is_at_hand and state.exchange is not self._last:
            self._last = state.exchange
            self.machine.look()
            self.faults.look()
