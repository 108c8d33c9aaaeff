"""What a session still lacks before the buyer can pay (set-payment-info.html)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Constraint = dict[str, str]

_NO_BUYER = (
    "There is no buyer associated with the Checkout Session. Return the checkout session id to"
    " the Amazon Pay Button to allow buyer to login."
)
_AMOUNT = "paymentDetails.chargeAmount"
_INTENT = "paymentDetails.paymentIntent"
_RESULT = "webCheckoutDetails.checkoutResultReturnUrl"
_SETUP_ONLY = "paymentMethodOnFileMetadata.setupOnly"
_UNIT = "recurringMetadata.frequency.unit"
_VALUE = "recurringMetadata.frequency.value"


def constraints(values: Mapping[str, Any]) -> list[Constraint]:
    """Name what is missing, in alphabetical order as every captured answer has it."""
    found = []
    if values["buyer.buyerId"] is None:
        found.append(_constraint("BuyerNotAssociated", _NO_BUYER))
    if values[_AMOUNT] is None and not _needs_no_amount(values):
        found.append(_not_set("ChargeAmountNotSet", "chargeAmount"))
    if values[_RESULT] is None:
        found.append(_not_set("CheckoutResultReturnUrlNotSet", "checkoutResultReturnUrl"))
    if values[_INTENT] is None:
        found.append(_not_set("PaymentIntentNotSet", "paymentIntent"))
    if values["chargePermissionType"] == "Recurring" and _lacks_frequency(values):
        found.append(_not_set("RecurringFrequencyNotSet", "recurringMetadata.frequency"))
    return found


def _needs_no_amount(values: Mapping[str, Any]) -> bool:
    """Whether nothing is charged yet: only the permission for later charges is given."""
    if values.get(_SETUP_ONLY):
        return True
    return values[_INTENT] == "Confirm" and values["chargePermissionType"] in {
        "Recurring",
        "PaymentMethodOnFile",
    }


def _lacks_frequency(values: Mapping[str, Any]) -> bool:
    return values[_UNIT] is None or values[_VALUE] is None


def _not_set(name: str, field: str) -> Constraint:
    return _constraint(name, f"{field} is not set.")


def _constraint(name: str, description: str) -> Constraint:
    return {"constraintId": name, "description": description}
