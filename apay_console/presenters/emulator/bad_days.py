"""Four bad days: each is done to the sale on the desk as a careless shop would, and explained."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from PySide6.QtCore import QObject, Signal

from apay_console.errors import N_, Message, say
from apay_console.model.exchange import Exchange, Outcome
from apay_console.model.fields import ApiVersion
from apay_console.model.kinds import Price
from apay_console.model.operation import Operation
from apay_console.model.operations import GET_SESSION
from apay_console.model.profile import Environment
from apay_console.model.session import COMPLETED, Session
from apay_console.presenters.buyer.buyer import Buyer
from apay_console.presenters.emulator import careless, lessons
from apay_console.presenters.emulator.emulator_host import EmulatorHost
from apay_console.presenters.emulator.lessons import Lesson
from apay_console.presenters.emulator.time_machine import TimeMachine
from apay_console.presenters.notice import Notice
from apay_console.presenters.sale import errands
from apay_console.presenters.sale.courier import SaleCourier
from apay_console.presenters.sale.desk import SaleDesk
from apay_console.presenters.sale.errands import Errand
from apay_console.presenters.sale.state.sale_state import SaleState

_NOT_READY = N_("The buyer cannot pay yet: first fill in what is missing, and sign a buyer in.")
_ENDED = N_("This session has ended. Begin a new sale for this bad day.")
_BACK = N_("The buyer has paid and is back already. Begin a new sale for this bad day.")
_NOT_CREATED = N_("There is no session yet whose day could be spoilt. Create it first.")
_NOT_READ = N_("This session was not read yet: press Get first.")
_BUSY = N_("An answer is still under way. Wait for it, then choose this again.")
_UNKNOWN = N_("Check the last request first: its outcome is unknown.")
_NO_AMOUNT = N_("This session has no amount that could change. Begin a one-time sale for it.")
_NO_COMPLETE = N_(
    "v1 has no Complete: the buyer's return finishes the session. Begin a v2 session for this bad "
    "day."
)
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
        self._waits: tuple[str, Operation, Then] | None = None  # for an answer to a sale's errand
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
        self._send(errand, lambda found: self._teach_refused(found, lessons.twice(found)))

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
        self._await(
            state,
            GET_SESSION,
            lambda _: self._teach(lessons.expired(self._session, was_paid=was_paid)),
        )
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
        if careless.is_agreed(state):
            self._change_amount()
        elif careless.has_no_amount(state):
            self._say(_NO_AMOUNT)
        else:
            self._let_pay(state, self._change_amount)

    def _change_amount(self) -> None:
        state = self._desk.state
        if state is None or not careless.is_agreed(state):
            return
        agreed = careless.agreed_in(state)
        if agreed is None:
            self._say(N_("This console does not know what the buyer agreed to."))
            return
        sent = Price(agreed.amount + Decimal(1), agreed.currency)
        errand = careless.with_amount(state, sent)
        self._send(
            errand,
            lambda found: self._teach_refused(found, lessons.amount(found, str(sent), str(agreed))),
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
        if session is None or not session.is_open:
            self._say(_ENDED)
        elif state.sale.buyer_back:
            self._say(_BACK)
        elif not session.redirect_url:
            self._say(_NOT_READY)
        else:
            number = state.sale.session_id
            self._await(state, GET_SESSION, lambda _: self._go_on(then))
            self._host.do(
                lambda emulator: careless.paid(emulator, number, loses_id=loses_id),
                owner=self,
                done=lambda address: self._returned(state.sale.id, address),
            )

    def _go_on(self, then: Callable[[], None]) -> None:
        """Go on once the buyer has paid; one who was declined is told of by the return itself."""
        session = self._session
        if session is not None and (session.is_open or session.state == COMPLETED):
            then()

    def _returned(self, sale_id: str, address: str) -> None:
        if self._desk.state is None or self._desk.state.sale.id != sale_id:
            return  # the person went on to another sale
        if address:
            self._buyer.returned(address)
        else:
            self._say(N_("The buyer's page did not let the buyer pay. Open it to see why."))

    def _send(self, errand: Errand, then: Then) -> None:
        state = self._desk.state
        if state is not None:
            self._await(state, errand.operation, then)
            self._courier.dispatch.run_next(errand, self._courier.get)

    def _await(self, state: SaleState, operation: Operation, then: Then) -> None:
        self._waits = (state.sale.id, operation, then)

    def _answered(self, errand: Errand, exchange: Exchange) -> None:
        """Go on with what was waited for; what is read by itself in between is something else."""
        waits = self._waits
        if waits is not None and waits[:2] == (exchange.sale_id, errand.operation):
            self._waits = None
            waits[2](exchange)

    @property
    def _session(self) -> Session | None:
        return self._desk.state.session if self._desk.state else None

    def _teach_refused(self, exchange: Exchange, lesson: Lesson) -> None:
        """Teach once the console has read for itself what the refusal means."""
        state = self._desk.state
        if state is None or exchange.outcome is not Outcome.REJECTED:
            return  # a fault struck, and is explained as such
        if state.busy is not None:
            self._await(state, GET_SESSION, lambda _: self._teach(lesson))
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
    reasons = (
        (not state.sale.session_id, _NOT_CREATED),
        (only is not None and state.sale.version is not only, _NO_COMPLETE),
        (state.busy is not None, _BUSY),
        (state.unresolved, _UNKNOWN),
        (state.session is None, _NOT_READ),
    )
    return next((say(words) for is_so, words in reasons if is_so), None)
