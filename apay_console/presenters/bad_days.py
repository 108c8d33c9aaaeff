"""Four bad days: each is done to the sale on the desk as a careless shop would, and explained."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from PySide6.QtCore import QObject, Signal

from apay_console.errors import N_, Message, say
from apay_console.model.exchange import Exchange, Outcome
from apay_console.model.fields import ApiVersion
from apay_console.model.kinds import Price
from apay_console.model.profile import Environment
from apay_console.model.session import COMPLETED, Session
from apay_console.presenters import careless, errands, lessons
from apay_console.presenters.buyer import Buyer
from apay_console.presenters.emulator_host import EmulatorHost
from apay_console.presenters.errands import Errand
from apay_console.presenters.lessons import Lesson
from apay_console.presenters.notices import Notice
from apay_console.presenters.sale_courier import SaleCourier
from apay_console.presenters.sale_desk import SaleDesk
from apay_console.presenters.sale_state import SaleState
from apay_console.presenters.time_machine import TimeMachine

_NOT_READY = N_("The buyer cannot pay yet: first fill in what is missing, and sign a buyer in.")
_ENDED = N_("This session has ended. Begin a new sale for this bad day.")
Then = Callable[[Exchange], object]


class BadDays(QObject):
    """Begins a bad day where the sale stands, goes on with each answer, and says what is learnt."""

    taught = Signal(object)  # Lesson

    def __init__(
        self,
        desk: SaleDesk,
        courier: SaleCourier,
        buyer: Buyer,
        host: EmulatorHost,
        machine: TimeMachine,
    ) -> None:
        super().__init__(desk)
        self._desk = desk
        self._courier = courier
        self._buyer = buyer
        self._host = host
        self._machine = machine
        self._waits: tuple[str, Then] | None = None  # for the next answer of a sale
        courier.dispatch.answered.connect(self._answered)

    def twice(self) -> None:
        """Complete a v2 checkout once more than it needs."""
        state = self._begin(only=ApiVersion.V2)
        if state is None:
            return
        if state.session is not None and state.session.state == COMPLETED:
            self._complete_again(careless.last_complete(state))
        elif state.stand.can_complete:
            self._complete_twice()
        else:
            self._let_pay(state, self._complete_twice)

    def _complete_twice(self) -> None:
        state = self._desk.state
        if state is not None and state.stand.can_complete:
            errand = errands.completing(state)
            self._send(errand, lambda first: self._once_more(errand, first))

    def _once_more(self, errand: Errand, first: Exchange) -> None:
        if first.outcome is Outcome.APPLIED:
            self._complete_again(errand)

    def _complete_again(self, errand: Errand) -> None:
        self._send(errand, lambda found: self._teach_at_rest(lessons.twice(found)))

    def expired(self) -> None:
        """Let a day go by, and read what is left."""
        state = self._begin()
        if state is None:
            return
        session = state.session
        if session is None or not session.is_open or session.expires_at is None:
            self._say(_ENDED)
            return
        was_paid = state.stand.can_complete
        self._await(state, lambda _: self._teach(lessons.expired(self._session, was_paid=was_paid)))
        self._machine.jump(max(session.expires_at - self._machine.now, 0.0) + 1.0)

    def without_id(self) -> None:
        """Let the buyer pay and come back without the session's id."""
        state = self._begin()
        if state is not None:
            self._let_pay(state, self._teach_without_id, loses_id=True)

    def _teach_without_id(self) -> None:
        self._teach(lessons.without_id(self._session))

    def amount(self) -> None:
        """Change the amount after the buyer agreed to it."""
        state = self._begin()
        if state is None:
            return
        is_v1, session = state.sale.version is ApiVersion.V1, state.session
        is_v1_done = is_v1 and session is not None and session.state == COMPLETED
        if is_v1_done or state.stand.can_complete:
            self._change_amount()
        else:
            self._let_pay(state, self._change_amount)

    def _change_amount(self) -> None:
        state = self._desk.state
        agreed = careless.agreed_in(state) if state is not None else None
        if state is None or agreed is None:
            self._say(N_("This console does not know what the buyer agreed to."))
            return
        sent = Price(agreed.amount + Decimal(1), agreed.currency)
        errand = careless.with_amount(state, sent)
        self._send(
            errand,
            lambda found: self._teach_at_rest(lessons.amount(found, str(sent), str(agreed))),
        )

    # --- the parts of a bad day ------------------------------------------------------------------

    def _begin(self, only: ApiVersion | None = None) -> SaleState | None:
        """Give the sale if a bad day can begin with it, else say why it cannot."""
        state, self._waits = self._desk.state, None
        if state is None:
            return None
        words = _reason(state, only)
        if words is not None:
            self._desk.say(Notice("info", words))
            return None
        return state

    def _let_pay(
        self, state: SaleState, then: Callable[[], None], *, loses_id: bool = False
    ) -> None:
        """Let the buyer pay on the page, and come back."""
        session = state.session
        if session is None or not session.is_open or state.sale.buyer_back:
            self._say(_ENDED)
        elif not session.redirect_url:
            self._say(_NOT_READY)
        else:
            number = state.sale.session_id
            self._await(state, lambda _: then())
            self._host.do(
                lambda emulator: careless.paid(emulator, number, loses_id=loses_id),
                owner=self,
                done=self._returned,
            )

    def _returned(self, address: str) -> None:
        if address:
            self._buyer.returned(address)
        else:
            self._say(N_("The buyer's page did not let the buyer pay. Open it to see why."))

    def _send(self, errand: Errand, then: Then) -> None:
        state = self._desk.state
        if state is not None:
            self._await(state, then)
            self._courier.dispatch.run_next(errand, self._courier.get)

    def _await(self, state: SaleState, then: Then) -> None:
        self._waits = (state.sale.id, then)

    def _answered(self, _: Errand, exchange: Exchange) -> None:
        waits = self._waits
        if waits is not None and waits[0] == exchange.sale_id:
            self._waits = None
            waits[1](exchange)

    @property
    def _session(self) -> Session | None:
        return self._desk.state.session if self._desk.state else None

    def _teach_at_rest(self, lesson: Lesson) -> None:
        """Teach once the console has read for itself what a refusal means."""
        state = self._desk.state
        if state is not None and state.busy is not None:
            self._await(state, lambda _: self._teach(lesson))
        else:
            self._teach(lesson)

    def _teach(self, lesson: Lesson) -> None:
        self.taught.emit(lesson)

    def _say(self, words: str) -> None:
        self._waits = None
        self._desk.say(Notice("info", say(words)))


def _reason(state: SaleState, only: ApiVersion | None) -> Message | None:
    if state.profile.environment is not Environment.EMULATOR:
        return say(N_("Bad days happen in the emulator only; choose a profile of the emulator."))
    if not state.sale.session_id or state.busy is not None or state.unresolved:
        return say(N_("First let the sale come to rest: its session must be created and read."))
    if only is not None and state.sale.version is not only:
        return say(N_("v1 has no Complete: the buyer's return finishes the session."))
    return None
