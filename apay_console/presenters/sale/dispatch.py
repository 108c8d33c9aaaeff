"""Sends one errand at a time for the sale on the desk, and takes in what comes of it."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from concurrent.futures import CancelledError
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal

from apay_console.errors import N_, Fault, NoKey, say
from apay_console.model.attempt import SentBefore
from apay_console.model.exchange import Exchange
from apay_console.model.operations import CREATE_SESSION
from apay_console.model.request import Request, separate
from apay_console.presenters.notice import Notice
from apay_console.presenters.sale.countdown import Countdown
from apay_console.presenters.sale.desk import End, SaleDesk
from apay_console.presenters.sale.errands import Errand
from apay_console.presenters.sale.live.gate import LiveGate
from apay_console.presenters.sale.state.sale_state import SaleState
from apay_console.presenters.sale.state.steps import after_exchange
from apay_console.presenters.sale.words import notices

Again = Callable[[], object]


class Dispatch(QObject):
    """Lets errands out: never two at once for a sale, and no write beside an unknown one."""

    answered = Signal(object, object)  # Errand and Exchange, while their sale lies on the desk

    def __init__(self, desk: SaleDesk, live: LiveGate, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._live = live
        self._countdown = Countdown(desk, self)
        self._tried: dict[str, Again] = {}  # by sale, what "try again" does
        self._waiting: dict[str, list[tuple[Errand, Again]]] = {}  # by sale, what goes out next

    def run(self, errand: Errand, again: Again) -> None:
        """Send an errand out, if it may go now; `again` would begin it anew."""
        state = self._desk.state
        if state is not None and self._may_go(errand, state):
            if not errand.is_quiet:
                self._tried[state.sale.id] = again
            request = errand.request(state)
            self._live.let(request, state, lambda: self._go(request, errand))

    def run_next(self, errand: Errand, again: Again) -> None:
        """Send an errand out now, or as soon as the sale is free and all that waits has gone."""
        state = self._desk.state
        if state is not None:
            waiting = self._waiting.setdefault(state.sale.id, [])
            if errand not in [other for other, _ in waiting]:
                waiting.append((errand, again))
            self._run_waiting()

    def try_again(self, otherwise: Again) -> None:
        """Begin anew what was tried last for the sale on the desk."""
        state = self._desk.state
        if state is not None:
            self._tried.get(state.sale.id, otherwise)()

    def _may_go(self, errand: Errand, state: SaleState) -> bool:
        if errand.operation.writes and state.unresolved:
            self._desk.say(notices.still_unknown())
            return False
        is_new = errand.operation is CREATE_SESSION
        is_there = bool(state.sale.session_id or (is_new and state.sale.ids))
        return state.busy is None and (not errand.is_of_session or is_new != is_there)

    def _go(self, request: Request, errand: Errand) -> None:
        said = {} if errand.is_quiet else {"notice": None}
        self.start(self._desk.services.sender.send(request), errand, **said)

    def start(self, work: Coroutine[Any, Any, Exchange], errand: Errand, **values: Any) -> None:
        """Do an errand's work; the sale takes nothing else until it has ended."""
        done, failed = partial(self._take, errand), partial(self.failed, errand)
        self._desk.wait(errand.words, **values)
        self._countdown.begin(errand.words)
        self._desk.start(work, End(done, failed, partial(self._follow, errand)))

    def _take(self, errand: Errand, state: SaleState, exchange: Exchange) -> SaleState:
        now, quiet = self._desk.services.clock(), errand.is_quiet
        return errand.then(after_exchange(state, exchange, now, quiet=quiet))

    def failed(self, errand: Errand, state: SaleState, error: BaseException) -> SaleState:
        """Nothing was sent, unless this console made a mistake: then nobody knows."""
        if errand.is_quiet and isinstance(error, Fault):
            return replace(state, busy=None)
        if isinstance(error, Fault):
            notice = notices.not_sent(error.message, *_ways_out(error, state))
            return replace(state, busy=None, notice=notice)
        if not isinstance(error, CancelledError):
            self._desk.services.runner.unhandled.emit(error)
        unresolved = state.unresolved or errand.operation.writes
        return replace(state, busy=None, unresolved=unresolved, notice=_broken(is_write=unresolved))

    def _follow(self, errand: Errand, found: Exchange | BaseException) -> None:
        if isinstance(found, Exchange):
            self.answered.emit(errand, found)
        elif isinstance(found, SentBefore) and self._desk.state is not None:
            request = separate(errand.request(self._desk.state), self._desk.services.new_id)
            go = partial(self._go, request, errand)
            self._live.let_twin(request, found, self._desk.state, go)
        self._run_waiting()

    def _run_waiting(self) -> None:
        state = self._desk.state
        waiting = self._waiting.get(state.sale.id, []) if state else []
        while waiting and self._is_free():
            self.run(*waiting.pop(0))

    def _is_free(self) -> bool:
        return self._desk.state is not None and self._desk.state.busy is None


def _ways_out(error: Fault, state: SaleState) -> tuple[str, ...]:
    if state.unresolved:
        return ("check",)
    return ("profiles", "again") if isinstance(error, NoKey) else ("again",)


def _broken(*, is_write: bool) -> Notice:
    if is_write:
        return notices.still_unknown()
    words = N_("This console made a mistake while reading. Nothing was changed by it.")
    return Notice("err", say(words), ("get",))
