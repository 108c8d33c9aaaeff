"""Every field of a charge, and of what is sent about one (charge.html)."""

from __future__ import annotations

from apay_console.errors import N_
from apay_console.model.catalogue.common import (
    PROVIDER,
    created,
    environment,
    expires,
    metadata,
    platform,
    provider,
    status,
)
from apay_console.model.fields import Field, Schema, When
from apay_console.model.kinds import Choice, Money, ObjectId, Switch, Text, Url

CHARGE_SECTION = N_("Charge")
CAPTURE_SECTION = N_("Capture")
CANCELLATION = N_("Cancellation")

_PAGE = "charge.html"
_SDK = "amazon-pay-api-sdk-dotnet"
_STATES = (
    "AuthorizationInitiated",
    "Authorized",
    "CaptureInitiated",
    "Captured",
    "Declined",
    "Canceled",
)
_CHANNELS = ("Web", "Phone", "App", "Alexa", "PointOfSale", "FireTv", "Offline", "Amazon")
INITIATORS = ("CITU", "MITU", "CITR", "MITR")


def descriptor(when: When, section: str) -> Field:
    """Make the row of the words on the buyer's card statement."""
    return Field(
        "softDescriptor",
        "softDescriptor",
        N_("Statement descriptor"),
        Text(16, "FJORDTEA"),
        when,
        N_("The card statement shows “AMZ* ” before it."),
        section,
        _PAGE,
        hint="FJORDTEA",
        folded=True,
    )


CHARGE = Schema(
    "charge",
    (
        Field("chargeId", "chargeId", N_("Charge id"), Text(), source=_PAGE),
        Field(
            "chargePermissionId",
            "chargePermissionId",
            N_("Charge permission id"),
            Text(),
            source=_PAGE,
        ),
        Field("chargeAmount", "chargeAmount", N_("Amount"), Money(), source=_PAGE),
        Field("captureAmount", "captureAmount", N_("Captured"), Money(), source=_PAGE),
        Field("refundedAmount", "refundedAmount", N_("Refunded"), Money(), source=_PAGE),
        Field("softDescriptor", "softDescriptor", N_("Statement descriptor"), Text(), source=_PAGE),
        provider(),
        *metadata(v1=False),
        Field("convertedAmount", "convertedAmount", N_("Converted amount"), Money(), source=_PAGE),
        Field("conversionRate", "conversionRate", N_("Conversion rate"), Text(), source=_PAGE),
        *status(*_STATES),
        created(),
        expires(),
        environment(),
        Field("captureNow", None, N_("Capture now"), Switch(), source=_SDK, echoed=False),
        Field(
            "canHandlePendingAuthorization",
            None,
            N_("Can handle pending authorization"),
            Switch(),
            source=_SDK,
            echoed=False,
        ),
        Field(
            "chargeInitiator",
            None,
            N_("Charge initiator"),
            Choice(INITIATORS),
            source=_SDK,
            echoed=False,
        ),
        Field("channel", None, N_("Channel"), Choice(_CHANNELS), source=_SDK, echoed=False),
        Field("platformId", None, N_("Platform id"), Text(), source=_SDK, echoed=False),
    ),
    nullable=frozenset({"merchantMetadata"}),
)

CHARGE_TO_CREATE = Schema(
    "chargeToCreate",
    (
        Field(
            "chargePermissionId",
            "chargePermissionId",
            N_("Charge permission id"),
            ObjectId(example="S01-1234567-1234567"),
            When.OPEN,
            N_("The permission that the buyer gave."),
            CHARGE_SECTION,
            _PAGE,
            hint="S01-1234567-1234567",
            required=True,
        ),
        Field(
            "chargeAmount",
            "chargeAmount",
            N_("Amount"),
            Money(),
            When.OPEN,
            N_("What the buyer pays; at most what is left of the permission."),
            CHARGE_SECTION,
            _PAGE,
            hint="19.99",
            required=True,
        ),
        Field(
            "captureNow",
            "captureNow",
            N_("Capture now"),
            Switch(),
            When.OPEN,
            N_("Takes the money at once; otherwise it is only held."),
            CHARGE_SECTION,
            _PAGE,
        ),
        Field(
            "canHandlePendingAuthorization",
            "canHandlePendingAuthorization",
            N_("Can handle pending authorization"),
            Switch(),
            When.OPEN,
            N_("Lets Amazon answer later; not together with Capture now."),
            CHARGE_SECTION,
            _PAGE,
        ),
        descriptor(When.OPEN, CHARGE_SECTION),
        *metadata(When.OPEN, v1=False),
        provider(When.OPEN),
        platform(When.OPEN, v1=False),
        Field(
            "chargeInitiator",
            None,
            N_("Charge initiator"),
            Choice(INITIATORS),
            When.OPEN,
            N_("Who began it, customer or merchant, and whether it repeats."),
            PROVIDER,
            _SDK,
            folded=True,
        ),
        Field(
            "channel",
            None,
            N_("Channel"),
            Choice(_CHANNELS),
            When.OPEN,
            N_("Where the buyer ordered."),
            PROVIDER,
            _SDK,
            folded=True,
        ),
        Field(
            "webCheckoutDetails.checkoutResultReturnUrl",
            None,
            N_("Result return URL"),
            Url(512),
            When.OPEN,
            N_("Where the buyer lands if this charge needs them once more."),
            PROVIDER,
            _SDK,
            hint="https://shop.example/thanks",
            folded=True,
        ),
    ),
)

CHARGE_TO_CAPTURE = Schema(
    "chargeToCapture",
    (
        Field(
            "captureAmount",
            "captureAmount",
            N_("Amount"),
            Money(),
            When.OPEN,
            N_("At most what was authorized; a charge is captured once."),
            CAPTURE_SECTION,
            _PAGE,
            hint="19.99",
            required=True,
        ),
        descriptor(When.OPEN, CAPTURE_SECTION),
    ),
)

CHARGE_TO_CANCEL = Schema(
    "chargeToCancel",
    (
        Field(
            "cancellationReason",
            "cancellationReason",
            N_("Reason"),
            Text(255, "The tea is sold out."),
            When.OPEN,
            N_("Kept with the charge."),
            CANCELLATION,
            _PAGE,
            hint="The tea is sold out.",
            required=True,
        ),
    ),
)

CHARGE_TO_UPDATE = Schema("chargeUpdate", (provider(When.OPEN),))
