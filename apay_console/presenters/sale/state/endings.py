"""What is said once an object was read again: after the buyer's return, and after a refusal."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from apay_console.errors import N_, BadText, Invalid, Message, say
from apay_console.model import json_text
from apay_console.model.answer import reason_code, refusal
from apay_console.model.catalogue.checkout_session import CHECKOUT_SESSION
from apay_console.model.exchange import Exchange, Outcome
from apay_console.model.operations import COMPLETE_SESSION, FINALIZE_SESSION, operation
from apay_console.model.session import COMPLETED, Session
from apay_console.presenters.notice import Notice
from apay_console.presenters.sale.state import later_endings
from apay_console.presenters.sale.state.later_steps import place_of
from apay_console.presenters.sale.state.sale_state import SaleState
from apay_console.presenters.sale.words import refusals
from apay_console.presenters.sale.words.notices import notice_of
from apay_console.presenters.sale.words.state_words import since, state_of, state_since

_FINISHING = {COMPLETE_SESSION.name, FINALIZE_SESSION.name}


def after_return(state: SaleState) -> SaleState:
    """Say what the buyer's return means."""
    session = state.session
    if session is None or state.notice is not None:
        return state
    if session.is_open:
        return replace(state, notice=_open_return(state))
    if session.state == COMPLETED:
        words = N_(
            "The buyer is back. Amazon does not say here whether they paid, so this console "
            "asked: {state}."
        )
        return replace(state, notice=Notice("ok", say(words, state=session.state)))
    words = N_("The buyer is back. This console asked Amazon: {state}.")
    sentence = say(words, state=state_of(session))
    return replace(state, notice=Notice("err", sentence, ("new_with_values",)))


def _open_return(state: SaleState) -> Notice:
    if state.stand.can_complete:
        words = N_("The buyer is back and the session waits: complete it now, or Amazon voids it.")
        return Notice("info", say(words), ("complete",))
    return Notice("info", say(N_("The buyer is back. The session is still open.")), ("get",))


def needs_reading(exchange: Exchange) -> bool:
    """Whether a refusal is only understood once the object is read again."""
    code = reason_code(exchange)
    if code and code == operation(exchange.operation).refusal:
        return True
    is_complete = exchange.operation in _FINISHING
    status = exchange.answered.status if exchange.answered else 0
    return is_complete and exchange.outcome is Outcome.REJECTED and status in {409, 422}


def after_refusal(state: SaleState) -> SaleState:
    """Explain the last write, which was refused, by the object as it is."""
    refused, found = last_write(state), _by_object(state)
    if refused is None or found.notice is None or found.notice is state.notice:
        return found
    return replace(found, notice=replace(found.notice, why=refusals.why(refusal(refused))))


def _by_object(state: SaleState) -> SaleState:
    session, refused = state.session, last_write(state)
    if refused is None or _failed(state):
        return state
    if place_of(refused) is not None:
        return later_endings.after_refusal(state, refused)
    if session is None:
        return state
    if session.is_open:
        return _still_open(state, session, refused)
    is_complete = refused.operation in _FINISHING
    tone = "ok" if is_complete and session.state == COMPLETED else "err"
    notice = Notice(tone, _ended(session, is_complete=is_complete), ("new_with_values",))
    return replace(state, notice=notice)


def last_write(state: SaleState) -> Exchange | None:
    """The newest exchange that could have changed anything."""
    writes = (exchange for exchange in state.exchanges if exchange.sent.method != "GET")
    return next(writes, None)


def has_ended(state: SaleState) -> bool:
    """Whether what was read tells what became of the last write: it cannot be taken any more."""
    refused = last_write(state)
    if refused is not None and place_of(refused) is not None:
        return later_endings.is_over(state, refused)
    return state.session is not None and not state.session.is_open


def _failed(state: SaleState) -> bool:
    return state.exchange is None or state.exchange.outcome is not Outcome.APPLIED


def _ended(session: Session, *, is_complete: bool) -> Message:
    if session.state == COMPLETED and is_complete:
        return _already_completed(session)
    if session.state == COMPLETED:
        words = N_("The session is {state}, so it takes no more changes. The payment stands.")
    elif is_complete:
        words = N_(
            "The session is {state}, so there is nothing to complete. Nothing was charged by this "
            "request."
        )
    else:
        words = N_("The session is {state}, so it takes no more changes.")
    return say(words, state=state_since(session))


def _already_completed(session: Session) -> Message:
    time = since(session)
    if not time:
        return say(N_("It was already completed. Nothing is wrong: the payment stands."))
    words = N_("It was already completed at {time}. Nothing is wrong: the payment stands.")
    return say(words, time=time)


def _still_open(state: SaleState, session: Session, refused: Exchange) -> SaleState:
    if refused.operation not in _FINISHING:
        words = N_(
            "The session is open, but Amazon takes no change now: the buyer may be paying, or has "
            "paid."
        )
        goes_on = ("complete",) if state.stand.can_complete else ()
        return replace(state, notice=Notice("err", say(words), (*goes_on, "get")))
    if reason_code(refused) == "AmountMismatch":
        return replace(state, notice=_mismatch(session, refused))
    if reason_code(refused) != "InvalidCheckoutSessionStatus":
        return replace(state, notice=notice_of(refused))
    if refused.operation == FINALIZE_SESSION.name:
        words = N_("Amazon did not finalize it: something is still missing. Nothing was charged.")
        return replace(state, notice=Notice("err", say(words), ("get",)))
    words = N_("Amazon did not complete it: the buyer has not paid yet. Nothing was charged.")
    sale = replace(state.sale, buyer_back=False)
    return replace(state, sale=sale, notice=Notice("err", say(words), ("open_page",)))


def _mismatch(session: Session, refused: Exchange) -> Notice:
    sent, price = amount_in(refused), session.price
    if sent is None or price is None:
        words = N_("The amount differs from the session's. Nothing was charged by this request.")
        return Notice("err", say(words), ("complete",))
    words = N_(
        "You completed with {sent}; the session says {price}. Nothing was charged by this request."
    )
    return Notice("err", say(words, sent=str(sent), price=str(price)), ("complete",))


def amount_in(exchange: Exchange) -> Any:
    """What was to be charged; None when it cannot be read."""
    row = CHECKOUT_SESSION["paymentDetails.chargeAmount"]
    try:
        return row.kind.decode(json_text.read_bytes(exchange.sent.body).get("chargeAmount"))
    except (BadText, Invalid):
        return None
