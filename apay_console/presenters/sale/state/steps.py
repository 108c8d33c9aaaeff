"""What follows from an exchange or an edit: one sale's state to its next, without any I/O."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from apay_console.errors import N_, BadText, Message, say
from apay_console.model import draft as drafts
from apay_console.model.answer import reason_code
from apay_console.model.catalogue.checkout_session import CHECKOUT_SESSION
from apay_console.model.changes.changes import Change, Who, changes_at_once
from apay_console.model.draft import Draft
from apay_console.model.exchange import Exchange, Outcome
from apay_console.model.fields import Field, Path
from apay_console.model.operations import CREATE_SESSION, UPDATE_SESSION, operation
from apay_console.model.reading import Reading
from apay_console.model.sale import Sale
from apay_console.model.session import Session
from apay_console.model.typed import Raw, Typed
from apay_console.presenters.notice import Notice
from apay_console.presenters.sale.state import later_steps
from apay_console.presenters.sale.state.making import is_applied, session_in
from apay_console.presenters.sale.state.sale_state import SaleState
from apay_console.presenters.sale.state.showing import (
    SESSION,
    draft_at,
    followed_session,
    scope_at,
    with_draft,
)
from apay_console.presenters.sale.state.unsent import sent_body, unsent
from apay_console.presenters.sale.words import notices
from apay_console.presenters.sale.words.notices import notice_of

_LONGEST_LIST = 200
_OF_DRAFTS = {CREATE_SESSION.name, UPDATE_SESSION.name}  # what carries the draft as its body


def edited(state: SaleState, row: Field, text: str) -> SaleState:
    """Take what was typed into one field."""
    return replace(state, draft=drafts.with_text(state.draft, row, text, state.values))


def edited_json(state: SaleState, text: str) -> SaleState:
    """Take the whole body as typed by hand; what cannot be read stays, and holds up sending."""
    try:
        return replace(state, draft=drafts.from_json(text, state.scope))
    except BadText:
        return replace(state, draft=replace(state.draft, by_hand=text))


def after_exchange(
    state: SaleState, exchange: Exchange, now: float, *, quiet: bool = False
) -> SaleState:
    """Take an exchange in: what it brought, what changed, and what to say; quietly, say nothing."""
    listed = replace(state, exchanges=(exchange, *state.exchanges)[:_LONGEST_LIST], busy=None)
    session = session_in(exchange, state.sale.version)
    found = session or later_steps.object_in(exchange, state)
    base = listed if quiet else _told(listed, exchange, found)
    if session is not None:
        return _with_session(base, session, exchange, now, quiet=quiet)
    if found is None:
        return later_steps.without_sent(base, exchange) if _is_all_told(exchange) else base
    return later_steps.with_object(base, found, exchange, now, quiet=quiet)


def _is_all_told(exchange: Exchange) -> bool:
    """Whether an answer is whole without an object of its own, as about a parcel."""
    return is_applied(exchange) and not operation(exchange.operation).answers.id_field


def _told(state: SaleState, exchange: Exchange, found: Reading | None) -> SaleState:
    base = replace(state, exchange=exchange, moment=None, tried=False)
    if exchange.sent.method != "GET" and exchange.outcome is not Outcome.NOT_SENT:
        base = replace(base, simulation="")  # it was asked for once
    base = replace(base, unresolved=_is_unresolved(state, exchange))
    return replace(base, notice=_notice(base, exchange, found))


def _is_unresolved(state: SaleState, exchange: Exchange) -> bool:
    """Asking, and what never left, do not tell what became of an earlier write."""
    if exchange.sent.method == "GET" or exchange.outcome is Outcome.NOT_SENT:
        return state.unresolved
    return exchange.outcome is Outcome.UNKNOWN


def _notice(state: SaleState, exchange: Exchange, found: Reading | None) -> Notice | None:
    if exchange.outcome is Outcome.APPLIED and found is None:
        return notices.no_object(operation(exchange.operation), exchange)
    if not state.unresolved or exchange.outcome is Outcome.UNKNOWN:
        return notice_of(exchange) or notices.clock_off(exchange)
    if exchange.outcome is Outcome.NOT_SENT:
        return notices.not_sent(exchange.reason, "check")
    return notice_of(exchange) or notices.still_unknown()


def _with_session(
    state: SaleState, session: Session, exchange: Exchange, now: float, *, quiet: bool
) -> SaleState:
    sale = later_steps.row_of(described(state.sale, session, now), state.objects, now)
    taken = replace(
        followed_session(with_draft(state, SESSION, _left(state, exchange, session)), session),
        sale=sale,
        is_paying=state.is_paying and session.is_open,
    )
    return taken if quiet else replace(taken, changes=_changes(state, session, exchange))


def _changes(state: SaleState, after: Session, exchange: Exchange) -> tuple[Change, ...] | None:
    """Compare two answers, unless they are spelt differently or something else is shown."""
    before = state.session
    if before is None or before.version is not after.version or state.shown:
        return None
    sent = sent_body(exchange) if exchange.operation == UPDATE_SESSION.name else None
    return changes_at_once(before.body, after.body, sent)


def _left(state: SaleState, exchange: Exchange, session: Session) -> Draft:
    """Keep what was typed since sending; what an update can carry, and the session lacks."""
    draft, scope = draft_at(state, SESSION), scope_at(state, SESSION)
    draft = unsent(draft, exchange, scope) if exchange.operation in _OF_DRAFTS else draft
    open_fields = set(replace(scope, creating=False).fields())
    kept = {
        name: value
        for name, value in draft.typed.items()
        if CHECKOUT_SESSION[name] in open_fields and not _is_taken(session, name, value)
    }
    return replace(draft, typed=kept)


def _is_taken(session: Session, name: str, typed: Typed) -> bool:
    now = session.wire(name)
    if isinstance(typed, Raw):
        return bool(now == typed.value)
    if typed is None or now is None:
        return typed is now
    return drafts.shown(CHECKOUT_SESSION[name], now) == typed.strip()


def described(sale: Sale, session: Session, now: float) -> Sale:
    """Bring a sale's row in the list up to date."""
    price = session.price
    finished_note = "" if session.is_open else sale.note  # a finished one may hide its price
    note = session.reason or (str(price) if price else finished_note)
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
        from apay_console.presenters.sale.words import shop_words  # noqa: PLC0415 - only where one is watched

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
    words = N_("Applied. Fields changed by you: {yours}, by Amazon: {theirs}. {took} ms")
    yours, theirs = (_fields_of(state.changes, who, state.object) for who in Who)
    return say(words, yours=yours, theirs=theirs, took=round(state.exchange.took_ms))


def _fields_of(found: tuple[Change, ...], who: Who, shown: Reading | None) -> int:
    """Count fields, not their parts: a price is one."""
    rows = shown.subject.schema.by_path(shown.version) if shown else {}
    return len({_field_path(change.path, rows) for change in found if change.who is who})


def _field_path(path: Path, rows: Mapping[Path, Field]) -> Path:
    starts = (path[:end] for end in range(1, len(path) + 1))
    return next((start for start in starts if start in rows), path)
