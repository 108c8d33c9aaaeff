"""The next sensible step of a sale, as a sentence."""

from __future__ import annotations

from collections.abc import Callable

from apay_console.errors import N_, Message, say
from apay_console.model import later
from apay_console.model.lifecycle import Stand
from apay_console.model.reading import Reading
from apay_console.model.session import COMPLETED
from apay_console.model.subjects import CHARGE, PERMISSION, REFUND

# charge.html: what a merchant does about a charge that was declined
_DECLINED = {
    "SoftDeclined": N_("Declined ({reason}): another try may succeed."),
    "HardDeclined": N_("Declined ({reason}): ask the buyer for another payment method."),
    "AmazonRejected": N_("Declined ({reason}): do not try again; the buyer pays in another way."),
    "ProcessingFailure": N_("Declined ({reason}): try once more in a minute or two."),
    "TransactionTimedOut": N_("Declined ({reason}): charge again and let Amazon answer later."),
}
_OTHERWISE_DECLINED = N_("{state} ({reason}): no money was taken.")


def advice(stand: Stand, shown: Reading | None, *, is_emulator: bool) -> Message | None:
    """Say what to do next with the object that is shown, else with the whole sale."""
    reading = shown if shown and shown.subject in _OF else _of_sale(stand)
    if reading is None:
        return say(N_("The buyer is back: complete now.")) if stand.can_complete else None
    if reading.is_pending:
        return _pending(reading, is_emulator=is_emulator)
    return _OF[reading.subject](reading)


def _of_sale(stand: Stand) -> Reading | None:
    has_ended = stand.session is None or stand.session.state == COMPLETED
    return later.furthest(stand.objects) if has_ended else None


def _pending(reading: Reading, *, is_emulator: bool) -> Message:
    if is_emulator:
        return say(N_("{state}: the emulator decides within 30 seconds."), state=reading.state)
    if reading.subject is REFUND:
        return say(N_("{state}: Amazon decides within days."), state=reading.state)
    return say(N_("{state}: Amazon decides within 24 hours."), state=reading.state)


def _permission(permission: Reading) -> Message | None:
    if permission.state == "Chargeable":
        balance = later.money(permission, "limits.amountBalance")
        limit = balance or permission.price_at("limits.amountLimit")  # v1 tells no balance
        if limit is not None and limit.amount > 0:
            return say(N_("Chargeable: {amount} may be charged."), amount=str(limit))
        return say(N_("Chargeable: nothing is left to charge, so it may be closed."))
    words = N_("{state} ({reason}): no charge can be made now.")
    return say(words, state=permission.state, reason=permission.reason or permission.state)


def _charge(charge: Reading) -> Message | None:
    if charge.state == later.AUTHORIZED:
        price = charge.price_at("chargeAmount")
        return say(N_("Authorized: capture {amount}."), amount=str(price)) if price else None
    if charge.state == later.CAPTURED:
        return say(N_("Captured: nothing is left to do."))
    words = _DECLINED.get(charge.reason, _OTHERWISE_DECLINED)
    return say(words, state=charge.state, reason=charge.reason or charge.state)


def _refund(refund: Reading) -> Message | None:
    if refund.state == later.REFUNDED:
        return say(N_("Refunded: nothing is left to do."))
    words = N_("{state} ({reason}): the buyer did not get this money back.")
    return say(words, state=refund.state, reason=refund.reason or refund.state)


_OF: dict[object, Callable[[Reading], Message | None]] = {
    PERMISSION: _permission,
    CHARGE: _charge,
    REFUND: _refund,
}
