"""What the buyer pays, now and later (set-payment-info.html)."""

from __future__ import annotations

from apay_console.errors import N_
from apay_console.model.fields import Field, When
from apay_console.model.kinds import Choice, Money, Pattern, Switch, Text

PAYMENT = N_("Payment detail")
RECURRING = N_("Recurring and saved payment methods")

_SESSION = "checkout-session.html"
_V1 = "v1-set-payment-info.html"
_WHOLE = Pattern(3, "1", r"[0-9]{1,3}", N_("Write a whole number, for example 1."))

PAYMENT_DETAILS = (
    Field(
        "paymentDetails.paymentIntent",
        "paymentDetail.paymentIntent",
        N_("Intent"),
        Choice(("Confirm", "Authorize", "AuthorizeWithCapture"), ("AuthorizeWithCapture",)),
        When.OPEN,
        N_(
            "Confirm charges nothing yet, Authorize holds the money, "
            "AuthorizeWithCapture takes it now."
        ),
        PAYMENT,
        _V1,
    ),
    Field(
        "paymentDetails.canHandlePendingAuthorization",
        "paymentDetail.canHandlePendingAuthorization",
        N_("Can handle pending authorization"),
        Switch(),
        When.OPEN,
        N_("Lets Amazon answer later; not together with AuthorizeWithCapture."),
        PAYMENT,
        _V1,
        default=False,
    ),
    Field(
        "paymentDetails.chargeAmount",
        "paymentDetail.chargeAmount",
        N_("Amount"),
        Money(),
        When.OPEN,
        N_("What the buyer pays now."),
        PAYMENT,
        _V1,
        hint="19.99",
    ),
    Field(
        "paymentDetails.totalOrderAmount",
        None,
        N_("Total order amount"),
        Money(),
        When.OPEN,
        N_("Only when several charges will follow; at least the amount charged now."),
        PAYMENT,
        "set-payment-info.html",
        hint="49.99",
        folded=True,
    ),
    Field(
        "paymentDetails.softDescriptor",
        "paymentDetail.softDescriptor",
        N_("Statement descriptor"),
        Text(16, "FJORDTEA"),
        When.OPEN,
        N_("The card statement shows “AMZ* ” before it. Only with AuthorizeWithCapture."),
        PAYMENT,
        _V1,
        hint="FJORDTEA",
        folded=True,
    ),
    Field(
        "paymentDetails.presentmentCurrency",
        "paymentDetail.presentmentCurrency",
        N_("Presentment currency"),
        Pattern(3, "USD", r"[A-Z]{3}", N_("Three capital letters, for example USD.")),
        When.CREATE,
        N_("The buyer's currency; follows the amount's currency later."),
        PAYMENT,
        _V1,
        hint="USD",
        folded=True,
    ),
    Field(
        "paymentDetails.allowOvercharge",
        None,
        N_("Allow overcharge"),
        Switch(),
        When.CREATE,
        N_("By Amazon's invitation only."),
        PAYMENT,
        "advanced-one-time-payment-options.html",
        folded=True,
    ),
    Field(
        "paymentDetails.extendExpiration",
        None,
        N_("Extend expiration"),
        Switch(),
        When.CREATE,
        N_("The permission lives 13 months instead of 180 days."),
        PAYMENT,
        _SESSION,
        folded=True,
    ),
    Field(
        "paymentDetails.estimateOrderTotal",
        None,
        N_("Estimated order total"),
        Money(),
        When.CREATE,
        N_("What the order will probably cost; provisional in Amazon's own SDK."),
        PAYMENT,
        "amazon-pay-api-sdk-dotnet",
        hint="49.99",
        folded=True,
        echoed=False,
    ),
)


def recurring(when: When = When.OPEN) -> tuple[Field, ...]:
    """Make the rows of how often the buyer will be charged again."""
    return (
        Field(
            "recurringMetadata.frequency.unit",
            None,
            N_("Frequency unit"),
            Choice(("Year", "Month", "Week", "Day", "Variable")),
            when,
            N_("How often the buyer will be charged."),
            RECURRING,
            _SESSION,
            folded=True,
        ),
        Field(
            "recurringMetadata.frequency.value",
            None,
            N_("Frequency value"),
            _WHOLE,
            when,
            N_("Every how many units; 0 with Variable."),
            RECURRING,
            _SESSION,
            hint="1",
            folded=True,
        ),
        Field(
            "recurringMetadata.amount",
            None,
            N_("Recurring amount"),
            Money(),
            when,
            N_("For the buyer's information."),
            RECURRING,
            _SESSION,
            hint="9.99",
            folded=True,
        ),
    )


RECURRING_DETAILS = (
    Field(
        "chargePermissionType",
        None,
        N_("Charge permission type"),
        Choice(("OneTime", "Recurring", "PaymentMethodOnFile")),
        When.OPEN,
        N_("OneTime unless the buyer will be charged again."),
        RECURRING,
        _SESSION,
        default="OneTime",
        folded=True,
    ),
    *recurring(),
    Field(
        "paymentMethodOnFileMetadata.setupOnly",
        None,
        N_("Set up only"),
        Switch(),
        When.CREATE,
        N_("Saves the payment method without charging it."),
        RECURRING,
        "amazon-pay-api-sdk-dotnet",
        folded=True,
        echoed=False,
    ),
)
