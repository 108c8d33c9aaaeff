"""Bodies that can be sent as they are, and answers as they come back; nobody in them is real."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from apay_console.errors import N_
from apay_console.model import codec
from apay_console.model.fields import ApiVersion, Schema
from apay_console.model.operations import BOTH, V2_ONLY, Operation
from apay_console.model.subjects import Subject

Values = Mapping[str, Any]  # by the fields' own names

SESSION_ID = "b7d1f0a4-2c63-4e0f-9d15-6a8e4f3b2c10"
PERMISSION_ID = "S02-5527310-0186642"
CHARGE_ID = "S02-5527310-0186642-C077305"
REFUND_ID = "S02-5527310-0186642-R019442"
BUYER_ID = "amzn1.account.TESTBUYER0000000000000000002"
IDS = {
    "checkoutSessionId": SESSION_ID,
    "chargePermissionId": PERMISSION_ID,
    "chargeId": CHARGE_ID,
    "refundId": REFUND_ID,
    "buyerToken": "AX1f0a42c634e0f9d156a8e4f3b2c10",
}
_STORE = "amzn1.application-oa2-client.demo00000000000000000000000000bb"
_REVIEW = "http://localhost:8099/review"
_PRICE = {"amount": "31.50", "currencyCode": "EUR"}
_CREATED = "20250610T090000Z"


@dataclass(frozen=True)
class Example:
    """One body: its name, what it is for, and its values."""

    name: str
    summary: str
    values: Values
    versions: tuple[ApiVersion, ...] = BOTH

    def body(self, schema: Schema, version: ApiVersion) -> dict[str, Any]:
        """Spell it as a request."""
        return codec.nest({schema[name]: value for name, value in self.values.items()}, version)


_STORE_AND_PAGE: Values = {"storeId": _STORE, "webCheckoutDetails.checkoutReviewReturnUrl": _REVIEW}
_ORDER: Values = {
    "webCheckoutDetails.checkoutResultReturnUrl": "http://localhost:8099/result?cart=78",
    "paymentDetails.paymentIntent": "Authorize",
    "paymentDetails.canHandlePendingAuthorization": False,
    "paymentDetails.chargeAmount": _PRICE,
    "merchantMetadata.merchantReferenceId": "ORD-2025-0078",
    "merchantMetadata.merchantStoreName": "Fjord Tea",
    "merchantMetadata.noteToBuyer": "One tin of oolong",
    "merchantMetadata.customInformation": "console test run 13",
}
_RECURRING: Values = {
    "chargePermissionType": "Recurring",
    "recurringMetadata.frequency.unit": "Month",
    "recurringMetadata.frequency.value": "1",
    "recurringMetadata.amount": _PRICE,
}

_SENT: Mapping[str, tuple[Example, ...]] = {
    "create_session": (
        Example("minimal", N_("What a session cannot be without"), _STORE_AND_PAGE),
        Example("whole", N_("Nothing but the buyer is missing"), {**_STORE_AND_PAGE, **_ORDER}),
        Example(
            "recurring",
            N_("The buyer will be charged every month"),
            {**_STORE_AND_PAGE, **_ORDER, **_RECURRING},
            V2_ONLY,
        ),
    ),
    "update_session": (
        Example("whole", N_("All that is needed before the buyer pays"), _ORDER),
        Example("amount", N_("Only the amount"), {"paymentDetails.chargeAmount": _PRICE}),
    ),
    "complete_session": (Example("whole", N_("The session's amount"), {"chargeAmount": _PRICE}),),
    "finalize_session": (
        Example(
            "whole",
            N_("The session's intent and amount"),
            {"paymentIntent": "Authorize", "chargeAmount": _PRICE},
        ),
    ),
    "update_permission": (
        Example(
            "whole",
            N_("Another order number and note"),
            {
                "merchantMetadata.merchantReferenceId": "ORD-2025-0079",
                "merchantMetadata.noteToBuyer": "Two tins of oolong",
            },
        ),
    ),
    "close_permission": (
        Example("whole", N_("Nothing more will be charged"), {"closureReason": "Order cancelled"}),
    ),
    "create_charge": (
        Example(
            "whole",
            N_("Hold an amount"),
            {"chargePermissionId": PERMISSION_ID, "chargeAmount": _PRICE, "captureNow": False},
        ),
    ),
    "update_charge": (
        Example(
            "whole",
            N_("A payment service provider's own id"),
            {"providerMetadata.providerReferenceId": "PSP-0001"},
        ),
    ),
    "capture_charge": (
        Example(
            "whole",
            N_("Take what was held"),
            {"captureAmount": _PRICE, "softDescriptor": "FJORDTEA"},
        ),
    ),
    "cancel_charge": (
        Example("whole", N_("Let go of what was held"), {"cancellationReason": "Sold out"}),
    ),
    "create_refund": (
        Example(
            "whole",
            N_("Give a part back"),
            {
                "chargeId": CHARGE_ID,
                "refundAmount": {"amount": "10.00", "currencyCode": "EUR"},
                "softDescriptor": "FJORDTEA",
            },
        ),
    ),
    "track_delivery": (
        Example(
            "whole",
            N_("One parcel"),
            {
                "chargePermissionId": PERMISSION_ID,
                "deliveryDetails": [{"trackingNumber": "0430983", "carrierCode": "UPS"}],
            },
        ),
    ),
}

_BUYER: Values = {
    "buyerId": BUYER_ID,
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
        **_STORE_AND_PAGE,
        **_ORDER,
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
        "limits.amountLimit": _PRICE,
        "limits.amountBalance": _PRICE,
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
        "chargeAmount": _PRICE,
        "captureAmount": _PRICE,
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


def sent_examples(operation: Operation, version: ApiVersion) -> dict[str, Any]:
    """Give bodies that an operation takes, by name."""
    if operation.body is None:
        return {}
    return {
        row.name: {"summary": row.summary, "value": row.body(operation.body, version)}
        for row in _SENT[operation.name]
        if version in row.versions
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
