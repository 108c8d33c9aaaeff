"""What can be done to the emulator: its clock, faults, and bad days."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject

from apay_console.errors import N_, say
from apay_console.model.exchange import Exchange
from apay_console.model.profile import Environment
from apay_console.model.sale import Sale
from apay_console.presenters.buyer.buyer import Buyer
from apay_console.presenters.emulator import turning_back
from apay_console.presenters.emulator.bad_days import BadDays
from apay_console.presenters.emulator.emulator_host import EmulatorHost
from apay_console.presenters.emulator.fault_board import FaultBoard
from apay_console.presenters.emulator.time_machine import TimeMachine
from apay_console.presenters.emulator.time_words import Told
from apay_console.presenters.emulator.turning_back import There
from apay_console.presenters.notice import Notice
from apay_console.presenters.sale import errands
from apay_console.presenters.sale.courier import SaleCourier
from apay_console.presenters.sale.desk import SaleDesk
from apay_console.presenters.sale.later import Later
from apay_console.presenters.sale.state.sale_state import SaleState

_NOT_YET = N_(
    "At this moment of the emulator's clock this sale had not begun: it is not there any more. "
    "Begin a new one, or restore a later snapshot."
)


class EmulatorTools(QObject):
    """Keeps the tools in step with the sale on the desk, and the sale with them."""

    def __init__(
        self,
        desk: SaleDesk,
        courier: SaleCourier,
        buyer: Buyer,
        later: Later,
        host: EmulatorHost,
    ) -> None:
        super().__init__(desk)
        self._desk = desk
        self._courier = courier
        self._later = later
        self._host = host
        self._went_back = False  # since the start; what sales were told may be undone
        self._last: Exchange | None = None
        self.machine = TimeMachine(host, desk.services.clock, self)
        self.faults = FaultBoard(host, self)
        self.bad_days = BadDays(desk, courier, buyer, host, self.machine)
        self.machine.own = self._own
        self.machine.moved.connect(self._moved)
        desk.shown.connect(self._follow)

    @property
    def is_at_hand(self) -> bool:
        """Whether the sale on the desk is one of the emulator's."""
        state = self._desk.state
        return state is not None and state.profile.environment is Environment.EMULATOR

    def now(self) -> float:
        """The time of the sale on the desk: the emulator has its own."""
        return self.machine.now if self.is_at_hand else self._desk.services.clock()

    def _own(self) -> frozenset[str]:
        sale = self._desk.state.sale if self._desk.state else None
        return frozenset({sale.session_id, *sale.ids} if sale else ())

    def own_first(self, rows: Iterable[Told]) -> list[Told]:
        """Put what is about the sale on the desk before all else."""
        own = self._own()
        return sorted(rows, key=lambda row: row.about not in own)

    def _moved(self, went_back: bool) -> None:
        self._went_back = self._went_back or went_back
        state = self._desk.state
        if state is None or not self.is_at_hand:
            return
        if went_back:
            self._look_back(state, self._read_as_it_is)
        else:
            self._read_again(state)

    def compare(self) -> None:
        """Show no more of the sale on the desk than what is there, if the clock ever went back."""
        state = self._desk.state
        if state is not None and self._went_back and self.is_at_hand:
            self._look_back(state, self._take_as_it_is)

    def _look_back(self, state: SaleState, done: Callable[[Sale, There], None]) -> None:
        sale = state.sale
        self._host.do(
            lambda it: turning_back.look(it, sale), owner=self, done=lambda found: done(sale, found)
        )

    def _take_as_it_is(self, sale: Sale, there: There) -> None:
        self._desk.take_in(sale.id, lambda state: turning_back.as_it_is(state, there))

    def _read_as_it_is(self, sale: Sale, there: There) -> None:
        self._take_as_it_is(sale, there)
        state = self._desk.state
        if state is None or state.sale.id != sale.id:
            return
        if sale.session_id and not there.has_session:
            self._desk.say(Notice("warn", say(_NOT_YET), ("new_with_values",)))
        else:
            self._read_again(state)

    def _read_again(self, state: SaleState) -> None:
        """Read all of the sale that is shown: it may be otherwise at another time."""
        if state.sale.session_id or state.sale.ids:
            self._courier.dispatch.run_next(errands.reading(state), self._courier.get)
            self._later.catch_up()

    def _follow(self, state: SaleState) -> None:
        """Look at clock and faults after each exchange: others may have turned them."""
        if self.is_at_hand and state.exchange is not self._last:
            self._last = state.exchange
            self.machine.look()
            self.faults.look()
