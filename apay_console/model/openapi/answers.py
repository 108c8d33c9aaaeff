"""Answers as they come back; nobody in them is real."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from apay_console.model import codec
from apay_console.model.fields import ApiVersion
from apay_console.model.openapi.examples import (
    CHARGE_ID,
    ORDER,
    PERMISSION_ID,
    PRICE,
    REFUND_ID,
    SESSION_ID,
    STORE_AND_PAGE,
    Values,
)
from apay_console.model.subjects import Subject

_CREATED = "20250610T090000Z"
_BUYER: Values = {
    "buyerId": "amzn1.account.TESTBUYER0000000000000000002",
    "name": "Jonas Abel",
    "email": "jonas.sandbox@example.test",
    "phoneNumber": "+49 30 5550199",
}
_ADDRESS: Values = {
    "name": "Jonas Abel",
    "addressLine1": "Lindenhof 3",
    "city": "Berlin",
    "postalCode": "10115",
    "countryCode": "DE",
}


def _inside(outer: str, values: Values) -> dict[str, Any]:
    return {f"{outer}.{name}": value for name, value in values.items()}


_PLACES = {**_inside("shippingAddress", _ADDRESS), **_inside("billingAddress", _ADDRESS)}
_STAMPS: Values = {
    "creationTimestamp": _CREATED,
    "statusDetails.lastUpdatedTimestamp": "20250610T090412Z",
    "releaseEnvironment": "Sandbox",
}
_ANSWERED: Mapping[str, Values] = {
    "session": {
        **_STAMPS,
        **STORE_AND_PAGE,
        **ORDER,
        **_inside("buyer", _BUYER),
        **_PLACES,
        "checkoutSessionId": SESSION_ID,
        "webCheckoutDetails.amazonPayRedirectUrl": "http://localhost:8098/checkout/processing"
        f"?amazonCheckoutSessionId={SESSION_ID}",
        "productType": "PayAndShip",
        "paymentDetails.presentmentCurrency": "EUR",
        "paymentPreferences.0.paymentDescriptor": "Mastercard ****4444 (Amazon Pay)",
        "statusDetails.state": "Open",
        "expirationTimestamp": "20250611T090000Z",
    },
    "permission": {
        **_STAMPS,
        **_inside("buyer", _BUYER),
        **_PLACES,
        "chargePermissionId": PERMISSION_ID,
        "chargePermissionType": "OneTime",
        "limits.amountLimit": PRICE,
        "limits.amountBalance": PRICE,
        "presentmentCurrency": "EUR",
        "merchantMetadata.merchantReferenceId": "ORD-2025-0078",
        "merchantMetadata.merchantStoreName": "Fjord Tea",
        "statusDetails.state": "Chargeable",
        "expirationTimestamp": "20251207T090654Z",
    },
    "charge": {
        **_STAMPS,
        "chargeId": CHARGE_ID,
        "chargePermissionId": PERMISSION_ID,
        "chargeAmount": PRICE,
        "captureAmount": PRICE,
        "refundedAmount": {"amount": "0", "currencyCode": "EUR"},
        "softDescriptor": "AMZ*FJORDTEA",
        "statusDetails.state": "Captured",
        "expirationTimestamp": "20250710T090654Z",
    },
    "refund": {
        **_STAMPS,
        "refundId": REFUND_ID,
        "chargeId": CHARGE_ID,
        "refundAmount": {"amount": "10.00", "currencyCode": "EUR"},
        "softDescriptor": "AMZ*FJORDTEA",
        "statusDetails.state": "RefundInitiated",
    },
    "buyer": {**_BUYER, **_PLACES, "postalCode": "10115", "countryCode": "DE"},
    "tracker": {
        "chargePermissionId": PERMISSION_ID,
        "deliveryDetails": [{"trackingNumber": "0430983", "carrierCode": "UPS"}],
    },
}


def answer_example(subject: Subject, version: ApiVersion) -> dict[str, Any]:
    """Give an object as it is answered."""
    given = _ANSWERED[subject.name]
    wire = {row: given.get(row.name, row.default) for row in subject.schema}
    return codec.spell(wire, subject.schema, version)


def refusal_example() -> dict[str, Any]:
    """Give a refusal as it is answered."""
    sentence = "The value '31.505' provided for 'chargeAmount.Amount' is invalid."
    return {"reasonCode": "InvalidParameterValue", "message": sentence}
