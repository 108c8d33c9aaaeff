"""Bodies that can be sent as they are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from apay_console.errors import N_
from apay_console.model import codec
from apay_console.model.fields import ApiVersion, Schema
from apay_console.model.operation import BOTH, V2_ONLY, Operation

Values = Mapping[str, Any]  # by the fields' own names

SESSION_ID = "b7d1f0a4-2c63-4e0f-9d15-6a8e4f3b2c10"
PERMISSION_ID = "S02-5527310-0186642"
CHARGE_ID = "S02-5527310-0186642-C077305"
REFUND_ID = "S02-5527310-0186642-R019442"
IDS = {
    "checkoutSessionId": SESSION_ID,
    "chargePermissionId": PERMISSION_ID,
    "chargeId": CHARGE_ID,
    "refundId": REFUND_ID,
    "buyerToken": "AX1f0a42c634e0f9d156a8e4f3b2c10",
}
_STORE = "amzn1.application-oa2-client.demo00000000000000000000000000bb"
_REVIEW = "http://localhost:8099/review"
PRICE = {"amount": "31.50", "currencyCode": "EUR"}


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


STORE_AND_PAGE: Values = {"storeId": _STORE, "webCheckoutDetails.checkoutReviewReturnUrl": _REVIEW}
ORDER: Values = {
    "webCheckoutDetails.checkoutResultReturnUrl": "http://localhost:8099/result?cart=78",
    "paymentDetails.paymentIntent": "Authorize",
    "paymentDetails.canHandlePendingAuthorization": False,
    "paymentDetails.chargeAmount": PRICE,
    "merchantMetadata.merchantReferenceId": "ORD-2025-0078",
    "merchantMetadata.merchantStoreName": "Fjord Tea",
    "merchantMetadata.noteToBuyer": "One tin of oolong",
    "merchantMetadata.customInformation": "console test run 13",
}
_RECURRING: Values = {
    "chargePermissionType": "Recurring",
    "recurringMetadata.frequency.unit": "Month",
    "recurringMetadata.frequency.value": "1",
    "recurringMetadata.amount": PRICE,
}

_SENT: Mapping[str, tuple[Example, ...]] = {
    "create_session": (
        Example("minimal", N_("What a session cannot be without"), STORE_AND_PAGE),
        Example("whole", N_("Nothing but the buyer is missing"), {**STORE_AND_PAGE, **ORDER}),
        Example(
            "recurring",
            N_("The buyer will be charged every month"),
            {**STORE_AND_PAGE, **ORDER, **_RECURRING},
            V2_ONLY,
        ),
    ),
    "update_session": (
        Example("whole", N_("All that is needed before the buyer pays"), ORDER),
        Example("amount", N_("Only the amount"), {"paymentDetails.chargeAmount": PRICE}),
    ),
    "complete_session": (Example("whole", N_("The session's amount"), {"chargeAmount": PRICE}),),
    "finalize_session": (
        Example(
            "whole",
            N_("The session's intent and amount"),
            {"paymentIntent": "Authorize", "chargeAmount": PRICE},
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
            {"chargePermissionId": PERMISSION_ID, "chargeAmount": PRICE, "captureNow": False},
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
            {"captureAmount": PRICE, "softDescriptor": "FJORDTEA"},
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


def sent_examples(operation: Operation, version: ApiVersion) -> dict[str, Any]:
    """Give bodies that an operation takes, by name."""
    if operation.body is None:
        return {}
    return {
        row.name: {"summary": row.summary, "value": row.body(operation.body, version)}
        for row in _SENT[operation.name]
        if version in row.versions
    }
