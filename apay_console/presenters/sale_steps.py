"""What follows from an exchange or an edit: one sale's state to its next, without any I/O."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from apay_console.errors import N_, BadText, Message, say
from apay_console.model import codec, json_text
from apay_console.model import draft as drafts
from apay_console.model.catalogue.checkout_session import CHECKOUT_SESSION
from apay_console.model.changes import Change, Who, changes, holds
from apay_console.model.draft import Draft, Scope
from apay_console.model.exchange import Exchange, Outcome
from apay_console.model.fields import ApiVersion, Field, Path
from apay_console.model.operations import CREATE_SESSION, UPDATE_SESSION, operation
from apay_console.model.sale import Sale
from apay_console.model.session import Session
from apay_console.presenters import notices
from apay_console.presenters.notices import Notice, notice_of, reason_code
from apay_console.presenters.sale_making import session_in
from apay_console.presenters.sale_state import SaleState

_LONGEST_LIST = 200
_OF_DRAFTS = {CREATE_SESSION.name, UPDATE_SESSION.name}  # what carries the draft as its body


def edited(state: SaleState, row: Field, text: str) -> SaleState:
    """Take what was typed into one field."""
    session = state.session.values if state.session else {}
    return replace(state, draft=drafts.with_text(state.draft, row, text, session))


def edited_json(state: SaleState, text: str) -> SaleState:
    """Take the whole body as typed by hand; what cannot be read stays, and holds up sending."""
    try:
        return replace(state, draft=drafts.from_json(text, state.scope))
    except BadText:
        return replace(state, draft=replace(state.draft, by_hand=text))


def after_exchange(state: SaleState, exchange: Exchange, now: float) -> SaleState:
    """Take an exchange in: the session it brought, what changed, and what to say."""
    listed = (exchange, *state.exchanges)[:_LONGEST_LIST]
    base = replace(state, exchanges=listed, exchange=exchange, busy=None, moment=None, tried=False)
    base = replace(base, unresolved=_is_unresolved(state, exchange))
    session = session_in(exchange, state.sale.version)
    told = replace(base, notice=_notice(base, exchange, session))
    return _with_session(told, session, exchange, now) if session else told


def _is_unresolved(state: SaleState, exchange: Exchange) -> bool:
    """Asking, and what never left, do not tell what became of an earlier write."""
    if exchange.sent.method == "GET" or exchange.outcome is Outcome.NOT_SENT:
        return state.unresolved
    return exchange.outcome is Outcome.UNKNOWN


def _notice(state: SaleState, exchange: Exchange, session: Session | None) -> Notice | None:
    if exchange.outcome is Outcome.APPLIED and session is None:
        return notices.no_session()
    if not state.unresolved or exchange.outcome is Outcome.UNKNOWN:
        return notice_of(exchange)
    if exchange.outcome is Outcome.NOT_SENT:
        return notices.not_sent(exchange.reason, "check")
    return notice_of(exchange) or notices.still_unknown()


def _with_session(state: SaleState, session: Session, exchange: Exchange, now: float) -> SaleState:
    return replace(
        state,
        session=session,
        changes=_changes(state.session, session, exchange),
        draft=_left(state, exchange, session),
        sale=described(state.sale, session, now),
        is_paying=state.is_paying and session.is_open,
    )


def _changes(
    before: Session | None, after: Session, exchange: Exchange
) -> tuple[Change, ...] | None:
    """Compare two answers, unless they are spelt differently."""
    if before is None or before.version is not after.version:
        return None
    sent = _sent_body(exchange) if exchange.operation == UPDATE_SESSION.name else None
    return changes(before.body, after.body, sent)


def _sent_body(exchange: Exchange) -> Any:
    return json_text.read_bytes(exchange.sent.body) if exchange.sent.body else {}


def _left(state: SaleState, exchange: Exchange, session: Session) -> Draft:
    """Keep what was typed since sending; what an update can carry, and the session lacks."""
    is_sent = exchange.operation in _OF_DRAFTS
    draft = _unsent(state.draft, exchange, state.scope) if is_sent else state.draft
    open_fields = set(replace(state.scope, creating=False).fields())
    kept = {
        name: value
        for name, value in draft.typed.items()
        if CHECKOUT_SESSION[name] in open_fields and not _is_taken(session, name, value)
    }
    return replace(draft, typed=kept)


def _unsent(draft: Draft, exchange: Exchange, scope: Scope) -> Draft:
    """Take out of a draft what was sent."""
    if draft.by_hand is not None:
        return Draft() if draft.by_hand.encode() == exchange.sent.body else draft
    sent = _sent_body(exchange)
    values = codec.flatten(sent, scope.schema, scope.version).values
    typed = {
        name: value
        for name, value in draft.typed.items()
        if not _is_sent(scope.schema[name], value, values, scope)
    }
    return Draft(typed, {} if holds(sent, draft.extra) else draft.extra)


def _is_sent(row: Field, typed: drafts.Typed, values: codec.Wire, scope: Scope) -> bool:
    if row not in values:
        return False
    sent = json_text.write(codec.nest({row: values[row]}, scope.version))
    return drafts.body(Draft({row.name: typed}), scope).text == sent


def _is_taken(session: Session, name: str, typed: drafts.Typed) -> bool:
    now = session.wire(name)
    if isinstance(typed, drafts.Raw):
        return bool(now == typed.value)
    if typed is None or now is None:
        return typed is now
    return drafts.shown(CHECKOUT_SESSION[name], now) == typed.strip()


def described(sale: Sale, session: Session, now: float) -> Sale:
    """Bring a sale's row in the list up to date."""
    price = session.price
    note = session.reason or (str(price) if price else sale.note)
    reference = session.text("merchantMetadata.merchantReferenceId")
    return replace(
        sale,
        session_id=sale.session_id or session.id,  # an answer about another one changes nothing
        state=session.state,
        note=note,
        reference=reference or sale.reference,
        updated_at=now,
    )


_FATES = {
    Outcome.NOT_SENT: N_("not sent"),
    Outcome.UNKNOWN: N_("outcome unknown"),
}


def summary(exchange: Exchange) -> Message:
    """Tell an exchange in one line."""
    if exchange.is_from_shop:
        from apay_console.presenters import shop_words  # noqa: PLC0415 - only where one is watched

        return shop_words.summary(exchange)
    took = round(exchange.took_ms)
    done_with = operation(exchange.operation)
    tried = say(done_with.label)
    if exchange.outcome in _FATES:
        fate = say(_FATES[exchange.outcome])
        return say(N_("{operation} · {fate} · {took} ms"), operation=tried, fate=fate, took=took)
    status = exchange.answered.status if exchange.answered else 0
    if exchange.outcome is Outcome.REJECTED:
        words, code = N_("{operation} · {status} {code} · {took} ms"), reason_code(exchange)
        return say(words, operation=tried, status=status, code=code, took=took)
    done = say(done_with.did)
    words = N_("{operation} · {status} · {took} ms")
    return say(words, operation=done, status=status, took=took)


def applied(state: SaleState) -> Message | None:
    """Say who changed how much with the last answer; None when that cannot be told."""
    if state.exchange is None or state.changes is None:
        return None
    if state.exchange.outcome is not Outcome.APPLIED:
        return None
    words = N_("Applied. Changed by you: {yours}, by Amazon: {theirs}. {took} ms")
    yours, theirs = (_fields_of(state.changes, who, state.sale.version) for who in Who)
    return say(words, yours=yours, theirs=theirs, took=round(state.exchange.took_ms))


def _fields_of(found: tuple[Change, ...], who: Who, version: ApiVersion) -> int:
    """Count fields, not their parts: a price is one."""
    rows = CHECKOUT_SESSION.by_path(version)
    return len({_field_path(change.path, rows) for change in found if change.who is who})


def _field_path(path: Path, rows: Mapping[Path, Field]) -> Path:
    starts = (path[:end] for end in range(1, len(path) + 1))
    return next((start for start in starts if start in rows), path)
