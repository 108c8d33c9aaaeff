"""What a live write asks before it leaves: what it does, for how much, to what, as whom."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from apay_console.errors import N_, BadText, Invalid, Message, say
from apay_console.model import codec, json_text
from apay_console.model.attempt import Attempt
from apay_console.model.catalogue.checkout_session import CHECKOUT_SESSION
from apay_console.model.fields import ApiVersion
from apay_console.model.operations import COMPLETE_SESSION, operation
from apay_console.model.price import Price
from apay_console.model.profile import Environment, Profile
from apay_console.model.request import Request
from apay_console.model.sale import Sale
from apay_console.presenters.sale_state import SaleState
from apay_console.presenters.usual import unusual

_CHARGE = CHECKOUT_SESSION["paymentDetails.chargeAmount"]
_REFERENCE = CHECKOUT_SESSION["merchantMetadata.merchantReferenceId"]
_LONGEST = 80
_CONFIRM = {COMPLETE_SESSION.name: N_("Complete for {amount}")}


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
    wanted, amount = request.operation, _amount(request, state)
    does = say(wanted.label)
    what = say("{operation} · {amount}", operation=does, amount=amount) if amount else does
    words = _CONFIRM.get(wanted.name)
    confirm = say(words, amount=amount) if words and amount else does
    others = [sale for sale in sales if sale.id != state.sale.id]
    return Ask(
        title=_title(request),
        lines=(what, *_about(request, state)),
        confirm=confirm,
        profile=request.profile,
        caution=unusual(_price(request, state), others),
    )


def again(attempt: Attempt, state: SaleState) -> Request:
    """Tell a stored write as the request that it was."""
    return Request(
        operation=operation(attempt.operation),
        profile=state.profile,
        version=ApiVersion(attempt.version),
        body=attempt.body,
        sale_id=attempt.sale_id,
        session_id=state.sale.session_id,
    )


def ask_again(request: Request, state: SaleState) -> Ask:
    """Put the question about sending a write once more whose outcome is unknown."""
    first = ask_about(request, state)
    note = say(N_("The very same request once more, byte for byte."))
    confirm = say(N_("Once more: {what}"), what=first.confirm)
    return Ask(first.title, (*first.lines, note), confirm, first.profile)


def _title(request: Request) -> Message:
    if request.operation.moves_money:
        return say(N_("LIVE: this takes real money"))
    return say(N_("LIVE: this changes a real session"))


def _about(request: Request, state: SaleState) -> list[Message]:
    reference, session_id = _reference(request, state), request.session_id
    profile = request.profile
    found = (
        say(N_("Order {reference}"), reference=reference[:_LONGEST]) if reference else None,
        say(N_("Session {id}"), id=_short(session_id)) if session_id else None,
        say("{name} ({region})", name=profile.name, region=profile.region.upper()),
    )
    return [line for line in found if line is not None]


def _short(session_id: str) -> str:
    return f"{session_id[:4]}…{session_id[-4:]}"


def _reference(request: Request, state: SaleState) -> str:
    found = _values(request).get(_REFERENCE)
    known = state.session.text(_REFERENCE.name) if state.session else ""
    return found if isinstance(found, str) else known


def _amount(request: Request, state: SaleState) -> Message | str:
    """Say the amount as it would be sent, else as it stands; unreadable, it is shown as it is."""
    price = _price(request, state)
    if price is not None:
        return str(price)
    values = _values(request)
    if _CHARGE not in values:
        return ""
    wire = values[_CHARGE]
    return say(N_("no amount")) if wire is None else json_text.write(wire)[:_LONGEST]


def _price(request: Request, state: SaleState) -> Price | None:
    values = _values(request)
    if _CHARGE not in values:
        return state.session.price if state.session else None
    try:
        found = _CHARGE.kind.decode(values[_CHARGE])
    except Invalid:
        return None
    return found if isinstance(found, Price) else None


def _values(request: Request) -> dict[Any, Any]:
    """Take the body apart; Complete has the amounts on top, the session one level below."""
    try:
        body = json_text.read_bytes(request.body)
    except BadText:
        return {}
    if request.operation is COMPLETE_SESSION:
        return {_CHARGE: body["chargeAmount"]} if "chargeAmount" in body else {}
    return codec.flatten(body, CHECKOUT_SESSION, request.version).values
