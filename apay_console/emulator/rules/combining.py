"""Values that contradict each other, whichever request brought them."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from apay_console.emulator import refusals, strictness
from apay_console.emulator.strictness import Strictness
from apay_console.emulator.wire import Refused
from apay_console.model.fields import ApiVersion

_INTENT = "paymentDetails.paymentIntent"
_PENDING = "paymentDetails.canHandlePendingAuthorization"
_CHARGE = "paymentDetails.chargeAmount"
_TOTAL = "paymentDetails.totalOrderAmount"
_DESCRIPTOR = "paymentDetails.softDescriptor"
_CAPTURES = "AuthorizeWithCapture"


def check(values: Mapping[str, Any], version: ApiVersion, dial: Strictness) -> None:
    """Refuse a session whose values contradict each other."""
    if values[_PENDING] and values[_INTENT] == _CAPTURES:
        sentence = "canHandlePendingAuthorization cannot be true with AuthorizeWithCapture."
        raise Refused(400, "InvalidParameterCombination", sentence)
    captures = values[_INTENT] in {_CAPTURES, None} or version is ApiVersion.V1  # v1 has no such
    if values[_DESCRIPTOR] and not captures and not dial.lets(strictness.DESCRIPTOR, _DESCRIPTOR):
        raise Refused(400, "InvalidParameterCombination", strictness.DESCRIPTOR.reason)
    if values[_CHARGE] and values[_TOTAL]:
        _check_total(values[_CHARGE], values[_TOTAL])


def _check_total(charge: Mapping[str, str], total: Mapping[str, str]) -> None:
    if charge["currencyCode"] != total["currencyCode"]:
        sentence = "totalOrderAmount and chargeAmount must have the same currency."
        raise Refused(400, "CurrencyMismatch", sentence)
    if Decimal(total["amount"]) < Decimal(charge["amount"]):
        raise refusals.bad_value(total["amount"], "totalOrderAmount.Amount")
