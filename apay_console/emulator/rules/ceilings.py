"""How much may pass: balance, ceilings, counts and monthly caps (charge-permission.html)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal

from apay_console.emulator import refusals
from apay_console.emulator.rules import permissions
from apay_console.emulator.state import Charge, Permission
from apay_console.emulator.wire import Refused
from apay_console.emulator.world import World
from apay_console.model import limits
from apay_console.model.money import currencies

Price = Mapping[str, str]

_MONTHLY: Mapping[str, Mapping[str, Decimal]] = {
    permissions.RECURRING: limits.MONTHLY_RECURRING,
    "PaymentMethodOnFile": limits.MONTHLY_ON_FILE,
}


def check_charge(world: World, permission: Permission, price: Price) -> None:
    """Refuse a charge that its permission does not cover."""
    _check_currency(permission, price)
    balance = permission.values["limits.amountBalance"]
    if balance:
        _check("chargeAmount", price, Decimal(balance["amount"]))
    is_one_time = permission.values["chargePermissionType"] == permissions.ONE_TIME
    if is_one_time and permission.calls >= limits.MOST_CHARGES:
        sentence = f"A charge permission takes {limits.MOST_CHARGES} charges."
        raise Refused(422, "TransactionCountExceeded", sentence)
    check_month(permission.values["chargePermissionType"], price, _spent(world, permission))


def check_month(kind: str, price: Price, spent: Decimal = Decimal(0)) -> None:
    """Refuse what goes beyond the calendar month's cap of a permission for later payments."""
    cap = _MONTHLY.get(kind, {}).get(price["currencyCode"])
    if cap is not None and spent + Decimal(price["amount"]) > cap:
        sentence = f"The charges of a month may be {cap} {price['currencyCode']} at the most."
        raise Refused(400, "PeriodicAmountExceeded", sentence)


def check_capture(charge: Charge, price: Price) -> None:
    """Refuse to capture more than was authorized, or another currency."""
    authorized = charge.values["chargeAmount"]
    _match(price, authorized["currencyCode"])
    _check("captureAmount", price, Decimal(authorized["amount"]))


def check_refund(charge: Charge, price: Price) -> None:
    """Refuse to give back more than all refunds of a charge may be."""
    captured, refunded = charge.values["captureAmount"], charge.values["refundedAmount"]
    _match(price, captured["currencyCode"])
    ceiling = limits.refund_ceiling(Decimal(captured["amount"]), captured["currencyCode"])
    _check("refundAmount", price, ceiling - Decimal(refunded["amount"]))


def _check(name: str, price: Price, most: Decimal) -> None:
    if Decimal(price["amount"]) > most:
        raise refusals.too_much(name, most, price["currencyCode"])


def _check_currency(permission: Permission, price: Price) -> None:
    """Hold a permission to its currency; one without an amount takes any of its region."""
    agreed = permission.values["presentmentCurrency"]
    if agreed or price["currencyCode"] not in currencies.OF_REGION[permission.region]:
        _match(price, agreed)


def _match(price: Price, currency: str | None) -> None:
    if price["currencyCode"] != currency:
        words = f"; use {currency}." if currency else " of this region."
        sentence = f"{price['currencyCode']} is not the currency of the checkout{words}"
        raise Refused(400, "CurrencyMismatch", sentence)


def _spent(world: World, permission: Permission) -> Decimal:
    """Add up what was charged in the calendar month that it is now."""
    if permission.values["chargePermissionType"] not in _MONTHLY:
        return Decimal(0)
    now = datetime.fromtimestamp(world.now, UTC)
    first = datetime(now.year, now.month, 1, tzinfo=UTC).timestamp()
    rows = permissions.charges_of(world, permission)
    return sum(permissions.taken(row for row in rows if row.created_at >= first), Decimal(0))
