"""What the courier is sent out for: one request, and what is made of its answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from apay_console.errors import N_, Message, say
from apay_console.model import json_text, later
from apay_console.model.attempt import Attempt
from apay_console.model.lifecycle import Next
from apay_console.model.operation import Operation
from apay_console.model.operations import (
    COMPLETE_SESSION,
    CREATE_SESSION,
    GET_SESSION,
    UPDATE_SESSION,
    operation,
)
from apay_console.model.request import Request
from apay_console.presenters.sale.state import simulated
from apay_console.presenters.sale.state.endings import after_return
from apay_console.presenters.sale.state.sale_state import SaleState
from apay_console.presenters.sale.words import notices


def _as_it_is(state: SaleState) -> SaleState:
    return state


@dataclass(frozen=True)
class Errand:
    """One request for the sale on the desk."""

    operation: Operation
    words: Message  # shown while it is under way
    body: bytes = b""
    then: Callable[[SaleState], SaleState] = _as_it_is  # what else its answer says
    ids: Mapping[str, str] = field(default_factory=dict)  # of a later object; else the session's
    simulation: str = ""  # what the sandbox is asked to let happen
    is_quiet: bool = False  # nobody asked for it, so nothing is said of it

    @property
    def is_of_session(self) -> bool:
        """Whether the request is about the session itself."""
        return "checkoutSession" in self.operation.path

    def request(self, state: SaleState) -> Request:
        """Make the request that goes out for a sale."""
        has_id = self.is_of_session and self.operation is not CREATE_SESSION
        return Request(
            operation=self.operation,
            profile=state.profile,
            version=state.sale.version,
            ids={"checkoutSessionId": state.sale.session_id} if has_id else self.ids,
            body=self.body,
            sale_id=state.sale.id,
            session_id=state.sale.session_id,
            simulation=self.simulation,
        )


def creating(state: SaleState) -> Errand:
    """Create the session at Amazon from what was typed."""
    return Errand(CREATE_SESSION, say(N_("Creating…")), state.body.text.encode())


def updating(state: SaleState) -> Errand:
    """Send what was typed, as an update."""
    body, code = state.body.text.encode(), simulated.code(state, Next.SEND)
    return Errand(UPDATE_SESSION, say(N_("Sending…")), body, simulation=code)


def doing(state: SaleState) -> Errand:
    """Do the task that is filled in for the object that is shown."""
    done = state.operation
    in_path = done.about is not None and f"{{{done.about.id_field}}}" in done.path
    ids = {done.about.id_field: state.shown} if done.about and in_path else {}
    body = state.body.text.encode() if done.has_body else b""
    words = say(N_("Sending…") if done.writes else N_("Reading…"))
    return Errand(done, words, body, ids=ids, simulation=simulated.code(state, Next.TASK))


def reading(state: SaleState, then: Callable[[SaleState], SaleState] = _as_it_is) -> Errand:
    """Read the object that is shown again, which is the session as long as there is no other."""
    found = reading_object(state.shown) if state.shown else reading_session()
    return replace(found, then=then)


def reading_session(*, quiet: bool = False) -> Errand:
    """Read the session again."""
    return Errand(GET_SESSION, say(N_("Reading…")), is_quiet=quiet)


def reading_object(object_id: str, *, quiet: bool = False) -> Errand:
    """Read a permission, charge or refund."""
    found = later.subject_of_id(object_id)
    ids = {found.id_field: object_id}
    return Errand(later.reading_of_id(object_id), say(N_("Reading…")), ids=ids, is_quiet=quiet)


def reading_for_return(*, is_told: bool) -> Errand:
    """Read the session because the buyer is back, and say what the return means if told to."""
    words = say(N_("The buyer is back; reading…"))
    return Errand(GET_SESSION, words, then=after_return if is_told else _as_it_is)


def completing(state: SaleState) -> Errand:
    """Complete the checkout with exactly the amounts that the session holds."""
    body = json_text.write(_complete_body(state)).encode()
    code = simulated.code(state, Next.COMPLETE)
    return Errand(COMPLETE_SESSION, say(N_("Completing…")), body, simulation=code)


CHECKING = Errand(GET_SESSION, say(N_("Checking…")))


def repeating(waiting: Sequence[Attempt]) -> Errand:
    """Send the oldest of the writes whose fate is unknown once more."""
    then = _with_others if len(waiting) > 1 else _as_it_is
    return Errand(operation(waiting[0].operation), CHECKING.words, waiting[0].body, then)


def _with_others(state: SaleState) -> SaleState:
    return replace(state, unresolved=True, notice=state.notice or notices.still_unknown())


def _complete_body(state: SaleState) -> dict[str, Any]:
    """Repeat the session's amounts to the letter (verify-and-complete-checkout.html)."""
    session = state.session
    names = {
        "chargeAmount": "paymentDetails.chargeAmount",
        "totalOrderAmount": "paymentDetails.totalOrderAmount",
    }
    found = {key: session.wire(name) for key, name in names.items()} if session else {}
    return {key: value for key, value in found.items() if value is not None}
