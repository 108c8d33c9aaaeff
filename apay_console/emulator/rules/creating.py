"""Create Checkout Session."""

from __future__ import annotations

from typing import Any

from apay_console.emulator import choices, refusals, values
from apay_console.emulator.rules import associating, combining, given_address, reading
from apay_console.emulator.rules.call import Call
from apay_console.emulator.state import Session
from apay_console.model.catalogue.checkout_session import CHECKOUT_SESSION
from apay_console.model.kinds import stamp
from apay_console.model.operations import CREATE_SESSION
from apay_console.model.session import OPEN

LIFE = 24 * 3600.0
KEPT_FOR = 30 * 24 * 3600.0
_REVIEW = "webCheckoutDetails.checkoutReviewReturnUrl"
_MODE = "webCheckoutDetails.checkoutMode"


def create(call: Call) -> Session:
    """Make a session of what the merchant sent."""
    given = _given(call)
    _require(given)
    if _MODE in given:
        call.world.choose(choices.MODE_FROM_SERVERS)
        given_address.note(call.world, {**values.BLANK, **given})
    given_address.check(given, call.world.dial)
    combining.check({**values.BLANK, **given}, call.version, call.world.dial)
    session = _new(call, given)
    call.world.put(session)
    _let_end(call, session)
    if call.auto_buyer:
        associating.sign_in(call.world, session, call.auto_buyer)
    return session


def _given(call: Call) -> dict[str, Any]:
    found = reading.read(call.body, call.terms(CREATE_SESSION))
    return {name: value for name, value in found.items() if value is not None}


def _require(given: dict[str, Any]) -> None:
    """Refuse to go without a required field; paying in one visit needs no review page."""
    pays_in_one_visit = _MODE in given
    if pays_in_one_visit and _REVIEW in given:
        raise refusals.unrecognized("checkoutReviewReturnUrl", "ProcessOrder has no review page.")
    for field in CHECKOUT_SESSION:
        is_needed = field.required and not (pays_in_one_visit and field.name == _REVIEW)
        if is_needed and field.name not in given:
            raise refusals.missing(field.name.rpartition(".")[2])


def _new(call: Call, given: dict[str, Any]) -> Session:
    now, world = call.world.now, call.world
    made = {
        "checkoutSessionId": world.ids.unique(),
        "statusDetails.state": OPEN,
        "statusDetails.lastUpdatedTimestamp": stamp(now),
        "creationTimestamp": stamp(now),
        "expirationTimestamp": stamp(now + LIFE),
        "releaseEnvironment": "Live" if call.live else "Sandbox",
    }
    whole = {**values.BLANK, **given, **made}
    number = made["checkoutSessionId"]
    return Session(number, call.version, call.region, call.live, now, whole)


def _let_end(call: Call, session: Session) -> None:
    call.world.schedule(session.created_at + LIFE, "expire_session", session.id)
    call.world.schedule(session.created_at + KEPT_FOR, "purge_session", session.id)
