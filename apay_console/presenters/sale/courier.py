"""Sending the sale on the desk, and following its buyer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from enum import Enum
from functools import partial

from PySide6.QtCore import QObject

from apay_console.errors import N_, say
from apay_console.model import constraints
from apay_console.model.answer import refusal
from apay_console.model.attempt import Attempt
from apay_console.model.codec import other
from apay_console.model.exchange import Exchange, Outcome
from apay_console.model.lifecycle import Next
from apay_console.model.operations import CREATE_SESSION
from apay_console.presenters.notice import Notice
from apay_console.presenters.sale import errands
from apay_console.presenters.sale.desk import End, SaleDesk
from apay_console.presenters.sale.dispatch import Again, Dispatch
from apay_console.presenters.sale.errands import Errand
from apay_console.presenters.sale.live.gate import LiveGate
from apay_console.presenters.sale.state import unknowns
from apay_console.presenters.sale.state.endings import after_refusal, has_ended, needs_reading
from apay_console.presenters.sale.state.later_steps import place_of
from apay_console.presenters.sale.state.sale_state import SaleState
from apay_console.presenters.sale.state.unknowns import Unknowns
from apay_console.presenters.sale.words import refusals
from apay_console.presenters.services import Sends

_TWICE_S = 0.5  # within it a second press is one too many


class Way(Enum):
    """How a buyer came back."""

    SIGNED_IN = "signed in"
    PAID = "paid"  # or tried to: Amazon does not say
    GAVE_UP = "gave up"


class SaleCourier(QObject):
    """Takes the next step of the sale on the desk, and does what its answer asks for."""

    def __init__(self, desk: SaleDesk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._moved = ("", 0.0)  # the last operation that moves money, and when it was answered
        self._by_server = False
        self._unknowns = Unknowns(desk.services.sender)
        self.live = LiveGate(desk.lock, self)
        self.live.unlock_wanted.connect(lambda: desk.command_wanted.emit("unlock"))
        self.dispatch = Dispatch(desk, self.live, self)
        self.dispatch.answered.connect(self._follow)
        desk.shown.connect(self.live.watch)

    def act(self) -> None:
        """Take the next step, whichever it is."""
        state = self._desk.state
        if state is not None and state.can_act:
            self._acts()[state.step]()

    def _acts(self) -> Mapping[Next, Callable[[], object]]:
        wanted = self._desk.command_wanted.emit
        return {
            Next.CREATE: self.create,
            Next.SEND: self.send,
            Next.COMPLETE: self.complete,
            Next.TASK: self.do_task,
            Next.SIGN_IN: lambda: wanted("sign_in"),
            Next.OPEN_PAGE: lambda: wanted("open_page"),
            Next.NEW: lambda: wanted("new_with_values"),
        }

    def create(self) -> None:
        """Create the session at Amazon from what was typed."""
        self._send_draft(errands.creating, self.create)

    def send(self) -> None:
        """Send what was typed, as an update."""
        self._send_draft(errands.updating, self.send)

    def do_task(self) -> None:
        """Do what is filled in for the permission, charge or refund that is shown."""
        state = self._desk.state
        is_task = state is not None and state.step is Next.TASK and state.can_act
        if is_task and state is not None and not self._is_pressed_twice(state):
            self._send_draft(errands.doing, self.do_task)

    def _is_pressed_twice(self, state: SaleState) -> bool:
        """Whether a press may have been meant for what moved money just before, as a capture."""
        name, at = self._moved
        is_other = name not in {"", state.operation.name} and state.operation.moves_money
        is_soon = self._desk.services.ticks() - at < _TWICE_S
        return is_other and is_soon and not state.is_edited

    def mean_it(self) -> None:
        """Take the next press as meant: the person chose what is filled in."""
        self._moved = ("", 0.0)

    def _send_draft(self, make: Callable[[SaleState], Errand], again: Again) -> None:
        state = self._desk.state
        if state is None:
            return
        tried = replace(state, tried=True)
        if tried.problems or tried.body.bad is not None:
            self._show_problems(tried)
        else:
            self._desk.save_draft()  # before it leaves, should the program end on the way
            self.dispatch.run(make(state), again)

    def _show_problems(self, state: SaleState) -> None:
        """Refuse to send what cannot be right, and go to the first bad field."""
        self._desk.show(state)
        row = next((row for row in state.scope.fields() if row in state.problems), None)
        if row is not None:
            self._desk.focus_wanted.emit(row)

    def read_other(self) -> None:
        """Read what is shown in the other version's spelling, as for what began elsewhere."""
        state = self._desk.state
        if state is not None and not state.busy:
            sale = replace(state.sale, version=other(state.sale.version))
            self._desk.change(sale=sale, changes=None)
            self.get()

    def get(self) -> None:
        """Read the object that is shown again."""
        state = self._desk.state
        if state is not None:
            run = self.dispatch.run_next if state.is_unread else self.dispatch.run
            run(errands.reading(state), self.get)

    def complete(self) -> None:
        """Complete the checkout with exactly the amounts that the session holds."""
        state = self._desk.state
        if state is not None and state.session is not None:
            self.dispatch.run(errands.completing(state), self.complete)

    def again(self) -> None:
        """Try once more what was not sent."""
        state = self._desk.state
        if state is not None and state.unresolved:
            self.check()
        elif state is not None:
            self.dispatch.try_again(self.act if state.draft else self.get)

    def _follow(self, errand: Errand, exchange: Exchange) -> None:
        """Go on where an answer points to."""
        if errand.operation.moves_money:
            self._moved = (errand.operation.name, self._desk.services.ticks())
        if needs_reading(exchange):
            self._read_after_refusal(exchange)
        elif errand.then is after_refusal:
            self._settle_ended()
        if exchange.outcome is Outcome.REJECTED:
            self._go_to_refused(exchange)
        elif errand.operation is CREATE_SESSION:
            self._go_to_missing()

    def _read_after_refusal(self, exchange: Exchange) -> None:
        place = place_of(exchange)
        errand = errands.reading_object(place[0]) if place else errands.reading_session()
        self.dispatch.run(replace(errand, then=after_refusal), self.get)

    def _go_to_refused(self, exchange: Exchange) -> None:
        state, row = self._desk.state, refusals.field_of(refusal(exchange))
        if state is not None and row is not None and row in state.scope.fields():
            self._desk.focus_wanted.emit(row)

    def _go_to_missing(self) -> None:
        """Go to the first field that a new session misses."""
        state = self._desk.state
        names = [constraints.remedy(need.constraint.id) for need in state.needs] if state else []
        first = next((known for known in names if known and known.field), None)
        if first is not None:
            self._desk.go_to(first.constraint)

    def check(self) -> None:
        """Send the write whose outcome is unknown once more: same key, same bytes."""
        state = self._desk.state
        if state is not None and state.busy is None:
            self._desk.change(busy=errands.CHECKING.words)
            failed = partial(self.dispatch.failed, errands.CHECKING)
            work = self._unknowns.of_sale(state.sale.id)
            self._desk.start(work, End(unknowns.counted, failed, self._check_oldest))

    def _check_oldest(self, waiting: list[Attempt] | BaseException) -> None:
        state = self._desk.state
        if isinstance(waiting, list) and waiting and state is not None:
            self.live.let_again(waiting[0], state, lambda: self._repeat(waiting))

    def _repeat(self, waiting: list[Attempt]) -> None:
        work = self._desk.services.sender.repeat(waiting[0])
        self.dispatch.start(work, errands.repeating(waiting))

    def stop(self) -> None:
        """Wait no more for the sale's request; its outcome says whether it had left."""
        state = self._desk.state
        if state is not None and state.busy is not None:
            services = self._desk.services
            work = _stopped(services.sender, state.sale.id)
            services.runner.run(work, owner=self, done=lambda _: None)

    def sign_by_server(self) -> None:
        """Sign with Amazon's time instead of this machine's, or again with this machine's."""
        self._by_server = not self._by_server
        self._desk.services.sender.sign_by_server(is_on=self._by_server)
        ours = N_("Requests are signed with this computer's time again.")
        theirs = N_("Requests are signed with Amazon's time from now on, until this console ends.")
        self._desk.say(Notice("info", say(theirs if self._by_server else ours)))

    def settle(self) -> None:
        """Take the person's word that they have looked at what became of the last write."""
        state = self._desk.state
        if state is not None and state.unresolved:
            failed = partial(self.dispatch.failed, errands.CHECKING)
            work = self._unknowns.settle(state)
            self._desk.start(work, End(unknowns.settled, failed))

    def _settle_ended(self) -> None:
        """An object that has ended tells what became of a write whose repeat was refused."""
        state = self._desk.state
        if state is not None and has_ended(state):
            self.settle()

    def buyer_leaves(self) -> None:
        """Lock the form while the buyer's page is open."""
        self._desk.change(is_paying=True, notice=None)

    def buyer_stays(self) -> None:
        """Unlock the form: the buyer's page was closed before it ended."""
        self._desk.change(is_paying=False)

    def buyer_returned(self, way: Way) -> None:
        """Read the session because the buyer is back; at once, or after what is under way."""
        state = self._desk.state
        if state is not None:
            has_paid = state.sale.buyer_back or way is Way.PAID
            self._desk.change(sale=replace(state.sale, buyer_back=has_paid), is_paying=False)
            self._desk.keep()
            errand = errands.reading_for_return(is_told=way is not Way.SIGNED_IN)
            self.dispatch.run_next(errand, self.get)


async def _stopped(sender: Sends, sale_id: str) -> None:
    sender.stop(sale_id)
