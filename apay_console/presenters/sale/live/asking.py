"""What a live write asks before it leaves: what it does, for how much, to what, as whom."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from apay_console.errors import N_, Message, say
from apay_console.model import json_text, later
from apay_console.model.attempt import Attempt, SentBefore
from apay_console.model.exchange import Outcome
from apay_console.model.fields import ApiVersion
from apay_console.model.money.price import Price
from apay_console.model.operation import Operation
from apay_console.model.operations import (
    CANCEL_CHARGE,
    COMPLETE_SESSION,
    CREATE_REFUND,
    id_in,
    operation,
)
from apay_console.model.profile import Environment, Profile
from apay_console.model.request import Request
from apay_console.model.sale import Sale
from apay_console.model.server_time import span
from apay_console.model.signed_call import SIGNED_CALL
from apay_console.model.subjects import CHARGE, PERMISSION, SESSION, Subject
from apay_console.presenters.sale.live.doubts import doubt
from apay_console.presenters.sale.live.usual import unusual
from apay_console.presenters.sale.live.written import REFERENCE, Written
from apay_console.presenters.sale.state.sale_state import SaleState

_LONGEST = 80
_DONE = N_("The first one was done {ago} ago.")
_NEVER_KNOWN = N_(
    "The first one was sent {ago} ago, and what became of it is unknown: check it first."
)
_CONFIRM = {COMPLETE_SESSION.name: N_("Complete for {amount}")}
_TITLES = {
    CREATE_REFUND.name: N_("LIVE: this gives real money back"),
    CANCEL_CHARGE.name: N_("LIVE: this gives up real money"),
    SIGNED_CALL.name: N_("LIVE: this may move real money"),
}
_CHANGES: Mapping[Subject, str] = {
    SESSION: N_("LIVE: this changes a real session"),
    PERMISSION: N_("LIVE: this changes a real charge permission"),
    CHARGE: N_("LIVE: this changes a real charge"),
}


@dataclass(frozen=True)
class Ask:
    """One question before one live write; what is confirmed is exactly what is sent."""

    title: Message
    lines: tuple[Message, ...]  # the first says what is done and for how much
    confirm: Message
    profile: Profile
    caution: Message | None = None  # what is unusual about it


def asks(request: Request) -> bool:
    """Whether a request must be confirmed: every write of a live profile."""
    return request.operation.writes and request.profile.environment is Environment.LIVE


def ask_about(request: Request, state: SaleState, sales: Iterable[Sale] = ()) -> Ask:
    """Put the question; everything in it is read from the bytes that would leave."""
    written = Written(request)
    amount = _amount(written, state)
    does = _does(request.operation)
    others = [sale for sale in sales if sale.id != state.sale.id]
    return Ask(
        title=_title(request.operation),
        lines=(_with(does, amount), *_about(written, state)),
        confirm=_confirm(request.operation, amount),
        profile=request.profile,
        caution=doubt(request, state) or unusual(_price(written, state), others),
    )


def again(attempt: Attempt, state: SaleState) -> Request:
    """Tell a stored write as the request that it was."""
    known = operation(attempt.operation)
    done = replace(known, method=attempt.method, path=known.path or attempt.path)
    about = id_in(done, attempt.path)
    return Request(
        operation=done,
        profile=state.profile,
        version=ApiVersion(attempt.version),
        ids={done.about.id_field: about} if done.about and about else {},
        body=attempt.body,
        sale_id=attempt.sale_id,
        session_id=state.sale.session_id,
    )


def ask_despite(request: Request, state: SaleState, reason: Message) -> Ask:
    """Put the question about an amount that something speaks against, outside live."""
    first, title = ask_about(request, state), say(N_("Check the amount"))
    confirm = say(N_("Send it all the same"))
    return Ask(title, first.lines, confirm, first.profile, reason)


def ask_again(request: Request, state: SaleState) -> Ask:
    """Put the question about sending a write once more whose outcome is unknown."""
    first = ask_about(request, state)
    note = say(N_("The very same request once more, byte for byte."))
    confirm = say(N_("Once more: {what}"), what=first.confirm)
    return Ask(first.title, (*first.lines, note), confirm, first.profile)


def ask_twin(request: Request, state: SaleState, before: SentBefore) -> Ask:
    """Put the question about sending what was sent before; `request` is the second one."""
    first, is_live = ask_about(request, state), request.profile.environment is Environment.LIVE
    title = first.title if is_live else say(N_("The very same was sent before"))
    confirm = say(N_("A second time: {what}"), what=first.confirm)
    caution = say(N_("Sent a second time, it may be paid a second time."))
    lines = (*first.lines, *_told_of(before, request.idempotency_key))
    return Ask(title, lines, confirm, request.profile, caution)


def _told_of(before: SentBefore, new_key: str) -> Iterable[Message]:
    """Say what is known of the first one, and how the two are told apart."""
    is_done = before.twin.outcome is Outcome.APPLIED
    yield say(_DONE if is_done else _NEVER_KNOWN, ago=span(before.age))
    yield say(N_("The first one: {id}"), id=before.twin.idempotency_key or before.twin.id)
    if new_key:
        yield say(N_("This one: {id}"), id=new_key)


def _title(done: Operation) -> Message:
    if done.name in _TITLES:
        return say(_TITLES[done.name])
    if done.moves_money:
        return say(N_("LIVE: this takes real money"))
    return say(_CHANGES.get(done.answers, N_("LIVE: this changes real data")))


def _does(done: Operation) -> Message:
    if done.name != SIGNED_CALL.name:
        return say(done.label)
    return say("{method} {path}", method=done.method, path=done.path[:_LONGEST])


def _with(does: Message, amount: Message | str) -> Message:
    return say("{operation} · {amount}", operation=does, amount=amount) if amount else does


def _confirm(done: Operation, amount: Message | str) -> Message:
    if done.name == SIGNED_CALL.name:  # its path would not fit a button; it stands above
        return _with(say(N_("Send {method}"), method=done.method), amount)
    if not amount or done.name == CANCEL_CHARGE.name:
        return _does(done)
    if done.name in _CONFIRM:
        return say(_CONFIRM[done.name], amount=amount)
    if done.moves_money and done.verb:
        return say("{verb} {amount}", verb=say(done.verb), amount=amount)
    return _does(done)


def _about(written: Written, state: SaleState) -> list[Message]:
    profile = written.request.profile
    reference = written.reference or _known_reference(state)
    found = (
        say(N_("Order {reference}"), reference=reference[:_LONGEST]) if reference else None,
        _object(written),
        say("{name} ({region})", name=profile.name, region=profile.region.upper()),
    )
    return [line for line in found if line is not None]


def _object(written: Written) -> Message | None:
    """Name the object that is changed, or the session that all belongs to."""
    about, found = written.request.operation.about, written.object_id
    if about is not None and about is not SESSION and found:
        return say("{object} {id}", object=say(about.label), id=found[:_LONGEST])
    session_id = written.request.session_id
    return say(N_("Session {id}"), id=_short(session_id)) if session_id else None


def _short(session_id: str) -> str:
    return f"{session_id[:4]}…{session_id[-4:]}"


def _known_reference(state: SaleState) -> str:
    readings = (state.session, *state.objects)
    return next((found for one in readings if one and (found := one.text(REFERENCE))), "")


def _amount(written: Written, state: SaleState) -> Message | str:
    """Say the amount as it would be sent, else as it stands; unreadable, it is shown as it is."""
    price = _price(written, state)
    if price is not None:
        return str(price)
    if not written.amount_name:
        return ""
    wire = written.amount
    return say(N_("no amount")) if wire is None else json_text.write(wire)[:_LONGEST]


def _price(written: Written, state: SaleState) -> Price | None:
    done = written.request.operation
    if written.amount_name:
        return written.price
    if done.about is SESSION:
        return state.session.price if state.session else None
    charge = later.find(state.objects, written.object_id)
    return charge.price_at("chargeAmount") if charge and done.name == CANCEL_CHARGE.name else None
