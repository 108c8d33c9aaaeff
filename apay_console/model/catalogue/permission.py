"""Every field of a charge permission, and of what is sent about one (charge-permission.html)."""

from __future__ import annotations

from apay_console.errors import N_
from apay_console.model.catalogue.address import address
from apay_console.model.catalogue.common import (
    BUYER,
    created,
    environment,
    expires,
    last_updated,
    metadata,
    platform,
    state,
)
from apay_console.model.catalogue.payment import recurring
from apay_console.model.fields import Field, Schema, When
from apay_console.model.kinds import Anything, Choice, Money, Switch, Text

CLOSING = N_("Closing")

_PAGE = "charge-permission.html"
_V1 = "v1-charge-permission.html"

CHARGE_PERMISSION = Schema(
    "chargePermission",
    (
        Field(
            "chargePermissionId",
            "chargePermissionId",
            N_("Charge permission id"),
            Text(),
            source=_PAGE,
        ),
        Field(
            None,
            "chargePermissionReferenceId",
            N_("Charge permission reference id"),
            Text(),
            source=_V1,
        ),
        Field(
            "chargePermissionType",
            None,
            N_("Charge permission type"),
            Choice(("OneTime", "Recurring", "PaymentMethodOnFile")),
            source=_PAGE,
        ),
        *recurring(When.NEVER),
        Field("limits.amountLimit", "chargeAmountLimit", N_("Limit"), Money(), source=_PAGE),
        Field("limits.amountBalance", None, N_("Left to charge"), Money(), source=_PAGE),
        Field(
            "presentmentCurrency",
            "presentmentCurrency",
            N_("Presentment currency"),
            Text(),
            source=_PAGE,
        ),
        *BUYER,
        *address("shippingAddress", "shippingAddress"),
        *address("billingAddress", "paymentPreferences.0.billingAddress"),
        Field(
            "paymentPreferences.0.paymentDescriptor",
            "paymentPreferences.0.paymentDescriptor",
            N_("Payment method"),
            Text(),
            source=_PAGE,
        ),
        *metadata(),
        platform(),
        state("Chargeable", "NonChargeable", "Closed"),
        Field(
            "statusDetails.reasons", "statusDetail.reasons", N_("Reasons"), Anything(), source=_PAGE
        ),
        last_updated(),
        created(),
        expires(),
        environment(),
    ),
    nullable=frozenset(
        {
            "buyer",
            "billingAddress",
            "shippingAddress",
            "recurringMetadata",
            "recurringMetadata.frequency",
        }
    ),
)

PERMISSION_TO_UPDATE = Schema("chargePermissionUpdate", (*metadata(When.OPEN), *recurring()))

PERMISSION_TO_CLOSE = Schema(
    "chargePermissionClosing",
    (
        Field(
            "closureReason",
            "closureReason",
            N_("Reason"),
            Text(255, "The order was cancelled."),
            When.OPEN,
            N_("Kept with the charge permission."),
            CLOSING,
            _PAGE,
            hint="The order was cancelled.",
            required=True,
        ),
        Field(
            "cancelPendingCharges",
            "cancelPendingCharges",
            N_("Cancel pending charges"),
            Switch(),
            When.OPEN,
            N_("Charges that are not captured yet are cancelled too."),
            CLOSING,
            _PAGE,
        ),
    ),
)
