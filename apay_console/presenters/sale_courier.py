"""Sending the sale on the desk, and following its buyer."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Mapping
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, Signal

from apay_console.errors import N_, Fault, Message, say
from apay_console.model import constraints, json_text
from apay_console.model.attempt import Attempt
from apay_console.model.codec import other
from apay_console.model.exchange import Exchange, Outcome
from apay_console.model.lifecycle import Next
from apay_console.model.operations import (
    COMPLETE_SESSION,
    CREATE_SESSION,
    GET_SESSION,
    UPDATE_SESSION,
    Operation,
)
from apay_console.model.request import Request
from apay_console.model.session import COMPLETED
from apay_console.presenters import sale_steps
from apay_console.presenters.live import LiveGate
from apay_console.presenters.notices import Notice, reason_code
from apay_console.presenters.sale_desk import SaleDesk
from apay_console.presenters.sale_state import SaleState


class SaleCourier(QObject):
    """Takes the next step of the sale on the desk, and takes in what comes back."""

    arrived = Signal(object)  # Exchange

    def __init__(self, desk: SaleDesk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.live = LiveGate(desk.lock, self)
        self.live.unlock_wanted.connect(lambda: desk.command_wanted.emit("unlock"))
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
            Next.SIGN_IN: lambda: wanted("sign_in"),
            Next.OPEN_PAGE: lambda: wanted("pay"),
            Next.NEW: lambda: wanted("new_with_values"),
        }

    def create(self) -> None:
        """Create the session at Amazon from what was typed."""
        self._send_body(CREATE_SESSION, say(N_("Creating…")), self._take_created)

    def send(self) -> None:
        """Send what was typed, as an update."""
        self._send_body(UPDATE_SESSION, say(N_("Sending…")), self._take)

    def _send_body(
        self, operation: Operation, words: Message, then: Callable[[Exchange], None]
    ) -> None:
        self._desk.change(tried=True)
        state = self._desk.state
        if state is not None and not self._is_stopped(state):
            self._run(operation, state.body.text.encode(), words, then)

    def _is_stopped(self, state: SaleState) -> bool:
        """Refuse to send what cannot be right, and go to the first bad field."""
        row = next((row for row in state.scope.fields() if row in state.problems), None)
        if row is not None:
            self._desk.focus_wanted.emit(row)
        return bool(state.problems) or state.body.bad is not None

    def read_other(self) -> None:
        """Read the session in the other version's spelling, as for one that began elsewhere."""
        state = self._desk.state
        if state is not None and not state.busy:
            sale = replace(state.sale, version=other(state.sale.version))
            self._desk.change(sale=sale, changes=None)
            self.get()

    def get(self) -> None:
        """Read the session again."""
        self._run(GET_SESSION, b"", say(N_("Reading…")), self._take)

    def complete(self) -> None:
        """Complete the checkout with exactly the amounts that the session holds."""
        state = self._desk.state
        if state is not None and state.session is not None:
            body = json_text.write(_complete_body(state)).encode()
            self._run(COMPLETE_SESSION, body, say(N_("Completing…")), self._take)

    def check(self) -> None:
        """Send the write whose outcome is unknown once more: same key, same bytes."""
        state = self._desk.state
        if state is not None and not state.busy:
            self._desk.change(busy=say(N_("Checking…")))
            self._desk.start(self._waiting(state.sale.id), self._check_oldest, self._failed)

    def _check_oldest(self, waiting: list[Attempt]) -> None:
        self._desk.change(busy=None, unresolved=bool(waiting))
        state = self._desk.state
        if waiting and state is not None:
            self.live.let_again(waiting[0], state, lambda: self._repeat(waiting[0]))

    def _repeat(self, attempt: Attempt) -> None:
        self._desk.change(busy=say(N_("Checking…")))
        self._start(self._desk.services.sender.repeat(attempt), self._take)

    async def _waiting(self, sale_id: str) -> list[Attempt]:
        found = await self._desk.services.sender.unfinished()
        return [attempt for attempt in found if attempt.sale_id == sale_id]

    def settle(self) -> None:
        """Take the person's word that they have looked at what became of the last write."""
        self._settle(Outcome.UNKNOWN)

    def _settle(self, outcome: Outcome) -> None:
        state = self._desk.state
        if state is not None and state.unresolved:
            self._start(self._settle_all(state.sale.id, outcome), self._take)

    async def _settle_all(self, sale_id: str, outcome: Outcome) -> None:
        for attempt in await self._waiting(sale_id):
            await self._desk.services.sender.settle(attempt, outcome)

    def _run(
        self, operation: Operation, body: bytes, words: Message, then: Callable[[Exchange], None]
    ) -> None:
        state = self._desk.state
        if state is None or state.busy:
            return
        if operation is CREATE_SESSION or state.sale.session_id:
            request = _request(state, operation, body)
            self.live.let(request, state, lambda: self._send(request, words, then))

    def _send(self, request: Request, words: Message, then: Callable[[Exchange], None]) -> None:
        self._desk.change(busy=words, notice=None)
        self._start(self._desk.services.sender.send(request), then)

    def _start(
        self, work: Coroutine[Any, Any, Exchange | None], then: Callable[[Exchange], None]
    ) -> None:
        def arrived(found: Exchange | None) -> None:
            if found is None:
                self._desk.change(busy=None, unresolved=False)
            else:
                then(found)
                self.arrived.emit(found)

        self._desk.start(work, arrived, self._failed)

    def _failed(self, error: BaseException) -> None:
        reason = error.message if isinstance(error, Fault) else say(N_("It was stopped."))
        words = N_("Not sent. {reason} Your values are kept.")
        self._desk.change(busy=None, notice=Notice("warn", say(words, reason=reason), ("again",)))

    def _take(self, exchange: Exchange) -> None:
        self._take_in(exchange)
        if reason_code(exchange) == "InvalidCheckoutSessionStatus":
            self._run(GET_SESSION, b"", say(N_("Reading…")), self._take_after_refusal)

    def _take_created(self, exchange: Exchange) -> None:
        """Go to the first field that the new session misses."""
        self._take(exchange)
        state = self._desk.state
        names = [constraints.remedy(need.constraint.id) for need in state.needs] if state else []
        first = next((known for known in names if known and known.field), None)
        if first is not None:
            self._desk.go_to(first.constraint)

    def _take_after_refusal(self, exchange: Exchange) -> None:
        self._take_in(exchange, sale_steps.after_unneeded_complete)
        state = self._desk.state
        if state is not None and state.session is not None and not state.session.is_open:
            is_done = state.session.state == COMPLETED
            self._settle(Outcome.APPLIED if is_done else Outcome.REJECTED)

    def _take_after_return(self, exchange: Exchange) -> None:
        self._take_in(exchange, sale_steps.after_return)

    def _take_in(
        self, exchange: Exchange, then: Callable[[SaleState], SaleState] = lambda state: state
    ) -> None:
        state = self._desk.state
        if state is not None:
            now = self._desk.services.clock()
            self._desk.show(then(sale_steps.after_exchange(state, exchange, now)))
            self._desk.keep()

    def buyer_leaves(self) -> None:
        """Lock the form while the buyer's page is open."""
        self._desk.change(is_paying=True, notice=None)

    def buyer_stays(self) -> None:
        """Unlock the form: the buyer's page was closed before it ended."""
        self._desk.change(is_paying=False)

    def buyer_returned(self, *, paid: bool) -> None:
        """Read the session because the buyer is back; `paid` says it was the result URL."""
        state = self._desk.state
        if state is None:
            return
        sale = replace(state.sale, buyer_back=state.sale.buyer_back or paid)
        self._desk.change(sale=sale, is_paying=False)
        then = self._take_after_return if paid else self._take
        self._run(GET_SESSION, b"", say(N_("The buyer is back; reading…")), then)


def _request(state: SaleState, operation: Operation, body: bytes) -> Request:
    ids = {} if operation is CREATE_SESSION else {"checkoutSessionId": state.sale.session_id}
    return Request(
        operation=operation,
        profile=state.profile,
        version=state.sale.version,
        ids=ids,
        body=body,
        sale_id=state.sale.id,
        session_id=state.sale.session_id,
    )


def _complete_body(state: SaleState) -> dict[str, Any]:
    """Repeat the session's amounts to the letter (amazon-pay.md §5.5)."""
    session = state.session
    names = {
        "chargeAmount": "paymentDetails.chargeAmount",
        "totalOrderAmount": "paymentDetails.totalOrderAmount",
    }
    found = {key: session.wire(name) for key, name in names.items()} if session else {}
    return {key: value for key, value in found.items() if value is not None}
