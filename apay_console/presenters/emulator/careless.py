"""What a careless shop and an ordinary buyer do: the requests and clicks of a bad day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from apay_console.errors import N_, say
from apay_console.model import codec, json_text
from apay_console.model.catalogue.checkout_session import CHECKOUT_SESSION
from apay_console.model.exchange import Outcome
from apay_console.model.fields import ApiVersion
from apay_console.model.kinds import Price
from apay_console.model.operations import COMPLETE_SESSION, UPDATE_SESSION
from apay_console.model.session import COMPLETED
from apay_console.presenters.sale.errands import Errand
from apay_console.presenters.sale.state.making import session_in
from apay_console.presenters.sale.state.sale_state import SaleState

if TYPE_CHECKING:
    from apay_console.emulator.service import Emulator

_CHARGE = CHECKOUT_SESSION["paymentDetails.chargeAmount"]


def paid(emulator: Emulator, session_id: str, *, loses_id: bool) -> str:
    """Press “Pay now” on the buyer's page; where the buyer is sent then, empty for nowhere."""
    from urllib.parse import urlencode  # noqa: PLC0415 - loaded with the emulator

    from apay_console.emulator.front import Front  # noqa: PLC0415 - as above
    from apay_console.emulator.pages.hosted import PROCESSING  # noqa: PLC0415 - as above
    from apay_console.emulator.wire import Asked  # noqa: PLC0415 - as above

    fields = {"amazonCheckoutSessionId": session_id, "decision": "approve", "card": ""}
    form = urlencode(fields | ({"lose_id": "yes"} if loses_id else {})).encode()
    headers = (("host", "127.0.0.1"), ("content-type", "application/x-www-form-urlencoded"))
    answer = Front(emulator).handle(Asked("POST", PROCESSING, headers, form))
    return dict(answer.headers).get("location", "") if answer.status == 303 else ""


def last_complete(state: SaleState) -> Errand:
    """Make the Complete that finished the sale once more, to the letter."""
    earlier = (one for one in state.exchanges if one.operation == COMPLETE_SESSION.name)
    applied = (one.sent.body for one in earlier if one.outcome is Outcome.APPLIED)
    return Errand(COMPLETE_SESSION, say(N_("Completing…")), next(applied, b"{}"))


def agreed_in(state: SaleState) -> Price | None:
    """Find the last amount that the session had; a finished one tells it no more."""
    sessions = (session_in(one, state.sale.version) for one in state.exchanges)
    prices = (session.price for session in (state.session, *sessions) if session)
    return next((price for price in prices if price), None)


def with_amount(state: SaleState, price: Price) -> Errand:
    """Complete with another amount in v2; in v1, where that is too late, update it."""
    wire = _CHARGE.kind.encode(price)
    if state.sale.version is ApiVersion.V1:
        body = codec.nest({_CHARGE: wire}, ApiVersion.V1)
        return Errand(UPDATE_SESSION, say(N_("Sending…")), json_text.write(body).encode())
    body = {"chargeAmount": wire}
    return Errand(COMPLETE_SESSION, say(N_("Completing…")), json_text.write(body).encode())


def is_agreed(state: SaleState) -> bool:
    """Whether the buyer agreed to an amount that a careless shop could still try to change."""
    session = state.session
    is_finished = session is not None and session.state == COMPLETED
    return state.stand.can_complete or (state.sale.version is ApiVersion.V1 and is_finished)


def has_no_amount(state: SaleState) -> bool:
    """Whether the buyer can pay, and the amount is told later, with each charge."""
    session = state.session
    can_pay = session is not None and bool(session.redirect_url)
    return can_pay and agreed_in(state) is None
