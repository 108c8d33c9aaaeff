"""Every field of a refund, and of what is sent for one (refund.html)."""

from __future__ import annotations

from apay_console.errors import N_
from apay_console.model.catalogue.charge import descriptor
from apay_console.model.catalogue.common import created, environment, status
from apay_console.model.fields import Field, Schema, When
from apay_console.model.kinds import Money, ObjectId, Text

REFUND_SECTION = N_("Refund")

_PAGE = "refund.html"

REFUND = Schema(
    "refund",
    (
        Field("refundId", "refundId", N_("Refund id"), Text(), source=_PAGE),
        Field("chargeId", "chargeId", N_("Charge id"), Text(), source=_PAGE),
        Field("refundAmount", "refundAmount", N_("Amount"), Money(), source=_PAGE),
        Field("softDescriptor", "softDescriptor", N_("Statement descriptor"), Text(), source=_PAGE),
        created(),
        *status("RefundInitiated", "Refunded", "Declined"),
        environment(),
    ),
)

REFUND_TO_CREATE = Schema(
    "refundToCreate",
    (
        Field(
            "chargeId",
            "chargeId",
            N_("Charge id"),
            ObjectId(example="S01-1234567-1234567-C123456", wants="C"),
            When.OPEN,
            N_("The charge whose money goes back."),
            REFUND_SECTION,
            _PAGE,
            hint="S01-1234567-1234567-C123456",
            required=True,
        ),
        Field(
            "refundAmount",
            "refundAmount",
            N_("Amount"),
            Money(),
            When.OPEN,
            N_("What the buyer gets back; several refunds share one ceiling."),
            REFUND_SECTION,
            _PAGE,
            hint="19.99",
            required=True,
        ),
        descriptor(When.OPEN, REFUND_SECTION),
    ),
)
