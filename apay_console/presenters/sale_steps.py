"""What follows from an exchange or an edit: one sale's state to its next, without any I/O."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from apay_console.errors import N_, Message, say
from apay_console.model import draft as drafts
from apay_console.model import json_text
from apay_console.model.catalogue.checkout_session import CHECKOUT_SESSION
from apay_console.model.changes import changes
from apay_console.model.draft import Draft
from apay_console.model.exchange import Exchange, Outcome
from apay_console.model.fields import Field
from apay_console.model.sale import Sale
from apay_console.model.session import COMPLETED, Session, read_session
from apay_console.presenters.notices import Notice, answer_of, notice_of, reason_code
from apay_console.presenters.sale_state import SaleState

_LONGEST_LIST = 200


def edited(state: SaleState, row: Field, text: str) -> SaleState:
    """Take what was typed into one field."""
    session = state.session.values if state.session else {}
    return replace(state, draft=drafts.with_text(state.draft, row, text, session))


def edited_json(state: SaleState, text: str) -> SaleState:
    """Take the whole body as typed by hand; text that cannot be read stays, and holds up sending."""
    try:
        return replace(state, draft=drafts.from_json(text, state.scope))
    except drafts.BadText:
        return replace(state, draft=replace(state.draft, by_hand=text))


def after_exchange(state: SaleState, exchange: Exchange, now: float) -> SaleState:
    """Take an exchange in: the session it brought, what changed, and what to say."""
    listed = (exchange, *state.exchanges)[:_LONGEST_LIST]
    base = replace(state, exchanges=listed, exchange=exchange, busy=None, moment=None, tried=False)
    base = replace(base, unresolved=_is_unresolved(state, exchange), notice=notice_of(exchange))
    session = _session_of(exchange, state)
    return _with_session(base, session, exchange, now) if session else base


def _is_unresolved(state: SaleState, exchange: Exchange) -> bool:
    if exchange.sent.method == "GET":
        return state.unresolved
    return exchange.outcome is Outcome.UNKNOWN


def _session_of(exchange: Exchange, state: SaleState) -> Session | None:
    if exchange.outcome is not Outcome.APPLIED:
        return None
    return read_session(answer_of(exchange), state.sale.version)


def _with_session(state: SaleState, session: Session, exchange: Exchange, now: float) -> SaleState:
    before = state.session.body if state.session else None
    sent = _sent_body(exchange)
    found = changes(before, session.body, sent) if before is not None else None
    return replace(
        state,
        session=session,
        changes=found,
        draft=_left(state.draft, exchange, session),
        sale=_sale(state.sale, session, now),
        is_paying=state.is_paying and session.is_open,
    )


def _sent_body(exchange: Exchange) -> Any:
    if exchange.operation != "update_session" or not exchange.sent.body:
        return None
    return json_text.read_bytes(exchange.sent.body)


def _left(typed: Draft, exchange: Exchange, session: Session) -> Draft:
    """Keep only what was typed after sending, or was not taken over."""
    if exchange.operation == "create_session":
        return Draft()
    kept = {
        name: value for name, value in typed.typed.items() if not _is_taken(session, name, value)
    }
    if exchange.operation == "update_session":
        return Draft(kept)
    return replace(typed, typed=kept)


def _is_taken(session: Session, name: str, typed: drafts.Typed) -> bool:
    now = session.wire(name)
    if isinstance(typed, drafts.Raw):
        return bool(now == typed.value)
    if typed is None or now is None:
        return typed is now
    return drafts.shown(CHECKOUT_SESSION[name], now) == typed.strip()


def _sale(sale: Sale, session: Session, now: float) -> Sale:
    price = session.price
    note = session.reason or (str(price) if price else sale.note)
    title = session.text("merchantMetadata.merchantReferenceId")
    return replace(
        sale,
        session_id=session.id or sale.session_id,
        state=session.state,
        note=note,
        title=f"Order {title}" if title else sale.title,
        updated_at=now,
    )


def summary(exchange: Exchange) -> Message:
    """Tell an exchange in one line."""
    took = round(exchange.took_ms)
    if exchange.answered is None or exchange.outcome is not Outcome.APPLIED:
        words = N_("{operation} · {outcome} {code} · {took} ms")
        code = reason_code(exchange)
        return say(
            words, operation=_verb(exchange), outcome=_status(exchange), code=code, took=took
        )
    words = N_("{operation} · {status} · {took} ms")
    return say(words, operation=_verb(exchange), status=exchange.answered.status, took=took)


def _status(exchange: Exchange) -> str:
    return str(exchange.answered.status) if exchange.answered else exchange.outcome.value


_VERBS = {
    "create_session": N_("Created"),
    "get_session": N_("Read"),
    "update_session": N_("Updated"),
    "complete_session": N_("Completed"),
}


def _verb(exchange: Exchange) -> str:
    return _VERBS.get(exchange.operation, exchange.operation)


def after_return(state: SaleState) -> SaleState:
    """Say what the buyer's return means, once the session was read."""
    session = state.session
    if session is None or state.notice is not None:
        return state
    if session.state == COMPLETED:
        words = N_(
            "The buyer is back. Amazon does not say here whether they paid, so this console "
            "asked: {state}."
        )
        return replace(state, notice=Notice("ok", say(words, state=session.state)))
    if not session.is_open:
        words = N_("The buyer is back. This console asked Amazon: {state} ({reason}).")
        sentence = say(words, state=session.state, reason=session.reason)
        return replace(state, notice=Notice("err", sentence, ("new_with_values",)))
    return replace(state, notice=_open_return(state))


def _open_return(state: SaleState) -> Notice:
    if state.stand.can_complete:
        words = N_("The buyer is back and the session waits: complete it now, or Amazon voids it.")
        return Notice("info", say(words), ("complete",))
    return Notice("info", say(N_("The buyer is back. The session is still open.")), ("get",))


def after_unneeded_complete(state: SaleState) -> SaleState:
    """Explain a refused write once the session was read again."""
    session = state.session
    if session is None or session.is_open:
        return state
    if session.state == COMPLETED:
        words = N_("It was already completed; nothing is wrong. The payment stands.")
        return replace(state, notice=Notice("ok", say(words), ("new_with_values",)))
    words = N_("The session is {state} ({reason}), so it takes no more changes.")
    sentence = say(words, state=session.state, reason=session.reason)
    return replace(state, notice=Notice("err", sentence, ("new_with_values",)))
